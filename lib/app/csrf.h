/*
 * Whether a posted form was made by us for this visitor, and sent from one of our pages.
 *
 * A token is "<issued>.<random>.<HMAC over both and the visitor>", so that each form has its own,
 * and none that was given to another session or account, or before the last login, is taken.
 */
#ifndef APP_CSRF_H
#define APP_CSRF_H

#include "base/web.h"

/* For the hidden field "csrf" of a form; now is in seconds since 1970. */
char *csrf_token(struct web *web, int64_t now);

/* fail(FAIL_DENIED) unless the posted form holds such a token that is younger than a week, and no
 * header of the browser tells that another site sent it.  origin_hidden: the form's page tells
 * nobody where one comes from, so that browsers give its origin as "null", as they do for other
 * sites; of use for forms alone that need something no other site knows. */
void csrf_check(struct web *web, int64_t now, bool origin_hidden);

#endif
