/* Mails to whoever made a token that it will expire within 7 days, once; and the event that a
 * repository has had no result for long. */
#ifndef APP_REMINDER_H
#define APP_REMINDER_H

#include "hub/hub.h"

/* Returns how many of both were written. */
int64_t reminder_round(struct hub *hub);

#endif
