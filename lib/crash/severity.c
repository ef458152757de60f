#include "crash/severity.h"

#include "crash/slice.h"

static const struct row {
    const char *type; /* what the type begins with */
    enum crash_severity severity;
    const char *reason;
} rows[] = {
    /* memory that is not the program's is written, or may be by whoever made the input */
    { "heap-buffer-overflow WRITE", CRASH_CRITICAL, "write beyond a heap buffer" },
    { "stack-buffer-overflow WRITE", CRASH_CRITICAL, "write beyond a stack buffer" },
    { "stack-buffer-underflow WRITE", CRASH_CRITICAL, "write before a stack buffer" },
    { "dynamic-stack-buffer-overflow WRITE", CRASH_CRITICAL, "write beyond a stack buffer" },
    { "global-buffer-overflow WRITE", CRASH_CRITICAL, "write beyond a global buffer" },
    { "container-overflow WRITE", CRASH_CRITICAL, "write beyond the elements of a container" },
    { "intra-object-overflow WRITE", CRASH_CRITICAL, "write beyond a member of an object" },
    { "heap-use-after-free", CRASH_CRITICAL, "use of memory after it was freed" },
    { "stack-use-after", CRASH_CRITICAL, "use of a local variable after its scope ended" },
    { "use-after-poison", CRASH_CRITICAL, "use of memory that the program marked as off limits" },
    { "double-free", CRASH_CRITICAL, "memory freed twice" },
    { "bad-free", CRASH_CRITICAL, "free of memory that was not allocated" },
    { "tag-mismatch", CRASH_CRITICAL, "use of memory that belongs to something else" },
    { "bad-cast", CRASH_HIGH, "object used as one of another class" },
    { "SEGV WRITE near null", CRASH_MEDIUM, "write near null" },
    { "SEGV WRITE", CRASH_HIGH, "write to a wild address" },
    { "negative-size-param", CRASH_HIGH, "negative size given to a memory function" },
    { "param-overlap", CRASH_MEDIUM, "overlapping memory given to a copying function" },
    { "alloc-dealloc-mismatch", CRASH_MEDIUM, "memory freed by the wrong function" },
    { "overwrites-const-input", CRASH_MEDIUM, "the target writes into its input" },

    /* memory that is not the program's is read */
    { "heap-buffer-overflow", CRASH_HIGH, "read beyond a heap buffer" },
    { "stack-buffer-overflow", CRASH_HIGH, "read beyond a stack buffer" },
    { "stack-buffer-underflow", CRASH_HIGH, "read before a stack buffer" },
    { "dynamic-stack-buffer-overflow", CRASH_HIGH, "read beyond a stack buffer" },
    { "global-buffer-overflow", CRASH_HIGH, "read beyond a global buffer" },
    { "container-overflow", CRASH_HIGH, "read beyond the elements of a container" },
    { "intra-object-overflow", CRASH_HIGH, "read beyond a member of an object" },
    { "use-of-uninitialized-value", CRASH_MEDIUM, "use of memory that was never set" },
    { "SEGV READ near null", CRASH_MEDIUM, "read near null" },
    { "SEGV near null", CRASH_MEDIUM, "access near null" },
    { "SEGV READ", CRASH_MEDIUM, "read at a wild address" },
    { "SEGV", CRASH_MEDIUM, "access to a wild address" },
};

void severity_set(struct crash *crash)
{
    struct bytes type = bytes_from(crash->type);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (slice_begins(type, rows[i].type)) {
            crash->severity = rows[i].severity;
            crash->severity_reason = rows[i].reason;
            return;
        }
    }
    crash->severity = CRASH_MEDIUM;
    crash->severity_reason = "the program stops";
}
