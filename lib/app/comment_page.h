/*
 * Comments on the page of a crasher.  POST /c/ID, where do is
 *
 *   comment   text=, in Markdown
 *   edit      comment=, text=
 *   remove    comment=
 *
 * 409: the comment is not the visitor's, or is gone; or there are too many.  422: a field is not
 * acceptable.
 */
#ifndef APP_COMMENT_PAGE_H
#define APP_COMMENT_PAGE_H

#include "app/page.h"
#include "hub/comment.h"
#include "hub/event.h"

/* The deeds; page->of is the crasher's report. */
void comment_page_add(struct page *page);
void comment_page_edit(struct page *page);
void comment_page_remove(struct page *page);

/* The comments, which are asked for: those before ?comments= on the page's address. */
struct db_rows *comment_page_ask(struct page *page, int64_t crasher);

/* JSON: the lists history and comments.  Template: the list FEED, where both stand by time, the
 * oldest first; older_comments. */
void comment_page_fill(struct page *page, const struct event *events, const struct comment *newest);

#endif
