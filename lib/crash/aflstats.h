/* The file fuzzer_stats, in which AFL and AFL++ keep the figures of a run. */
#ifndef CRASH_AFLSTATS_H
#define CRASH_AFLSTATS_H

#include "crash/crash.h"

struct aflstats {
    struct crash_stats stats;
    const char *target; /* NULL if not told */
    int64_t saved;      /* inputs that crashed or hung; 0 if not told */
};

void aflstats_read(struct arena *mem, struct bytes text, struct aflstats *afl);

#endif
