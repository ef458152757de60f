/*
 * A rule of an administrator of the instance: who is told of what without having asked.  It is for
 * an account, for whoever is in a group at that time, or for a channel of administrators; on one
 * repository, or on all whose names fit a pattern, now or later.
 *
 * Whom it reaches sees it, with who made it, and may leave it unless it is mandatory.  Rules are
 * for administrators alone; to others there are none.  What changes one writes its audit row, too.
 */
#ifndef HUB_NOTIFY_RULE_H
#define HUB_NOTIFY_RULE_H

#include "hub/access.h"
#include "hub/subscription.h"

enum { NOTIFY_RULES_MAX = 1000 };

struct notify_rule {
    struct notify_rule *next;
    int64_t id;
    const char *to; /* "account", "group" or "channel" */
    int64_t who_id;
    const char *who;               /* name; of a channel without one its address */
    const char *way;               /* kind of the channel; NULL: it is for none */
    bool sees_private;             /* the channel */
    struct access_object object;   /* name NULL: a repository that was removed */
    struct subscription_wish wish; /* ways: "" for a channel */
    bool mandatory;
    const char *made_by; /* NULL: an administrator who is gone */
    int64_t made_at;
    int64_t members; /* of the group */
    int64_t repos;   /* that fit now */
};

/* By whom, HUB_PAGE_ROWS of them and one more if there are more; search is a part of whom or what;
 * *found counts all that fit. */
const struct notify_rule *notify_rule_list(struct hub *hub, const char *search, int64_t skip,
                                           int64_t *found);
/* NULL if there is none. */
const struct notify_rule *notify_rule_find(struct hub *hub, int64_t id);

/* Whom a rule is for: "account" or "group" and a name, or "channel-7".  fail(FAIL_REFUSED) if there
 * is none. */
void notify_rule_for(struct hub *hub, struct notify_rule *rule, const char *to, const char *name);

/* to, who_id, object, wish and mandatory say what is wished for.  fail(FAIL_REFUSED) for a wish
 * that there cannot be, or if there are NOTIFY_RULES_MAX; fail(FAIL_CONFLICT) if there is the same
 * already. */
void notify_rule_add(struct hub *hub, const struct notify_rule *rule);

/* Another wish; fail(FAIL_CONFLICT) if the rule is not there any more. */
void notify_rule_set(struct hub *hub, const struct notify_rule *rule,
                     const struct subscription_wish *wish, bool mandatory);
void notify_rule_remove(struct hub *hub, const struct notify_rule *rule);

/* fail(FAIL_REFUSED) unless such a rule may be made. */
void notify_rule_need(struct hub *hub, const struct notify_rule *rule);

#endif
