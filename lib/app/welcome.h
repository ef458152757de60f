/* The index while there is nothing to list: how the first result gets in. */
#ifndef APP_WELCOME_H
#define APP_WELCOME_H

#include "app/page.h"

void welcome_send(struct page *page);

#endif
