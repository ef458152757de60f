/*
 * An administrator of the instance who looks at the hub with the eyes of another account: a signed
 * cookie of the own session, for an hour.
 *
 * What such a visitor sees is what that account sees, and every change is refused, but for POST
 * /admin/see-as, which ends it, and for signing out.  Whether the visitor is an administrator,
 * still, is asked by hub_enter_as() at each request.
 */
#ifndef APP_SEEING_H
#define APP_SEEING_H

#include "app/page.h"

/* The account whose eyes this request is to be answered for; 0: the visitor's own.
 * fail(FAIL_DENIED) for a change that it may not make. */
int64_t seeing_account(struct page *page);

/* From the next request on, with a cookie; account 0 ends it.  Only a session can. */
void seeing_set(struct page *page, int64_t account);

#endif
