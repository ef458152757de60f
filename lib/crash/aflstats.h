/* The file fuzzer_stats, in which AFL and AFL++ keep the figures of a run. */
#ifndef CRASH_AFLSTATS_H
#define CRASH_AFLSTATS_H

#include "crash/crash.h"
#include "crash/interest.h"

struct aflstats {
    struct crash_stats stats;
    int64_t crashes, hangs; /* inputs that were saved; 0 if not told */
    const char *target;     /* NULL if not told */
};

/* Nothing is told yet. */
void aflstats_clear(struct aflstats *afl);

/* Takes what stands on both sides of a colon, without blanks; false if it is no figure. */
bool aflstats_take(struct aflstats *afl, struct bytes key, struct bytes value);

/* The keys of the figures. */
void aflstats_name(struct interest *interest, unsigned who);

void aflstats_read(struct arena *mem, struct bytes text, struct aflstats *afl);

#endif
