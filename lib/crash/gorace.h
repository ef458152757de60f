/* Reports of Go's race detector. */
#ifndef CRASH_GORACE_H
#define CRASH_GORACE_H

#include "crash/gostack.h"

/* What a test says of itself when there was a race in it. */
#define GORACE_NOTE "race detected during execution of test"

/* If the line begins a report, reads all of it into the draft, and who ran into names. */
MUST_USE bool gorace_read(struct reading *reading, const struct line *line,
                          struct gostack_names *names);

#endif
