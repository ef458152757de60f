/* Filters of lists that an account keeps under a name. */
#ifndef HUB_SAVED_FILTER_H
#define HUB_SAVED_FILTER_H

#include "hub/hub.h"

enum { SAVED_FILTERS_MAX = 50, SAVED_NAME_MAX = 60, SAVED_ADDRESS_MAX = 8000 }; /* bytes */

struct saved_filter {
    struct saved_filter *next;
    int64_t id;
    const char *name;
    const char *address; /* "/crashers?state=open&severity=high" */
};

/* Those of whoever asks, by name. */
struct db_rows *saved_filter_ask(struct hub *hub);
const struct saved_filter *saved_filter_take(struct hub *hub, struct db_rows *rows);

/* NULL if whoever asks has none of this id. */
const struct saved_filter *saved_filter_find(struct hub *hub, int64_t id);

/* A name that is there gets the new address; fail(FAIL_REFUSED) if there are SAVED_FILTERS_MAX
 * already, or if one of the two is too long. */
void saved_filter_set(struct hub *hub, const char *name, const char *address);

/* fail(FAIL_CONFLICT) if whoever asks has none of this id. */
void saved_filter_forget(struct hub *hub, int64_t id);

#endif
