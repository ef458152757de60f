/*
 * Sealed values, sealed anew with the current key: after a new one was put first in the key file,
 * and before the old one is taken out of it.
 *
 * Each value is replaced by itself, and only if nobody changed it meanwhile, so it may be stopped
 * and called again at any time, with the hub at work.
 */
#ifndef HUB_RESEAL_H
#define HUB_RESEAL_H

#include "hub/hub.h"

struct reseal_counts {
    int64_t current;  /* were sealed with the current key */
    int64_t resealed; /* or would be */
    int64_t lost;     /* no key opens them: they were left as they are */
};

/* Tells of each one that no key opens: where it stands, and the key it names (NULL: none). */
typedef void reseal_lost(const char *table, int64_t id, const char *kid);

/* Outside of a transaction.  dry: changes nothing. */
struct reseal_counts reseal_all(struct hub *hub, bool dry, reseal_lost *tell);

/* How many secrets this key seals. */
int64_t reseal_count_kid(struct hub *hub, const char *kid);

#endif
