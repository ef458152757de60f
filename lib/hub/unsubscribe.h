/*
 * How whoever has a mail ends what brought it, without a login: by a token in the mail's links,
 * which names the subscription and the account, is signed with the key file, and works as long as
 * its key is there.
 *
 * It ends this one subscription, or leaves this one rule, and can do nothing else.
 */
#ifndef HUB_UNSUBSCRIBE_H
#define HUB_UNSUBSCRIBE_H

#include "hub/subscription.h"

enum { UNSUBSCRIBE_TOKEN_MAX = 100 };

/* Letters, digits, '.', '-' and '_'. */
const char *unsubscribe_token(struct arena *mem, int64_t subscription, int64_t account);

struct unsubscribe {
    struct hub hub; /* of the account, in the same transaction */
    int64_t id;
    const struct subscription *subscription; /* NULL: it has ended already, or brings nothing */
};

/* NULL if it is no token of ours, or if the account may not come in any more. */
struct unsubscribe *unsubscribe_open(struct hub *hub, const char *token);

/* fail(FAIL_CONFLICT) if it is a rule that may not be left. */
void unsubscribe_end(struct unsubscribe *unsubscribe);

#endif
