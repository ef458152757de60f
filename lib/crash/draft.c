#include "crash/draft.h"

#include "base/hash.h"
#include "crash/slice.h"

void draft_begin(struct draft *draft, const char *engine, const struct frame_family *family)
{
    /* Not the arrays: they are big, and the counts say how much of them is valid. */
    memset(draft, 0, offsetof(struct draft, frames));
    draft->used = 0;
    draft->engine = engine;
    draft->family = family;
    draft->state = CRASH_STATE_CRASHED;
}

const char *draft_text(struct draft *draft, struct bytes b)
{
    b = slice_to(b, CRASH_TEXT_MAX + 8); /* so that cleaning it later sees that it was longer */
    if (b.size == 0 || b.size >= DRAFT_ROOM - draft->used)
        return "";
    char *text = draft->room + draft->used;
    memmove(text, b.at, b.size); /* memcpy() would be made in line, which is slow for a few bytes */
    text[b.size] = '\0';
    draft->used += b.size + 1;
    return text;
}

void draft_stack(struct draft *draft, const char *label)
{
    if (draft->stacks_count < DRAFT_STACKS_MAX)
        draft->stacks[draft->stacks_count++] =
            (struct draft_stack){ label, draft->frames_count, 0 };
    else
        draft->stacks_count =
            DRAFT_STACKS_MAX; /* more frames go to the last one, while it has room */
}

struct crash_frame *draft_frame(struct draft *draft)
{
    if (draft->stacks_count == 0)
        draft_stack(draft, NULL);
    struct draft_stack *stack = &draft->stacks[draft->stacks_count - 1];
    size_t most = draft->stacks_count == 1 ? CRASH_FRAMES_MAX : DRAFT_SIDE_FRAMES_MAX;
    if (stack->count == most || draft->frames_count == DRAFT_FRAMES_MAX)
        return NULL;
    stack->count++;
    struct crash_frame *frame = &draft->frames[draft->frames_count++];
    *frame = (struct crash_frame){ .function = "" };
    return frame;
}

void draft_keep_last_stack(struct draft *draft)
{
    if (draft->stacks_count == 0)
        return;
    struct draft_stack last = draft->stacks[draft->stacks_count - 1];
    memmove(draft->frames, draft->frames + last.first, last.count * sizeof(draft->frames[0]));
    draft->stacks[0] = (struct draft_stack){ NULL, 0, last.count };
    draft->stacks_count = 1;
    draft->frames_count = last.count;
}

static const char *copy_text(struct draft *to, const char *text)
{
    return text ? draft_text(to, bytes_from(text)) : NULL;
}

void draft_set_stack(struct draft *to, const struct draft *from)
{
    to->stacks_count = 0;
    to->frames_count = 0;
    size_t count = from->stacks_count > 0 ? from->stacks[0].count : 0;
    for (size_t i = 0; i < count; i++) {
        struct crash_frame *frame = draft_frame(to);
        if (!frame)
            return;
        *frame = from->frames[i];
        frame->function = draft_text(to, bytes_from(frame->function));
        frame->arguments = copy_text(to, frame->arguments);
        frame->file = copy_text(to, frame->file);
        frame->module = copy_text(to, frame->module);
    }
}

void draft_copy(struct draft *to, const struct draft *from)
{
    draft_begin(to, from->engine, from->family);
    to->type = copy_text(to, from->type);
    to->kind = copy_text(to, from->kind);
    to->message = copy_text(to, from->message);
    to->title = copy_text(to, from->title);
    to->state = from->state;
    to->overflowed = from->overflowed;
    to->from = from->from;
    to->to = from->to;
    draft_set_stack(to, from);
}

uint64_t draft_hash(const struct draft *draft)
{
    uint64_t hash = hash_text(HASH_START, draft->type);
    hash = hash_text(hash, draft->kind);
    size_t count = draft->stacks_count > 0 ? draft->stacks[0].count : 0;
    for (size_t i = 0; i < count; i++) {
        const struct crash_frame *frame = &draft->frames[i];
        hash = hash_text(hash, frame->function);
        hash = hash_text(hash, frame->file);
        hash = hash_number(hash, (uint64_t)frame->line);
        if (!*frame->function)
            hash = hash_text(hash, frame->module);
    }
    return hash;
}
