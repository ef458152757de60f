/*
 * One change of several crashers at once, and its undoing.
 *
 * Each crasher is changed as it is alone (hub/triage.h): with its line in the history and in the
 * audit.  What cannot be done with one of them does not stop the others.
 */
#ifndef HUB_BULK_H
#define HUB_BULK_H

#include "hub/hub.h"

enum { BULK_MAX = 200 }; /* crashers */

struct bulk_change {
    const int64_t *ids;
    size_t count;
    const char *deed;  /* "triage", "fix", "wontfix", "reopen", "assign", "mute", "unmute" */
    const char *value; /* fix: the commit; assign: a name, "" for nobody; mute: a day; else NULL */
};

/* Its id.  fail(FAIL_REFUSED) with the reason of the first if none was changed, or if the value
 * cannot be. */
int64_t bulk_do(struct hub *hub, const struct bulk_change *change);

struct bulk {
    int64_t id;
    const char *deed;
    int64_t changed, refused;
    const char *reason; /* of the first that was refused */
    bool may_undo;
};
/* NULL if there is none of this id, it is of another account, or rows are NULL. */
struct db_rows *bulk_ask(struct hub *hub, int64_t id);
const struct bulk *bulk_take(struct hub *hub, struct db_rows *rows);

/* Within an hour; gives every crasher that nobody changed since what it had before.  How many those
 * are; fail(FAIL_CONFLICT) if it was undone already, or is older. */
int64_t bulk_undo(struct hub *hub, int64_t id);

#endif
