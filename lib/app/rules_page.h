/* The card of a repository's settings that says how its crashes are told apart. */
#ifndef APP_RULES_PAGE_H
#define APP_RULES_PAGE_H

#include "app/page.h"
#include "hub/repo.h"

/* GET shows what is set; POST with do=preview what it would change, with do=save sets it. */
void rules_page_show(struct page *page, const struct repo *repo);

#endif
