/*
 * GET, POST /account: who one is, one's sessions with a button to end each, a change of password
 * (with the current one), and the question for the password before something that weighs.
 *
 * A POST says what to do in the field do: end (session=), end_others, password (current=, new=), or
 * confirm (password=, next=).  403 if the password it needs is wrong.
 */
#ifndef APP_ACCOUNT_PAGE_H
#define APP_ACCOUNT_PAGE_H

#include "app/page.h"

void account_page(struct page *page);

/* What the pages of signing in share. */

/* Where the visitor wants to go on to: the field next, if it is a path of this site, else "/". */
const char *account_page_next(struct page *page);
/* Where the visitor came from, if that is on this site, else "/account". */
const char *account_page_back(struct page *page);
/* What is said above the form, and as {"error":{"code","message"}} in JSON. */
void account_page_error(struct page *page, const char *code, const char *message);
/* Of the visitor; never NULL. */
const char *page_address(struct page *page);

#endif
