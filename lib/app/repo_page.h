/* What the pages of one repository have in common: the head, the tabs, the address. */
#ifndef APP_REPO_PAGE_H
#define APP_REPO_PAGE_H

#include "app/star.h"
#include "hub/repo.h"

/* The repository that the address /r/OWNER/NAME… names; fail(FAIL_ABSENT) if there is none.  NULL
 * if it is spelled with other capitals: then the visitor was sent on to the right address. */
const struct repo *repo_page_find(struct page *page);

/* Adds the part repository, {{>REPOSITORY}}, with the tab "PACKAGES_TAB", "CRASHERS_TAB",
 * "RUNS_TAB" or "SETTINGS_TAB" lit. */
void repo_page_head(struct page *page, const struct repo *repo, const char *tab);

struct star repo_page_star(struct page *page, const struct repo *repo);

#endif
