/*
 * A pool of processes that take connections from one socket; what they do with them is web.c's.
 *
 * The master holds the listening socket, keeps the workers alive and sleeps.  A signal reaches a
 * worker only while it waits for a connection, so neither stopping nor replacing one cuts a
 * request.
 *
 * SIGHUP starts a new generation, of the new program if its file was replaced, and tells the old
 * one to end once the new one is ready.  SIGTERM ends, after the requests in hand and those that
 * wait at a socket of our own.
 *
 * A worker that dies at every start is started again after growing pauses; one that is at the same
 * request for longer than the deadline is killed.
 *
 * What a worker executes inherits its signal mask (SIGTERM and SIGINT blocked, SIGPIPE ignored):
 * reset it in the child.
 */
#ifndef BASE_SERVER_H
#define BASE_SERVER_H

#include "base/base.h"

enum { SERVER_WORKERS_MAX = 64 };

struct server_worker;

struct server {
    const char *socket;   /* path of at most 107 bytes; NULL: descriptor 0 is the socket */
    int workers;          /* 1 to SERVER_WORKERS_MAX */
    int64_t requests_max; /* of one worker, 0: no limit */
    int64_t deadline_ms;  /* of one request */
    void (*work)(struct server_worker *worker, void *arg); /* a worker's life */
    void *arg;
};

/* Whether descriptor 0 is a listening socket, as a process manager passes it. */
bool server_inherited(void);

/* Returns the exit status of the program; fail(FAIL_BROKEN) if the socket cannot be had. */
int server_run(const struct server *server);

/* For work(): the socket, which does not block; waiting for a connection (false: time to end); and
 * the marks around a request, of which server_abandon() says that another worker was faster. */
int server_listener(const struct server_worker *worker);
MUST_USE bool server_wait(struct server_worker *worker);
void server_begin(struct server_worker *worker);
void server_abandon(struct server_worker *worker);
void server_end(struct server_worker *worker);

#endif
