/* The page Coverage and throughput of a repository. */
#ifndef APP_TREND_PAGE_H
#define APP_TREND_PAGE_H

#include "app/page.h"
#include "hub/repo.h"

/*
 * ?days= 7, 30, 90 or 365; ?target= the number of the fuzz function that is plotted large, the
 * first one that told anything if there is none; ?page= of the list.
 */
void trend_page_send(struct page *page, const struct repo *repo);

#endif
