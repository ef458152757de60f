/* Whether the hub works: what an operator, a load balancer and `make up` want to know. */
#ifndef HUB_HEALTH_H
#define HUB_HEALTH_H

#include "hub/hub.h"

enum { HEALTH_PENDING_MAX_S = 60 };

struct health_check {
    struct health_check *next;
    const char *name; /* "schema" */
    bool good;
    const char *says; /* what was found, and what to do if it is bad */
};

/* All checks, in a fixed order.  A database that is away fails with FAIL_AWAY before there is any.
 */
const struct health_check *health_list(struct hub *hub);

/* Whether all of them are good. */
bool health_good(const struct health_check *checks);

#endif
