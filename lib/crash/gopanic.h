/* Panics and fatal errors of Go programs, with their stacks. */
#ifndef CRASH_GOPANIC_H
#define CRASH_GOPANIC_H

#include "crash/gostack.h"
#include "crash/interest.h"

/*
 * If the line begins the report of a panic, reads all of it into the draft, and who ran into names.
 * `sure` says that the log is one of `go test`: what other programs may print too counts then.
 */
MUST_USE bool gopanic_read(struct reading *reading, const struct line *line, bool sure,
                           struct gostack_names *names);

/* The same for a stack without the words of a panic above it; `above` is where the line begins that
 * stands there, the line itself if there is none. */
MUST_USE bool gopanic_read_bare(struct reading *reading, const struct line *line, size_t above,
                                struct gostack_names *names);

/* The same for what a program logs of a fatal error before it ends: a line, without a stack. */
MUST_USE bool gopanic_read_logged(struct reading *reading, const struct line *line);

/* The words of the lines that these may take. */
void gopanic_name(struct interest *interest, unsigned who);

#endif
