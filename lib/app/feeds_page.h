/*
 * GET, POST /account/feeds: the secret addresses of one's own feeds.
 *
 * A POST says what to do in the field do: repository (repo=OWNER/NAME) and filter (filter=, the id
 * of a kept one) answer with the address, shown this once; revoke (id=).  The query may name what
 * the form is to offer: repo=, filter=.
 */
#ifndef APP_FEEDS_PAGE_H
#define APP_FEEDS_PAGE_H

#include "app/page.h"

void feeds_page(struct page *page);

#endif
