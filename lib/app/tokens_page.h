/*
 * GET, POST /admin/tokens, /r/OWNER/NAME/tokens: tokens of machines.
 *
 * A POST says what to do in the field do: create (name=, scope=ingest|read, days=, and for those of
 * the hub repo=OWNER/NAME, a pattern, or empty for all) answers with the token, shown this once;
 * revoke (id=).  To create one the password must have been given in the last quarter of an hour:
 * else 403, with the way to do so.
 */
#ifndef APP_TOKENS_PAGE_H
#define APP_TOKENS_PAGE_H

#include "app/page.h"
#include "hub/repo.h"
#include "hub/token_grant.h"

/* repo NULL: those of the hub, which are for its administrators; else for who administers repo. */
void tokens_page(struct page *page, const struct repo *repo);

#endif
