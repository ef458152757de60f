/* What surrounds every page: head, navigation, notice, foot. */
#ifndef APP_LAYOUT_H
#define APP_LAYOUT_H

#include "app/page.h"

/* Fills the includes HEAD and FOOT of page->doc, which is for people. */
void layout_fill(struct page *page, const char *title);

#endif
