#include "crash/signalkind.h"

#include "crash/slice.h"

enum { KILL = 9 }; /* SIGKILL */

/* The first row fits that the name begins with. */
static const struct signalkind rows[] = {
    { "SIGSEGV", "SEGV", 11, CRASH_STATE_CRASHED, false },
    { "SEGV_", "SEGV", 0, CRASH_STATE_CRASHED, false },
    { "SIGABRT", "abort", 6, CRASH_STATE_CRASHED, true },
    { "SIGIOT", "abort", 0, CRASH_STATE_CRASHED, true },
    { "SIGTRAP", "trap", 5, CRASH_STATE_CRASHED, true },
    { "TRAP_", "trap", 0, CRASH_STATE_CRASHED, true },
    { "SIGILL", "illegal-instruction", 4, CRASH_STATE_CRASHED, true },
    { "ILL_", "illegal-instruction", 0, CRASH_STATE_CRASHED, true },
    { "SIGBUS", "bus-error", 7, CRASH_STATE_CRASHED, false },
    { "BUS_", "bus-error", 0, CRASH_STATE_CRASHED, false },
    { "SIGFPE", "floating-point-exception", 8, CRASH_STATE_CRASHED, false },
    { "FPE_INTDIV", "divide-by-zero", 0, CRASH_STATE_CRASHED, false },
    { "FPE_", "floating-point-exception", 0, CRASH_STATE_CRASHED, false },
    { "SIGSYS", "bad-system-call", 31, CRASH_STATE_CRASHED, false },
    { "SIGKILL", "killed", KILL, CRASH_STATE_CRASHED, false },
    { "SIGXCPU", "timeout", 24, CRASH_STATE_TIMEOUT, false },
    { "SIGALRM", "timeout", 14, CRASH_STATE_TIMEOUT, false },
    { "SIGVTALRM", "timeout", 26, CRASH_STATE_TIMEOUT, false },
    /* macOS */
    { "EXC_BAD_ACCESS", "SEGV", 0, CRASH_STATE_CRASHED, false },
    { "EXC_CRASH", "abort", 0, CRASH_STATE_CRASHED, true },
    { "EXC_BREAKPOINT", "trap", 0, CRASH_STATE_CRASHED, true },
    { "EXC_BAD_INSTRUCTION", "illegal-instruction", 0, CRASH_STATE_CRASHED, true },
    { "EXC_ARITHMETIC", "floating-point-exception", 0, CRASH_STATE_CRASHED, false },
    { "EXC_RESOURCE", "out-of-memory", 0, CRASH_STATE_OOM, false },
    { "EXC_GUARD", "abort", 0, CRASH_STATE_CRASHED, true },
    /* Windows, with words or as codes */
    { "EXCEPTION_ACCESS_VIOLATION", "SEGV", 0, CRASH_STATE_CRASHED, false },
    { "EXCEPTION_STACK_OVERFLOW", "stack-overflow", 0, CRASH_STATE_CRASHED, false },
    { "EXCEPTION_BREAKPOINT", "trap", 0, CRASH_STATE_CRASHED, true },
    { "EXCEPTION_ILLEGAL_INSTRUCTION", "illegal-instruction", 0, CRASH_STATE_CRASHED, true },
    { "EXCEPTION_INT_DIVIDE", "divide-by-zero", 0, CRASH_STATE_CRASHED, false },
    { "c0000005", "SEGV", 0, CRASH_STATE_CRASHED, false },
    { "c00000fd", "stack-overflow", 0, CRASH_STATE_CRASHED, false },
    { "c0000094", "divide-by-zero", 0, CRASH_STATE_CRASHED, false },
    { "c0000095", "signed-integer-overflow", 0, CRASH_STATE_CRASHED, false },
    { "c000001d", "illegal-instruction", 0, CRASH_STATE_CRASHED, true },
    { "c0000374", "heap-corruption", 0, CRASH_STATE_CRASHED, false },
    { "c0000409", "stack-buffer-overflow", 0, CRASH_STATE_CRASHED, false },
    { "c0000420", "assertion failure", 0, CRASH_STATE_CRASHED, false },
    { "c0000602", "abort", 0, CRASH_STATE_CRASHED, true },
    { "80000003", "trap", 0, CRASH_STATE_CRASHED, true },
    { "e06d7363", "uncaught exception", 0, CRASH_STATE_CRASHED, false },
};

/* Whether the text begins with the name or is the number; digits go on no further than those. */
static bool fits(const struct signalkind *row, struct bytes text)
{
    struct bytes rest = text;
    int64_t number;
    bool digits = text.size > 0 && slice_is_digit(*text.at);
    if (!slice_eat(&rest, row->name) &&
        !(row->number > 0 && slice_eat_int(&rest, &number) && number == row->number))
        return false;
    return !digits || rest.size == 0 || !slice_is_hex(*rest.at);
}

bool signalkind_set(struct sankind *kind, struct bytes name)
{
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (rows[i].number == KILL || !fits(&rows[i], name))
            continue;
        *kind = (struct sankind){ .state = rows[i].state, .bare = rows[i].bare };
        memcpy(kind->type, rows[i].type, strlen(rows[i].type));
        kind->overflowed = strcmp(rows[i].type, "stack-overflow") == 0;
        return true;
    }
    return false;
}

const struct signalkind *signalkind_of_number(int64_t number)
{
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (rows[i].number > 0 && rows[i].number == number)
            return &rows[i];
    return NULL;
}

const struct signalkind *signalkind_of_name(struct bytes name)
{
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (rows[i].number > 0 && slice_is(name, rows[i].name))
            return &rows[i];
    return NULL;
}
