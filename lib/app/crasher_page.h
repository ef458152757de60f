/* What the pages of one crasher have in common. */
#ifndef APP_CRASHER_PAGE_H
#define APP_CRASHER_PAGE_H

#include "app/excerpt.h"
#include "app/star.h"
#include "hub/crash.h"
#include "hub/crasher.h"
#include "hub/likeness.h"

/* The crasher that the address /c/ID… names; fail(FAIL_ABSENT) if there is none.  NULL if it was
 * merged into another: then the visitor was sent on to that. */
const struct crasher_report *crasher_page_find(struct page *page);

/* Adds the part crasher: all that is known of it but its occurrences; excerpts as report_fill()
 * takes them. */
void crasher_page_head(struct page *page, const struct crasher_report *r,
                       struct excerpts *excerpts);

/* Adds the list crashes, at most so many; returns the last id told, 0 if there are no more. */
int64_t crasher_page_crashes(struct page *page, const struct crash_seen *c, int64_t most);

/* Adds the list reached_by: fifty of the fuzz functions. */
void crasher_page_targets(struct page *page, const struct target *t);

/* Adds the part last_good: run_id, commit, and compare, where the commits since can be looked at.
 */
void crasher_page_good(struct page *page, const struct crasher_report *r);

/* Adds the list similar: crashers that look like this one. */
void crasher_page_similar(struct page *page, const struct likeness *l);

struct star crasher_page_star(struct page *page, const struct crasher_report *report);

#endif
