/*
 * What is done at the trackers, for cron/sync as nopanic_cron: tickets that people wish for are
 * opened or read, those that are open are read again, and told once that their crasher is back.
 *
 * No transaction is open while a tracker is called.  Each ticket is taken with a lease; whoever
 * takes it after one that ran out looks for the ticket by its label before opening another.
 */
#ifndef HUB_TICKET_WORK_H
#define HUB_TICKET_WORK_H

#include "hub/hub.h"

enum { TICKET_LEASE_S = 120 }; /* longer than all calls for one ticket may take */

/* One ticket that is due; false if there is none. */
bool ticket_work(struct hub *hub);

/* One tracker that an administrator wants to be asked whether it works; false if there is none. */
bool ticket_work_check(struct hub *hub);

#endif
