/* What happened since the reader's last visit. */
#ifndef APP_NEWS_H
#define APP_NEWS_H

#include "app/page.h"

/* Since when things are new to the reader, in seconds since 1970; 0: nothing is. */
int64_t news_since(struct page *page);

/* NULL: nothing is. */
struct db_rows *news_ask(struct page *page);

/* Adds the part news: since, events.  True if a visit begins with this view: then call
 * hub_visited() once the page is sent. */
bool news_fill(struct page *page, struct db_rows *asked);

#endif
