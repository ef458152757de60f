#include "crash/exception.h"

#include "crash/cause.h"
#include "crash/mask.h"
#include "crash/slice.h"
#include "crash/waiting.h"

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
    { "#EOF", "#EOF", "chromium" }, /* of a web test: what it printed is complete */
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
        native->finished_at = here->line->from;
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
    { "Program received signal ", gdb_take },
    { "Program terminated with signal ", gdb_take },
    { "received signal ", gdb_take },
    { "Thread ", gdb_take },
    { "==", valgrind_take },
    { "# ", v8_take },
    { "abort: ", v8_take_abort },
    { "========= ", centipede_take },
    { "Failure ", centipede_take_failure },
    { "Fatal signal ", deathnote_take_android },
    { "signal ", deathnote_take_android },
    { "Abort message: ", deathnote_take_message },
    { "Received signal ", deathnote_take_chromium },
    { "Received fatal exception ", deathnote_take_windows },
    { "*** SIG", deathnote_take_abseil },
    { "Segmentation fault", deathnote_take_shell },
    { "Aborted", deathnote_take_shell },
    { "Bus error", deathnote_take_shell },
    { "Illegal instruction", deathnote_take_shell },
    { "Floating point exception", deathnote_take_shell },
    { "Trace/breakpoint trap", deathnote_take_shell },
    { "Microsoft (R) Windows Debugger", windbg_take },
    { "(", windbg_take },
    { "Crash|", minidump_take },
    { "Crash reason: ", minidump_take_reason },
    { "Exception Type:", applereport_take },
    { "#0", barestack_take },
    { "## V8 sandbox violation detected!", v8_take_sandbox },
    { "BUG: ", kernel_take },
    { "UBSAN: ", kernel_take },
    { "Unable to handle kernel ", kernel_take },
    { "general protection fault", kernel_take },
    { "kernel BUG at ", kernel_take },
    { "divide error: ", kernel_take },
    { "invalid opcode: ", kernel_take },
    { "watchdog: BUG: ", kernel_take },
    { "INFO: rcu", kernel_take },
    { "rcu: INFO: ", kernel_take },
    { "INFO: task ", kernel_take },
    { "WARNING: possible circular locking", kernel_take },
    { "WARNING: CPU: ", kernel_take },
    { "Kernel panic - not syncing: ", kernel_take },
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
    { "FATAL ERROR: ", v8_take_node },
    { "* thread #", lldb_take },
    { "=== BUG FOUND!", fuzztest_take },
    { "[  PASSED  ] ", gtest_take },
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
    { "#EOF", take_end },
};

void exception_name(struct interest *interest, unsigned who)
{
    INTEREST_BEGINS(interest, rows, begin, who);
    windbg_name(interest, who);
}

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

void exception_end(struct native *native, struct reading *reading, bool offered_too)
{
    bool offered = waiting_is_offered(reading);
    struct draft *waiting = waiting_take(reading, offered_too);
    if (!waiting || (offered && reading->crashes_count > 0))
        return;
    struct draft *draft = reading->draft;
    reading->draft = waiting;
    add(native, reading, false);
    reading->draft = draft;
}

void exception_wait(struct exception *here)
{
    struct reading *reading = here->reading;
    exception_end(here->native, reading, false);
    cause_set(reading, reading->draft);
    set_kind(reading->draft);
    waiting_put(reading);
    here->native->looked = reading->draft->to;
}
