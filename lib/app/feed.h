/* What is new in a repository, or among the crashers of a kept filter, as Atom (RFC 4287). */
#ifndef APP_FEED_H
#define APP_FEED_H

#include "app/page.h"
#include "hub/repo.h"
#include "hub/saved_filter.h"

/* Template feed.tpl: the feed and the list ENTRIES, HUB_PAGE_ROWS at most.  JSON: entries.  secret:
 * it is read at an address that the feed does not tell. */
void feed_fill(struct page *page, const struct repo *repo, bool secret);

/* The same of the crashers that fit a filter: of the FEED_CRASHERS of them that were seen last. */
enum { FEED_CRASHERS = 200 };
void feed_fill_filter(struct page *page, const struct saved_filter *filter);

#endif
