/*
 * Mails to people: written in the transaction that causes them, sent by cron/dispatch.
 *
 * A mail is sent at least once, or is dead after a day: its Message-ID stays the same, so that one
 * which a server took without telling is known as the same.  Its text, which may hold a link that
 * works once, is taken out as soon as it has left, and after a week that it could not.
 * Administrators see what became of the mails, and never what they say.
 */
#ifndef HUB_OUTBOX_H
#define HUB_OUTBOX_H

#include "base/mail.h"
#include "base/view.h"
#include "hub/hub.h"

/* A mail to an account: at its own address (to NULL), whichever that is when it is sent, or at
 * another.  account 0: nobody's.  file is of templates/ ("mail-reset.tpl"): its first line is the
 * subject, the others are the text.  Its id.  For every role but that of ingest. */
int64_t outbox_put(struct hub *hub, int64_t account, const char *to, const char *file,
                   const struct view *values);

/* For cron/dispatch, as nopanic_cron. */
struct outbox_mail {
    int64_t id;
    int64_t attempt; /* this one; the first is 1 */
    int64_t made_at;
    const char *to, *subject, *text;
};

/* The mail that has waited longest, which nobody else gets in the next lease_s seconds; NULL if
 * none is due. */
const struct outbox_mail *outbox_take(struct hub *hub, int64_t lease_s);

/* What became of it; false if its lease had run out and somebody else has it.  MAIL_LATER is tried
 * again after 30 s, 1, 2, 4, … minutes, an hour at most, or is given up after a day. */
bool outbox_end(struct hub *hub, const struct outbox_mail *mail, enum mail_end end,
                const char *says);

/* For the pages of administrators; to others there is none. */
struct outbox_letter {
    struct outbox_letter *next;
    int64_t id;
    const char *to;              /* NULL: an account that is gone */
    const char *subject, *state; /* "dead", "waiting" or "sent" */
    int64_t attempts;
    const char *answer; /* the server's last words; NULL: none yet */
    int64_t made_at;
    int64_t due_at;  /* of the next try */
    int64_t sent_at; /* 0: was not */
};

/* The newest of this state first, HUB_PAGE_ROWS of them and one more if there are more; *found
 * counts them all. */
const struct outbox_letter *outbox_list(struct hub *hub, const char *state, int64_t skip,
                                        int64_t *found);
/* That one alone; NULL if there is none. */
const struct outbox_letter *outbox_find(struct hub *hub, int64_t id);
/* How many are dead. */
int64_t outbox_dead(struct hub *hub);

/* Tries a dead one anew, for a day, or takes it away, with its audit row; fail(FAIL_CONFLICT) if
 * there is none, or if it says nothing any more. */
void outbox_again(struct hub *hub, int64_t id, const char *address);
void outbox_drop(struct hub *hub, int64_t id, const char *address);

#endif
