/*
 * Sends what waits in the outbox: by the mail server of NOPANIC_SMTP_URL, or, without one, into the
 * Maildir mail/ of NOPANIC_VAR.  User and password there are the settings mail.user and
 * mail.password, else NOPANIC_SMTP_USER and NOPANIC_SMTP_PASSWORD.  Each mail leaves a line in the
 * log, without what it says.
 */
#ifndef APP_MAILER_H
#define APP_MAILER_H

#include "hub/hub.h"

/* Several at a time, until nothing is due, MAILER_ROUND_MAX were tried, or the program is asked to
 * end; returns how many it tried. */
enum { MAILER_ROUND_MAX = 500 };
int64_t mailer_round(struct hub *hub);

#endif
