/*
 * The first administrator: made by whoever has the code that the server's own command line gave,
 * so that the first visitor cannot take the installation.
 */
#ifndef HUB_SETUP_H
#define HUB_SETUP_H

#include "hub/account.h"

enum { SETUP_DAYS = 7 };

/* A code of 130 random bits as "K7P2M-…", which ends every earlier one; NULL if there is an
 * administrator. */
const char *setup_code(struct hub *hub);

/* The first administrator, in a transaction of the caller's; NULL if the code is wrong, was used or
 * has expired.  fail(FAIL_ABSENT) if there is one. */
const struct account *setup_finish(struct hub *hub, const char *code, const char *name,
                                   const char *email, const char *password);

#endif
