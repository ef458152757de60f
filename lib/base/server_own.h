/* What the files of base/server.h share; nobody else includes it. */
#ifndef BASE_SERVER_OWN_H
#define BASE_SERVER_OWN_H

#include <signal.h>
#include <stdatomic.h>
#include <sys/types.h>

#include "base/server.h"

enum { SERVER_PLACES = 2 * SERVER_WORKERS_MAX }; /* of processes: two generations */

/* What a worker tells its master, in memory that both see. */
struct server_slot {
    _Atomic int64_t begun_ms; /* start of the request in hand, or of the process; 0: idle */
    atomic_bool ready;        /* waits for connections, or did */
    atomic_bool served;       /* has ended a request */
    atomic_bool drain;        /* the master's word: before the end, empty the queue of the socket */
};

struct server_worker {
    const struct server *server;
    struct server_slot *slot;
    int listener;
    int waiting; /* epoll, on the listener */
    int64_t requests;
};

/* The listening socket; fail(FAIL_BROKEN) if it cannot be had. */
int server_listen(const char *path);

/* Blocks the signals that a master sleeps for, and returns them. */
sigset_t server_signals(void);

/* Whether the file that this program was started from is another one by now. */
bool server_is_replaced(void);
/* Runs that file in place of this one, with the same process id; returns if that failed. */
void server_renew(int listener, const pid_t *workers, int count);
/* The other end: the socket, and at most SERVER_PLACES workers, of the image before; -1 if there
 * was none. */
int server_inherit(pid_t *workers, int *count);

/* In the new process: never returns. */
NO_RETURN void server_live(struct server_worker *worker, pid_t master);

#endif
