/*
 * People: their accounts, and whether it is they who sign in.
 *
 * Refused logins slow down, they never lock out: counted are those of one name from one address,
 * and those of one address, in the last quarter of an hour.
 */
#ifndef HUB_ACCOUNT_H
#define HUB_ACCOUNT_H

#include "hub/hub.h"

enum {
    ACCOUNT_FAILURES_MAX = 10, /* of one name from one address, in ACCOUNT_FAILURE_SPAN_S */
    ACCOUNT_ADDRESS_FAILURES_MAX = 100,
    ACCOUNT_FAILURE_SPAN_S = 900,
};

struct account {
    int64_t id;
    const char *name, *email;
    bool confirmed;   /* a mail to this address has arrived */
    bool two_factor;  /* the password alone does not sign in: hub/second_factor.h */
    const char *hash; /* NULL: has not chosen a password yet */
    int64_t password_version;
    bool is_admin;
    bool disabled;
};

/* By name or e-mail, upper and lower case alike; by id; NULL if there is none. */
const struct account *account_find(struct hub *hub, const char *who);
const struct account *account_get(struct hub *hub, int64_t id);

/* The account if name (or e-mail) and password are right; NULL if not, which is counted and takes
 * as long whether the account exists or not.  *known is its name if it exists, else NULL: what was
 * typed may be a password, and is not for a log.  fail(FAIL_TOO_MANY) after too many of those. */
const struct account *account_login(struct hub *hub, const char *who, const char *password,
                                    const char *address, const char **known);

/* The name while the account is open, its password of this version, and enough to sign in; NULL if
 * not. */
const char *account_still(struct hub *hub, int64_t id, int64_t password_version);

/* The new account; fail(FAIL_REFUSED) if a value is not acceptable, fail(FAIL_CONFLICT) if name or
 * e-mail is taken. */
const struct account *account_add(struct hub *hub, const char *name, const char *email,
                                  const char *password, bool is_admin);

/* NULL if an account may have it, else the rule that it breaks. */
const char *account_name_problem(struct arena *mem, const char *name);
const char *account_email_problem(const char *email);

/* The address, which its owner has seen a mail at; false if another account has it. */
MUST_USE bool account_set_email(struct hub *hub, const struct account *account, const char *email);

/* With its sessions and tokens; false if no administrator would be left. */
MUST_USE bool account_remove(struct hub *hub, const struct account *account, const char *address);

/* Until the end of the transaction: who counts administrators counts alone. */
void account_lock(struct hub *hub);

/* Ends all sessions that began with the old password.  Returns the new version. */
int64_t account_set_password(struct hub *hub, const struct account *account, const char *password);

bool account_admin_exists(struct hub *hub);

#endif
