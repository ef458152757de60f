/* Where the hub is for people: the beginning of links in mails and on the command line, where no
 * visitor may choose the host. */
#ifndef HUB_SITE_H
#define HUB_SITE_H

#include "base/arena.h"

/* NOPANIC_URL without a slash at its end; NULL if it is not set. */
const char *site_url_set(struct arena *mem);
/* The same, or what it is on this machine by default. */
const char *site_url(struct arena *mem);

#endif
