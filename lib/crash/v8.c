/* What V8 says when it stops itself. */
#include "crash/cause.h"
#include "crash/exception.h"
#include "crash/slice.h"

enum { LINES_MAX = 6, BEFORE_STACK_MAX = 8 };

/* What the words behind "# Fatal error in …" begin with. */
static const struct row {
    const char *words, *type;
} rows[] = {
    { "Check failed: ", "check failure" },
    { "Debug check failed: ", "debug check failure" },
    { "unreachable code", "unreachable code" },
    { "unimplemented code", "unimplemented code" },
    { "CHECK(", "check failure" },
};

/* The first line of the comment that has words; the line itself if there is none. */
static struct brief read_words(struct reading *reading, size_t *to)
{
    struct brief words;
    struct line line;
    brief_clear(&words);
    for (int i = 0; i < LINES_MAX && lines_next(reading->lines, &line); i++) {
        struct bytes text = slice_trim(line.text);
        if (!slice_eat(&text, "#"))
            break;
        *to = line.to;
        text = slice_trim(text);
        if (text.size == 0)
            continue;
        if (slice_begins(text, "Fatal error in ") || slice_begins(text, "Runtime error in "))
            break;
        brief_add(&words, text);
        break;
    }
    lines_back(reading->lines, *to);
    return words;
}

static void say(struct exception *here, const char *type, struct bytes message, struct bytes key)
{
    bool starved = strcmp(type, "out-of-memory") == 0;
    struct cause_words words = { .engine = "v8",
                                 .type = type,
                                 .message = message,
                                 .key = key,
                                 .stack_within = BEFORE_STACK_MAX,
                                 .state = starved ? CRASH_STATE_OOM : CRASH_STATE_CRASHED };
    cause_say(here->reading, here->line, &words);
}

/* "# Fatal error in ../../src/objects-debug.cc, line 1639" and, on the next lines, "# Debug check
 * failed: a == b (3 vs. 16)." */
static void take_fatal(struct exception *here, const char *type)
{
    size_t to = here->line->to;
    struct brief head;
    brief_clear(&head);
    brief_add(&head, slice_trim(slice_from(here->text, 1))); /* the line is gone after this */
    struct brief words = read_words(here->reading, &to);
    lines_back(here->reading->lines, to);
    struct bytes message = { words.at, words.size }, key = message;
    if (words.size == 0) /* the place is all there is */
        message = key = (struct bytes){ head.at, head.size };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (!slice_begins(message, rows[i].words))
            continue;
        type = rows[i].type;
        (void)slice_eat(&key, rows[i].words);
        break;
    }
    key = slice_to(key, slice_find(key, " ("));
    say(here, type, message, slice_to(key, slice_find(key, ", line ")));
}

bool v8_take(struct exception *here)
{
    struct bytes text = slice_trim_left(slice_from(here->text, 1));
    if (slice_begins(text, "Fatal error in "))
        take_fatal(here, "fatal error");
    else if (slice_begins(text, "Fatal JavaScript OOM") ||
             slice_begins(text, "Fatal JavaScript out of memory") ||
             slice_begins(text, "Fatal process out of memory") ||
             slice_begins(text, "Fatal process OOM"))
        say(here, "out-of-memory", text, slice_to(text, 0));
    else if (slice_begins(text, "Fatal JavaScript"))
        take_fatal(here, "fatal error");
    else if (slice_begins(text, "Runtime error in "))
        take_fatal(here, "runtime assertion failure");
    else if (slice_begins(text, "V8 correctness failure"))
        take_fatal(here, "V8 correctness failure");
    else
        return false;
    return true;
}

/* "abort: CSA_DCHECK failed: Torque assert 'n > 0' failed [src/builtins/x.tq:66]" */
bool v8_take_abort(struct exception *here)
{
    struct bytes text = here->text;
    if (!slice_eat(&text, "abort: "))
        return false;
    struct bytes key = slice_to(text, slice_find(text, " ["));
    say(here, "assertion failure", text, key);
    return true;
}

/* "## V8 sandbox violation detected!", before the report of the signal */
bool v8_take_sandbox(struct exception *here)
{
    struct cause_words words = { .engine = "v8",
                                 .type = "V8 sandbox violation",
                                 .message = slice_trim_left(slice_from(here->text, 2)),
                                 .kills = true };
    cause_say(here->reading, here->line, &words);
    return true;
}

/* "FATAL ERROR: v8::FromJust Maybe value is Nothing." of Node.js, before a stack */
bool v8_take_node(struct exception *here)
{
    struct bytes text = here->text;
    if (!slice_eat(&text, "FATAL ERROR: "))
        return false;
    say(here, "fatal error", text, text);
    return true;
}
