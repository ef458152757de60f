/*
 * GET, POST /r/OWNER/NAME/access: who may what on one repository, and through which grant
 *
 * A POST says what to do in the field do: grant (kind=, name=, role=), change (the same, and
 * was=; role=none ends a grant), public and private, rename (name=, by administrators of the
 * instance), remove (confirm= the name).
 */
#ifndef APP_ACCESS_PAGE_H
#define APP_ACCESS_PAGE_H

#include "app/page.h"
#include "hub/repo.h"

void access_page(struct page *page, const struct repo *repo);

#endif
