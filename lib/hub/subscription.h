/*
 * Who hears of what.  An account subscribes to a repository (its star), to all whose names fit a
 * pattern, or to one crasher; administrators make rules for accounts, groups and channels, which
 * whom they reach may leave unless they are mandatory.
 *
 * A subscription to a repository lasts when the right to read it ends, and brings nothing until it
 * is there again.
 */
#ifndef HUB_SUBSCRIPTION_H
#define HUB_SUBSCRIPTION_H

#include "hub/hub.h"

enum { SUBSCRIPTIONS_MAX = 200, SUBSCRIPTION_PACKAGES_MAX = 50 };

/* Of which events, and how.  Lists are words with commas between. */
struct subscription_wish {
    const char *kinds;    /* "new,regressed"; see event.h */
    int64_t severity;     /* the lowest: 1 critical to 4 low */
    const char *packages; /* paths, a line each; "": all */
    const char *pace;     /* "now", "daily" or "weekly" */
    const char *ways;     /* kinds of the account's channels: "email,slack" */
};

/* Of a row with columns of these names. */
struct subscription_wish subscription_wish_from(struct db_rows *rows);

struct subscription {
    struct subscription *next;
    int64_t id;
    const char *repo;                     /* also of the crasher; NULL: by pattern */
    const char *pattern;                  /* "XXyCorp/lib-*"; NULL: by name */
    int64_t crasher;                      /* 0: none */
    const char *title, *crasher_severity; /* of the crasher */
    struct subscription_wish wish;
    bool rule;                   /* of an administrator: */
    bool mandatory, left;        /* left: by whoever asks */
    const char *made_by, *group; /* group NULL: for the account itself */
};

/* What whoever asks subscribed to, and the rules that reach them: repositories by name, then
 * patterns, then crashers; a rule beside one's own comes first. */
const struct subscription *subscription_list(struct hub *hub);

/* A star of whoever asks, on one of the two, of which the other is 0; whether it is there tell
 * repo_find() and crasher_find().  One that is there stays as it is; fail(FAIL_REFUSED) if there
 * are SUBSCRIPTIONS_MAX already.
 */
void subscription_star(struct hub *hub, int64_t repo, int64_t crasher);
void subscription_star_pattern(struct hub *hub, const char *pattern);
void subscription_unstar(struct hub *hub, int64_t repo, int64_t crasher);

/* fail(FAIL_REFUSED) for a wish that there cannot be. */
void subscription_need(struct hub *hub, const struct subscription_wish *wish);

/* Of one's own; fail(FAIL_CONFLICT) if it is not there any more, fail(FAIL_REFUSED) for a wish that
 * there cannot be. */
void subscription_set(struct hub *hub, int64_t id, const struct subscription_wish *wish);
void subscription_remove(struct hub *hub, int64_t id);
/* The same, whether or not its repository may be read; false if it is not there any more. */
bool subscription_end(struct hub *hub, int64_t id);

/* Leaves a rule, or comes back; fail(FAIL_CONFLICT) unless it reaches whoever asks, and can be
 * left. */
void subscription_leave(struct hub *hub, int64_t id, bool leaves);

#endif
