/* POST /theme   theme= light, dark or system; back to where one came from */
#ifndef APP_THEME_PAGE_H
#define APP_THEME_PAGE_H

#include "app/page.h"

void theme_page(struct page *page);

#endif
