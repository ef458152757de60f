/* Whom a rule would tell if something happened now, and of which repositories; and who is told
 * nothing by it, and why. */
#ifndef HUB_NOTIFY_REACH_H
#define HUB_NOTIFY_REACH_H

#include "hub/notify_rule.h"

enum { NOTIFY_REACH_NAMES = 20, NOTIFY_REACH_REPOS = 5 };

/* Those of whom the same becomes. */
struct notify_reach_people {
    struct notify_reach_people *next;
    /* "told"; or "left" the rule, "no_right" to read any of the repositories, "unconfirmed"
     * address, "no_channel" of the ways of the rule, "closed" account */
    const char *becomes;
    int64_t count;
    const char *names; /* of the first NOTIFY_REACH_NAMES, with commas between */
};

struct notify_reach {
    int64_t repos, hidden; /* that fit now, and of these, that are not public */
    const char *names;     /* of the first NOTIFY_REACH_REPOS; NULL: there is none */
    const struct notify_reach_people *people; /* "told" first; NULL: it is for a channel */
};

/* Of a rule, or (id 0) of one that is wished for. */
struct notify_reach notify_reach_of(struct hub *hub, const struct notify_rule *rule);

#endif
