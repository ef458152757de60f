/*
 * What people do with a crasher on its page.  POST /c/ID, where do is
 *
 *   triage, wontfix, reopen   another state; reason= says why
 *   fix                       fixed in commit=; reason=
 *   assign                    to the account of name=, or to nobody; take: to oneself
 *   mute                      until=, a day, or more=, a number of crashes; unmute
 *   merge                     this is the same bug as into=, another crasher's number
 *   split                     other= was not the same bug after all
 *   comment, edit, remove     app/comment_page.h
 *   star, unstar              for whoever may read it: app/star.h
 *
 * was= is the state that the form was made for.  303 to the page; programs get {"ok":true}.
 * 401, 403: may not triage this repository.  409: its state is another one by now.  422: a field
 * is not acceptable.
 */
#ifndef APP_TRIAGE_PAGE_H
#define APP_TRIAGE_PAGE_H

#include "app/page.h"
#include "hub/crasher.h"

/* Answers a POST to the page of this crasher. */
void triage_page_post(struct page *page, const struct crasher_report *report);

/* Adds may_triage and, for whoever may, the part triage: what can be done with it now, and the
 * forms; merged is what triage_ask_merged() gave. */
void triage_page_fill(struct page *page, const struct crasher_report *report,
                      struct db_rows *merged);

#endif
