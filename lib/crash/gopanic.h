/* Panics and fatal errors of Go programs, with their stacks. */
#ifndef CRASH_GOPANIC_H
#define CRASH_GOPANIC_H

#include "crash/gostack.h"

/*
 * If the line begins the report of a panic, reads all of it into the draft, and who ran into names.
 * `sure` says that the log is one of `go test`: what other programs may print too counts then.
 */
MUST_USE bool gopanic_read(struct reading *reading, const struct line *line, bool sure,
                           struct gostack_names *names);

#endif
