#include "crash/exception.h"

#include "crash/cause.h"
#include "crash/mask.h"
#include "crash/slice.h"

/* What test programs say in the end if all went well: panics and exceptions before it were meant.
 */
static const struct end {
    const char *begin, *holds, *language;
} ends[] = {
    { "test result: ok. ", " passed; ", "rust" },
    { "[INFO] BUILD SUCCESS", "BUILD SUCCESS", "java" },
    { "BUILD SUCCESSFUL in ", "BUILD SUCCESSFUL", "java" },
    { "=====", " passed in ", "python" },
    { "# fail 0", "# fail 0", "javascript" },
};

static bool take_end(struct exception *here)
{
    struct native *native = here->native;
    if (native->fuzzer ||
        (slice_holds(here->text, " failed") && !slice_holds(here->text, " 0 failed")))
        return false;
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        if (!slice_begins(here->text, ends[i].begin) || !slice_holds(here->text, ends[i].holds))
            continue;
        native->language = ends[i].language;
        native->finished = true;
        native_begin(native, here->reading, here->line->to);
        return true;
    }
    return false;
}

/* Why a program did not start: it does not build, or is not there. */
static const struct obstacle {
    const char *begin, *language;
} obstacles[] = {
    { "error: could not compile `", "rust" },
    { "error: could not find `Cargo.toml`", "rust" },
    { "error: no bin target named `", "rust" },
    { "error: no test target named `", "rust" },
    { "Error: Could not find or load main class ", "java" },
    { "Error: Unable to access jarfile ", "java" },
};

static bool take_obstacle(struct exception *here)
{
    struct native *native = here->native;
    for (size_t i = 0; i < COUNT_OF(obstacles) && !native->fuzzer; i++) {
        if (!slice_begins(here->text, obstacles[i].begin))
            continue;
        native->language = obstacles[i].language;
        if (!native->setup)
            native->setup = reading_text(here->reading, here->text);
        native->looked = here->line->to;
        return true;
    }
    return false;
}

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
    { "at ", csharp_take_stack },
    { "Unhandled exception. ", csharp_take },
    { "Unhandled Exception:", csharp_take },
    { "Stack overflow.", csharp_take },
    { "Out of memory.", csharp_take },
    { "stack traceback:", lua_take },
    { "==", javascript_take },
    { "^", javascript_take_node },
    { "FATAL ERROR: ", javascript_take },
    { "thread '", rust_take },
    { "fatal runtime error: ", rust_take },
    { "memory allocation of ", rust_take },
    { "cargo fuzz run ", rust_take_target },
    { "error: ", take_obstacle },
    { "Error: ", take_obstacle },
    { "test result: ok. ", take_end },
    { "[INFO] BUILD SUCCESS", take_end },
    { "BUILD SUCCESSFUL in ", take_end },
    { "=====", take_end },
    { "# fail 0", take_end },
};

bool exception_take(struct native *native, struct reading *reading, const struct line *line)
{
    struct bytes text = slice_trim(line->text);
    if (text.size == 0)
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
    if (!sure && reading->crashes_count > count)
        reading_doubt(reading, native->last);
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
