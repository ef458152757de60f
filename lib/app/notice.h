/*
 * What a page says at its top after something was done: a sentence from one table, carried across
 * the redirect by its name in a cookie of a minute.
 */
#ifndef APP_NOTICE_H
#define APP_NOTICE_H

#include "base/base.h"

struct notice {
    const char *name; /* letters and hyphens */
    const char *says;
    bool bad;
};

/* NULL if there is none of that name. */
const struct notice *notice_find(const char *name);

#endif
