/* The numbers of repositories, for those who watch them by a program. */
#ifndef HUB_METRICS_H
#define HUB_METRICS_H

#include "hub/hub.h"

enum { METRICS_MAX = 5000 };

struct metrics {
    struct metrics *next;
    const char *repo;
    int64_t packages, packages_crashed, targets;
    int64_t critical, high, medium, low; /* open crashers */
    int64_t last_run_at;                 /* 0: there was none */
    int64_t failed;                      /* 1: the last run gave no verdict */
};

/* Of the repositories that the visitor may read, the oldest METRICS_MAX. */
const struct metrics *metrics_list(struct hub *hub);

/* Notifications of all repositories that are not sent, or never will be. */
struct metrics_notifications {
    struct metrics_notifications *next;
    const char *way, *state; /* as in hub/notification_list.h; "waiting" or "dead" */
    int64_t number;
};

/* Of each way and state, even if there is none. */
const struct metrics_notifications *metrics_notifications(struct hub *hub);

#endif
