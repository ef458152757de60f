/* What the files of the page frame share with each other. */
#ifndef APP_PAGE_OWN_H
#define APP_PAGE_OWN_H

#include "app/page.h"
#include "app/program.h"

/* The page of this visit, made at the first call. */
struct page *page_begin(struct visit *visit);

/* Answers what show() gave up on. */
void page_give_up(struct visit *visit, enum fail kind, const char *reason);

#endif
