/*
 * What an account's owner changes on /account, each with the current password (current=): the
 * password (new=), the address (email=), or that there is an account at all.  The owner is told by
 * mail, at the address of before.
 *
 * GET, POST /account/email   confirms a new address by the code that was mailed there (code=)
 *
 * 403 the password is wrong; 409 the address is another account's, or the last administrator would
 * go; 422 a value that cannot be chosen; 400 a code that is wrong, was used or has expired.
 */
#ifndef APP_ACCOUNT_CHANGE_H
#define APP_ACCOUNT_CHANGE_H

#include "app/page.h"

void account_change_password(struct page *page);
void account_change_email(struct page *page);
void account_change_remove(struct page *page);

void account_change_confirm(struct page *page); /* /account/email */

#endif
