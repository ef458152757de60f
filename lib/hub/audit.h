/* Who did what: rows that are written and never changed. */
#ifndef HUB_AUDIT_H
#define HUB_AUDIT_H

#include "hub/hub.h"

/* By hub->account, or by the command line or a job if that is 0.  action is "noun.verb", such as
 * "token.add"; address (may be NULL) is where it was asked from. */
void audit_add(struct hub *hub, const char *action, const char *object, const char *address);

#endif
