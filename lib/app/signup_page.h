/*
 * GET, POST /signup       asks for a link to an address (email=), where that is open to everybody
 * GET, POST /signup/new   name and password (user=, password=) by the code of a link (code=)
 *
 * Who asks is told the same whether the address has an account or not.  403 accounts are by
 * invitation; 400 a code that is wrong, was used or has expired; 409 a name that is taken; 422 what
 * cannot be chosen; 429 too many mails asked for.
 */
#ifndef APP_SIGNUP_PAGE_H
#define APP_SIGNUP_PAGE_H

#include "app/page.h"

void signup_page_ask(struct page *page);
void signup_page_new(struct page *page);

#endif
