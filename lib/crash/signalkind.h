/* The signals that programs die of, and the like of other systems. */
#ifndef CRASH_SIGNALKIND_H
#define CRASH_SIGNALKIND_H

#include "crash/sankind.h"

/*
 * Sets the kind from the name that the text begins with: "SIGSEGV", "SEGV_MAPERR",
 * "EXC_BAD_ACCESS", or the number of Linux, "11".  False if it is none.
 */
MUST_USE bool signalkind_set(struct sankind *kind, struct bytes name);

#endif
