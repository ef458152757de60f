/* Python: tracebacks, with the words of Atheris above them or without. */
#include "crash/exception.h"
#include "crash/pythonframe.h"
#include "crash/slice.h"

enum {
    WORDS_MAX = 64,       /* lines of a message, before the traceback is not looked for any more */
    CHAIN_LINES_MAX = 16, /* from one of them to the next */
};

static const char traceback[] = PYTHON_TRACEBACK;

/* Raised to end a program, not because something is wrong. */
static bool is_ending(const struct exception_head *head)
{
    static const char *const names[] = { "SystemExit", "KeyboardInterrupt" };
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (strcmp(head->name.at, names[i]) == 0)
            return true;
    return false;
}

/* Raised before there was anything to fuzz: while modules were loaded. */
static bool is_setup(struct exception *here, const struct exception_head *head)
{
    static const char *const names[] = { "ModuleNotFoundError", "ImportError", "SyntaxError",
                                         "IndentationError" };
    bool named = false;
    for (size_t i = 0; i < COUNT_OF(names); i++)
        named |= strcmp(head->name.at, names[i]) == 0;
    const struct draft *draft = here->reading->draft;
    for (size_t i = 0; named && i < draft->frames_count; i++)
        named = strcmp(draft->frames[i].function, "<module>") == 0 ||
                slice_begins(bytes_from(draft->frames[i].file), "<frozen ");
    return named && !here->native->fuzzer;
}

static void set_head(struct draft *draft, const struct exception_head *head)
{
    exception_set_words(draft, head);
    draft->overflowed = strcmp(draft->type, "RecursionError") == 0;
    if (strcmp(draft->type, "MemoryError") == 0)
        draft->state = CRASH_STATE_OOM;
}

/* Moves behind the next line that begins a traceback; false, and nowhere, if none is so near. */
static bool find_traceback(struct reading *reading, int lines_max)
{
    struct line line;
    size_t from = SIZE_MAX;
    for (int i = 0; i < lines_max && lines_next(reading->lines, &line); i++) {
        if (from == SIZE_MAX)
            from = line.from;
        struct bytes text = slice_trim(line.text);
        if (slice_ends(text, traceback))
            return true;
        if (slice_begins(text, "=="))
            break;
    }
    if (from != SIZE_MAX)
        lines_back(reading->lines, from);
    return false;
}

/* "The above exception was the direct cause of the following exception:" and its traceback */
static bool find_chained(struct reading *reading)
{
    struct line line;
    size_t from = SIZE_MAX;
    for (int i = 0; i < CHAIN_LINES_MAX && lines_next(reading->lines, &line); i++) {
        if (from == SIZE_MAX)
            from = line.from;
        struct bytes text = slice_trim(line.text);
        if (slice_begins(text, "The above exception was the direct cause of the following") ||
            slice_begins(text, "During handling of the above exception, another exception"))
            return find_traceback(reading, CHAIN_LINES_MAX);
        if (slice_begins(text, "==") || slice_begins(text, traceback))
            break;
    }
    if (from != SIZE_MAX)
        lines_back(reading->lines, from);
    return false;
}

/* The line behind a traceback says what was raised; Atheris says it above, and then this is not
 * anything else that looks like it. */
static void read_last(struct reading *reading, struct exception_head *head, bool known)
{
    struct line line;
    struct exception_head last;
    if (!lines_next(reading->lines, &line))
        return;
    if (exception_read_head(slice_trim(line.text), &last) &&
        (!known || exception_is_named(&last))) {
        *head = last;
        reading->draft->to = line.to;
    } else {
        lines_back(reading->lines, line.from);
    }
}

/* Reads tracebacks, of which the last one counts, and what they say was raised. */
static void read_chain(struct reading *reading, struct exception_head *head, bool known)
{
    struct draft *draft = reading->draft;
    size_t from = draft->from;
    do {
        exception_begin(reading, from, "python", &frame_python);
        pythonframe_read_traceback(reading);
        read_last(reading, head, known);
    } while (find_chained(reading));
}

static bool take_traceback(struct exception *here, struct exception_head *head, bool sure)
{
    struct draft *draft = here->reading->draft;
    size_t to = here->line->to;
    read_chain(here->reading, head, sure);
    if (draft->frames_count == 0 && !sure) {
        lines_back(here->reading->lines, to);
        return false; /* others may know what it is */
    }
    if (is_ending(head))
        return true;
    set_head(draft, head);
    if (is_setup(here, head)) {
        here->native->language = "python";
        if (!here->native->setup)
            here->native->setup = reading_text(here->reading, bytes_from(draft->message));
        return true;
    }
    exception_add(here, sure);
    return true;
}

/* " === Uncaught Python exception: ===", and then a line with what was raised */
static bool take_uncaught(struct exception *here)
{
    struct exception_head head = { 0 };
    struct line line;
    size_t from = here->line->from;
    struct draft *draft = exception_begin(here->reading, from, "python", &frame_python);
    if (!lines_next(here->reading->lines, &line))
        return false;
    if (!exception_read_head(slice_trim(line.text), &head))
        brief_add(&head.message, slice_trim(line.text));
    draft->to = line.to;
    bool traced =
        slice_ends(slice_trim(line.text), traceback) || find_traceback(here->reading, WORDS_MAX);
    if (traced)
        return take_traceback(here, &head, true);
    set_head(draft, &head);
    exception_add(here, true);
    return true;
}

static bool take_plain(struct exception *here)
{
    struct exception_head head = { 0 };
    exception_begin(here->reading, here->line->from, "python", &frame_python);
    return take_traceback(here, &head, false);
}

bool python_take(struct exception *here)
{
    return slice_begins(here->text, "=== ") ? take_uncaught(here) : take_plain(here);
}
