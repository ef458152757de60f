/*
 * A forgotten password: a link to the address of the account, which works once, for half an hour.
 *
 * Whoever asks is told the same, in the same time, whether there is an account or not.  A link ends
 * with the next one, with a login, and with any change of the password.
 */
#ifndef HUB_RESET_H
#define HUB_RESET_H

#include "hub/account.h"

enum { RESET_MINUTES = 30 };

/* fail(FAIL_TOO_MANY) if too many mails were asked for from this address. */
void reset_ask(struct hub *hub, const char *email, const char *address);

/* Mails a link to the account, which ends earlier ones. */
void reset_start(struct hub *hub, const struct account *account);

/* A link that somebody else hands over: the operator; ends earlier ones. */
const char *reset_code(struct hub *hub, const struct account *account);

/* The account of a code that works; NULL if it is wrong, was used, or has expired. */
const struct account *reset_find(struct hub *hub, const char *code);
/* Takes the code and sets the password, which ends all sessions; false if somebody else was
 * quicker. */
MUST_USE bool reset_finish(struct hub *hub, const char *code, const struct account *account,
                           const char *password, const char *address);

#endif
