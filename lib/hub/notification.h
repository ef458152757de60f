/*
 * What people are told: the events of a repository, or of several (a digest), in one message to one
 * channel.
 *
 * Events become deliveries, those together that a channel hears of alike; those of a channel that
 * belong together become a notification, which is sent at least once, or is dead after three days.
 * Its id and the time it was made stay the same, so that one which a server took without telling is
 * known as the same.  What may not be told any more at the moment of sending is left out.
 *
 * A test of a channel is one, too, that tells of no event and is tried once.
 */
#ifndef HUB_NOTIFICATION_H
#define HUB_NOTIFICATION_H

#include "hub/hub.h"

enum { NOTIFICATION_LINES = 20 };

/* One event of it. */
struct notification_line {
    struct notification_line *next;
    int64_t event;
    const char *kind; /* "new", "regressed", "fixed", "ticket_failed", "run_failed", "run_missing",
                         "source_broken" */
    int64_t at;       /* seconds since 1970 */
    int64_t crasher, run;                  /* 0: of none */
    const char *repo;                      /* "XXyCorp/vault" */
    const char *title, *severity;          /* of the crasher; NULL: of none */
    const char *function, *file;           /* NULL: unknown */
    int64_t line;                          /* 0: unknown */
    const char *package, *target, *commit; /* NULL: unknown */
    const char *reason;                    /* why a run or a ticket failed; NULL: none */
    int64_t crashes;                       /* of the crasher, so far */
    bool weak;                             /* it is known by its input alone */
};

struct notification {
    int64_t id;
    int64_t attempt; /* this one; the first is 1 */
    int64_t spent;   /* those before somebody had it tried anew */
    int64_t made_at;
    const char *way; /* "email", "slack", "slack_dm", "teams", "discord", "mattermost", "webhook" */
    const char *to;  /* address, member, or URL, opened; NULL: it cannot be opened */
    const char *key; /* of a signed webhook; NULL: none */
    int64_t channel;
    int64_t account;          /* 0: nobody's */
    const char *account_name; /* NULL: nobody's */
    const char *repo;         /* NULL: of several */
    bool digest;
    bool test;        /* of the channel: it tells of nothing, and has no lines */
    const char *kind; /* of all its events; NULL: of several */
    int64_t total;    /* events, of which lines has the first NOTIFICATION_LINES, the worst first */
    int64_t muted;    /* further ones since the last digest, of what is muted */
    const struct notification_line *lines;
    int64_t thread;  /* the crasher, if all are of one; else 0 */
    const char *why; /* "You star XXyCorp/vault" */
    bool mandatory;
    int64_t subscription; /* that brought it, or the first of several */
    const char *leave;    /* token by which it can be left without a login; NULL: it cannot */
};

enum notification_end {
    NOTIFICATION_SENT,
    NOTIFICATION_LATER,   /* it may work another time */
    NOTIFICATION_REFUSED, /* the other side does not want it, ever */
};

/* For cron/dispatch, as nopanic_cron.  Each step may be done by several at once. */

/* Events into deliveries, which wait wait_s seconds for others; how many events.  Then deliveries
 * that are due into notifications, most_an_hour at most for each channel; how many. */
int64_t notification_expand(struct hub *hub, int64_t wait_s);
int64_t notification_group(struct hub *hub, int64_t most_an_hour);

/* One that is due of these ways ("email,slack"), which nobody else gets in the next
 * lease_s seconds; NULL if none is. */
const struct notification *notification_take(struct hub *hub, const char *ways, int64_t lease_s);

/* What became of it, in the words of the other side; false if its lease had run out and somebody
 * else has it.  NOTIFICATION_LATER is tried again after 30 s, 1, 2, 4, … minutes, an hour at most,
 * or when the other side asked for it: retry_after_s, 0: it did not; for three days, and twelve
 * times at least. */
bool notification_end(struct hub *hub, const struct notification *notification,
                      enum notification_end end, const char *says, int64_t retry_after_s);

#endif
