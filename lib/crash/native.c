/* The reports of sanitizers and of libFuzzer. */
#include "crash/scanner.h"

static bool native_take(void *state, struct reading *reading, const struct line *line)
{
    (void)state, (void)reading, (void)line;
    return false;
}

static void native_end(void *state, struct reading *reading)
{
    (void)state, (void)reading;
}

const struct scanner scanner_native = { .state_size = 1, .take = native_take, .end = native_end };
