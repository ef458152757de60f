/*
 * GET, POST /account: who one is, one's sessions with a button to end each, a change of password
 * (with the current one), and the question for the password before something that weighs.
 *
 * A POST says what to do in the field do: end (session=), end_others, confirm (password=, next=),
 * or what account_change.h does.  403 if the password it needs is wrong.
 */
#ifndef APP_ACCOUNT_PAGE_H
#define APP_ACCOUNT_PAGE_H

#include "app/page.h"
#include "hub/account.h"

void account_page(struct page *page);

/* The page itself, with what is said at its top (NULL: nothing). */
void account_page_send(struct page *page, int status, const char *error);
/* The account if the field holds its password, else NULL; refusals count as refused logins. */
const struct account *account_page_check(struct page *page, const char *field);
/* The name of the visitor's session; empty if there is none. */
const char *account_page_session(struct page *page);

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
