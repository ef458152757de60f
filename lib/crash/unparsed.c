#include "crash/unparsed.h"

#include "crash/slice.h"

/* Words of families that no scanner reads, and of shells, in the order of their first letters. */
static const struct row {
    const char *words;
    bool death; /* says that a program died, whatever else the log says */
} rows[] = {
    { "Aborted", true },
    { "Assertion `", true },
    { "Assertion failed", true },
    { "Bus error", true },
    { "CRITICAL", false },
    { "ERROR", false },
    { "Error", false },
    { "Exception", false },
    { "FAIL", false },
    { "FATAL", false },
    { "Failed", false },
    { "Illegal instruction", true },
    { "Invalid read of size ", true },
    { "Invalid write of size ", true },
    { "Java Exception: ", true },
    { "Killed", true },
    { "Process terminating with default action of signal ", true },
    { "Program received signal ", true },
    { "SIGABRT", true },
    { "SIGSEGV", true },
    { "SUMMARY", false },
    { "Segmentation fault", true },
    { "Traceback (most recent call last)", true },
    { "Uncaught ", true },
    { "assertion ", false },
    { "core dumped", true },
    { "error", false },
    { "exit code", false },
    { "exit status", false },
    { "fatal", false },
    { "panicked at ", true },
    { "panic", false },
    { "runtime error: ", true },
    { "saved_crashes", false },
    { "terminate called ", true },
    { "uncaught exception", true },
    { "unhandled", false },
};

enum { LOOK_MAX = 1024 }; /* bytes of a line that are looked at */

static const bool is_letter[256] = { ['A' ... 'Z'] = true, ['a' ... 'z'] = true };

void unparsed_begin(struct reading *reading)
{
    for (size_t i = COUNT_OF(rows); i-- > 0;)
        reading->sign_rows[(unsigned char)*rows[i].words] = (unsigned char)(i + 1);
}

void unparsed_name(struct interest *interest, unsigned who)
{
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (rows[i].death)
            interest_hold(interest, rows[i].words, who);
}

static void set_sign(struct reading *reading, struct sign *sign, const struct line *line)
{
    if (sign->text)
        return;
    struct bytes text = slice_to(slice_trim(line->text), LOOK_MAX);
    sign->text = reading_text(reading, text);
    sign->at = reading_part(reading, line->from, line->to).at;
}

/* The first is the first row that begins as the word does. */
static bool is_sign(struct bytes word, size_t first, bool death)
{
    for (size_t i = first; i < COUNT_OF(rows) && *rows[i].words == *word.at; i++)
        if (rows[i].death == death && word.size > 1 && rows[i].words[1] == word.at[1] &&
            slice_begins(word, rows[i].words))
            return true;
    return false;
}

/* Whether there is such a sign in the line. */
static bool holds_sign(const struct reading *reading, struct bytes text, bool death)
{
    bool inside = false;
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.at[i];
        size_t row = reading->sign_rows[c];
        if (row > 0 && !inside && is_sign(slice_from(text, i), row - 1, death))
            return true;
        inside = is_letter[c];
    }
    return false;
}

void unparsed_look(struct reading *reading, const struct line *line)
{
    if (!reading->died.text && holds_sign(reading, slice_to(line->text, LOOK_MAX), true))
        set_sign(reading, &reading->died, line);
}

static void name_failures(struct interest *interest)
{
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (!rows[i].death)
            interest_hold(interest, rows[i].words, 1);
}

/* Looks for a sign of failure in a log in which nothing was found. */
static void look_for_failure(struct reading *reading)
{
    static const struct interest *failures;
    struct interest_log *in =
        interest_log_new(reading->mem, interest_once(&failures, name_failures));
    struct line line;
    lines_open(reading->lines, lines_log(reading->lines));
    interest_open(in, reading->lines);
    while (!reading->failed.text && interest_next(in, &line) != 0)
        if (holds_sign(reading, slice_to(line.text, LOOK_MAX), false))
            set_sign(reading, &reading->failed, &line);
}

static bool has_crash(const struct reading *reading)
{
    for (const struct crash_result *r = reading->results; r; r = r->next)
        if (r->crashes)
            return true;
    return false;
}

void unparsed_result(struct reading *reading)
{
    const char *died = reading->died.text;
    if (reading->results && (!died || has_crash(reading)))
        return;
    struct crash_result *result =
        reading_result(reading, reading->hint.engine ? reading->hint.engine : "unknown");
    result->log = lines_log(reading->lines);
    result->state = CRASH_STATE_UNPARSED;
    if (!died)
        look_for_failure(reading);
    result->reason = died                    ? died
                     : reading->failed.text  ? reading->failed.text
                     : result->log.size == 0 ? "the log is empty"
                                             : "not the log of a fuzzer that is known";
    reading_keep(reading, result);
}

void unparsed_add(struct reading *reading, struct crash_result *result)
{
    if (result->state != CRASH_STATE_UNPARSED || result->crashes)
        return;
    struct draft *draft = reading->draft;
    draft_begin(draft, result->engine, &frame_go);
    draft->type = "unparsed";
    draft->message = draft_text(draft, bytes_from(result->reason));
    draft->state = CRASH_STATE_UNPARSED;
    struct found *found = reading_add(reading, result, draft);
    if (found)
        found->crash.excerpt = result->log;
}
