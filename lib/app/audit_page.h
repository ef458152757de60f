/*
 * GET /admin/audit        who did what, to whom, from where, and when: the newest first
 *     ?who= ?action= ?object= ?since= ?until=   see hub/audit.h
 *     ?before=            the rows before this one
 * GET /admin/audit.csv    the same, up to 10,000 rows, for a spreadsheet
 * GET /admin/audit.jsonl  as a JSON object on each line
 *
 * 400: a day that is not written as 2026-11-22.
 */
#ifndef APP_AUDIT_PAGE_H
#define APP_AUDIT_PAGE_H

#include "app/page.h"

void audit_page(struct page *page);
void audit_page_csv(struct page *page);
void audit_page_lines(struct page *page);

#endif
