#include "crash/signalkind.h"

#include "crash/slice.h"

/* The first row fits that the name begins with. */
static const struct row {
    const char *name;
    const char *type;
    bool bare;     /* what the program said before is the reason */
    bool resource; /* the system, or its limits, ended the program */
} rows[] = {
    { "SIGSEGV", "SEGV", false, false },
    { "SEGV_", "SEGV", false, false },
    { "SIGABRT", "abort", true, false },
    { "SIGIOT", "abort", true, false },
    { "SIGTRAP", "trap", true, false },
    { "TRAP_", "trap", true, false },
    { "SIGILL", "illegal-instruction", true, false },
    { "ILL_", "illegal-instruction", true, false },
    { "SIGBUS", "bus-error", false, false },
    { "BUS_", "bus-error", false, false },
    { "SIGFPE", "floating-point-exception", false, false },
    { "FPE_INTDIV", "divide-by-zero", false, false },
    { "FPE_", "floating-point-exception", false, false },
    { "SIGSYS", "bad-system-call", false, false },
    { "SIGXCPU", "timeout", false, true },
    { "SIGALRM", "timeout", false, true },
    /* as numbers of Linux */
    { "11", "SEGV", false, false },
    { "6", "abort", true, false },
    { "5", "trap", true, false },
    { "4", "illegal-instruction", true, false },
    { "7", "bus-error", false, false },
    { "8", "floating-point-exception", false, false },
    /* macOS */
    { "EXC_BAD_ACCESS", "SEGV", false, false },
    { "EXC_CRASH", "abort", true, false },
    { "EXC_BREAKPOINT", "trap", true, false },
    { "EXC_BAD_INSTRUCTION", "illegal-instruction", true, false },
    { "EXC_ARITHMETIC", "floating-point-exception", false, false },
    { "EXC_RESOURCE", "out-of-memory", false, true },
    { "EXC_GUARD", "abort", true, false },
    /* Windows, with words or as codes */
    { "EXCEPTION_ACCESS_VIOLATION", "SEGV", false, false },
    { "EXCEPTION_STACK_OVERFLOW", "stack-overflow", false, false },
    { "EXCEPTION_BREAKPOINT", "trap", true, false },
    { "EXCEPTION_ILLEGAL_INSTRUCTION", "illegal-instruction", true, false },
    { "EXCEPTION_INT_DIVIDE", "divide-by-zero", false, false },
    { "c0000005", "SEGV", false, false },
    { "c00000fd", "stack-overflow", false, false },
    { "c0000094", "divide-by-zero", false, false },
    { "c0000095", "signed-integer-overflow", false, false },
    { "c000001d", "illegal-instruction", true, false },
    { "c0000374", "heap-corruption", false, false },
    { "c0000409", "stack-buffer-overflow", false, false },
    { "c0000420", "assertion failure", false, false },
    { "c0000602", "abort", true, false },
    { "80000003", "trap", true, false },
    { "e06d7363", "uncaught exception", false, false },
};

bool signalkind_set(struct sankind *kind, struct bytes name)
{
    bool digits = name.size > 0 && slice_is_digit(*name.at);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (!slice_begins(name, rows[i].name))
            continue;
        size_t size = strlen(rows[i].name);
        if (digits && name.size > size && slice_is_hex(name.at[size]))
            continue; /* of another number */
        *kind = (struct sankind){ .state = CRASH_STATE_CRASHED, .bare = rows[i].bare };
        memcpy(kind->type, rows[i].type, strlen(rows[i].type));
        kind->overflowed = strcmp(rows[i].type, "stack-overflow") == 0;
        if (rows[i].resource)
            kind->state =
                strcmp(rows[i].type, "timeout") == 0 ? CRASH_STATE_TIMEOUT : CRASH_STATE_OOM;
        return true;
    }
    return false;
}
