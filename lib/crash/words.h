/*
 * What programs say when they stop themselves, wherever it stands in a line: failed assertions and
 * checks, exceptions that nobody caught, the checks of the C library.
 */
#ifndef CRASH_WORDS_H
#define CRASH_WORDS_H

#include "crash/cause.h"
#include "crash/interest.h"

void words_name(struct interest *interest, unsigned who);

/* Remembers the line if it says such a thing. */
void words_look(struct reading *reading, const struct line *line);

/* A line that may, and the part of it that it was recognised by. */
struct words {
    struct reading *reading;
    const struct line *line;
    struct bytes text; /* of the line, without blanks around it */
    struct bytes rest; /* of it, from the words on */
};

bool words_assertion(struct words *here); /* assertion.c */
bool words_report(struct words *here);
bool words_fuchsia(struct words *here);
bool words_unreachable(struct words *here);
bool words_skia(struct words *here);
bool words_swift(struct words *here);
bool words_mozilla(struct words *here);
bool words_check(struct words *here); /* check.c */
bool words_fatal(struct words *here);
bool words_gpu(struct words *here);
bool words_exception(struct words *here); /* cxxexception.c */
bool words_what(struct words *here);
bool words_libc(struct words *here); /* libc.c */

#endif
