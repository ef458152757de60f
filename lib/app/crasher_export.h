/* A list of crashers in a form for other programs. */
#ifndef APP_CRASHER_EXPORT_H
#define APP_CRASHER_EXPORT_H

#include "app/page.h"
#include "hub/crasher.h"

/*
 * Sends those that the filter is for, at most CRASHER_EXPORT_MAX, as the address ends: ".csv" as
 * app/csv.h writes it, ".jsonl" as a JSON object on each line.  False, and nothing, if it ends in
 * another way.
 */
enum { CRASHER_EXPORT_MAX = 5000 };
bool crasher_export_send(struct page *page, const struct crasher_filter *filter);

#endif
