#include "crash/unparsed.h"

#include "crash/slice.h"

/* Words of families that no scanner reads, and of shells: each says that something died. */
static const char *const signs[] = {
    "Aborted",
    "Assertion",
    "CRITICAL",
    "DEADLYSIGNAL",
    "ERROR",
    "Error:",
    "Exception",
    "FAIL",
    "FATAL",
    "Failed",
    "Invalid read",
    "Invalid write",
    "Illegal instruction",
    "Killed",
    "Program received signal",
    "SIGABRT",
    "SIGSEGV",
    "SUMMARY:",
    "Segmentation fault",
    "Traceback (most recent call last)",
    "Uncaught",
    "assertion",
    "core dumped",
    "exit code",
    "exit status",
    "fatal",
    "panic",
    "panicked at",
    "runtime error",
    "saved_crashes",
    "terminate called",
    "unhandled",
};

enum { LOOK_MAX = 1024 }; /* bytes of a line that are looked at */

static bool begins_with_sign(struct bytes word)
{
    for (size_t i = 0; i < COUNT_OF(signs); i++)
        if (*word.at == *signs[i] && slice_begins(word, signs[i]))
            return true;
    return false;
}

void unparsed_look(struct reading *reading, const struct line *line)
{
    if (reading->sign.size > 0)
        return;
    struct bytes text = slice_to(line->text, LOOK_MAX);
    bool inside = false;
    for (size_t i = 0; i < text.size; i++) {
        bool letter = slice_is_letter(text.at[i]);
        if (letter && !inside && memchr("ACDEFIKPSTUacefprstu", text.at[i], 20) &&
            begins_with_sign(slice_from(text, i))) {
            reading->sign = bytes_from(reading_text(reading, slice_trim(text)));
            return;
        }
        inside = letter;
    }
}

void unparsed_result(struct reading *reading)
{
    struct crash_result *result =
        reading_result(reading, reading->hint.engine ? reading->hint.engine : "unknown");
    result->log = lines_log(reading->lines);
    result->state = CRASH_STATE_UNPARSED;
    result->reason = reading->sign.size > 0  ? reading->sign.at
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
