#include "crash/cause.h"

#include "crash/slice.h"

/* Bytes of log between the words, or the crash, and the report of the signal; and bytes of what
 * goes into a signature. */
enum { WORDS_NEAR_MAX = 64 * 1024, ECHO_NEAR_MAX = 4 * 1024, KEY_MAX = 300 };

static void set(struct reading *reading, const struct line *line, const char *type,
                struct bytes message, struct bytes key)
{
    struct cause *cause = &reading->cause;
    cause->type = type;
    cause->told = false;
    cause->engine = NULL;
    cause->family = NULL;
    cause->overflowed = false;
    cause->from = line->from;
    brief_clear(&cause->message);
    brief_add(&cause->message, message);
    brief_clear(&cause->kind);
    brief_add_text(&cause->kind, type);
    brief_add_text(&cause->kind, ": ");
    brief_add(&cause->kind, slice_to(key, KEY_MAX)); /* code, not data: nothing of it is masked */
}

/* "prog: file.c:12: int parse(): Assertion `n > 0' failed." of glibc, "Assertion failed: (n > 0),
 * function parse, file x.c, line 12." of others.  The expression is the bug. */
static bool look_assertion(struct reading *reading, const struct line *line, struct bytes text)
{
    size_t at = slice_find(text, "Assertion ");
    struct bytes rest = slice_from(text, at);
    if (!slice_eat(&rest, "Assertion "))
        return false;
    if (!slice_begins(rest, "`") && !slice_begins(rest, "'") && !slice_begins(rest, "failed"))
        return false;
    struct bytes key = slice_to(rest, slice_find(rest, " failed"));
    if (slice_eat(&rest, "failed: "))
        key = slice_to(rest, slice_find(rest, ", f"));
    if (key.size > 1 && memchr("`'(", *key.at, 3))
        key = (struct bytes){ key.at + 1, key.size - 2 };
    set(reading, line, "assertion failure", slice_from(text, at), key);
    return true;
}

/* "[844:FATAL:decode.cc(40)] Check failed: a == b (1 vs. 2)": the condition is the bug. */
static bool look_check(struct reading *reading, const struct line *line, struct bytes text)
{
    size_t at = slice_find(text, "Check failed: ");
    if (at == text.size)
        return false;
    struct bytes key = slice_from(text, at + strlen("Check failed: "));
    key = slice_to(key, slice_find(key, " ("));
    set(reading, line, "check failure", slice_from(text, at), key);
    return true;
}

/* "terminate called after throwing an instance of 'std::runtime_error'" */
static bool look_exception(struct reading *reading, const struct line *line, struct bytes text)
{
    static const char *const begins[] = {
        "terminate called after throwing an instance of ",
        "terminate called without an active exception",
        "terminate called recursively",
        "libc++abi: terminating with uncaught exception of type ",
        "libc++abi: terminating due to uncaught exception of type ",
        "libc++abi.dylib: terminating with uncaught exception of type ",
    };
    for (size_t i = 0; i < COUNT_OF(begins); i++) {
        struct bytes rest = text;
        if (!slice_eat(&rest, begins[i]))
            continue;
        rest = slice_to(rest, slice_find(rest, ": "));
        if (slice_begins(rest, "'") && slice_ends(rest, "'") && rest.size > 1)
            rest = (struct bytes){ rest.at + 1, rest.size - 2 };
        set(reading, line, "uncaught exception", rest.size > 0 ? rest : text, rest);
        return true;
    }
    return false;
}

/* "  what():  unexpected token" goes on with the exception of the line before. */
static bool look_what(struct reading *reading, struct bytes text)
{
    if (!slice_eat(&text, "what():  ") || !reading->cause.type)
        return false;
    brief_add_text(&reading->cause.message, ": ");
    brief_add(&reading->cause.message, text);
    return true;
}

void cause_look(struct reading *reading, const struct line *line)
{
    struct bytes text = slice_trim(line->text);
    if (text.size < 10)
        return;
    if (*text.at == 't' || *text.at == 'l') {
        if (look_exception(reading, line, text))
            return;
    } else if (*text.at == 'w' && look_what(reading, text)) {
        return;
    }
    if (slice_find_byte(text, 'A') < text.size && look_assertion(reading, line, text))
        return;
    if (slice_find_byte(text, 'C') < text.size)
        (void)look_check(reading, line, text);
}

void cause_set(struct reading *reading, const struct draft *draft)
{
    struct cause *cause = &reading->cause;
    brief_clear(&cause->type_room);
    brief_add_text(&cause->type_room, draft->type);
    cause->type = cause->type_room.at;
    brief_clear(&cause->message);
    brief_add_text(&cause->message, draft->message);
    brief_clear(&cause->kind);
    brief_add_text(&cause->kind, draft->kind ? draft->kind : draft->type);
    cause->engine = draft->engine;
    cause->family = draft->family;
    cause->overflowed = draft->overflowed;
    cause->told = false;
    cause->from = draft->from;
}

void cause_use(struct reading *reading, const struct sankind *kind)
{
    struct draft *draft = reading->draft;
    struct cause *cause = &reading->cause;
    if (!kind->bare || !cause->type || draft->from - cause->from > WORDS_NEAR_MAX)
        return;
    draft->type = draft_text(draft, bytes_from(cause->type));
    draft->message = draft_text(draft, bytes_from(cause->message.at));
    draft->title = NULL;
    draft->kind = draft_text(draft, bytes_from(cause->kind.at));
    draft->from = cause->from;
    cause->type = NULL;
    cause->uses++;
    if (!cause->family)
        return;
    draft->engine = cause->engine;
    draft->family = cause->family;
    draft->overflowed = cause->overflowed;
}

void cause_tell(struct reading *reading, size_t to)
{
    reading->cause.type = NULL;
    reading->cause.told = true;
    reading->cause.exits = false;
    reading->cause.from = to;
}

bool cause_is_told(const struct reading *reading, const struct sankind *kind, size_t from)
{
    const struct cause *cause = &reading->cause;
    bool ends = kind->bare || (cause->exits && strcmp(kind->type, "fuzz target exited") == 0);
    return cause->told && ends && from - reading->cause.from <= ECHO_NEAR_MAX;
}
