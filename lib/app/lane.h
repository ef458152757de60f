/* One message on its way: a mail of the outbox, or what one channel is told of events. */
#ifndef APP_LANE_H
#define APP_LANE_H

#include "app/mailer.h"
#include "app/news_send.h"
#include "hub/notification.h"
#include "hub/outbox.h"

struct lane {
    struct hub hub;                  /* whose mem is the lane's own, and has all below */
    const struct outbox_mail *mail;  /* or NULL, */
    const struct notification *news; /* or NULL */
    struct message message;
    struct mailer mailer;
    struct news_sender sender;
    struct mail_letter letter;
};

/* Takes what is due: of a way, or, if that is NULL, a mail of the outbox; false: nothing is. */
bool lane_take(struct lane *lane, const char *way);
/* Sends what it took, as the hub is set up at that moment: by a child, or, if NULL, it is over and
 * noted already. */
struct process_child *lane_begin(struct lane *lane);
/* Notes what became of it. */
void lane_finish(struct lane *lane, struct process_child *child);

#endif
