/* The table of crashers, of one repository or of all: filtered, sorted, a page at a time. */
#ifndef APP_CRASHER_TABLE_H
#define APP_CRASHER_TABLE_H

#include "app/page.h"
#include "hub/crasher.h"
#include "hub/repo.h"

/*
 * Sends it as the query says; repo NULL: of all that the visitor may read.  A POST changes some of
 * them, see app/bulk_page.h.
 *
 *   state      open (without one), untriaged, mine, fixed, closed, muted, all
 *   severity   critical, high, medium: that and worse
 *   sort       severity (without one), last, first, seen
 *   q          words, each of which is in title, message, file or a function of the stack
 *   package    one that reaches it, by its path     function   a fuzz function that does
 *   kind       "heap-buffer-overflow"               assignee   a name, or nobody
 *   new, seen  first, last seen so many days ago at most
 *   repository a part of its name; of all only
 *   page       2 and on
 *
 * At an address that ends in .csv or .jsonl all of them, see app/crasher_export.h.
 */
void crasher_table_send(struct page *page, const struct repo *repo);

/* Which crashers the query wants, as above. */
struct crasher_filter crasher_table_filter(struct page *page, const struct repo *repo);

#endif
