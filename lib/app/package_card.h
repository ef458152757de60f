/* The packages of a repository: a card for each that has crashers, a row for each that has none. */
#ifndef APP_PACKAGE_CARD_H
#define APP_PACKAGE_CARD_H

#include "app/page.h"
#include "hub/package.h"
#include "hub/repo.h"

/* Adds the lists packages_with_crashers (with crashers and functions) and packages_without.  At
 * most HUB_PAGE_ROWS packages of the chain; alone: it is one that was asked for, so that its
 * functions are told whether it crashes or not. */
void package_card_list(struct page *page, const struct repo *repo, struct package *packages,
                       bool alone);

#endif
