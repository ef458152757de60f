/* What the files of base/server.h share; nobody else includes it. */
#ifndef BASE_SERVER_OWN_H
#define BASE_SERVER_OWN_H

#include <stdatomic.h>
#include <sys/types.h>

#include "base/server.h"

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
    int64_t requests;
};

/* The listening socket; fail(FAIL_BROKEN) if it cannot be had. */
int server_listen(const char *path);

/* In the new process: never returns. */
NO_RETURN void server_live(struct server_worker *worker, pid_t master);

#endif
