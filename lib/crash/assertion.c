/* Failed assertions, as C libraries, GLib, libc++, WebKit, Mozilla and ChakraCore write them. */
#include "crash/slice.h"
#include "crash/words.h"

static void say(struct words *here, struct bytes key, bool kills)
{
    struct cause_words words = { .engine = "program",
                                 .type = "assertion failure",
                                 .message = here->rest,
                                 .key = key,
                                 .kills = kills,
                                 .stack_within = 3 };
    cause_say(here->reading, here->line, &words);
}

/* "prog: file.c:12: int parse(): Assertion `n > 0' failed." of glibc, "Assertion failed: (n > 0),
 * function parse, file x.c, line 12." of others, "Assertion failure: n > 0, at x.c:12" of Mozilla.
 * The expression is the bug. */
bool words_assertion(struct words *here)
{
    struct bytes rest = here->rest;
    (void)slice_eat_until(&rest, " "); /* "Assertion", "_LIBCPP_ASSERT" */
    bool begins = here->rest.at == here->text.at;
    struct bytes key;
    if (slice_eat(&rest, "failure: ")) {
        size_t end = slice_find(rest, ", at ");
        if (!begins && !slice_holds(here->text, "] "))
            return false;
        say(here, slice_to(rest, end), true);
        return true;
    }
    if (!slice_begins(rest, "`") && !slice_begins(rest, "'") && !slice_begins(rest, "failed"))
        return false;
    key = slice_to(rest, slice_find(rest, " failed"));
    if (slice_eat(&rest, "failed: "))
        key = slice_to(rest, slice_find(rest, ", f"));
    if (key.size > 1 && memchr("`'(", *key.at, 3))
        key = (struct bytes){ key.at + 1, key.size - 2 };
    say(here, key, false);
    return true;
}

/* "GLib:ERROR:x.c:709:f: assertion failed: (j < i)", "CRITICAL ERROR : f: assertion 'x' failed",
 * ".../c++/v1/vector:559: assertion !full() failed: f() called on an empty vector" of libc++,
 * "ASSERTION FAILED: start <= end" of WebKit, "ASSERTION 15887: (x.cpp, line 48) f()" of ChakraCore
 */
bool words_report(struct words *here)
{
    struct bytes rest = here->rest;
    int64_t number;
    bool begins = rest.at == here->text.at;
    if (slice_eat(&rest, "ASSERTION FAILED: ")) {
        say(here, rest, true);
        return true;
    }
    if (slice_eat(&rest, "ASSERTION ")) {
        struct bytes words = rest;
        if (!begins || !slice_eat_int(&words, &number) || !slice_eat(&words, ": ("))
            return false;
        say(here, slice_from(words, slice_find(words, ") ") + (slice_holds(words, ") ") ? 2 : 0)),
            true);
        return true;
    }
    (void)slice_eat(&rest, "assertion ");
    struct bytes key = slice_to(rest, slice_find(rest, " failed"));
    if (slice_eat(&rest, "failed: ")) {
        if (!slice_holds(here->text, ":ERROR:"))
            return false; /* the text of a test */
        say(here, rest, false);
        return true;
    }
    bool place = slice_holds(here->text, ".h:") || slice_holds(here->text, ".c") ||
                 slice_holds(here->text, "/v1/");
    bool glib = slice_begins(key, "'") || slice_begins(key, "`");
    if (key.size == rest.size || begins ||
        !(place || (glib && slice_holds(here->text, "CRITICAL"))))
        return false;
    say(here, key, false);
    return true;
}

/* "Hit MOZ_CRASH(Aborting on channel error.) at /src/MessageChannel.cpp:2658",
 * "###!!! ABORT: Request 12: file /src/nsX11ErrorHandler.cpp, line 157" */
bool words_mozilla(struct words *here)
{
    struct bytes rest = here->rest;
    if (slice_eat(&rest, "Hit "))
        rest = slice_to(rest, slice_find(rest, ") at "));
    else if (slice_eat(&rest, "###!!! ABORT: "))
        rest = slice_to(rest, slice_find(rest, ": file "));
    say(here, rest, true);
    return true;
}

/* "ASSERT FAILED at (src/x.cc:12): n > 0" of Zircon */
bool words_fuchsia(struct words *here)
{
    struct bytes rest = here->rest;
    (void)slice_eat_until(&rest, "): ");
    say(here, rest, false);
    return rest.size > 0;
}

/* WebKit says so, and below where. */
bool words_unreachable(struct words *here)
{
    if (here->rest.at != here->text.at)
        return false;
    say(here, here->rest, true);
    return true;
}

/* "../src/core/SkMutex.h:145: fatal error: "assert(fSemaphore)"" */
bool words_skia(struct words *here)
{
    struct bytes rest = slice_from(here->rest, strlen(": fatal error: \""));
    say(here, slice_to(rest, slice_find_last(rest, '"')), false);
    return true;
}

/* "Swift/ContiguousArrayBuffer.swift:600: Fatal error: Index out of range" */
bool words_swift(struct words *here)
{
    struct bytes before = { here->text.at, (size_t)(here->rest.at - here->text.at) };
    if (!slice_holds(before, ".swift:"))
        return false;
    say(here, slice_from(here->rest, strlen("Fatal error: ")), false);
    return true;
}
