/*
 * GET, POST /reset       asks for a link to the address of an account (email=)
 * GET, POST /reset/new   a new password (password=) by the code of that link (code=)
 * POST      /admin/reset mails such a link to account=, for administrators, who choose no password
 *
 * Who asks is told the same whether there is such an account or not.  400 a code that is wrong, was
 * used or has expired; 422 a password that cannot be chosen; 429 too many mails asked for.
 */
#ifndef APP_RESET_PAGE_H
#define APP_RESET_PAGE_H

#include "app/page.h"

void reset_page_ask(struct page *page);
void reset_page_new(struct page *page);
void reset_page_start(struct page *page);

#endif
