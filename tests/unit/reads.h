/* Short ways to read a log in a test: *state is the arena of PURE(). */
#ifndef READS_H
#define READS_H

#include "crash/crash.h"
#include "scene.h"

/* What the text says, nothing being known beside it. */
static inline const struct crash_result *reads(void **state, const char *log)
{
    return crash_read(*state, bytes_from(log), NULL);
}

/* The one result of a text that is of one target. */
static inline const struct crash_result *reads_one(void **state, const char *log)
{
    const struct crash_result *result = reads(state, log);
    assert_null(result->next);
    return result;
}

/* The one crash of a text that has one. */
static inline const struct crash *reads_crash(void **state, const char *log)
{
    const struct crash_result *result = reads_one(state, log);
    assert_non_null(result->crashes);
    assert_null(result->crashes->next);
    return result->crashes;
}

/* How many crashes there are in all results. */
static inline size_t count_crashes(const struct crash_result *result)
{
    size_t count = 0;
    for (; result; result = result->next)
        for (const struct crash *c = result->crashes; c; c = c->next)
            count++;
    return count;
}

#endif
