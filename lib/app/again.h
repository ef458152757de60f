/*
 * A form that was refused is shown again: filled in as it was, with what is wrong beside its field.
 *
 * A person's POST that gives up with 409 or 422 is answered by what a GET of the same address
 * shows, if that is a page.  The page names the fields of its forms, and the one that page_need()
 * read last gets the reason; a reason that is about none of them stands at the top of the page.
 * Programs get the error as JSON, as everywhere.
 */
#ifndef APP_AGAIN_H
#define APP_AGAIN_H

#include "app/page.h"

/* For people: {{NAME}} is what stands in a field, value (may be NULL) before anybody typed; there
 * is the section BAD_NAME with {{WHY}} if it was refused, else BAD_NAME_NOT.  deed is the form:
 * what its field do says; NULL: whichever. */
void again_text(struct page *page, const char *deed, const char *field, const char *NAME,
                const char *value);
/* The same of one that is empty each time: a password. */
void again_secret(struct page *page, const char *deed, const char *field, const char *NAME);

/* Whether it was refused alone: in a part of the page, of whichever form. */
void again_mark(struct page *page, struct doc *doc, const char *field, const char *NAME);

/* What was typed into a field of this form; NULL unless it is shown again. */
const char *again_typed(struct page *page, const char *deed, const char *field);

/* The page itself shows its form again, with this status; JSON has {"error":{"code","message"}}. */
void again_set(struct page *page, enum fail kind, const char *why);

/* For the layout: what no field has told; NULL: nothing. */
const char *again_left(struct page *page);

#endif
