#include "crash/sankind.h"

#include "crash/slice.h"

/* Reports whose first word does not name their type. */
static const struct row {
    const char *begin; /* of the message */
    const char *type;
    enum crash_state state;
    bool bare;
} rows[] = {
    /* AddressSanitizer */
    { "SEGV on ", "SEGV", CRASH_STATE_CRASHED, false },
    { "access-violation on ", "SEGV", CRASH_STATE_CRASHED, false },
    { "attempting double-free", "double-free", CRASH_STATE_CRASHED, false },
    { "attempting free on address", "bad-free", CRASH_STATE_CRASHED, false },
    { "attempting to call malloc_usable_size", "bad-malloc_usable_size", CRASH_STATE_CRASHED,
      false },
    { "requested allocation size", "allocation-size-too-big", CRASH_STATE_OOM, false },
    { "calloc parameters overflow", "calloc-overflow", CRASH_STATE_OOM, false },
    { "allocator is ", "out-of-memory", CRASH_STATE_OOM, false },
    { "failed to allocate", "out-of-memory", CRASH_STATE_OOM, false },
    { "hard rss limit", "out-of-memory", CRASH_STATE_OOM, false },
    { "soft rss limit", "out-of-memory", CRASH_STATE_OOM, false },
    { "out of memory", "out-of-memory", CRASH_STATE_OOM, false },
    { "ABRT on ", "abort", CRASH_STATE_CRASHED, true },
    { "TRAP on ", "trap", CRASH_STATE_CRASHED, true },
    { "ILL on ", "illegal-instruction", CRASH_STATE_CRASHED, true },
    { "illegal-instruction on ", "illegal-instruction", CRASH_STATE_CRASHED, true },
    { "BUS on ", "bus-error", CRASH_STATE_CRASHED, false },
    { "FPE on ", "floating-point-exception", CRASH_STATE_CRASHED, false },
    { "int-divide-by-zero on ", "divide-by-zero", CRASH_STATE_CRASHED, false },
    { "breakpoint on ", "trap", CRASH_STATE_CRASHED, true },
    { "UNKNOWN SIGNAL on ", "unknown-signal", CRASH_STATE_CRASHED, true },
    { "CHECK failed", "sanitizer-check-failed", CRASH_STATE_CRASHED, false },
    /* the others */
    { "detected memory leaks", "memory-leak", CRASH_STATE_CRASHED, false },
    { "data race", "data-race", CRASH_STATE_CRASHED, false },
    { "thread leak", "thread-leak", CRASH_STATE_CRASHED, false },
    { "lock-order-inversion", "deadlock", CRASH_STATE_CRASHED, false },
    /* libFuzzer */
    { "timeout after", "timeout", CRASH_STATE_TIMEOUT, false },
    { "out-of-memory", "out-of-memory", CRASH_STATE_OOM, false },
    { "deadly signal", "deadly signal", CRASH_STATE_CRASHED, true },
    { "fuzz target exited", "fuzz target exited", CRASH_STATE_CRASHED, false },
    { "fuzz target overwrites", "overwrites-const-input", CRASH_STATE_CRASHED, false },
};

/* Words of a runtime error, wherever they stand in it; the more special ones come first. */
static const struct undefined_row {
    const char *words;
    const char *type;
} undefined_rows[] = {
    { "applying ", "pointer-overflow" },
    { "control flow integrity check", "bad-cast" },
    { "load of null pointer", "null-pointer-use READ" },
    { "store to null pointer", "null-pointer-use WRITE" },
    { "upcast of null pointer", "null-pointer-use" },
    { "downcast of ", "bad-cast" },
    { "upcast of ", "bad-cast" },
    { "which does not point to an object of type", "bad-cast" },
    { "null pointer", "null-pointer-use" },
    { "out of bounds", "index-out-of-bounds" },
    { "division by zero", "divide-by-zero" },
    { "shift exponent", "shift-exponent" },
    { "shift of ", "shift-base" },
    { "unsigned integer overflow", "unsigned-integer-overflow" },
    { "signed integer overflow", "signed-integer-overflow" },
    { "negation of ", "signed-integer-overflow" },
    { "division of ", "signed-integer-overflow" },
    { "implicit conversion", "implicit-conversion" },
    { "outside the range of representable values", "float-cast-overflow" },
    { "pointer index expression", "pointer-overflow" },
    { "subtraction of unsigned offset", "pointer-overflow" },
    { "addition of unsigned offset", "pointer-overflow" },
    { "offset to ", "pointer-overflow" },
    { "misaligned address", "misaligned-address" },
    { "assumption of ", "alignment-assumption" },
    { "with insufficient space", "object-size" },
    { "not a valid value for type 'bool'", "invalid-bool-value" },
    { "not a valid value for type", "invalid-enum-value" },
    { "variable length array bound", "non-positive-vla-bound" },
    { "without returning a value", "missing-return" },
    { "unreachable program point", "unreachable-code" },
    { "incorrect function type", "function-type-mismatch" },
    { "null returned from function", "null-pointer-use" },
    { "passing zero to ", "invalid-builtin-use" },
};

static void set_type(struct sankind *kind, struct bytes type)
{
    type = slice_to(type, sizeof(kind->type) - 1);
    memcpy(kind->type, type.at, type.size);
    kind->type[type.size] = '\0';
}

/* "heap-buffer-overflow" of "heap-buffer-overflow on address 0x602…" */
static struct bytes first_word(struct bytes message)
{
    size_t size = 0;
    while (size < message.size && !strchr(" :;(", message.at[size]))
        size++;
    return slice_to(message, size);
}

void sankind_set(struct sankind *kind, struct bytes message)
{
    message = slice_trim_left(message);
    *kind = (struct sankind){ .state = CRASH_STATE_CRASHED };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (!slice_begins(message, rows[i].begin))
            continue;
        set_type(kind, bytes_from(rows[i].type));
        kind->state = rows[i].state;
        kind->bare = rows[i].bare;
        return;
    }
    struct bytes word = first_word(message);
    set_type(kind, word.size > 0 ? word : BYTES("unknown-crash"));
    kind->overflowed = strcmp(kind->type, "stack-overflow") == 0;
}

void sankind_set_undefined(struct sankind *kind, struct bytes message)
{
    *kind = (struct sankind){ .state = CRASH_STATE_CRASHED };
    set_type(kind, BYTES("undefined-behavior"));
    for (size_t i = 0; i < COUNT_OF(undefined_rows); i++) {
        if (slice_holds(message, undefined_rows[i].words)) {
            set_type(kind, bytes_from(undefined_rows[i].type));
            return;
        }
    }
}
