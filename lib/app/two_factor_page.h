/*
 * GET, POST /account/two-factor   codes of an app as a second proof at the login: on, off, and the
 * recovery codes
 *
 * A POST says in the field do: draft (current=) makes a secret, begin (code=) turns it on with a
 * code of the app, end (current=, code=) turns it off, codes (current=, code=) makes new recovery
 * codes.  403 the password is wrong; 422 the code is.
 */
#ifndef APP_TWO_FACTOR_PAGE_H
#define APP_TWO_FACTOR_PAGE_H

#include "app/page.h"

void two_factor_page(struct page *page);

#endif
