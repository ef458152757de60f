/* Mails to whoever made a token that it will expire within 7 days, once. */
#ifndef APP_REMINDER_H
#define APP_REMINDER_H

#include "hub/hub.h"

/* Returns how many were written into the outbox. */
int64_t reminder_round(struct hub *hub);

#endif
