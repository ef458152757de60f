/*
 * GET, POST /admin/invitations   who was invited and has not come yet; for administrators
 *
 * A POST says in the field do: invite (email=), which mails a link, or withdraw (email=).  403
 * where accounts come from the command line alone; 409 the address has an account, or no invitation
 * to withdraw; 422 it is no address.
 */
#ifndef APP_INVITATION_PAGE_H
#define APP_INVITATION_PAGE_H

#include "app/page.h"

void invitation_page(struct page *page);

#endif
