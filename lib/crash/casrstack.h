/* The stack of gdb in a report of CASR, and what CASR says of the crash. */
#ifndef CRASH_CASRSTACK_H
#define CRASH_CASRSTACK_H

#include "crash/reading.h"

struct casrstack {
    struct bytes type, words; /* "DestAvNearNull", and a sentence */
    struct text all;          /* the lines */
    size_t count;
};

/* Adds "#0  0x00007ffff7f45749 in parse (n=1) at x.c:869". */
void casrstack_add(struct casrstack *stack, struct reading *reading, struct bytes line);

/* Makes it the draft. */
void casrstack_draft(const struct casrstack *stack, struct reading *reading);

#endif
