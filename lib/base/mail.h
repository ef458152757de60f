/*
 * Hands one mail to a server, by SMTP of libcurl.  TLS is required unless the server is said to be
 * without, its certificate is checked, and a server that stalls is left in time, whatever libcurl
 * thinks: the conversation is held by a child process.
 */
#ifndef BASE_MAIL_H
#define BASE_MAIL_H

#include "base/text.h"

struct mail_server {
    const char *url;             /* "smtp://mail.example:587", or smtps:// for TLS from the start */
    const char *user, *password; /* NULL: none */
    const char *authorities;     /* a file of certificates to trust; NULL: the system's */
    const char *name;            /* how we introduce ourselves */
    bool no_tls;
    int64_t timeout_s;
};

enum mail_end {
    MAIL_SENT,    /* the server has taken it */
    MAIL_LATER,   /* it may work another time; the server may have taken it all the same */
    MAIL_REFUSED, /* the server does not want it, ever */
};

struct mail_letter {
    const char *from, *to; /* addresses that message_address_ok() takes */
    struct bytes message;
};

/* One on its way, in a child process; NULL if that could not be started.  Server and letter must
 * stay until its end. */
struct process_child;
struct process_child *mail_begin(struct arena *mem, const struct mail_server *server,
                                 const struct mail_letter *letter);

/* What became of it, when it has (base/process.h: process_wait()); *says is the last that the
 * server said, or why it did not get so far. */
enum mail_end mail_finish(struct arena *mem, struct process_child *child, const char **says);

#endif
