/* What is done on a list of crashers: with those that were chosen, and taken back; its filter kept.
 */
#ifndef APP_BULK_PAGE_H
#define APP_BULK_PAGE_H

#include "app/page.h"

/*
 * Answers the POST of a list: back to this address, whose query ends with what was done.
 *
 *   do=triage, wontfix, reopen, unmute, take   take: assigned to whoever asks
 *   do=fix, assign, mute                       value= the commit, a name, a day
 *   id=                                        each crasher, BULK_MAX at most
 *   do=undo                                    change= what is to be taken back
 *   do=keep                                    name= for the filter as it is
 *   do=forget                                  filter= the id of one that was kept
 */
void bulk_page_post(struct page *page, const char *address);

/* What its page asks the database for, before it asks for the list. */
struct bulk_asked {
    struct db_rows *saved, *change; /* NULL: nothing to ask */
};
struct bulk_asked bulk_page_ask(struct page *page);

/* Adds saved_filters, and the part change if the query says changed=: what was done by it;
 * template: its undoing, and what was typed into a form that is shown again.  here: the address
 * with its filter. */
void bulk_page_fill(struct page *page, struct bulk_asked asked, const char *here);

/* Whether a form that is shown again had chosen it. */
bool bulk_page_chose(struct page *page, int64_t crasher);

#endif
