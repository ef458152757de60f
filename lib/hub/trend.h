/*
 * How fuzz functions go over a time: what the last result of each of its thirty steps told.
 */
#ifndef HUB_TREND_H
#define HUB_TREND_H

#include "hub/hub.h"

enum { TREND_POINTS = 30 };

enum trend_kind { TREND_SPEED, TREND_COVERAGE, TREND_CORPUS, TREND_FRESH, TREND_KINDS };

/* -1: no result, or it did not tell. */
struct trend_line {
    int64_t points[TREND_POINTS];
    int64_t last, least, most; /* of those that told */
};

struct trend {
    struct trend *next;
    int64_t target, package;
    const char *name, *path;
    struct trend_line lines[TREND_KINDS]; /* executions a second, edges or what else the engine
                                             counts, inputs, new inputs of the run */
};

/* The steps that end with the one now belongs to. */
struct trend_range {
    int64_t days;        /* 7, 30, 90 or 365 */
    int64_t since, step; /* seconds since 1970, and of a step */
};
struct trend_range trend_range(int64_t days, int64_t now);

/* The fuzz functions of a repository by package and name, HUB_PAGE_ROWS and one more if there are
 * more; or target (0: all) alone. */
const struct trend *trend_list(struct hub *hub, int64_t repo, int64_t target,
                               struct trend_range range, int64_t skip);

/* How often its package crashed, as of the last roll: the days of each step. */
struct trend_line trend_crashes(struct hub *hub, int64_t repo, const struct trend *trend,
                                struct trend_range range);

/* How many whole days the coverage has not grown, by the steps of the range; -1 if it grew in the
 * last of them, or is told too rarely to say so. */
int64_t trend_flat_days(const struct trend *trend, struct trend_range range);

#endif
