/*
 * GET, POST /admin/settings, /r/OWNER/NAME/services: the services that the hub talks to, and what
 * it needs for that.
 *
 * A POST names the service, and gives each of its settings in the field of its name: a text that is
 * empty is removed, a secret that is empty stays, remove.NAME takes it away.  It asks that the
 * password was given in the last quarter of an hour: else 403.  422 names what cannot be.  Where
 * the address of a service changes, its secrets go unless they are given again.
 *
 * A tracker is asked whether it can be used as soon as it is set up, or by do=check; the page shows
 * what it said.
 */
#ifndef APP_SETTINGS_PAGE_H
#define APP_SETTINGS_PAGE_H

#include "app/page.h"
#include "hub/repo.h"

/* repo NULL: those of the hub. */
void settings_page(struct page *page, const struct repo *repo);

#endif
