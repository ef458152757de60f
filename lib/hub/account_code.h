/*
 * Codes that work once, in a link or typed: the first administrator's, of an invitation, of a
 * forgotten password, of an address to be confirmed.  The table keeps their SHA-256.
 *
 * A new one ends the earlier ones of the same purpose for the same account, or the same address
 * where there is no account yet.  A change of the password ends those of its account; so does a
 * login those of a forgotten one.
 */
#ifndef HUB_ACCOUNT_CODE_H
#define HUB_ACCOUNT_CODE_H

#include "hub/hub.h"

struct account_code {
    const char *purpose; /* "setup", "invite", "reset" or "confirm" */
    int64_t account;     /* whose; 0: nobody's yet */
    const char *email;   /* that it was mailed to; NULL: to none */
    int64_t made_by;     /* the administrator who invites; 0: nobody */
    int64_t life_s;
};

/* "K7P2M-…": 130 random bits. */
const char *account_code_make(struct hub *hub, const struct account_code *wanted);

/* What a code stands for; NULL if it is wrong, was used, or has expired. */
const struct account_code *account_code_find(struct hub *hub, const char *purpose,
                                             const char *code);
/* The same, and it does not work any more: of many who use it at a time one gets it. */
const struct account_code *account_code_use(struct hub *hub, const char *purpose, const char *code);

#endif
