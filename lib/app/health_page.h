/*
 * GET /healthz: {"status":"ok"|"bad","checks":[{"name","good","says"}]}, always as JSON; 200, or
 * 503 if a check is bad.  A database that is away gives the 503 of every page.
 */
#ifndef APP_HEALTH_PAGE_H
#define APP_HEALTH_PAGE_H

#include "app/page.h"

void health_page(struct page *page);

#endif
