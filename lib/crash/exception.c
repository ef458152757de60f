#include "crash/exception.h"

#include "crash/cause.h"
#include "crash/mask.h"
#include "crash/slice.h"

/* Where the first line of a stack is, its words are within that many lines and bytes above. */
enum { ABOVE_LINES_MAX = 8, ABOVE_BYTES_MAX = 4096 };

/* What the lines begin with, and who knows them; the first letters are all there is to see in most
 * lines of a log. */
static const struct row {
    const char *begin;
    bool (*take)(struct exception *here);
} rows[] = {
    { "=== Uncaught Python exception: ===", python_take },
    { "===BUG DETECTED: PySecSan: ", pythonfault_take },
    { "Traceback (most recent call last):", python_take },
    { "Fatal Python error: ", pythonfault_take },
    { "Thread 0x", pythonfault_take },
    { "Current thread 0x", pythonfault_take },
    { "Timeout (", pythonfault_take },
    { "== Java Exception: ", java_take },
    { "Exception in thread \"", java_take },
    { "at ", java_take_stack },
    { "at ", javascript_take_stack },
    { "==", javascript_take },
    { "FATAL ERROR: ", javascript_take },
    { "thread '", rust_take },
    { "fatal runtime error: ", rust_take },
    { "memory allocation of ", rust_take },
};

bool exception_take(struct native *native, struct reading *reading, const struct line *line)
{
    struct bytes text = slice_trim(line->text);
    if (text.size < 4)
        return false;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (*text.at != *rows[i].begin || !slice_begins(text, rows[i].begin))
            continue;
        struct exception here = { native, reading, line, text };
        if (rows[i].take(&here))
            return true;
    }
    return false;
}

struct draft *exception_begin(struct reading *reading, size_t from, const char *engine,
                              const struct frame_family *family)
{
    struct draft *draft = reading->draft;
    draft_begin(draft, engine, family);
    draft->from = draft->to = from;
    return draft;
}

/* Without a stack, what was said stands in the signature. */
static void set_kind(struct draft *draft)
{
    bool placed = false;
    for (size_t i = 0; i < draft->frames_count; i++)
        placed |= *draft->frames[i].function != '\0';
    if (placed || draft->keyed)
        return;
    struct brief kind;
    char mask[MASK_MAX + 1];
    brief_clear(&kind);
    brief_add_text(&kind, draft->kind ? draft->kind : draft->type);
    if (draft->frames_count > 0) {
        brief_add_text(&kind, "\n");
        brief_add(&kind, slice_base_name(bytes_from(draft->frames[0].file)));
    } else if (!draft->kind && mask_write(bytes_from(draft->message), mask) > 0) {
        brief_add_text(&kind, "\n");
        brief_add_text(&kind, mask);
    }
    draft->kind = draft_text(draft, (struct bytes){ kind.at, kind.size });
}

static void add(struct native *native, struct reading *reading, bool sure)
{
    size_t count = reading->crashes_count;
    native_add(native, reading);
    native->unsure += !sure && reading->crashes_count > count;
    native->language = reading->draft->engine;
    native->looked = reading->draft->to;
}

void exception_add(struct exception *here, bool sure)
{
    set_kind(here->reading->draft);
    add(here->native, here->reading, sure);
    cause_tell(here->reading, here->reading->draft->to);
    here->reading->cause.exits = true;
}

/* A draft without a stack, and how often the words of others were used when it came. */
struct waiting {
    bool full;
    size_t uses;
    struct draft draft;
};

static void copy_words(struct draft *to, const struct draft *from)
{
    draft_begin(to, from->engine, from->family);
    to->type = draft_text(to, bytes_from(from->type));
    to->kind = from->kind ? draft_text(to, bytes_from(from->kind)) : NULL;
    to->message = draft_text(to, bytes_from(from->message));
    to->state = from->state;
    to->overflowed = from->overflowed;
    to->from = from->from;
    to->to = from->to;
    struct crash_frame *frame = from->frames_count > 0 ? draft_frame(to) : NULL;
    if (!frame)
        return;
    *frame = from->frames[0];
    frame->function = draft_text(to, bytes_from(frame->function));
    frame->file = draft_text(to, bytes_from(frame->file));
}

void exception_end(struct native *native, struct reading *reading)
{
    struct waiting *waiting = reading->waiting;
    if (!waiting || !waiting->full)
        return;
    waiting->full = false;
    if (reading->cause.uses != waiting->uses)
        return; /* a report has its words */
    struct draft *draft = reading->draft;
    reading->draft = &waiting->draft;
    add(native, reading, false);
    reading->draft = draft;
}

void exception_wait(struct exception *here)
{
    struct reading *reading = here->reading;
    exception_end(here->native, reading);
    cause_set(reading, reading->draft);
    set_kind(reading->draft);
    if (!reading->waiting)
        reading->waiting = ARENA_ONE(reading->mem, struct waiting);
    copy_words(&reading->waiting->draft, reading->draft);
    reading->waiting->full = true;
    reading->waiting->uses = reading->cause.uses;
    here->native->looked = reading->draft->to;
}

static bool is_of_name(char c)
{
    return slice_is_letter(c) || slice_is_digit(c) || c == '_' || c == '.' || c == '$';
}

bool exception_read_head(struct bytes text, struct exception_head *head)
{
    size_t size = 0;
    while (size < text.size && is_of_name(text.at[size]))
        size++;
    if (size == 0 || slice_is_digit(*text.at) || text.at[size - 1] == '.')
        return false;
    brief_clear(&head->name);
    brief_add(&head->name, slice_to(text, size));
    struct bytes rest = slice_from(text, size);
    if (slice_begins(rest, " [")) /* "AssertionError [ERR_ASSERTION]: …" */
        rest =
            slice_from(rest, slice_find_byte(rest, ']') < rest.size ? slice_find_byte(rest, ']') + 1
                                                                    : rest.size);
    bool told = slice_eat(&rest, ":");
    brief_clear(&head->message);
    brief_add(&head->message, slice_trim(rest));
    return told || rest.size == 0;
}

bool exception_is_named(const struct exception_head *head)
{
    static const char *const ends[] = { "Error",         "Exception", "Exit",    "Interrupt",
                                        "StopIteration", "Throwable", "Failure", "Warning" };
    struct bytes name = { head->name.at, head->name.size };
    for (size_t i = 0; i < COUNT_OF(ends); i++)
        if (slice_ends(name, ends[i]))
            return true;
    return slice_holds(name, "FuzzerSecurityIssue");
}

/* Where the lines begin that are looked at for the words above a place in the log.  No byte is
 * looked at for this twice. */
static size_t above(const struct native *native, struct bytes log, size_t from)
{
    size_t least = from > ABOVE_BYTES_MAX ? from - ABOVE_BYTES_MAX : 0;
    if (least < native->looked)
        least = native->looked;
    if (least < native->from)
        least = native->from;
    size_t at = from;
    for (int i = 0; i < ABOVE_LINES_MAX && at > least; i++) {
        struct bytes before = { log.at + least, at - 1 - least };
        size_t newline = slice_find_last(before, '\n');
        at = newline < before.size ? least + newline + 1 : least;
    }
    /* in the middle of a line nothing begins */
    return at == 0 || log.at[at - 1] == '\n' ? at : from;
}

bool exception_find_head(struct exception *here, struct line *found, struct exception_head *head)
{
    struct reading *reading = here->reading;
    size_t from = here->line->from, best = from;
    lines_back(reading->lines, above(here->native, lines_log(reading->lines), from));
    struct line line;
    while (lines_next(reading->lines, &line) && line.from < from)
        if (exception_read_head(slice_trim(line.text), head) && exception_is_named(head))
            best = line.from;
    here->native->looked = from;
    lines_back(reading->lines, best);
    if (!lines_next(reading->lines, found) || best == from)
        return false;
    return exception_read_head(slice_trim(found->text), head);
}
