/*
 * Secret addresses of feeds, for feed readers, which cannot sign in: whoever has one reads what its
 * account may read at that moment, of one repository or of one kept filter.
 *
 * The secret is 256 random bits and told once; the hub keeps its SHA-256.
 */
#ifndef HUB_FEED_ADDRESS_H
#define HUB_FEED_ADDRESS_H

#include "hub/saved_filter.h"

enum { FEED_ADDRESSES_MAX = 50 }; /* of an account */

struct feed_address {
    struct feed_address *next;
    int64_t id, account;
    const char *repo; /* its name; NULL if it is of a filter, or may not be read any more */
    const struct saved_filter *filter; /* without its next; NULL if it is of a repository */
    int64_t created_at, used_at;       /* used_at by the hour; 0: never */
};

/* Those of whoever asks, the newest first. */
const struct feed_address *feed_address_list(struct hub *hub);

/* Makes one of a repository (and no filter) or of a filter (repo 0) of whoever asks, and returns
 * its secret; of names it in the audit.  fail(FAIL_REFUSED) if there are FEED_ADDRESSES_MAX. */
const char *feed_address_add(struct hub *hub, int64_t repo, const struct saved_filter *filter,
                             const char *of);

/* It opens nothing from now on; fail(FAIL_CONFLICT) if whoever asks has none of this id. */
void feed_address_revoke(struct hub *hub, int64_t id);

/* What a secret opens to a stranger, who goes on as its account; NULL if it opens nothing. */
const struct feed_address *feed_address_open(struct hub *hub, const char *secret);

/* Notes that it was read; after hub_leave(). */
void feed_address_used(struct hub *hub, const struct feed_address *address);

#endif
