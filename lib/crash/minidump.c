/* What minidump_stackwalk says of a crash, for machines ("Crash|SIGSEGV|0x0|0") and for people. */
#include "crash/exception.h"
#include "crash/signalkind.h"
#include "crash/slice.h"
#include "crash/trace.h"

enum { LINES_MAX = 4000, FIELDS_MAX = 8, NULL_PAGE_DIGITS = 3 };

/* Takes one field off the front, up to the next sign. */
static struct bytes eat_field(struct bytes *rest)
{
    size_t end = slice_find_byte(*rest, '|');
    struct bytes field = slice_to(*rest, end);
    *rest = slice_from(*rest, end < rest->size ? end + 1 : end);
    return field;
}

static bool is_null(struct bytes address)
{
    if (!slice_eat(&address, "0x"))
        return false;
    while (address.size > 0 && *address.at == '0')
        address = slice_from(address, 1);
    return address.size <= NULL_PAGE_DIGITS;
}

static void set_type(struct draft *draft, struct bytes reason, struct bytes address)
{
    struct sankind kind;
    struct brief type;
    brief_clear(&type);
    if (signalkind_set(&kind, reason)) {
        brief_add_text(&type, kind.type);
        draft->overflowed = kind.overflowed;
        draft->state = kind.state;
        if (strcmp(kind.type, "SEGV") == 0) {
            brief_add_text(&type, slice_ends(reason, "_WRITE")  ? " WRITE"
                                  : slice_ends(reason, "_READ") ? " READ"
                                                                : "");
            brief_add_text(&type, is_null(address) ? " near null" : "");
        }
    } else {
        brief_add_text(&type, "crash");
    }
    draft->type = draft_text(draft, (struct bytes){ type.at, type.size });
    draft->message = draft_text(draft, reason);
}

/* The path of "hg:hg.mozilla.org/mozilla-central:layout/nsFrame.cpp:957a743c4ca" */
static struct bytes path_of(struct bytes file)
{
    struct bytes rest = file;
    struct bytes kind = slice_eat_until(&rest, ":");
    if (!slice_is(kind, "hg") && !slice_is(kind, "git") && !slice_is(kind, "s3"))
        return file;
    (void)slice_eat_until(&rest, ":");
    return slice_to(rest, slice_find_byte(rest, ':'));
}

/* "0|1|XUL|nsIFrame::UpdateOverflow()|hg:…:nsFrame.cpp:957a|7601|0x0" of that thread */
static bool read_frame(struct bytes text, int64_t thread, struct nativeframe *frame)
{
    struct bytes rest = text;
    int64_t number;
    *frame = (struct nativeframe){ 0 };
    if (!slice_eat_int(&rest, &number) || number != thread || !slice_eat(&rest, "|") ||
        !slice_eat_int(&rest, &frame->number) || !slice_eat(&rest, "|"))
        return false;
    frame->module = eat_field(&rest);
    nativeframe_set_call(frame, eat_field(&rest));
    frame->file = path_of(eat_field(&rest));
    struct bytes line = eat_field(&rest);
    (void)!slice_eat_int(&line, &frame->line);
    return true;
}

bool minidump_take(struct exception *here)
{
    struct bytes rest = here->text;
    int64_t thread = 0;
    if (!slice_eat(&rest, "Crash|"))
        return false;
    struct bytes reason = eat_field(&rest), address = eat_field(&rest), number = eat_field(&rest);
    struct reading *reading = here->reading;
    struct draft *draft = exception_begin(reading, here->line->from, "minidump", &frame_native);
    set_type(draft, reason, address);
    (void)!slice_eat_int(&number, &thread);
    draft->to = here->line->to;
    struct line line;
    struct nativeframe frame;
    for (int i = 0; i < LINES_MAX && lines_next(reading->lines, &line); i++) {
        if (slice_begins(line.text, "Crash|"))
            break; /* of another one: no line is read for many */
        if (read_frame(line.text, thread, &frame)) {
            nativeframe_add(draft, &frame);
            draft->to = line.to;
        } else if (draft->frames_count > 0) {
            break;
        }
    }
    lines_back(reading->lines, draft->to);
    exception_add(here, true);
    return true;
}

/* " 1  libxul.so!nsAppShell::ProcessNextNativeEvent(bool) [nsAppShell.cpp : 156 + 0x4]" */
static bool read_walked(struct bytes text, struct nativeframe *frame)
{
    *frame = (struct nativeframe){ 0 };
    struct bytes rest = slice_trim(text);
    if (!slice_eat_int(&rest, &frame->number) || !slice_begins(rest, "  "))
        return false;
    rest = slice_trim(rest);
    size_t at = slice_find(rest, " [");
    struct bytes place = slice_from(rest, at);
    if (slice_eat(&place, " [")) {
        size_t sign = slice_find(place, " : ");
        struct bytes number = slice_from(place, sign);
        if (slice_eat(&number, " : ") && slice_eat_int(&number, &frame->line))
            frame->file = slice_to(place, sign);
    }
    rest = slice_to(rest, at);
    size_t mark = slice_find_byte(rest, '!');
    frame->module = slice_to(rest, mark < rest.size ? mark : slice_find(rest, " + 0x"));
    if (mark < rest.size)
        nativeframe_set_call(frame, slice_to(slice_from(rest, mark + 1),
                                             slice_find(slice_from(rest, mark + 1), " + 0x")));
    return frame->module.size > 0;
}

/* "Crash reason:  SIGSEGV", "Crash address: 0x0", and below "Thread 0 (crashed)" the stack, with
 * the registers of each frame */
bool minidump_take_reason(struct exception *here)
{
    struct bytes rest = here->text;
    struct reading *reading = here->reading;
    if (!slice_eat(&rest, "Crash reason: "))
        return false;
    struct draft *draft = exception_begin(reading, here->line->from, "minidump", &frame_native);
    draft->to = here->line->to;
    set_type(draft, slice_trim(rest), slice_to(rest, 0));
    struct line line;
    struct nativeframe frame;
    bool crashed = false;
    for (int i = 0; i < LINES_MAX && lines_next(reading->lines, &line); i++) {
        struct bytes text = slice_trim(line.text);
        if (slice_begins(text, "Crash reason:"))
            break;
        if (slice_begins(text, "Crash address:") && is_null(slice_trim(slice_from(text, 14))))
            draft->type = strcmp(draft->type, "SEGV") == 0 ? "SEGV near null" : draft->type;
        crashed |= slice_begins(text, "Thread ") && slice_ends(text, "(crashed)");
        if (crashed && read_walked(line.text, &frame))
            nativeframe_add(draft, &frame);
        else if (draft->frames_count > 0 && text.size == 0)
            break;
        draft->to = line.to;
    }
    lines_back(reading->lines, draft->to);
    exception_add(here, true);
    return true;
}
