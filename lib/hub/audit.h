/* Who did what: rows that are written and never changed. */
#ifndef HUB_AUDIT_H
#define HUB_AUDIT_H

#include "hub/hub.h"

/* By hub->account, or by the command line or a job if that is 0.  action is "noun.verb", such as
 * "token.add"; address is where it was asked from, NULL: hub->address. */
void audit_add(struct hub *hub, const char *action, const char *object, const char *address);

struct audit {
    struct audit *next;
    int64_t id, at;
    const char *who; /* NULL: the command line, or a job */
    const char *action, *object;
    const char *address; /* NULL: none */
};

/* Which rows; a text that is empty leaves nothing out. */
struct audit_filter {
    int64_t before;            /* those with a lower id; 0: the newest */
    const char *who;           /* a name, in whatever case */
    const char *action;        /* "token.add", or "token" for all of it */
    const char *object;        /* a part of it, in whatever case */
    const char *since, *until; /* days of UTC, "2026-11-22", both of them in it */
    int64_t most;
};

/* The newest first; for administrators, to everybody else there are none. */
const struct audit *audit_list(struct hub *hub, const struct audit_filter *filter);

#endif
