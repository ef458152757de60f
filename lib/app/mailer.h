/*
 * Sends what waits in the outbox: by the mail server of NOPANIC_SMTP_URL, or, without one, into the
 * Maildir mail/ of NOPANIC_VAR.  Each mail leaves a line in the log, without what it says.
 */
#ifndef APP_MAILER_H
#define APP_MAILER_H

#include "hub/hub.h"

/* Until nothing is due or the program is asked to end; returns how many it tried. */
int64_t mailer_round(struct hub *hub);

#endif
