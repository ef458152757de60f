/*
 * Reports of CASR hold the environment of the process that crashed, its open files and its
 * connections: secrets of whoever ran it.
 */
#ifndef CRASH_CASRCUT_H
#define CRASH_CASRCUT_H

#include "base/text.h"

/* The same log with these lists emptied, wherever in it a report stands; the log itself if it has
 * none.  A list whose end is missing is cut to the end of the log. */
struct bytes casrcut(struct arena *mem, struct bytes log);

#endif
