/* Begins a session for whoever has just proved to be the owner of an account. */
#ifndef APP_SIGN_IN_H
#define APP_SIGN_IN_H

#include "app/page.h"
#include "hub/account.h"

/* Ends the session that the browser had before; the rest of the request is the account's. */
void sign_in(struct page *page, const struct account *account);

#endif
