/*
 * Stacks that programs, and debuggers other than gdb, print of themselves, in the many ways there
 * are.
 */
#ifndef CRASH_TRACE_H
#define CRASH_TRACE_H

#include "crash/nativeframe.h"
#include "crash/reading.h"

/*
 * Reads the line as a frame of any of them; false if it looks like none.  What has no name, but an
 * address, is a frame.
 */
MUST_USE bool trace_frame(struct bytes line, struct nativeframe *frame);

/*
 * Adds the frames that begin within the next few lines to the draft, and moves behind them; nowhere
 * if there are none.
 */
bool trace_read(struct reading *reading, int lines_before);

/* Whether the draft has a frame of the program that is known by its name. */
bool trace_is_named(const struct draft *draft);

#endif
