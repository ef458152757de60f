/* The work of cron/mirror: mirrors that have something to do, a few at a time. */
#ifndef APP_MIRROR_ROUND_H
#define APP_MIRROR_ROUND_H

#include "hub/hub.h"

/* Until there is nothing to do, or MIRROR_ROUND_MAX were taken; how many that were. */
enum { MIRROR_ROUND_MAX = 10 };
int64_t mirror_round(struct hub *hub);

#endif
