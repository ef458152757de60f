/* /unsubscribe?key=: ends what a mail was brought by, without a login. */
#ifndef APP_UNSUBSCRIBE_PAGE_H
#define APP_UNSUBSCRIBE_PAGE_H

#include "app/page.h"

/* GET shows what it is, what else brings the same, and a button; POST, of that or of a mail program
 * (RFC 8058), ends it, once or again, and in the field also further ones by their keys, with blanks
 * between.  404: no such key; 409: a rule that may not be left. */
void unsubscribe_page(struct page *page);

#endif
