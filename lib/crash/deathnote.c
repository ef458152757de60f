/*
 * What systems say of a signal that ended a program: Android, Chromium, Abseil and glog with a
 * stack, the shell without one.
 */
#include "crash/cause.h"
#include "crash/exception.h"
#include "crash/signalkind.h"
#include "crash/slice.h"
#include "crash/trace.h"
#include "crash/waiting.h"

enum { NULL_PAGE_DIGITS = 3, STACK_WITHIN = 6, ABORT_WORDS_MAX = 40 };

/* Whether the address, "0x72ffbea193" or "000000000000", is in the first page. */
static bool is_near_null(struct bytes address)
{
    size_t digits = 0;
    (void)slice_eat(&address, "0x");
    if (address.size == 0 || !slice_is_hex(*address.at))
        return false;
    while (address.size > 0 && *address.at == '0')
        address = slice_from(address, 1);
    while (digits < address.size && slice_is_hex(address.at[digits]))
        digits++;
    return digits <= NULL_PAGE_DIGITS;
}

static struct bytes behind(struct bytes text, const char *word)
{
    size_t at = slice_find(text, word);
    return at < text.size ? slice_from(text, at + strlen(word)) : slice_to(text, 0);
}

/* The words count only if nothing else is found, and lend nothing to the reports of others. */
static void note(struct exception *here, const char *engine, const struct sankind *kind, bool null)
{
    struct draft *draft = exception_begin(here->reading, here->line->from, engine, &frame_native);
    struct brief type;
    brief_clear(&type);
    brief_add_text(&type, kind->type);
    brief_add_text(&type, null && strcmp(kind->type, "SEGV") == 0 ? " near null" : "");
    draft->type = draft_text(draft, (struct bytes){ type.at, type.size });
    draft->message = draft_text(draft, here->text);
    draft->state = kind->state;
    draft->to = here->line->to;
    (void)trace_read(here->reading, STACK_WITHIN);
    if (!trace_is_named(draft) && waiting_is_offered(here->reading))
        return; /* which says more */
    cause_use(here->reading, kind);
    waiting_offer_stack(here->reading);
}

/* "Fatal signal 11 (SIGSEGV), code 2 (SEGV_ACCERR), fault addr 0x72ffbea193 in tid 10655", and
 * without "Fatal" in the list that follows */
bool deathnote_take_android(struct exception *here)
{
    struct sankind kind;
    struct bytes rest = here->text;
    (void)slice_eat(&rest, "Fatal ");
    if (!slice_eat(&rest, "signal ") || !slice_holds(rest, "), code ") ||
        !signalkind_set(&kind, rest))
        return false;
    note(here, "android", &kind, is_near_null(behind(rest, "fault addr ")));
    return true;
}

/* "Abort message: '[FATAL:decode.cc(40)] Check failed: a == b'" */
bool deathnote_take_message(struct exception *here)
{
    struct bytes rest = here->text;
    if (!slice_eat(&rest, "Abort message: "))
        return false;
    waiting_say_more(here->reading, here->text.at ? draft_text(here->reading->draft, rest) : "");
    return false; /* the words in it are for others */
}

/* "CFI: Most likely a control flow integrity violation", on the line behind the signal */
static bool is_of_cfi(struct reading *reading, size_t from)
{
    struct line line;
    bool is = lines_next(reading->lines, &line) &&
              slice_begins(line.text, "CFI: Most likely a control flow integrity violation");
    lines_back(reading->lines, from);
    return is;
}

/* "Received signal 11 SEGV_MAPERR 000000000010" */
bool deathnote_take_chromium(struct exception *here)
{
    struct sankind kind;
    struct bytes rest = here->text;
    if (!slice_eat(&rest, "Received signal ") || !signalkind_set(&kind, rest))
        return false;
    size_t last = slice_find_last(rest, ' ');
    bool null = last < rest.size && is_near_null(slice_from(rest, last + 1));
    struct brief words;
    brief_clear(&words);
    brief_add(&words, here->text);
    if (is_of_cfi(here->reading, here->line->to))
        memcpy(kind.type, "bad-cast", sizeof("bad-cast"));
    here->text = (struct bytes){ words.at, words.size }; /* the line is gone */
    note(here, "chromium", &kind, null);
    return true;
}

/* "Received fatal exception EXCEPTION_ACCESS_VIOLATION" of Chromium on Windows */
bool deathnote_take_windows(struct exception *here)
{
    struct sankind kind;
    struct bytes rest = here->text;
    if (!slice_eat(&rest, "Received fatal exception "))
        return false;
    (void)slice_eat(&rest, "0x");
    if (!signalkind_set(&kind, rest))
        return false;
    note(here, "chromium", &kind, false);
    return true;
}

/* "*** SIGSEGV (@0x0) received by PID 12 (TID 0x7f) from PID 0; stack trace: ***" of glog,
 * "*** SIGABRT received at time=1662 on cpu 3 ***" of Abseil */
bool deathnote_take_abseil(struct exception *here)
{
    struct sankind kind;
    struct bytes rest = here->text;
    if (!slice_eat(&rest, "*** ") || !slice_holds(rest, " received ") ||
        !signalkind_set(&kind, rest))
        return false;
    note(here, "program", &kind, is_near_null(behind(rest, "(@")));
    return true;
}

/* "Aborted (core dumped)", "run.sh: line 3: 12 Segmentation fault      ./t in" */
bool deathnote_take_shell(struct exception *here)
{
    static const char *const words[][2] = {
        { "Segmentation fault", "SIGSEGV" },
        { "Aborted", "SIGABRT" },
        { "Bus error", "SIGBUS" },
        { "Illegal instruction", "SIGILL" },
        { "Floating point exception", "SIGFPE" },
        { "Trace/breakpoint trap", "SIGTRAP" },
    };
    struct sankind kind;
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        struct bytes rest = here->text;
        if (!slice_eat(&rest, words[i][0]) ||
            (rest.size > 0 && !slice_begins(rest, " (core dumped)")))
            continue;
        if (!signalkind_set(&kind, bytes_from(words[i][1])))
            return false;
        note(here, "shell", &kind, false);
        return true;
    }
    return false;
}
