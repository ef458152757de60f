/*
 * What every program under nginx has in common: configuration, keys, one database connection for
 * each worker, the request loop, one log line for each request, and what happens when a request
 * gives up.
 *
 * The line: {"message":"request","method","path","status","ms","address","account",…}; never a
 * query string, a body or a header.
 */
#ifndef APP_PROGRAM_H
#define APP_PROGRAM_H

#include "base/db.h"
#include "base/fail.h"
#include "base/web.h"

struct program;

struct visit {
    struct web *web;
    struct arena *mem;
    struct db *db; /* NULL for a program without a role */
    int64_t now;
    const char *account; /* for the log; may be set by show, NULL */
    const struct program *program;
    void *page; /* of the frame on top */
};

struct program {
    const char *name; /* "index": names the socket, the log lines, the database application */
    const char *role; /* of the database; NULL: the program uses none */
    bool keys;        /* whether it needs the key file */
    bool quiet; /* answers below 400 leave no line: for a program that is asked all the time */
    int64_t timeout_ms;  /* of a statement; 0: NOPANIC_STATEMENT_TIMEOUT_MS */
    size_t memory_max;   /* of one request; 0: 64 MB */
    void (*start)(void); /* once in each worker, after configuration and keys; may be NULL */
    void (*show)(struct visit *visit);
    /* Answers what show gave up on; kind is never FAIL_NOT, reason may be shown unless kind is
     * FAIL_BROKEN or FAIL_AWAY.  NULL: the JSON form of an error. */
    void (*give_up)(struct visit *visit, enum fail kind, const char *reason);
    const void *arg; /* for the frame on top: its table of routes */
};

int program_main(const struct program *program);

/* The hub's public address without a slash at its end: NOPANIC_URL, else what the request came to.
 */
const char *program_url(struct web *web);
/* Whether people reach the hub by https. */
bool program_is_https(struct web *web);

/* Opens the hub's database as this role, and checks its schema at each connection. */
struct db *program_database(struct arena *mem, const char *role, int64_t timeout_ms);

/* Asks a browser for name and password. */
void program_ask_basic(struct web *web);

/* {"error":{"code","message"}}, with Retry-After on 429 and 503 and WWW-Authenticate on 401; 500
 * and 503 carry the request's id, which is also in the log.  A header that was added before stays.
 */
void program_send_error(struct web *web, enum fail kind, const char *reason);

#endif
