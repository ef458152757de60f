/*
 * Failed checks and other fatal lines of the logging that Chromium, V8, Abseil and glog share:
 * "[844:844:0908/072005.733945:FATAL:decode.cc(40)] Check failed: a == b (1 vs. 2)".
 */
#include "crash/slice.h"
#include "crash/words.h"

enum { HEAD_MAX = 256 }; /* bytes before the words */

static void say(struct words *here, const char *type, struct bytes message, struct bytes key)
{
    struct cause_words words = {
        .engine = "program", .type = type, .message = message, .key = key, .stack_within = 6
    };
    cause_say(here->reading, here->line, &words);
}

/* Where the word begins whose end is at the beginning of rest: of "DCHECK failed", say. */
static struct bytes from_word(const struct words *here, struct bytes rest)
{
    while (rest.at > here->text.at && slice_is_letter(rest.at[-1]))
        rest = (struct bytes){ rest.at - 1, rest.size + 1 };
    return rest;
}

/* The condition is the bug, and not the values that were compared. */
bool words_check(struct words *here)
{
    struct bytes message = from_word(here, here->rest), key = here->rest;
    bool debug = slice_begins(message, "DCHECK") ||
                 (slice_begins(message, "check") && slice_holds(here->text, "Debug check"));
    (void)slice_eat_until(&key, here->rest.at[0] == 'N' ? "NOTREACHED" : "failed");
    while (key.size > 0 && memchr(": .", *key.at, 3))
        key = slice_from(key, 1);
    key = slice_to(key, slice_find(key, " ("));
    say(here, debug ? "debug check failure" : "check failure", message, key);
    return true;
}

/* A line of that logging that says nothing of a check. */
bool words_fatal(struct words *here)
{
    size_t at = slice_find(here->rest, "] ");
    bool begins = slice_begins(here->text, "[") || here->rest.at == here->text.at;
    if (!begins || at > HEAD_MAX || at == here->rest.size)
        return false;
    struct bytes message = slice_from(here->rest, at + 2);
    say(here, "fatal error", message, slice_to(message, 0));
    return true;
}

bool words_gpu(struct words *here)
{
    if (!slice_begins(here->text, "["))
        return false;
    say(here, "GPU failure", here->rest, slice_to(here->rest, 0));
    return true;
}
