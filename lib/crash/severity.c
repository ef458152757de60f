#include "crash/severity.h"

#include "crash/slice.h"

/* An access beyond some memory; fork mode of libFuzzer does not tell which way it went. */
#define BEYOND(type, where)                                                                        \
    { type " WRITE", CRASH_CRITICAL, "write beyond " where },                                      \
        { type " READ", CRASH_HIGH, "read beyond " where },                                        \
    {                                                                                              \
        type, CRASH_HIGH, "access beyond " where                                                   \
    }

/* The first row fits whose type the crash's type begins with. */
static const struct row {
    const char *type;
    enum crash_severity severity;
    const char *reason;
} rows[] = {
    /* memory: what is written or used may be chosen by whoever made the input */
    BEYOND("heap-buffer-overflow", "a heap buffer"),
    BEYOND("stack-buffer-overflow", "a stack buffer"),
    BEYOND("stack-buffer-underflow", "a stack buffer, before its beginning"),
    BEYOND("dynamic-stack-buffer-overflow", "a stack buffer"),
    BEYOND("global-buffer-overflow", "a global buffer"),
    BEYOND("container-overflow", "the elements of a container"),
    BEYOND("intra-object-overflow", "a member of an object"),
    BEYOND("tag-mismatch", "what the pointer may use"),
    { "buffer-overflow", CRASH_CRITICAL, "write beyond a buffer" },
    { "heap-corruption", CRASH_CRITICAL, "what the allocator keeps of the heap was overwritten" },
    { "invalid write", CRASH_CRITICAL, "write to memory that is not the program's" },
    { "invalid read", CRASH_HIGH, "read of memory that is not the program's" },
    { "format-string", CRASH_HIGH, "a format that may be chosen by whoever made the input" },
    { "use-after-free", CRASH_CRITICAL, "use of memory after it was freed" },
    { "V8 sandbox violation", CRASH_HIGH, "access out of the sandbox of V8" },
    { "heap-use-after-free", CRASH_CRITICAL, "use of memory after it was freed" },
    { "stack-use-after", CRASH_CRITICAL, "use of a local variable after its scope ended" },
    { "use-after-poison", CRASH_CRITICAL, "use of memory that the program had put off limits" },
    { "double-free", CRASH_CRITICAL, "memory freed twice" },
    { "bad-free", CRASH_CRITICAL, "free of memory that was not allocated" },
    { "invalid-free", CRASH_CRITICAL, "free of memory that was not allocated" },
    { "allocation-tail-overwritten", CRASH_CRITICAL, "write beyond a heap buffer" },
    { "negative-size-param", CRASH_HIGH, "negative size given to a memory function" },
    { "bad-cast", CRASH_HIGH, "object used as one of another class" },
    { "function-type-mismatch", CRASH_MEDIUM, "function called as one of another type" },
    { "alloc-dealloc-mismatch", CRASH_MEDIUM, "memory freed by the wrong function" },
    { "use-of-uninitialized-value", CRASH_MEDIUM, "use of memory that was never set" },
    { "data-race", CRASH_MEDIUM, "memory used by two threads at once" },
    { "overwrites-const-input", CRASH_MEDIUM, "the target writes into its input" },

    /* signals */
    { "SEGV WRITE near null", CRASH_MEDIUM, "write near null" },
    { "SEGV READ near null", CRASH_MEDIUM, "read near null" },
    { "SEGV near null", CRASH_MEDIUM, "access near null" },
    { "SEGV WRITE", CRASH_HIGH, "write to a wild address" },
    { "SEGV READ", CRASH_MEDIUM, "read from a wild address" },
    { "SEGV", CRASH_MEDIUM, "access to a wild address" },
    { "unknown-crash WRITE", CRASH_HIGH, "write to a wild address" },
    { "bus-error", CRASH_MEDIUM, "access to an address that does not exist" },
    { "stack-overflow", CRASH_MEDIUM, "recursion without an end" },
    { "assertion failure", CRASH_MEDIUM, "an assertion of the program failed" },
    { "check failure", CRASH_MEDIUM, "an assertion of the program failed" },
    { "debug check failure", CRASH_MEDIUM, "an assertion of the program failed" },
    { "runtime assertion failure", CRASH_MEDIUM, "an assertion of the program failed" },
    { "unreachable code", CRASH_MEDIUM, "code was reached that was not meant to be" },
    { "warning of the kernel", CRASH_LOW, "a warning of the kernel, which goes on" },
    { "uncaught exception", CRASH_MEDIUM, "an exception that nobody caught" },
    { "abort", CRASH_MEDIUM, "the program stops itself" },
    { "deadly signal", CRASH_MEDIUM, "the program dies of a signal" },

    /* undefined behaviour of C and C++ */
    { "index-out-of-bounds", CRASH_MEDIUM, "index beyond an array" },
    { "null-pointer-use", CRASH_MEDIUM, "use of a null pointer" },
    { "unsigned-integer-overflow", CRASH_LOW, "unsigned arithmetic wraps, which is defined" },
    { "implicit-conversion", CRASH_LOW, "a conversion changes a value, which is defined" },
    { "misaligned-address", CRASH_LOW, "access to a misaligned address" },
    { "float-cast-overflow", CRASH_LOW, "number too big for the type it is converted to" },

    /* resources */
    { "timeout", CRASH_LOW, "one input takes too long" },
    { "out-of-memory", CRASH_LOW, "one input takes too much memory" },
    { "allocation-size-too-big", CRASH_LOW, "one input asks for too much memory at once" },
    { "calloc-overflow", CRASH_LOW, "one input asks for too much memory at once" },
    { "memory-leak", CRASH_LOW, "memory is not given back" },
    { "thread-leak", CRASH_LOW, "threads are not ended" },
    { "fuzz target exited", CRASH_LOW, "the target ends the process" },

    /* Go, whose memory stays safe: a panic may be recovered from, a fatal error ends the process */
    { "concurrent map access", CRASH_MEDIUM, "fatal error: a map used by two goroutines at once" },
    { "out of memory", CRASH_MEDIUM, "fatal error: the process is out of memory" },
    { "stack overflow", CRASH_MEDIUM, "fatal error: recursion without an end" },
    { "deadlock", CRASH_MEDIUM, "nothing can go on" },
    { "fatal error", CRASH_MEDIUM, "fatal error: the process ends" },
    { "segmentation violation", CRASH_HIGH, "memory fault outside of what Go keeps safe" },
    { "unexpected signal", CRASH_HIGH, "memory fault outside of what Go keeps safe" },

    /* languages whose memory stays safe, and detectors of what an input got to do in them */
    { "security exception (critical)", CRASH_CRITICAL, "a detector of the fuzzer says critical" },
    { "security exception (high)", CRASH_HIGH, "a detector of the fuzzer says high" },
    { "security exception (medium)", CRASH_MEDIUM, "a detector of the fuzzer says medium" },
    { "security exception (low)", CRASH_LOW, "a detector of the fuzzer says low" },
    { "security exception", CRASH_HIGH, "the input chooses what is run, opened or changed" },
    { "assertion failed", CRASH_MEDIUM, "an assertion of the program failed" },
    { "AssertionError", CRASH_MEDIUM, "an assertion of the program failed" },
    { "java.lang.AssertionError", CRASH_MEDIUM, "an assertion of the program failed" },
    { "RecursionError", CRASH_MEDIUM, "recursion without an end" },
    { "java.lang.StackOverflowError", CRASH_MEDIUM, "recursion without an end" },
    { "System.StackOverflowException", CRASH_MEDIUM, "recursion without an end" },
    { "System.OutOfMemoryException", CRASH_LOW, "one input takes too much memory" },
    { "MemoryError", CRASH_LOW, "one input takes too much memory" },
    { "java.lang.OutOfMemoryError", CRASH_LOW, "one input takes too much memory" },
    { "undefined behavior", CRASH_HIGH, "an unsafe function was called as it must not be" },

    { "test failure", CRASH_MEDIUM, "a check of the test failed" },
    { "unexpected exit", CRASH_MEDIUM, "the process ended, and the log does not say why" },
    { "saved input", CRASH_MEDIUM, "a fuzzer saved the input; nothing tells why" },
    { "unparsed", CRASH_MEDIUM, "failed in a way that is not known" },
};

/* What no row fits is of medium severity, for the reason that goes with what printed it. */
static const struct {
    const char *name, *reason;
} engines[] = {
    { "go", "panic: memory stays safe, the goroutine does not go on" },
    { "rust", "panic: memory stays safe, the thread does not go on" },
    { "java", "an exception that nobody caught: memory stays safe" },
    { "python", "an exception that nobody caught: memory stays safe" },
    { "csharp", "an exception that nobody caught: memory stays safe" },
    { "lua", "an error that nobody caught: memory stays safe" },
    { "javascript", "an exception that nobody caught: memory stays safe" },
    { "ubsan", "behaviour that the language does not define" },
};

static void set(struct crash *crash, enum crash_severity severity, const char *reason)
{
    crash->severity = severity;
    crash->severity_reason = reason;
}

void severity_set(struct crash *crash)
{
    struct bytes type = bytes_from(crash->type);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (slice_begins(type, rows[i].type)) {
            set(crash, rows[i].severity, rows[i].reason);
            return;
        }
    }
    set(crash, CRASH_MEDIUM, "the program stops");
    for (size_t i = 0; i < COUNT_OF(engines); i++)
        if (strcmp(crash->engine, engines[i].name) == 0)
            set(crash, CRASH_MEDIUM, engines[i].reason);
}
