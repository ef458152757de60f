/*
 * Cookies of ours.  Over https a name gets the prefix __Host- and the cookie is Secure, so that no
 * other host of the same domain can set it.
 */
#ifndef APP_COOKIE_H
#define APP_COOKIE_H

#include "app/page.h"

/* NULL if there is none. */
const char *cookie_get(struct page *page, const char *name);
/* For the whole site, out of reach of scripts, not sent with requests that other sites cause except
 * by links.  value is of letters, digits, '-' and '_'; seconds 0 takes the cookie away. */
void cookie_set(struct page *page, const char *name, const char *value, int64_t seconds);

#endif
