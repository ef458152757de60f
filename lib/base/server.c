/* The master's side of base/server.h, but for what it begins with. */
#include "base/server.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fail.h"
#include "base/log.h"
#include "base/server_own.h"

enum {
    LOOK_MS = 1000,     /* at the latest, for workers past the deadline */
    START_LOOK_MS = 20, /* while workers start */
    PAUSE_MS = 100,     /* after the first failed start; doubles */
    PAUSE_MS_MAX = 10000,
    SHORT_LIFE_MS = 1000,
};

/* One process; pid 0: the place is free.  slots[i] belongs to places[i]. */
struct place {
    pid_t pid;
    int64_t generation, started_ms;
    bool told; /* to end */
};

struct master {
    const struct server *server;
    int listener;
    pid_t pid;
    struct stat socket; /* the file at server->socket, as we made it */
    struct server_slot *slots;
    struct place places[SERVER_PLACES];
    int64_t generation, pause_until_ms;
    int failures; /* starts that failed one after the other */
    bool hup, ending;
};

static int count_current(const struct master *m, bool only_ready)
{
    int count = 0;
    for (int i = 0; i < SERVER_PLACES; i++)
        if (m->places[i].pid && m->places[i].generation == m->generation)
            count += !only_ready || atomic_load(&m->slots[i].ready);
    return count;
}

static int count_all(const struct master *m)
{
    int count = 0;
    for (int i = 0; i < SERVER_PLACES; i++)
        count += m->places[i].pid != 0;
    return count;
}

static void note_failed_start(struct master *m)
{
    int64_t pause_ms = PAUSE_MS;
    for (int i = 0; i < m->failures && pause_ms < PAUSE_MS_MAX; i++)
        pause_ms *= 2;
    m->failures++;
    m->pause_until_ms = clock_monotonic_ms() + (pause_ms < PAUSE_MS_MAX ? pause_ms : PAUSE_MS_MAX);
}

static void start_worker(struct master *m, int at)
{
    struct server_slot *slot = &m->slots[at];
    int64_t now_ms = clock_monotonic_ms();
    atomic_store(&slot->begun_ms, now_ms); /* the deadline holds for its start as well */
    atomic_store(&slot->ready, false);
    atomic_store(&slot->served, false);
    atomic_store(&slot->drain, false);
    fflush(NULL); /* or both would write what is in the buffers */
    pid_t pid = fork();
    if (pid == 0)
        server_live(
            &(struct server_worker){ .server = m->server, .slot = slot, .listener = m->listener },
            m->pid);
    if (pid < 0) {
        log_line(LOG_ERROR, "cannot start a worker", "reason", strerror(errno), NULL);
        note_failed_start(m);
        return;
    }
    m->places[at] = (struct place){ pid, m->generation, now_ms, false };
}

static void start_missing(struct master *m)
{
    int missing = m->server->workers - count_current(m, false);
    for (int i = 0; i < SERVER_PLACES && missing > 0; i++) {
        if (clock_monotonic_ms() < m->pause_until_ms)
            return;
        if (!m->places[i].pid) {
            start_worker(m, i);
            missing--;
        }
    }
}

static void tell_to_end(struct master *m, int at, bool drain)
{
    int64_t idle = 0;
    atomic_store(&m->slots[at].drain, drain);
    /* A worker of the build before ours has no slot: from here on the deadline holds for it. */
    atomic_compare_exchange_strong(&m->slots[at].begun_ms, &idle, clock_monotonic_ms());
    m->places[at].told = true;
    kill(m->places[at].pid, SIGTERM);
}

/* The old generation serves until the new one is ready, be it for ever. */
static void retire_old(struct master *m)
{
    if (count_current(m, true) < m->server->workers)
        return;
    m->failures = 0;
    for (int i = 0; i < SERVER_PLACES; i++)
        if (m->places[i].pid && m->places[i].generation < m->generation && !m->places[i].told)
            tell_to_end(m, i, false);
}

static void log_end(pid_t pid, int status)
{
    char number[16], code[32];
    snprintf(number, sizeof(number), "%d", (int)pid);
    if (WIFSIGNALED(status))
        snprintf(code, sizeof(code), "signal %d", WTERMSIG(status));
    else
        snprintf(code, sizeof(code), "exit status %d", WEXITSTATUS(status));
    log_line(LOG_ERROR, "a worker died", "pid", number, "by", code, NULL);
}

/* Whether it never got to work; one that died of a request is replaced at once. */
static bool failed_start(const struct master *m, int at)
{
    const struct server_slot *slot = &m->slots[at];
    if (!atomic_load(&slot->ready))
        return true;
    return !atomic_load(&slot->served) && !atomic_load(&slot->begun_ms) &&
           clock_monotonic_ms() - m->places[at].started_ms < SHORT_LIFE_MS;
}

static void bury(struct master *m, pid_t pid, int status)
{
    for (int i = 0; i < SERVER_PLACES; i++) {
        if (m->places[i].pid != pid)
            continue;
        if (!m->places[i].told && failed_start(m, i))
            note_failed_start(m);
        m->places[i].pid = 0;
    }
    if (status != 0)
        log_end(pid, status);
}

/* One SIGCHLD may stand for several of them. */
static void reap(struct master *m)
{
    int status;
    for (pid_t pid; (pid = waitpid(-1, &status, WNOHANG)) > 0;)
        bury(m, pid, status);
}

static void kill_stuck(struct master *m)
{
    int64_t now_ms = clock_monotonic_ms();
    for (int i = 0; i < SERVER_PLACES; i++) {
        int64_t begun_ms = atomic_load(&m->slots[i].begun_ms);
        if (!m->places[i].pid || begun_ms == 0 || now_ms - begun_ms <= m->server->deadline_ms)
            continue;
        char number[16];
        snprintf(number, sizeof(number), "%d", (int)m->places[i].pid);
        log_line(LOG_ERROR, "a worker is killed: its request has passed the deadline", "pid",
                 number, NULL);
        kill(m->places[i].pid, SIGKILL);
        atomic_store(&m->slots[i].begun_ms, now_ms); /* say it once */
    }
}

static int64_t sleep_ms(const struct master *m)
{
    int64_t look_ms = m->server->deadline_ms / 4 + 1;
    if (look_ms > LOOK_MS)
        look_ms = LOOK_MS;
    if (m->ending || count_current(m, true) == m->server->workers)
        return look_ms;
    int64_t pause_ms = m->pause_until_ms - clock_monotonic_ms();
    if (pause_ms < START_LOOK_MS)
        pause_ms = START_LOOK_MS;
    return pause_ms < look_ms ? pause_ms : look_ms;
}

/* Sleeps where signals are taken, so none can fall between looking and sleeping. */
static void sleep_until_signal(struct master *m, const sigset_t *signals)
{
    int64_t ms = sleep_ms(m);
    struct timespec most = { ms / 1000, ms % 1000 * 1000000 };
    int signal = sigtimedwait(signals, NULL, &most);
    m->hup = m->hup || signal == SIGHUP;
    m->ending = m->ending || signal == SIGTERM || signal == SIGINT;
}

/* Returns if this image has to go on. */
static void become_new_build(struct master *m)
{
    pid_t workers[SERVER_PLACES];
    int count = 0;
    for (int i = 0; i < SERVER_PLACES; i++)
        if (m->places[i].pid)
            workers[count++] = m->places[i].pid;
    server_renew(m->listener, workers, count);
}

static void adopt_workers(struct master *m, const pid_t *workers, int count)
{
    for (int i = 0; i < count; i++)
        m->places[i] = (struct place){ .pid = workers[i] };
    m->generation = 1;
}

static void begin_generation(struct master *m)
{
    if (SERVER_PLACES - count_all(m) < m->server->workers)
        return; /* the one before the last still ends: later */
    m->hup = false;
    if (server_is_replaced())
        become_new_build(m);
    m->generation++;
    m->failures = 0;
    m->pause_until_ms = 0;
}

/* A socket of our own is taken away first, so that its queue, which the workers empty, only
 * shrinks.  One that was passed to us lives on, and its queue waits for our successor. */
static void begin_end(struct master *m)
{
    struct stat now;
    const char *path = m->server->socket;
    if (path && stat(path, &now) == 0 && now.st_ino == m->socket.st_ino &&
        now.st_dev == m->socket.st_dev)
        unlink(path);
    for (int i = 0; i < SERVER_PLACES; i++)
        if (m->places[i].pid)
            tell_to_end(m, i, path != NULL);
}

static void rule(struct master *m, sigset_t signals)
{
    while (!m->ending) {
        if (m->hup)
            begin_generation(m);
        start_missing(m);
        retire_old(m);
        sleep_until_signal(m, &signals);
        reap(m);
        kill_stuck(m);
    }
    begin_end(m);
    while (count_all(m) > 0) {
        sleep_until_signal(m, &signals);
        reap(m);
        kill_stuck(m);
    }
}

int server_run(const struct server *server)
{
    struct master m = { .server = server, .pid = getpid() };
    if (server->workers < 1 || server->workers > SERVER_WORKERS_MAX)
        fail(FAIL_BROKEN, "workers must be 1 to %d", SERVER_WORKERS_MAX);
    pid_t workers[SERVER_PLACES];
    int count;
    sigset_t signals = server_signals(); /* before anybody can see that we are there */
    m.listener = server_inherit(workers, &count);
    if (m.listener < 0)
        m.listener = server_listen(server->socket);
    if (server->socket && stat(server->socket, &m.socket) != 0)
        fail(FAIL_BROKEN, "%s: %s", server->socket, strerror(errno));
    m.slots = mmap(NULL, SERVER_PLACES * sizeof(*m.slots), PROT_READ | PROT_WRITE,
                   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (m.slots == MAP_FAILED)
        fail(FAIL_BROKEN, "shared memory: %s", strerror(errno));
    adopt_workers(&m, workers, count);
    rule(&m, signals);
    munmap(m.slots, SERVER_PLACES * sizeof(*m.slots));
    close(m.listener);
    return EXIT_SUCCESS;
}
