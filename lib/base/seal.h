/*
 * Secrets at rest: AES-256-GCM with a key of the key file (base/secret).
 *
 * A sealed value names the key that sealed it, so several keys work at once and the current one
 * seals what is new.  It is bound to the place in the database where it stands: moved to another
 * table, column or row, it does not open.
 */
#ifndef BASE_SEAL_H
#define BASE_SEAL_H

#include "base/text.h"

enum { SEAL_PLAIN_MAX = 64 * 1024 };

struct seal_place {
    const char *table, *column;
    const char *row; /* what tells the row: its name, or its id in digits */
};

/* What to store; fail(FAIL_TOO_BIG) for more than SEAL_PLAIN_MAX bytes. */
struct bytes seal_close(struct arena *mem, struct seal_place place, struct bytes plain);

/* The plain bytes, with a NUL behind; false if the key is not known, if a bit was changed, or if it
 * was sealed for another place. */
MUST_USE bool seal_open(struct arena *mem, struct seal_place place, struct bytes sealed,
                        struct bytes *plain);

/* The id of the key that sealed it; NULL if it is not a sealed value. */
const char *seal_kid(struct arena *mem, struct bytes sealed);

#endif
