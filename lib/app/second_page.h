/*
 * GET, POST /login/code   the second proof of a login (code=): of an app, or a recovery code
 *
 * Whose login it is stands in a cookie of five minutes, which was set when the password was right;
 * without one back to /login.  401 a wrong code, 429 too many of them.
 */
#ifndef APP_SECOND_PAGE_H
#define APP_SECOND_PAGE_H

#include "app/page.h"
#include "hub/account.h"

/* After a right password: on to /login/code, and from there to next. */
void second_page_begin(struct page *page, const struct account *account, const char *next);
void second_page(struct page *page);

#endif
