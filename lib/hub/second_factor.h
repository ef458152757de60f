/*
 * A second proof at the login, beside the password: a code of an app (TOTP), or, where the app is
 * lost, one of ten recovery codes.
 *
 * Each code works once: of an app's, the step it is of is kept; recovery codes are deleted.  The
 * app's secret is sealed, of recovery codes the table has the SHA-256.  It is drafted first, and on
 * only after a code of it was typed.
 */
#ifndef HUB_SECOND_FACTOR_H
#define HUB_SECOND_FACTOR_H

#include "hub/account.h"

enum { SECOND_FACTOR_RECOVERY_CODES = 10, SECOND_FACTOR_FAILURES_MAX = 10 };

/* A new secret, for an account without a second factor. */
void second_factor_draft(struct hub *hub, const struct account *account);
/* The drafted secret; at NULL if there is none. */
struct bytes second_factor_drafted(struct hub *hub, const struct account *account);

/* With a code of the draft: from now on logins ask for one.  false if it is wrong. */
MUST_USE bool second_factor_begin(struct hub *hub, const struct account *account,
                                  const char *typed);
/* Without one: the draft is gone, too. */
void second_factor_end(struct hub *hub, const struct account *account, const char *address);

/* Whether a code of the app or a recovery code was typed, which works no more then.  Wrong ones are
 * counted for the account, wherever they come from: fail(FAIL_TOO_MANY) after ten in a quarter of
 * an hour.  *recovered: it was a recovery code. */
MUST_USE bool second_factor_check(struct hub *hub, const struct account *account, const char *typed,
                                  bool *recovered);

struct second_factor_code {
    struct second_factor_code *next;
    const char *code; /* "K7P2-M4XQ-93TD-0ABC" */
};

/* New recovery codes in place of all there were. */
const struct second_factor_code *second_factor_recovery(struct hub *hub,
                                                        const struct account *account);
int64_t second_factor_left(struct hub *hub, const struct account *account);

/* Whether the account of this request has one; for every page. */
bool second_factor_is_on(struct hub *hub);

#endif
