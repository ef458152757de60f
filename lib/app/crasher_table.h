/* The table of a repository's crashers: filtered, sorted, a page at a time. */
#ifndef APP_CRASHER_TABLE_H
#define APP_CRASHER_TABLE_H

#include "app/page.h"
#include "hub/repo.h"

/* As the query says: state, severity, sort, q, page; path (may be NULL) is a package. */
void crasher_table_fill(struct page *page, const struct repo *repo, const char *path);

#endif
