/*
 * How often somebody may ask for a mail who has not signed in: for one address of a person, whether
 * or not it has an account, and from one address of a machine.
 */
#ifndef HUB_MAIL_REQUEST_H
#define HUB_MAIL_REQUEST_H

#include "hub/hub.h"

enum { MAIL_REQUEST_PERSON_MAX = 3, MAIL_REQUEST_MACHINE_MAX = 20, MAIL_REQUEST_SIGNUPS_MAX = 10 };

/* Counts the request; false if this person was asked for too often in the last hour: then no mail
 * goes out, which nobody is told.  fail(FAIL_TOO_MANY) if the machine has asked too often. */
MUST_USE bool mail_request_take(struct hub *hub, const char *purpose, const char *email,
                                const char *address);

/* What is written between these two, to lead to a mail, stays if it does, and costs the same and
 * leaves nothing if it does not: so that the time of an answer does not tell. */
void mail_request_begin(struct hub *hub);
void mail_request_end(struct hub *hub, bool stays);

#endif
