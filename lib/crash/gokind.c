#include "crash/gokind.h"

#include "crash/slice.h"

static const struct row {
    const char *begin; /* of the message */
    const char *type;
    bool whole;   /* the rest of the message belongs to the bug, and to its signature */
    bool runtime; /* said by the Go runtime when it cannot go on */
    enum crash_state state;
} rows[] = {
    { "runtime error: index out of range", "index out of range", .state = CRASH_STATE_CRASHED },
    { "runtime error: slice bounds out of range", "slice bounds out of range",
      .state = CRASH_STATE_CRASHED },
    { "runtime error: integer divide by zero", "integer divide by zero",
      .state = CRASH_STATE_CRASHED },
    { "runtime error: invalid memory address or nil pointer dereference", "nil pointer dereference",
      .state = CRASH_STATE_CRASHED },
    { "runtime error: makeslice: ", "makeslice: len out of range", true,
      .state = CRASH_STATE_CRASHED },
    { "runtime error: ", "runtime error", true, .state = CRASH_STATE_CRASHED },
    { "assignment to entry in nil map", "assignment to entry in nil map",
      .state = CRASH_STATE_CRASHED },
    { "interface conversion: ", "interface conversion", true, .state = CRASH_STATE_CRASHED },
    { "close of closed channel", "close of closed channel", .state = CRASH_STATE_CRASHED },
    { "close of nil channel", "close of nil channel", .state = CRASH_STATE_CRASHED },
    { "send on closed channel", "send on closed channel", .state = CRASH_STATE_CRASHED },
    { "test timed out after ", "timeout", .state = CRASH_STATE_TIMEOUT },
    { "program hanged", "timeout", false, true, CRASH_STATE_TIMEOUT },
    { "concurrent map ", "concurrent map access", true, true, CRASH_STATE_CRASHED },
    { "all goroutines are asleep", "deadlock", false, true, CRASH_STATE_CRASHED },
    { "no goroutines (main called runtime.Goexit) - deadlock!", "deadlock", false, true,
      CRASH_STATE_CRASHED },
    { "stack overflow", "stack overflow", false, true, CRASH_STATE_CRASHED },
    { "out of memory", "out of memory", false, true, CRASH_STATE_OOM },
    { "runtime: out of memory", "out of memory", false, true, CRASH_STATE_OOM },
    { "runtime: cannot allocate memory", "out of memory", false, true, CRASH_STATE_OOM },
    { "sync: ", "lock misuse", true, true, CRASH_STATE_CRASHED },
    { "newosproc", "fatal error", true, true, CRASH_STATE_CRASHED },
    { "runtime: ", "fatal error", true, true, CRASH_STATE_CRASHED },
    { "unknown caller pc", "fatal error", true, true, CRASH_STATE_CRASHED },
    { "found bad pointer in Go heap", "fatal error", true, true, CRASH_STATE_CRASHED },
    { "checkptr: ", "fatal error", true, true, CRASH_STATE_CRASHED },
    { "malloc deadlock", "fatal error", true, true, CRASH_STATE_CRASHED },
    { "bad sweepgen in refill", "fatal error", true, true, CRASH_STATE_CRASHED },
    { "sweep: ", "fatal error", true, true, CRASH_STATE_CRASHED },
    { "scanstack: ", "fatal error", true, true, CRASH_STATE_CRASHED },
    { "morestack on g0", "fatal error", true, true, CRASH_STATE_CRASHED },
    { "systemstack called from unexpected goroutine", "fatal error", true, true,
      CRASH_STATE_CRASHED },
    { "thread exhaustion", "fatal error", true, true, CRASH_STATE_CRASHED },
    { "fault", "fatal error", true, true, CRASH_STATE_CRASHED },
    { "unexpected signal during runtime execution", "unexpected signal", false, true,
      CRASH_STATE_CRASHED },
    { "SIGABRT: ", "abort", false, true, CRASH_STATE_CRASHED },
    { "SIGSEGV: ", "segmentation violation", false, true, CRASH_STATE_CRASHED },
    { "SIG", "signal", true, true, CRASH_STATE_CRASHED },
};

static const struct row *row_find(struct bytes message)
{
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (slice_begins(message, rows[i].begin))
            return &rows[i];
    return NULL;
}

void gokind_set(struct gokind *kind, struct bytes message, bool fatal)
{
    const struct row *row = row_find(message);
    if (!row) {
        kind->type = fatal ? "fatal error" : "panic";
        kind->state = CRASH_STATE_CRASHED;
        kind->overflowed = false;
        mask_write(message, kind->text);
        return;
    }
    kind->type = row->type;
    kind->state = row->state;
    kind->overflowed = strcmp(row->type, "stack overflow") == 0;
    mask_write(row->whole ? message : bytes_from(row->begin), kind->text);
}

bool gokind_is_fatal(struct bytes message)
{
    const struct row *row = row_find(message);
    return row && row->runtime;
}
