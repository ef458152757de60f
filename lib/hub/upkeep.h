/* What recurring jobs do to the database as a whole, each by one instance at a time. */
#ifndef HUB_UPKEEP_H
#define HUB_UPKEEP_H

#include "hub/hub.h"

/* Whether this connection may do the job of this name now: no other one is at it. */
MUST_USE bool upkeep_lock(struct hub *hub, const char *job);
void upkeep_unlock(struct hub *hub, const char *job);

/* Adds up what was counted by posts; the number of rows that were waiting, UPKEEP_ROLL_MAX at most.
 */
enum { UPKEEP_ROLL_MAX = 20000 };
int64_t upkeep_roll(struct hub *hub);

/* Keeps of each crasher the first crash and the newest ones in full, keep of them; takes away logs
 * and inputs that nothing refers to any more, and what has expired.  The number of those. */
int64_t upkeep_prune(struct hub *hub, int64_t keep);

/* Writes the event of each repository that has had no result for so long, or for as long as it says
 * itself, once until there is one; how many. */
int64_t upkeep_missing(struct hub *hub, int64_t stale_days);

/* What waits for a time that it would never have to wait for is due now: the database's clock was
 * set back.  How many that were. */
int64_t upkeep_mend(struct hub *hub);

/* Repositories that hold more than so many bytes (0: no limit) take no posts from now on, others
 * do; of how many this changes. */
int64_t upkeep_measure(struct hub *hub, int64_t most);

#endif
