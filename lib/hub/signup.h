/*
 * How people get an account: a link to their address, which works once, and with it they choose
 * name and password.  With NOPANIC_SIGNUP=open they ask for it themselves, with invitation an
 * administrator does; closed: accounts come from the command line.
 *
 * Whoever asks is told the same whether the address has an account or not; the mail tells.
 */
#ifndef HUB_SIGNUP_H
#define HUB_SIGNUP_H

#include "hub/account.h"

enum { SIGNUP_HOURS = 24, SIGNUP_INVITATION_DAYS = 7 };

bool signup_is_open(void);
bool signup_is_closed(void);

/* NULL if an account may have this address, else what is wrong with it: its form or its domain. */
const char *signup_email_problem(struct arena *mem, const char *email);

/* fail(FAIL_TOO_MANY) if too many mails were asked for from this address. */
void signup_ask(struct hub *hub, const char *email, const char *address);

/* The code that was mailed, too; NULL if the address has an account. */
const char *signup_invite(struct hub *hub, const char *email, const char *address);

struct signup_invitation {
    struct signup_invitation *next;
    const char *email, *made_by; /* made_by NULL: the command line */
    int64_t expires_at;
};

/* Those that were not used yet, the newest first, 200 at most; and whether there was one to end. */
const struct signup_invitation *signup_invitations(struct hub *hub);
MUST_USE bool signup_withdraw(struct hub *hub, const char *email, const char *address);

/* The address of a code that works; NULL if it is wrong, was used, or has expired. */
const char *signup_find(struct hub *hub, const char *code);
/* The new account; NULL if somebody else was quicker with the code. */
const struct account *signup_finish(struct hub *hub, const char *code, const char *name,
                                    const char *password);

#endif
