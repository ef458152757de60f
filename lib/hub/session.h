/*
 * A browser that signed in.  The cookie holds a random token, the database its SHA-256, and what
 * calls itself a session's name here is that digest in hexadecimal: enough to tell sessions apart,
 * useless for signing in.
 *
 * A session ends 8 hours after it was last seen, 7 days after it began, with its account, and with
 * a change of password elsewhere.
 */
#ifndef HUB_SESSION_H
#define HUB_SESSION_H

#include "hub/account.h"

enum { SESSION_FRESH_S = 900, SESSION_DAYS = 7 };

struct session {
    struct session *next;
    const char *name; /* the digest, 64 hexadecimal digits */
    int64_t account;
    const char *account_name;
    const char *address, *agent; /* where it began */
    int64_t created_at, seen_at;
};

/* The token for the cookie. */
const char *session_begin(struct hub *hub, const struct account *account, const char *address,
                          const char *agent);

/* The living session of a token: name, account, account_name; NULL if there is none. */
const struct session *session_find(struct hub *hub, const char *token);

/* Of an account, the one seen last first; at most 100. */
const struct session *session_list(struct hub *hub, int64_t account);

/* false if the account has no such session. */
bool session_end(struct hub *hub, int64_t account, const char *name);
void session_end_others(struct hub *hub, int64_t account, const char *name);

/* Its owner has just given the password again. */
void session_confirm(struct hub *hub, const char *name);
/* Its owner has just changed the password: it lives on under the new version. */
void session_keep(struct hub *hub, const char *name, int64_t password_version);
/* Whether the password was given in the last quarter of an hour. */
bool session_is_fresh(struct hub *hub, const char *name);

#endif
