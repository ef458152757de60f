/*
 * GET, POST /r/OWNER/NAME/source: where the source of a repository comes from, for those who
 * administer it: its mirror, the rules by which paths of frames are mapped, and the links to its
 * own pages.
 *
 * POST do=fetch brings the mirror up to date; do=preview shows what rules would change, do=save
 * sets them; do=links sets forge and web, or with forge "other" the patterns source_link and
 * compare_link.  422 names what cannot be.
 */
#ifndef APP_SOURCE_PAGE_H
#define APP_SOURCE_PAGE_H

#include "app/page.h"
#include "hub/repo.h"

void source_page(struct page *page, const struct repo *repo);

#endif
