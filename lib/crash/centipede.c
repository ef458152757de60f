/* What Centipede, and FuzzTest that stands on it, say when a limit is exceeded. */
#include "crash/cause.h"
#include "crash/exception.h"
#include "crash/slice.h"
#include "crash/waiting.h"

enum { FOUND_WITHIN_MAX = 4 };

/* What follows "========= ", and the like in the report of the engine. */
static const struct row {
    const char *words, *type;
    enum crash_state state;
    bool overflowed;
} rows[] = {
    { "Timeout of ", "timeout", CRASH_STATE_TIMEOUT, false },
    { "Per-input timeout exceeded", "timeout", CRASH_STATE_TIMEOUT, false },
    { "Per-batch timeout exceeded", "timeout", CRASH_STATE_TIMEOUT, false },
    { "per-input-timeout-exceeded", "timeout", CRASH_STATE_TIMEOUT, false },
    { "per-batch-timeout-exceeded", "timeout", CRASH_STATE_TIMEOUT, false },
    { "timeout-exceeded", "timeout", CRASH_STATE_TIMEOUT, false },
    { "RSS limit exceeded", "out-of-memory", CRASH_STATE_OOM, false },
    { "rss-limit-exceeded", "out-of-memory", CRASH_STATE_OOM, false },
    { "out-of-memory", "out-of-memory", CRASH_STATE_OOM, false },
    { "Stack limit exceeded", "stack-overflow", CRASH_STATE_CRASHED, true },
    { "stack-limit-exceeded", "stack-overflow", CRASH_STATE_CRASHED, true },
};

static bool take(struct exception *here, struct bytes words)
{
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (!slice_begins(words, rows[i].words))
            continue;
        struct cause_words cause = {
            .engine = "centipede", .type = rows[i].type, .message = words, .state = rows[i].state
        };
        cause_say(here->reading, here->line, &cause);
        return true;
    }
    return false;
}

bool centipede_take(struct exception *here)
{
    struct bytes rest = here->text;
    return slice_eat(&rest, "========= ") && take(here, rest);
}

/* "Failure        : per-input-timeout-exceeded", "…] Failure description: timeout-exceeded" */
bool centipede_take_failure(struct exception *here)
{
    struct bytes rest = here->text;
    (void)slice_eat_until(&rest, ": ");
    return slice_begins(here->text, "Failure ") && !here->native->result && take(here, rest);
}

/* "=== BUG FOUND!", and below "/src/a_test.cc:12: Counterexample found for MySuite.MyTest." */
bool fuzztest_take(struct exception *here)
{
    static const char words[] = ": Counterexample found for ";
    struct reading *reading = here->reading;
    struct line line;
    struct brief message;
    brief_clear(&message);
    for (int i = 0; i < FOUND_WITHIN_MAX && lines_next(reading->lines, &line); i++) {
        size_t at = slice_find(line.text, words);
        if (at == line.text.size)
            continue;
        brief_add(&message, slice_from(line.text, at + 2));
        struct bytes name = slice_from(line.text, at + strlen(words));
        if (slice_ends(name, "."))
            name.size--;
        name = slice_to(name, NATIVE_NAME_MAX - 1);
        memcpy(here->native->target, name.at, name.size);
        here->native->target[name.size] = '\0';
        break;
    }
    lines_back(reading->lines, here->line->to);
    struct cause_words cause = { .engine = "fuzztest",
                                 .type = "test failure",
                                 .message = { message.at, message.size } };
    if (message.size > 0 && !waiting_is_offered(reading))
        cause_say(reading, here->line, &cause);
    return true;
}
