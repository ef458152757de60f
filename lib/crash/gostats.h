/* The progress that `go test -fuzz` prints: lines that begin with "fuzz: ". */
#ifndef CRASH_GOSTATS_H
#define CRASH_GOSTATS_H

#include "crash/crash.h"

enum { GOSTATS_KEPT_MAX = 128 };

struct gostats {
    bool fuzzing;               /* there was such a line */
    bool endless;               /* of go-fuzz, which never says that it is done */
    int64_t crashers, coverage; /* that go-fuzz tells; -1 */
    int64_t executions, new_interesting, corpus;
    int64_t elapsed_s, grown_s; /* the time of the last line, and when the executions last grew */
    int64_t last_speed;         /* that was read last and is not 0 */
    size_t kept_size;
    char kept[GOSTATS_KEPT_MAX]; /* of the last line, to be read when it is asked for */
};

/* Takes what stands behind "fuzz: ". */
void gostats_take(struct gostats *stats, struct bytes line);

/* Takes what stands behind "workers: " in a line of go-fuzz. */
void gostats_take_workers(struct gostats *stats, struct bytes line);

void gostats_set(struct gostats *stats, struct crash_stats *to);

/* Whether the target ran and ran, but its executions did not grow: half of the time, and at least
 * GOSTATS_STALL_S. */
enum { GOSTATS_STALL_S = 3 };
bool gostats_is_stalled(const struct gostats *stats);

#endif
