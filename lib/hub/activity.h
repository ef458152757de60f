/*
 * What happened on each of the last 30 days, for the bars: of a repository, a package or a crasher.
 *
 * Statements give it as one text of numbers, four for each day on which something happened: the day
 * since 1970, logs, failed logs, crashes.
 */
#ifndef HUB_ACTIVITY_H
#define HUB_ACTIVITY_H

#include "base/arena.h"

enum { ACTIVITY_DAYS = 30 };

struct activity_day {
    int64_t logs;
    int64_t failed; /* of the logs: gave no verdict */
    int64_t crashes;
};

struct activity {
    struct activity_day days[ACTIVITY_DAYS]; /* the last one is today, in UTC */
};

/* From the text of a statement, NULL: nothing; now is in seconds since 1970. */
struct activity *activity_from(struct arena *mem, const char *text, int64_t now);

/* "391 crashes on 15 of the last 30 days", for those who do not see the bars. */
const char *activity_words(struct arena *mem, const struct activity *activity);

#endif
