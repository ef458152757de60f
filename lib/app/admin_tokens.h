/*
 * GET, POST /admin/tokens: tokens of machines.
 *
 * A POST says what to do in the field do: create (name=, scope=ingest|read, repo=OWNER/NAME or
 * empty for all, days=) answers with the token, shown this once; revoke (id=).  To create one the
 * password must have been given in the last quarter of an hour: else 403, with the way to do so.
 */
#ifndef APP_ADMIN_TOKENS_H
#define APP_ADMIN_TOKENS_H

#include "app/page.h"
#include "hub/token_grant.h"

void admin_tokens(struct page *page);

#endif
