/* What became of the notifications of everybody, for the pages of administrators; to others there
 * is none. */
#ifndef HUB_NOTIFICATION_LIST_H
#define HUB_NOTIFICATION_LIST_H

#include "hub/hub.h"

struct notification_letter {
    struct notification_letter *next;
    int64_t id;
    const char *way;     /* "email", "slack", …, as in struct notification */
    const char *to;      /* address or name of the channel, never that of a hook; NULL: unnamed */
    const char *account; /* NULL: nobody's */
    const char *repo;    /* NULL: a digest */
    int64_t crasher;     /* if all are of one, else 0 */
    int64_t events;
    const char *state; /* "waiting", "sent", "dead", "cancelled" or "denied" */
    int64_t attempts;
    const char *answer; /* of the other side, the last one; NULL: none yet */
    int64_t made_at;
    int64_t due_at;  /* of the next try */
    int64_t sent_at; /* 0: was not */
};

struct notification_filter {
    const char *state;  /* "": all */
    const char *search; /* a part of the name or address of whoever gets it; "": all */
    int64_t before;     /* an id; 0: from the newest */
    int64_t most;
};

/* The newest first. */
const struct notification_letter *notification_list(struct hub *hub,
                                                    const struct notification_filter *filter);
/* NULL if there is none. */
const struct notification_letter *notification_find(struct hub *hub, int64_t id);

/* One try to send it, as far as it came to an end. */
struct notification_try {
    struct notification_try *next;
    int64_t number;
    int64_t at;
    const char *state;  /* that followed: "waiting", "sent" or "dead" */
    const char *answer; /* of the other side; NULL: none */
};
/* The newest 40, the newest first. */
const struct notification_try *notification_tries(struct hub *hub, int64_t id);

/* Events of which nobody could be told. */
struct notification_untold {
    int64_t number;
    const char *reason; /* of the last; NULL: there is none */
};
struct notification_untold notification_untold(struct hub *hub);

/* How many are dead. */
int64_t notification_dead(struct hub *hub);

/* Each with its audit row. */

/* Tries a dead one anew: for three more days, at first after 30 seconds; fail(FAIL_CONFLICT) if it
 * is not dead. */
void notification_again(struct hub *hub, int64_t id, const char *address);
/* All that are dead, the oldest 1,000 at most. */
void notification_again_all(struct hub *hub, const char *address);
/* One that waits or is dead; one that is being sent at that moment may still arrive.
 * fail(FAIL_CONFLICT) if it has ended. */
void notification_cancel(struct hub *hub, int64_t id, const char *address);

#endif
