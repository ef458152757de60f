/* What the files of the page frame share with each other. */
#ifndef APP_PAGE_OWN_H
#define APP_PAGE_OWN_H

#include "app/page.h"
#include "app/program.h"

/* The page of this visit, made at the first call. */
struct page *page_begin(struct visit *visit);

/* Begins the visitor's transaction, which can only read unless the page takes a POST. */
void page_enter(struct page *page, struct visit *visit);

/* Answers a refused form with the form; false if the address shows none. */
bool page_again(struct visit *visit, enum fail kind, const char *reason);

/* Answers what show() gave up on. */
void page_give_up(struct visit *visit, enum fail kind, const char *reason);

#endif
