/*
 * Which saved inputs a log says were run again and did not crash.
 *
 *     --- PASS: FuzzX/05aa… (0.00s)       go test -v
 *     Executed crash-190b… in 3 ms        a libFuzzer target that was given files
 *
 * A log of fuzzing has no such lines.
 */
#ifndef CRASH_PASSED_H
#define CRASH_PASSED_H

#include "base/text.h"

enum { PASSED_MAX = 1000 }; /* of one log; more are left out */

struct passed {
    struct passed *next;
    const char *name; /* without folders */
};

/* Those of the target, NULL if there are none; of a target that is NULL all. */
const struct passed *passed_read(struct arena *mem, struct bytes log, const char *target);

#endif
