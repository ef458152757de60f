/*
 * What every function of the domain is given: where it works, and for whom.
 *
 * What hub functions return lives in mem, until the end of the request.  Rows that the visitor may
 * not see do not exist for them: row-level security of the database decides, not the code here.
 */
#ifndef HUB_HUB_H
#define HUB_HUB_H

#include "base/arena.h"
#include "base/db.h"
#include "sql.h" /* generated from sql/queries/ */

enum { HUB_SCHEMA_VERSION = 5, HUB_PAGE_ROWS = 50 };

struct hub {
    struct arena *mem;   /* of this request */
    struct db *db;       /* of this process */
    int64_t account;     /* 0: a stranger, or a token */
    int64_t token;       /* that may read; 0: none */
    const char *name;    /* of the account; NULL for strangers and tokens */
    bool admin;          /* of the whole instance */
    bool manages;        /* a group */
    const char *seen_by; /* the administrator who looks with the eyes of this account; else NULL */
    int64_t visited_at;  /* the account's last visit before this one; 0: never */
    int64_t now;         /* seconds since 1970 when the request began */
    const char *address; /* where it came from; NULL: the command line, or a job */
};

/* Begins the transaction of one visitor, an account or a token that may read (both 0: a stranger),
 * and fills in who that is; false if the account or token is not valid any more.  read_only: the
 * transaction sees one moment and can change nothing.  hub_leave() commits. */
MUST_USE bool hub_enter(struct hub *hub, int64_t account, int64_t token, bool read_only);
void hub_leave(struct hub *hub);

/* The same, read-only, for an administrator of the instance who looks with the eyes of the account
 * seen; for anybody else, or where there is no such account, as hub_enter(). */
MUST_USE bool hub_enter_as(struct hub *hub, int64_t account, int64_t seen);

/* A stranger who showed the secret of an account goes on as it, in the transaction that was begun;
 * false if the account is not valid any more. */
MUST_USE bool hub_become(struct hub *hub, int64_t account);

/* Gives the connection the rights of an administrator, for the operator's command. */
void hub_operate(struct hub *hub);

/* The next statement is the last before hub_leave(), and commits in the same message. */
void hub_last(struct hub *hub);

/*
 * What a page needs of several nouns it asks of all of them before it takes any of it: a noun's
 * x_ask() sends the statement, its x_take() waits and reads.  In a transaction that reads, that is
 * one wait for all (base/db.h).
 */
struct db_rows;

/* Remembers that the account came by just now; after hub_leave(). */
void hub_visited(struct hub *hub);

#endif
