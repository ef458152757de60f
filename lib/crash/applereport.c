/* Crash reports of macOS and iOS. */
#include "crash/exception.h"
#include "crash/signalkind.h"
#include "crash/slice.h"
#include "crash/trace.h"

enum { LINES_MAX = 200 };

/* "EXC_BAD_ACCESS (SIGSEGV)" */
static void set_type(struct draft *draft, struct bytes type)
{
    struct sankind kind;
    draft->type = "crash";
    draft->message = draft_text(draft, type);
    if (!signalkind_set(&kind, type))
        return;
    draft->type = draft_text(draft, bytes_from(kind.type));
    draft->state = kind.state;
}

/* "KERN_INVALID_ADDRESS at 0x0000000000000000": in the first page or not */
static bool is_null(struct bytes codes)
{
    (void)slice_eat_until(&codes, " at 0x");
    size_t digits = 0;
    bool told = codes.size > 0;
    while (codes.size > 0 && *codes.at == '0')
        codes = slice_from(codes, 1);
    while (digits < codes.size && slice_is_hex(codes.at[digits]))
        digits++;
    return told && digits <= 3;
}

/* "Exception Type:  EXC_BAD_ACCESS (SIGSEGV)", and the stack below "Thread 0 Crashed:" */
bool applereport_take(struct exception *here)
{
    struct bytes rest = here->text;
    struct reading *reading = here->reading;
    if (!slice_eat(&rest, "Exception Type:"))
        return false;
    struct draft *draft = exception_begin(reading, here->line->from, "macos", &frame_native);
    set_type(draft, slice_trim(rest));
    draft->to = here->line->to;
    struct line line;
    for (int i = 0; i < LINES_MAX && lines_next(reading->lines, &line); i++) {
        struct bytes text = slice_trim(line.text);
        if (slice_begins(text, "Exception Type:"))
            break; /* of another report: no line is read for many */
        if (slice_begins(text, "Exception Codes:") && is_null(text) &&
            strcmp(draft->type, "SEGV") == 0)
            draft->type = "SEGV near null";
        if (!slice_begins(text, "Thread ") || !slice_holds(text, " Crashed"))
            continue;
        draft->to = line.to;
        (void)trace_read(reading, 1);
        break;
    }
    lines_back(reading->lines, draft->to);
    exception_add(here, true);
    return true;
}
