/*
 * What a form does: the field do of a POST names one of the deeds of a page.
 */
#ifndef APP_DEED_H
#define APP_DEED_H

#include "app/page.h"

struct deed {
    const char *name;
    void (*act)(struct page *page); /* answers; page->of is what the page is of */
};

/* Does what the form says; fail(FAIL_REFUSED), which lists the deeds, if it is none of them. */
void deed_do(struct page *page, const struct deed *deeds, size_t count);

/* Whether the form says this one. */
bool deed_is(struct page *page, const char *name);

#endif
