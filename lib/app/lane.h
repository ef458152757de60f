/* One message on its way: a mail of the outbox, or what one channel is told of events. */
#ifndef APP_LANE_H
#define APP_LANE_H

#include "app/mailer.h"
#include "app/news_send.h"
#include "hub/notification.h"
#include "hub/outbox.h"

/* What all of them share. */
struct lane_frame {
    struct mailer mailer;
    struct news_sender sender;
    int64_t mail_lease_s, call_lease_s; /* longer than any child may take */
};

struct lane_frame lane_frame_of(struct hub *hub);

struct lane {
    struct hub hub;                  /* whose mem is the lane's own, and has all below */
    const struct outbox_mail *mail;  /* or NULL, */
    const struct notification *news; /* or NULL */
    struct message message;
    struct mail_letter letter;
};

/* Sends what it holds: by a child, or, if NULL, it is over and noted already. */
struct process_child *lane_begin(struct lane *lane, const struct lane_frame *frame);
/* Notes what became of it. */
void lane_finish(struct lane *lane, struct process_child *child);

#endif
