/* Sessions of the debuggers of Windows: cdb, ntsd, WinDbg. */
#include "crash/exception.h"
#include "crash/sanheader.h"
#include "crash/signalkind.h"
#include "crash/slice.h"
#include "crash/trace.h"

#define PROMPT "> .ecxr"

enum { NULL_PAGE_DIGITS = 3, MESSAGE_MAX = 300, STACK_LINES_MAX = 400 };

struct session {
    struct reading *reading;
    struct sankind kind; /* type "" as long as there is none */
    bool sure;           /* the exception was not handled */
    bool asked;          /* the next stack is that of the exception */
    bool analysed;       /* the stack is that of the analysis, which shows no inlined functions */
    const char *access;  /* " READ", " WRITE", "" */
    bool near_null;
    struct brief message;
};

/* Exceptions that programs under a debugger have all the time. */
static bool is_common(struct bytes code)
{
    static const char *const codes[] = { "80000004", "4000001",  "80000001", "406d1388",
                                         "e06d7363", "80000003", "0eedfade", "40010006" };
    for (size_t i = 0; i < COUNT_OF(codes); i++)
        if (slice_begins(code, codes[i]))
            return true;
    return false;
}

static void set_kind(struct session *session, struct bytes code, bool sure)
{
    struct sankind kind;
    (void)slice_eat(&code, "0x");
    if ((session->sure && !sure) || !signalkind_set(&kind, code))
        return;
    if (!sure && is_common(code))
        return;
    session->kind = kind;
    session->sure = sure;
}

/* "(14a8.c04): Access violation - code c0000005 (!!! second chance !!!)" */
static bool take_exception(struct session *session, struct bytes text)
{
    struct bytes rest = text;
    if (!slice_eat(&rest, "("))
        return false;
    size_t at = slice_find(rest, " - code ");
    if (at == rest.size || slice_find(rest, "): ") > at)
        return false;
    set_kind(session, slice_from(rest, at + strlen(" - code ")),
             slice_holds(rest, "second chance"));
    if (*session->kind.type) {
        brief_clear(&session->message);
        brief_add(&session->message,
                  slice_to(slice_from(text, slice_find(text, "): ") + 3), MESSAGE_MAX));
    }
    return true;
}

static bool is_null(struct bytes address)
{
    size_t digits = 0;
    while (address.size > 0 && memchr("0`x", *address.at, 3))
        address = slice_from(address, 1);
    while (digits < address.size && slice_is_hex(address.at[digits]))
        digits++;
    return digits <= NULL_PAGE_DIGITS;
}

/* Lines of "!analyze -v" */
static void take_analysis(struct session *session, struct bytes text)
{
    static const char *const codes[] = { "EXCEPTION_CODE: (NTSTATUS) ",
                                         "ExceptionCode: ", "EXCEPTION_CODE: (Win32) ",
                                         "EXCEPTION_CODE_STR: " };
    struct bytes rest = slice_trim_left(text);
    if (rest.size == 0 || (*rest.at != 'E' && *rest.at != 'A'))
        return;
    for (size_t i = 0; i < COUNT_OF(codes); i++) {
        struct bytes code = rest;
        if (slice_eat(&code, codes[i]))
            set_kind(session, code, true);
    }
    rest = text;
    if (slice_eat(&rest, "Attempt to read from address "))
        session->access = " READ";
    else if (slice_eat(&rest, "Attempt to write to address "))
        session->access = " WRITE";
    else
        return;
    session->near_null = is_null(rest);
}

/* Takes "000007fe`ef2eba34" off the front, and blanks and colons. */
static bool eat_word(struct bytes *rest)
{
    struct bytes b = *rest;
    size_t digits = 0;
    for (; b.size > 0 && (slice_is_hex(*b.at) || *b.at == '`'); b = slice_from(b, 1))
        digits += *b.at != '`';
    if (digits < 8 || b.size == 0 || !slice_is_blank(*b.at))
        return false;
    while (b.size > 0 && memchr(" \t:", *b.at, 3))
        b = slice_from(b, 1);
    *rest = b;
    return true;
}

/* "0034ef5c 00fd1423 00fd1078 Console!crash+0x1e [c:\src\x.cpp @ 8]", "00 0034ef5c …" */
static bool read_frame(struct bytes text, struct nativeframe *frame)
{
    *frame = (struct nativeframe){ 0 };
    struct bytes rest = slice_trim(text);
    if (rest.size > 3 && slice_is_hex(rest.at[0]) && slice_is_hex(rest.at[1]) && rest.at[2] == ' ')
        rest = slice_trim_left(slice_from(rest, 3));
    int words = 0;
    while (eat_word(&rest))
        words++;
    if (slice_eat(&rest, "(Inline) "))
        while (rest.size > 0 && memchr("-` :", *rest.at, 4))
            rest = slice_from(rest, 1);
    else if (words < 2)
        return false;
    size_t at = slice_find(rest, " [");
    struct bytes place = slice_from(rest, at);
    if (slice_eat(&place, " [") && slice_ends(place, "]")) {
        place.size--;
        size_t sign = slice_find(place, " @ ");
        struct bytes number = slice_from(place, sign);
        frame->file = slice_to(place, sign);
        if (slice_eat(&number, " @ "))
            (void)!slice_eat_int(&number, &frame->line);
    }
    rest = slice_trim(slice_to(rest, at));
    size_t mark = slice_find_byte(rest, '!');
    frame->module = slice_to(rest, mark < rest.size ? mark : slice_find(rest, "+0x"));
    if (mark < rest.size)
        nativeframe_set_call(frame, slice_from(rest, mark + 1));
    return rest.size > 0;
}

/* The lines of a session that are read; those that begin another report are named elsewhere. */
void windbg_name(struct interest *interest, unsigned who)
{
    static const char *const begins[] = {
        "(",           "EXCEPTION_CODE", "ExceptionCode: ",  "Attempt to ",
        "STACK_TEXT:", "Child-SP ",      "ChildEBP RetAddr", "# ",
        "#Child",      "#STACK",         "Microsoft (R) ",
    };
    for (size_t i = 0; i < COUNT_OF(begins); i++)
        interest_begin(interest, begins[i], who);
    interest_hold(interest, PROMPT, who);
}

static bool begins_stack(struct bytes text)
{
    text = slice_trim(text);
    if (slice_eat(&text, "#"))
        text = slice_trim(text);
    return slice_begins(text, "STACK_TEXT:") || slice_begins(text, "ChildEBP RetAddr") ||
           slice_begins(text, "Child-SP ");
}

/* Reads the stack in the place of the draft's. */
static void read_stack(struct session *session)
{
    struct draft *draft = session->reading->draft;
    struct line line;
    struct nativeframe frame;
    size_t to = draft->to;
    int others = 0;
    draft->stacks_count = draft->frames_count = 0;
    for (int i = 0; i < STACK_LINES_MAX && others < 2; i++) {
        if (!lines_next(session->reading->lines, &line))
            break;
        if (!read_frame(line.text, &frame)) {
            others += slice_trim(line.text).size == 0 ? 2 : 1; /* or the rest of a long one */
            continue;
        }
        nativeframe_add(draft, &frame);
        to = line.to;
        others = 0;
    }
    lines_back(session->reading->lines, to);
}

/* Reads on to the end of the session: to where another one begins, or a report of a sanitizer. */
static void read_session(struct session *session)
{
    struct reading *reading = session->reading;
    struct draft *draft = reading->draft;
    struct line line;
    const char *engine;
    struct bytes message;
    size_t end = lines_log(reading->lines).size;
    while (interest_next(reading->interest, &line) != 0) {
        if (sanheader_read(line.text, &engine, &message) ||
            slice_begins(line.text, "Microsoft (R) Windows Debugger")) {
            end = line.from;
            break;
        }
        draft->to = line.to;
        if (take_exception(session, line.text))
            continue;
        take_analysis(session, line.text);
        session->asked |= slice_ends(slice_trim(line.text), PROMPT);
        bool analysed = slice_begins(line.text, "STACK_TEXT:");
        if (begins_stack(line.text) &&
            (analysed || session->analysed || session->asked || !trace_is_named(draft))) {
            read_stack(session);
            session->asked &= !trace_is_named(draft);
            session->analysed = analysed;
        }
    }
    draft->to = end;
    lines_back(reading->lines, end);
}

static void set_words(struct session *session)
{
    struct draft *draft = session->reading->draft;
    struct brief type;
    bool access = strcmp(session->kind.type, "SEGV") == 0;
    brief_clear(&type);
    brief_add_text(&type, *session->kind.type ? session->kind.type : "crash");
    brief_add_text(&type, access ? session->access : "");
    brief_add_text(&type, access && session->near_null ? " near null" : "");
    draft->type = draft_text(draft, (struct bytes){ type.at, type.size });
    draft->overflowed = session->kind.overflowed;
    if (session->message.size > 0)
        draft->message =
            draft_text(draft, (struct bytes){ session->message.at, session->message.size });
    else
        draft->message = draft->type;
}

bool windbg_take(struct exception *here)
{
    struct session session = { .reading = here->reading, .access = "" };
    struct bytes head = here->text;
    bool begins =
        slice_begins(head, "Microsoft (R) Windows Debugger") || take_exception(&session, head);
    if (!begins)
        return false;
    struct draft *draft = exception_begin(here->reading, here->line->from, "windbg", &frame_native);
    draft->to = here->line->to;
    read_session(&session);
    if (!*session.kind.type && draft->frames_count == 0)
        return true;
    set_words(&session);
    exception_add(here, true);
    return true;
}
