/* Exceptions of C++ that nobody caught, as libstdc++ and libc++ tell them. */
#include "crash/slice.h"
#include "crash/words.h"

static void say(struct words *here, struct bytes name)
{
    struct cause_words words = { .engine = "program",
                                 .type = "uncaught exception",
                                 .message = name.size > 0 ? name : here->text,
                                 .key = name };
    cause_say(here->reading, here->line, &words);
}

/* "terminate called after throwing an instance of 'std::runtime_error'" */
bool words_exception(struct words *here)
{
    static const char *const begins[] = {
        "terminate called after throwing an instance of ",
        "terminate called without an active exception",
        "terminate called recursively",
        "terminating with uncaught exception of type ",
        "terminating due to uncaught exception of type ",
        "terminating with unexpected exception of type ",
        "terminating due to uncaught foreign exception",
        "terminating due to unexpected exception",
    };
    for (size_t i = 0; i < COUNT_OF(begins); i++) {
        struct bytes rest = here->rest;
        if (!slice_eat(&rest, begins[i]))
            continue;
        rest = slice_to(rest, slice_find(rest, ": "));
        if (slice_begins(rest, "'") && slice_ends(rest, "'") && rest.size > 1)
            rest = (struct bytes){ rest.at + 1, rest.size - 2 };
        say(here, rest);
        return true;
    }
    return false;
}

/* "  what():  unexpected token" goes on with the exception of the line before. */
bool words_what(struct words *here)
{
    struct bytes rest = here->rest;
    if (rest.at != here->text.at || !slice_eat(&rest, "what():  "))
        return false;
    cause_go_on(here->reading, rest);
    return true;
}
