/* The index while there is nothing to list: how the first result gets in. */
#ifndef APP_WELCOME_H
#define APP_WELCOME_H

#include "app/page.h"

/* The steps to the first result; for strangers, that there is nothing public. */
void welcome_send(struct page *page);

/* Answers the form of those steps: makes a token that may push to every repository for 90 days, and
 * shows it once, in the commands.  fail(FAIL_DENIED) for everybody but administrators. */
void welcome_make_token(struct page *page);

#endif
