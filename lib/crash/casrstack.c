#include "crash/casrstack.h"

#include "crash/nativeframe.h"
#include "crash/slice.h"

enum { LINE_SIZE_MAX = 16 * 1024, ALL_SIZE_MAX = 1024 * 1024 };

/* The words of CASR, and our types; the first row fits that the word begins with. */
static const struct row {
    const char *begin, *type;
} rows[] = {
    { "DestAvNearNull", "SEGV WRITE near null" },
    { "DestAv", "SEGV WRITE" },
    { "SourceAvNearNull", "SEGV READ near null" },
    { "SourceAv", "SEGV READ" },
    { "AbortSignal", "abort" },
    { "TrapSignal", "trap" },
    { "BadInstruction", "illegal-instruction" },
    { "FPE", "floating-point-exception" },
    { "StackGuard", "stack-buffer-overflow" },
    { "StackOverflow", "stack-overflow" },
    { "HeapError", "heap-corruption" },
    { "SafeFunctionCheck", "buffer-overflow" },
    { "BranchAv", "SEGV" },
    { "CallAv", "SEGV" },
    { "ReturnAv", "SEGV" },
    { "SegFaultOnPc", "SEGV" },
    { "AccessViolation", "SEGV" },
};

void casrstack_add(struct casrstack *stack, struct reading *reading, struct bytes line)
{
    if (stack->count++ == 0)
        stack->all = text_new(reading->mem, ALL_SIZE_MAX + LINE_SIZE_MAX + 16);
    if (stack->all.size > ALL_SIZE_MAX)
        return;
    text_add_bytes(&stack->all, slice_to(line, LINE_SIZE_MAX));
    text_add(&stack->all, "\n");
}

static void set_type(const struct casrstack *stack, struct draft *draft)
{
    draft->type = stack->type.size > 0 ? draft_text(draft, stack->type) : "crash";
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (!slice_begins(stack->type, rows[i].begin))
            continue;
        draft->type = rows[i].type;
        draft->overflowed = strcmp(draft->type, "stack-overflow") == 0;
        break;
    }
    draft->message = stack->words.size > 0 ? draft_text(draft, stack->words) : draft->type;
}

void casrstack_draft(const struct casrstack *stack, struct reading *reading)
{
    struct draft *draft = reading->draft;
    draft_begin(draft, "casr", &frame_native);
    set_type(stack, draft);
    struct bytes rest = { stack->all.at, stack->all.size };
    while (rest.size > 0) {
        struct bytes line = slice_eat_until(&rest, "\n");
        struct nativeframe frame;
        if (nativeframe_read(slice_to(line, LINE_SIZE_MAX), &frame))
            nativeframe_add(draft, &frame);
    }
}
