/*
 * Stacks without a word of what they are of: of a report whose head came long before, or was not
 * kept.
 */
#include "crash/exception.h"
#include "crash/gdbframe.h"
#include "crash/slice.h"
#include "crash/trace.h"
#include "crash/waiting.h"

/* Whether it is written as a frame, and not as the step of a build: "#1 [internal] load". */
static bool is_frame(struct bytes text, struct nativeframe *frame)
{
    if (!trace_frame(text, frame) ||
        (frame->function.size == 0 && frame->module.size == 0 && frame->file.size == 0))
        return false;
    struct bytes rest = text;
    int64_t number;
    if (!slice_eat(&rest, "#") || !slice_eat_int(&rest, &number))
        return false;
    rest = slice_from(rest, slice_begins(rest, ".") ? 2 : 0);
    rest = slice_trim_left(rest);
    return slice_begins(rest, "0x") || slice_begins(rest, "pc ") ||
           (frame->arguments.at && (frame->line > 0 || frame->module.size > 0));
}

bool barestack_take(struct exception *here)
{
    struct nativeframe frame;
    struct reading *reading = here->reading;
    if (!is_frame(here->text, &frame) || frame.number != 0)
        return false;
    struct draft *draft = exception_begin(reading, here->line->from, "program", &frame_native);
    draft->type = "crash";
    draft->message = "a stack, and no word of what happened";
    draft->to = here->line->from;
    lines_back(reading->lines, here->line->from);
    if (!trace_read(reading, 0) || draft->frames_count < 2) {
        lines_back(reading->lines, here->line->to);
        return false;
    }
    if (here->native->bare && trace_is_named(draft)) {
        reading_set_stack(reading, here->native->bare, draft);
        here->native->bare = NULL;
    } else if (!here->native->result) {
        waiting_offer_stack(reading);
    }
    return true;
}
