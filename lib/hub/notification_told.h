/* What an account was told last: for its own page, so that "why did I not hear" has an answer. */
#ifndef HUB_NOTIFICATION_TOLD_H
#define HUB_NOTIFICATION_TOLD_H

#include "hub/hub.h"

struct notification_told {
    struct notification_told *next;
    int64_t at;
    const char *way, *state; /* "email"; "sent", "waiting", "dead", "cancelled", "denied" */
    const char *repo;        /* NULL: a digest */
    int64_t crasher;         /* if all are of one, else 0 */
    int64_t events;
    const char *answer; /* of the other side; NULL: none yet */
};

/* The newest 20 of whoever asks, the newest first, without those that were not for them any more.
 */
const struct notification_told *notification_told(struct hub *hub);

#endif
