/*
 * GET       /admin/accounts       who may come in
 *     ?q=                         a part of name or e-mail
 *     ?show=                      all, admins, closed or alone (in no group)
 *     ?page=                      2 and on
 * GET, POST /admin/accounts/NAME  one of them, its groups, and what it may do through which grant
 * POST      /admin/see-as         account=: looks at the hub with its eyes from now on; without
 * one: ends that
 *
 * A POST to an account says what to do in the field do: disable, enable, admin, no_admin, sign_out;
 * join and leave (group=).
 */
#ifndef APP_ADMIN_PEOPLE_H
#define APP_ADMIN_PEOPLE_H

#include "app/page.h"

void admin_people(struct page *page);
void admin_person(struct page *page);
void admin_see_as(struct page *page);

#endif
