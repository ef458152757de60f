/*
 * Hands mails to the mail server of NOPANIC_SMTP_URL, each in a child process, or, without one,
 * puts them into the Maildir mail/ of NOPANIC_VAR.  User and password there are the settings
 * mail.user and mail.password, else NOPANIC_SMTP_USER and NOPANIC_SMTP_PASSWORD.
 */
#ifndef APP_MAILER_H
#define APP_MAILER_H

#include "base/mail.h"
#include "base/message.h"
#include "hub/hub.h"

struct mailer {
    struct mail_server server; /* url NULL: into the mailbox of the hub */
    const char *host;          /* mailer_host(): where its mails come from */
};

/* As it is set up now. */
struct mailer mailer_of(struct hub *hub);

/* The host of the hub's own address, of which the ids of its mails are made. */
const char *mailer_host(struct arena *mem);

struct mailer_end {
    enum mail_end end;
    const char *says;
};

/* One on its way, whose sender is filled in; NULL: it is over already, with *at_once.  letter is
 * written here; it, mailer and message must stay until the end. */
struct process_child;
struct process_child *mailer_begin(struct arena *mem, const struct mailer *mailer,
                                   struct message *message, struct mail_letter *letter,
                                   struct mailer_end *at_once);

/* A mail of this id in the mailbox of the hub; NULL if it is not there. */
const struct message_told *mailer_find(struct hub *hub, const char *id);

#endif
