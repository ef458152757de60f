/*
 * Sends what waits: the mails of the outbox, and what people are told of events.
 *
 * Each message is sent by a child process, which has its own time limit, and each way of sending
 * has lanes of its own: a mail server that stalls holds up no chat.  Each leaves a line in the log,
 * without what it says.
 */
#ifndef APP_DISPATCHER_H
#define APP_DISPATCHER_H

#include "hub/hub.h"

/* Until nothing is due, or the program is asked to end; returns how many messages it tried. */
int64_t dispatcher_round(struct hub *hub);

#endif
