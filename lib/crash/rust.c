/*
 * Rust: panics, as the standard library tells them.
 *
 * thread 'main' panicked at 'message', src/x.rs:10:21      before Rust 1.73
 * thread 'main' panicked at src/x.rs:10:21:                and the message on the next line
 *
 * A stack follows if RUST_BACKTRACE is set.  If not, and a report of the signal that the panic ends
 * in follows, that one has the stack and takes the words from here.
 */
#include "crash/cause.h"
#include "crash/exception.h"
#include "crash/rustframe.h"
#include "crash/rustkind.h"
#include "crash/slice.h"

enum { WORDS_MAX = 64 }; /* lines of a message, before its end is not looked for any more */

/* The words of a panic, of which nothing is left in the log's line once the next one is read. */
struct words {
    struct brief message, file;
    int64_t line, column;
    size_t to; /* their end in the log */
};

/* Takes ":12" off the end; false if there is none. */
static bool eat_number(struct bytes *place, int64_t *number)
{
    size_t colon = slice_find_last(*place, ':');
    struct bytes digits = slice_from(*place, colon);
    if (!slice_eat(&digits, ":") || !slice_eat_int(&digits, number) || digits.size > 0)
        return false;
    *place = slice_to(*place, colon);
    return true;
}

/* "src/x.rs:10:21"; very old ones have no column. */
static bool read_place(struct bytes place, struct words *words)
{
    int64_t last;
    if (!eat_number(&place, &last) || place.size == 0)
        return false;
    words->line = last;
    if (eat_number(&place, &words->line))
        words->column = last;
    brief_clear(&words->file);
    brief_add(&words->file, place);
    return true;
}

/* Takes "', src/x.rs:10:21" off the end, where a message of the old style ends. */
static bool eat_end(struct bytes *text, struct words *words)
{
    size_t comma = slice_find_last(*text, ',');
    struct bytes place = slice_from(*text, comma);
    if (!slice_eat(&place, ", ") || comma == 0 || text->at[comma - 1] != '\'' ||
        !read_place(place, words))
        return false;
    *text = slice_to(*text, comma - 1);
    return true;
}

/* Whether the line is none of a message, nor of what stands between it and a stack. */
static bool ends_words(struct bytes text)
{
    static const char *const begins[] = { "note: ", "thread '", "==", "AddressSanitizer:DEADLY" };
    for (size_t i = 0; i < COUNT_OF(begins); i++)
        if (slice_begins(text, begins[i]))
            return true;
    return false;
}

/* The message stands between quotes, and may go on over lines. */
static bool read_old(struct reading *reading, struct bytes rest, struct words *words)
{
    struct line line;
    bool ended = eat_end(&rest, words);
    brief_add(&words->message, rest);
    for (int i = 0; i < WORDS_MAX && !ended && lines_next(reading->lines, &line); i++) {
        struct bytes text = slice_trim(line.text);
        if (ends_words(text))
            break;
        ended = eat_end(&text, words);
        if (ended)
            words->to = line.to;
    }
    lines_back(reading->lines, words->to);
    return true;
}

/* The message is on the next line. */
static bool read_new(struct reading *reading, struct bytes rest, struct words *words)
{
    struct line line;
    if (!slice_ends(rest, ":") || !read_place(slice_to(rest, rest.size - 1), words))
        return false;
    if (!lines_next(reading->lines, &line))
        return true;
    brief_add(&words->message, slice_trim(line.text));
    words->to = line.to;
    return true;
}

/* Reads what stands behind "thread '"; moves behind the words. */
static bool read_words(struct reading *reading, struct bytes rest, struct words *words)
{
    (void)slice_eat_until(&rest, "'");
    int64_t id;
    if (slice_eat(&rest, " (") && !(slice_eat_int(&rest, &id) && slice_eat(&rest, ")")))
        return false;
    if (!slice_eat(&rest, " panicked at "))
        return false;
    return slice_eat(&rest, "'") ? read_old(reading, rest, words) : read_new(reading, rest, words);
}

/* Moves behind "stack backtrace:"; false, and nowhere, if that does not follow. */
static bool find_stack(struct reading *reading)
{
    struct line line;
    size_t from = SIZE_MAX;
    bool over = false;
    for (int i = 0; i < WORDS_MAX && !over && lines_next(reading->lines, &line); i++) {
        if (from == SIZE_MAX)
            from = line.from;
        struct bytes text = slice_trim(line.text);
        if (slice_begins(text, "stack backtrace:"))
            return true;
        over = ends_words(text);
    }
    if (from != SIZE_MAX)
        lines_back(reading->lines, from);
    return false;
}

static void set_draft(struct draft *draft, const struct rustkind *kind, const struct words *words)
{
    draft->type = draft_text(draft, bytes_from(kind->type.at));
    draft->kind = draft_text(draft, bytes_from(kind->kind.at));
    draft->message = draft_text(draft, bytes_from(words->message.at));
    draft->state = kind->state;
}

/* Where the panic is, in the place of the stack that is not there. */
static void add_place(struct draft *draft, const struct words *words)
{
    struct crash_frame *frame = words->file.size > 0 ? draft_frame(draft) : NULL;
    if (!frame)
        return;
    frame->file = draft_text(draft, bytes_from(words->file.at));
    frame->line = words->line;
    frame->column = words->column;
}

static bool take_panic(struct exception *here, struct bytes rest)
{
    struct reading *reading = here->reading;
    struct words words = { .to = here->line->to };
    size_t from = here->line->from;
    struct rustkind kind;
    if (!read_words(reading, rest, &words))
        return false;
    rustkind_set(&kind, bytes_from(words.message.at));
    struct draft *draft = exception_begin(reading, from, "rust", &frame_rust);
    draft->to = words.to;
    set_draft(draft, &kind, &words);
    if (find_stack(reading)) {
        rustframe_read_all(reading);
        exception_add(here, false);
    } else {
        add_place(draft, &words);
        exception_wait(here);
    }
    return true;
}

/* "thread 'main' has overflowed its stack", and one line with the same words for a tool */
static bool take_overflow(struct exception *here)
{
    struct draft *draft = exception_begin(here->reading, here->line->from, "rust", &frame_rust);
    draft->to = here->line->to;
    draft->type = "stack-overflow";
    draft->overflowed = true;
    draft->message = draft_text(draft, here->text);
    exception_wait(here);
    return true;
}

/* "memory allocation of 9437184 bytes failed", "fatal runtime error: …" */
static bool take_words(struct exception *here)
{
    struct rustkind kind;
    struct words words = { .to = here->line->to };
    brief_add(&words.message, here->text);
    if (slice_begins(here->text, "memory ") && !slice_holds(here->text, " bytes failed"))
        return false;
    (void)slice_eat(&here->text, "fatal runtime error: ");
    if (slice_begins(here->text, "stack overflow"))
        return true; /* which the line before it said, with the name of the thread */
    rustkind_set(&kind, here->text);
    struct draft *draft = exception_begin(here->reading, here->line->from, "rust", &frame_rust);
    draft->to = words.to;
    set_draft(draft, &kind, &words);
    exception_wait(here);
    return true;
}

/* "cargo fuzz run TARGET fuzz/artifacts/TARGET/crash-…", which cargo-fuzz says in the end */
bool rust_take_target(struct exception *here)
{
    struct bytes rest = here->text;
    struct native *native = here->native;
    if (!slice_eat(&rest, "cargo fuzz run ") || *native->target)
        return false;
    struct bytes name = slice_to(rest, slice_find_byte(rest, ' '));
    if (name.size == 0 || name.size >= sizeof(native->target) || *name.at == '-')
        return false;
    memcpy(native->target, name.at, name.size);
    return true;
}

bool rust_take(struct exception *here)
{
    struct bytes rest = here->text;
    if (!slice_eat(&rest, "thread '"))
        return take_words(here);
    if (slice_ends(rest, " has overflowed its stack"))
        return take_overflow(here);
    return take_panic(here, rest);
}
