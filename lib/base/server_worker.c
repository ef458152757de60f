/* The worker's side of base/server.h. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/server_own.h"

static volatile sig_atomic_t told_to_end;

static void on_end(int signal)
{
    (void)signal;
    told_to_end = 1;
}

/* The handlers are ours before libfcgi looks: it installs its own only where it finds none, and its
 * read() and write() take a signal for the end of the stream. */
static void take_signals(void)
{
    struct sigaction end = { .sa_handler = on_end }, ignore = { .sa_handler = SIG_IGN };
    sigset_t blocked;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGTERM);
    sigaddset(&blocked, SIGINT);
    sigaddset(&blocked, SIGUSR1); /* libfcgi would end at it */
    sigaction(SIGTERM, &end, NULL);
    sigaction(SIGINT, &end, NULL);
    sigaction(SIGHUP, &ignore, NULL);
    sigaction(SIGPIPE, &ignore, NULL);
    sigprocmask(SIG_SETMASK, &blocked, NULL);
}

NO_RETURN static void give_up(void)
{
    log_line(LOG_ERROR, "waiting for a connection failed", "reason", strerror(errno), NULL);
    exit(EXIT_FAILURE);
}

/* Of all that wait a connection wakes one: by poll() it would wake all, of whom one gets it. */
static int wait_alone(int listener)
{
    struct epoll_event wanted = { .events = EPOLLIN | EPOLLEXCLUSIVE };
    int waiting = epoll_create1(EPOLL_CLOEXEC);
    if (waiting < 0 || epoll_ctl(waiting, EPOLL_CTL_ADD, listener, &wanted) < 0)
        give_up();
    return waiting;
}

void server_live(struct server_worker *worker, pid_t master)
{
    told_to_end = 0;
    take_signals();
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != master) /* it died before the line above */
        exit(EXIT_SUCCESS);
    worker->waiting = wait_alone(worker->listener);
    worker->server->work(worker, worker->server->arg);
    exit(EXIT_SUCCESS);
}

int server_listener(const struct server_worker *worker)
{
    return worker->listener;
}

static bool has_queue(const struct server_worker *worker)
{
    struct pollfd socket = { .fd = worker->listener, .events = POLLIN };
    return poll(&socket, 1, 0) == 1;
}

/* The only place where SIGTERM and SIGINT land. */
static bool wait_for_connection(const struct server_worker *worker)
{
    struct epoll_event event;
    sigset_t blocked;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGUSR1);
    if (epoll_pwait(worker->waiting, &event, 1, -1, &blocked) > 0)
        return true;
    if (errno == EINTR)
        return false;
    give_up();
}

/* A signal that waits to be taken counts: epoll_pwait() leaves it there as long as connections
 * come. */
static bool is_told_to_end(void)
{
    sigset_t waiting;
    sigpending(&waiting);
    return told_to_end || sigismember(&waiting, SIGTERM) || sigismember(&waiting, SIGINT);
}

bool server_wait(struct server_worker *worker)
{
    int64_t most = worker->server->requests_max;
    atomic_store(&worker->slot->ready, true);
    atomic_store(&worker->slot->begun_ms, 0);
    while (!is_told_to_end()) {
        if (most > 0 && worker->requests >= most)
            return false;
        if (wait_for_connection(worker))
            return true;
    }
    return atomic_load(&worker->slot->drain) && has_queue(worker);
}

/* Before the connection is accepted: a client that connects and is silent is bounded too. */
void server_begin(struct server_worker *worker)
{
    atomic_store(&worker->slot->begun_ms, clock_monotonic_ms());
}

void server_abandon(struct server_worker *worker)
{
    atomic_store(&worker->slot->begun_ms, 0);
}

void server_end(struct server_worker *worker)
{
    worker->requests++;
    atomic_store(&worker->slot->served, true);
    atomic_store(&worker->slot->begun_ms, 0);
}
