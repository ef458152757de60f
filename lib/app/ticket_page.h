/*
 * GET  /c/ID/ticket   the draft of a ticket, to be changed before it is sent; or, where the hub can
 *                     call no tracker, to be taken to one: by Jira's own form, or by hand
 * POST /c/ID/ticket   do=
 *
 *   open        with title= and text=, or as drafted; of many at once one is opened
 *   link        key=, the key or the address of a ticket that is there already
 *   unlink      forgets it
 *   not_fixed   it is closed, and that does not mean that the crasher is fixed
 *
 * 303 to this page, or to that of the crasher; programs get {"ok":true}.  401, 403: may not triage
 * this repository.  409: there is another ticket already, or none any more.  422: a field is not
 * acceptable.
 */
#ifndef APP_TICKET_PAGE_H
#define APP_TICKET_PAGE_H

#include "app/page.h"
#include "hub/crasher.h"
#include "hub/ticket.h"

void ticket_page_show(struct page *page, const struct crasher_report *report);
void ticket_page_post(struct page *page, const struct crasher_report *report);

/* For the page of the crasher: asks for its ticket, and where tickets go. */
struct ticket_asked {
    struct db_rows *ticket, *place; /* NULL: not asked for */
};
struct ticket_asked ticket_page_ask(struct page *page, const struct crasher_report *report);
/* Adds the part ticket, or TICKET_NOT, and what can be done. */
void ticket_page_fill(struct page *page, const struct crasher_report *report,
                      struct ticket_asked asked);

#endif
