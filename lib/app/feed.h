/* What is new in a repository, as Atom (RFC 4287). */
#ifndef APP_FEED_H
#define APP_FEED_H

#include "app/page.h"
#include "hub/repo.h"

/* Template feed.tpl: the feed and the list ENTRIES, HUB_PAGE_ROWS at most.  JSON: entries. */
void feed_fill(struct page *page, const struct repo *repo);

#endif
