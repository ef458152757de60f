/* Stacks that lldb prints: "frame #0: 0x0000000100003f50 a.out`crash(p=0x0) at a.c:4:10". */
#include "crash/cause.h"
#include "crash/exception.h"
#include "crash/nativeframe.h"
#include "crash/signalkind.h"
#include "crash/slice.h"

enum { BEFORE_MAX = 40, WITHIN_MAX = 8 };

static bool read_frame(struct bytes text, struct nativeframe *frame)
{
    *frame = (struct nativeframe){ 0 };
    text = slice_trim(text);
    (void)slice_eat(&text, "* ");
    if (!slice_eat(&text, "frame #") || !slice_eat_int(&text, &frame->number) ||
        !slice_eat(&text, ": 0x"))
        return false;
    (void)slice_eat_until(&text, " ");
    size_t at = slice_find(text, " at ");
    struct bytes place = slice_from(text, at);
    if (slice_eat(&place, " at ")) {
        size_t colon = slice_find_byte(place, ':');
        struct bytes number = slice_from(place, colon);
        frame->file = slice_to(place, colon);
        if (slice_eat(&number, ":"))
            (void)!slice_eat_int(&number, &frame->line);
    }
    text = slice_to(text, at);
    size_t mark = slice_find_byte(text, '`');
    frame->module = slice_to(text, mark);
    struct bytes call = slice_from(text, mark < text.size ? mark + 1 : mark);
    nativeframe_set_call(frame, slice_to(call, slice_find(call, " + ")));
    return true;
}

/* "* thread #1, queue = 'x', stop reason = EXC_BAD_ACCESS (code=1, address=0x0)",
 * "* thread #1, name = 'a.out', stop reason = signal SIGSEGV: invalid address (fault address: 0x0)"
 */
bool lldb_take(struct exception *here)
{
    struct bytes rest = here->text;
    struct sankind kind;
    (void)slice_eat_until(&rest, "stop reason = ");
    (void)slice_eat(&rest, "signal ");
    if (!slice_begins(here->text, "* thread #") || !signalkind_set(&kind, rest))
        return false;
    struct reading *reading = here->reading;
    struct draft *draft = exception_begin(reading, here->line->from, "lldb", &frame_native);
    bool null = slice_ends(rest, "address=0x0)") || slice_ends(rest, "address: 0x0)");
    draft->type = null && strcmp(kind.type, "SEGV") == 0 ? "SEGV near null"
                                                         : draft_text(draft, bytes_from(kind.type));
    draft->message = draft_text(draft, rest);
    draft->to = here->line->to;
    struct line line;
    struct nativeframe frame;
    int others = 0;
    while (others <= (draft->frames_count > 0 ? WITHIN_MAX : BEFORE_MAX) &&
           lines_next(reading->lines, &line)) {
        if (draft->frames_count == 0 && slice_begins(line.text, "* thread #"))
            break;
        if (!read_frame(line.text, &frame) || (frame.number == 0 && draft->frames_count > 0)) {
            others++;
            continue;
        }
        nativeframe_add(draft, &frame);
        draft->to = line.to;
        others = 0;
    }
    lines_back(reading->lines, draft->to);
    cause_use(reading, &kind);
    exception_add(here, true);
    return true;
}
