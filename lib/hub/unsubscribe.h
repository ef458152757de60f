/*
 * How whoever has a mail ends what brought it, without a login: by a token in the mail's links,
 * which names the subscription and the account, is signed with the key file, and works as long as
 * its key is there.
 *
 * It ends this one subscription, or leaves this one rule.  As long as that is there, it also opens
 * those of the same account that bring the same news, so that nobody is told on without knowing
 * why.
 */
#ifndef HUB_UNSUBSCRIBE_H
#define HUB_UNSUBSCRIBE_H

#include "hub/subscription.h"

enum { UNSUBSCRIBE_TOKEN_MAX = 100 };

/* Letters, digits, '.', '-' and '_'. */
const char *unsubscribe_token(struct arena *mem, int64_t subscription, int64_t account);

enum { UNSUBSCRIBE_BESIDE_MAX = 20 };

/* Another one that brings the same, or a part of it. */
struct unsubscribe_beside {
    struct unsubscribe_beside *next;
    const struct subscription *subscription;
    const char *token; /* that ends it; NULL: it may not be left */
};

struct unsubscribe {
    struct hub hub; /* of the account, in the same transaction */
    int64_t id;
    const struct subscription *subscription; /* NULL: it has ended already, or brings nothing */
    const struct unsubscribe_beside *beside; /* UNSUBSCRIBE_BESIDE_MAX at most */
};

/* NULL if it is no token of ours, or if the account may not come in any more. */
struct unsubscribe *unsubscribe_open(struct hub *hub, const char *token);

/* fail(FAIL_CONFLICT) if it is a rule that may not be left. */
void unsubscribe_end(struct unsubscribe *unsubscribe);

/* Ends others of the same account by their tokens, with blanks between; what is no such token, or
 * may not be left, is passed over. */
void unsubscribe_end_also(struct unsubscribe *unsubscribe, const char *tokens);

#endif
