/*
 * Regular expressions of people, on text of strangers: one look-up for each byte, whatever either
 * of them holds.
 *
 * An expression becomes a table of states when it is read.  Reading it takes a bounded time, and
 * an expression whose table would be large is refused then; so fitting it can take neither long nor
 * memory.  The engines of libc and of PCRE go back and try again, and so can be made to take for
 * ever; their limits would make the answer depend on the text.
 *
 * What may be written, as in POSIX and Perl: letters, "." (any byte), [a-z] [^a-z], \d \w \s and
 * \D \W \S, \. and other signs, ( ) and |, * + ?, ^ and $.  It fits if it fits a part of the text.
 */
#ifndef BASE_PATTERN_H
#define BASE_PATTERN_H

#include "base/text.h"

enum {
    PATTERN_SIZE_MAX = 200,   /* bytes */
    PATTERN_STATES_MAX = 256, /* of the table */
    PATTERN_DEPTH_MAX = 16,   /* brackets in brackets */
};

struct pattern;

/* NULL if it is none, or takes too many states; *reason says why. */
const struct pattern *pattern_read(struct arena *mem, const char *text, const char **reason);

MUST_USE bool pattern_fits(const struct pattern *pattern, struct bytes text);

#endif
