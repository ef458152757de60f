/* What Python's faulthandler says of a fatal signal, and PySecSan of what an input got to run. */
#include "crash/exception.h"
#include "crash/pythonframe.h"
#include "crash/slice.h"

enum {
    BETWEEN_MAX = 8, /* lines without a frame, from one stack to the next */
    WORDS_MAX = 16,  /* lines from the words of PySecSan to its stack */
};

static const struct row {
    const char *words; /* anywhere in what stands behind "Fatal Python error: " */
    const char *type;
} rows[] = {
    { "stack overflow", "stack-overflow" },
    { "Segmentation fault", "SEGV" },
    { "Aborted", "abort" },
    { "Bus error", "bus-error" },
    { "Floating point exception", "floating-point-exception" },
    { "Illegal instruction", "illegal-instruction" },
};

static void set_type(struct draft *draft, struct bytes words)
{
    draft->type = "fatal error";
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (!slice_holds(words, rows[i].words))
            continue;
        draft->type = rows[i].type;
        draft->overflowed = i == 0;
        break;
    }
    draft->message = draft_text(draft, words);
}

/* Reads the frames that follow, the innermost first, and stops behind them. */
static void read_frames(struct reading *reading)
{
    struct line line;
    struct pythonframe frame;
    draft_stack(reading->draft, NULL);
    while (lines_next(reading->lines, &line)) {
        if (!pythonframe_read(line.text, &frame)) {
            lines_back(reading->lines, line.from);
            return;
        }
        pythonframe_add(reading->draft, &frame);
        reading->draft->to = line.to;
    }
}

/* Reads the stack of one thread: in the place of the one before it, whose text begins at `used`, or
 * not at all. */
static void read_thread(struct reading *reading, bool keep, size_t used)
{
    struct draft *draft = reading->draft;
    if (keep) {
        draft->frames_count = draft->stacks_count = 0;
        draft->used = used;
    }
    size_t frames = draft->frames_count, stacks = draft->stacks_count;
    used = draft->used;
    read_frames(reading);
    if (keep)
        return;
    draft->frames_count = frames;
    draft->stacks_count = stacks;
    draft->used = used;
}

/* Reads the stacks of all threads, the first line of which is text.  That of the current one
 * counts, or the last one. */
static void read_threads(struct reading *reading, struct bytes text)
{
    struct line line = { .text = text };
    int others = 0;
    size_t from = 0, used = reading->draft->used;
    bool found = false;
    do {
        if (others++ == 0)
            from = line.from;
        text = slice_trim(line.text);
        bool current = slice_begins(text, "Current thread 0x");
        if (!current && !slice_begins(text, "Thread 0x"))
            continue;
        read_thread(reading, !found, used);
        found |= current;
        others = 0;
    } while (others < BETWEEN_MAX && lines_next(reading->lines, &line));
    if (others > 0 && from > 0)
        lines_back(reading->lines, from);
}

static bool take_fatal(struct exception *here)
{
    struct draft *draft = exception_begin(here->reading, here->line->from, "python", &frame_python);
    struct bytes words = here->text;
    bool fatal = slice_eat(&words, "Fatal Python error: ");
    bool timeout = !fatal && slice_begins(words, "Timeout (") && slice_ends(words, ")!");
    if (!fatal && slice_begins(words, "Timeout (") && !timeout)
        return false;
    draft->type = timeout ? "timeout" : "crash";
    draft->state = timeout ? CRASH_STATE_TIMEOUT : CRASH_STATE_CRASHED;
    if (fatal)
        set_type(draft, words);
    draft->to = here->line->to;
    read_threads(here->reading, here->text);
    if (draft->frames_count == 0 && !fatal)
        return false;
    exception_add(here, fatal);
    return true;
}

/* "===BUG DETECTED: PySecSan: Command injection ===" */
static bool take_detector(struct exception *here)
{
    struct reading *reading = here->reading;
    struct draft *draft = exception_begin(reading, here->line->from, "python", &frame_python);
    struct bytes words = here->text;
    (void)slice_eat_until(&words, "PySecSan: ");
    words = slice_trim(slice_to(words, slice_find(words, "===")));
    struct brief kind;
    brief_clear(&kind);
    brief_add_text(&kind, "security exception\n");
    brief_add(&kind, words);
    draft->type = "security exception";
    draft->kind = draft_text(draft, (struct bytes){ kind.at, kind.size });
    draft->message = draft_text(draft, words);
    draft->to = here->line->to;
    struct line line;
    for (int i = 0; i < WORDS_MAX && lines_next(reading->lines, &line); i++) {
        if (!slice_ends(slice_trim(line.text), "Stacktrace:"))
            continue;
        pythonframe_read_traceback(reading);
        break;
    }
    exception_add(here, true);
    return true;
}

bool pythonfault_take(struct exception *here)
{
    return *here->text.at == '=' ? take_detector(here) : take_fatal(here);
}
