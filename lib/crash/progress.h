/* The numbers that libFuzzer tells while it runs and when it is done. */
#ifndef CRASH_PROGRESS_H
#define CRASH_PROGRESS_H

#include "crash/native.h"

/* Whether the line is "#266\tNEW    cov: 6 …" or "#7106: cov: 7 …". */
bool progress_is(struct bytes line);

/* Takes such a line; the numbers of the last one are set by progress_read(). */
bool progress_take(struct native *native, const struct line *line);
void progress_read(struct native *native);

/* Takes what stands behind "Done "; false if it is something else. */
bool progress_take_done(struct native *native, struct bytes text);

/* Takes what stands behind "stat::". */
void progress_take_stat(struct native *native, struct bytes text);

#endif
