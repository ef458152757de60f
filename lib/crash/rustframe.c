#include "crash/rustframe.h"

#include "crash/slice.h"

enum { BETWEEN_MAX = 3 }; /* lines of somebody else in the middle of a stack */

/* Reads "4: codec::body" and "4:     0x7f89cd640233 - codec::body". */
static bool read_call(struct bytes text, struct bytes *function)
{
    int64_t number;
    if (!slice_eat_int(&text, &number) || !slice_eat(&text, ": "))
        return false;
    text = slice_trim_left(text);
    if (slice_begins(text, "0x") && slice_find(text, " - ") < text.size)
        text = slice_from(text, slice_find(text, " - ") + strlen(" - "));
    *function = slice_trim(text);
    return function->size > 0;
}

/* Takes ":12" off the end; 0 if there is none. */
static int64_t eat_number(struct bytes *place)
{
    int64_t number;
    size_t colon = slice_find_last(*place, ':');
    struct bytes digits = slice_from(*place, colon);
    if (!slice_eat(&digits, ":") || !slice_eat_int(&digits, &number) || digits.size > 0)
        return 0;
    *place = slice_to(*place, colon);
    return number;
}

/* Takes "at ./src/codec.rs:12:5", which belongs to the last frame. */
static bool take_place(struct draft *draft, struct bytes text)
{
    if (!slice_eat(&text, "at ") || draft->stacks[draft->stacks_count - 1].count == 0)
        return false;
    struct crash_frame *last = &draft->frames[draft->frames_count - 1];
    if (last->file)
        return true;
    int64_t second = eat_number(&text), first = eat_number(&text);
    last->line = first > 0 ? first : second;
    last->column = first > 0 ? second : 0;
    last->file = draft_text(draft, text);
    return true;
}

void rustframe_read_all(struct reading *reading)
{
    struct draft *draft = reading->draft;
    struct line line;
    struct bytes function;
    draft_stack(draft, NULL);
    bool full = false;
    for (int others = 0; others <= BETWEEN_MAX && lines_next(reading->lines, &line);) {
        struct bytes text = slice_trim(line.text);
        if (read_call(text, &function)) {
            struct crash_frame *frame = draft_frame(draft);
            full = !frame;
            if (frame)
                frame->function = draft_text(draft, function);
        } else if (!(full && slice_begins(text, "at ")) && !take_place(draft, text)) {
            if (slice_begins(text, "note: ") || slice_begins(text, "=="))
                break;
            others++;
            continue;
        }
        others = 0;
        draft->to = line.to;
    }
    lines_back(reading->lines, draft->to);
}
