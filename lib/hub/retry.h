/* How long what failed waits until it is tried again. */
#ifndef HUB_RETRY_H
#define HUB_RETRY_H

#include <stdint.h>

/* Seconds after this attempt, of which the first is 1: first_s, and twice as long after each, an
 * hour at most. */
int64_t retry_wait_s(int64_t first_s, int64_t attempt);

#endif
