/*
 * GET /metrics   the numbers of the repositories that the asker may read, and whether the hub
 * works, in the text format of Prometheus
 *
 * 401: a stranger, unless the request comes from this machine and was not passed on.
 */
#ifndef APP_METRICS_PAGE_H
#define APP_METRICS_PAGE_H

#include "app/page.h"

void metrics_page(struct page *page);

#endif
