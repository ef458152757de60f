#include "app/job.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/signalfd.h>

#include "app/program.h"
#include "base/clock.h"
#include "base/config.h"
#include "base/fail.h"
#include "base/log.h"
#include "base/secret.h"
#include "base/view.h"
#include "hub/upkeep.h"

enum { PROCESS_MEMORY = 16 * 1024 * 1024, ROUND_MEMORY = 256 * 1024 * 1024, AWAY_MS = 2000 };

struct running {
    const struct job *job;
    struct hub hub;
    int64_t done;
    int signals; /* can be read once the program is asked to end */
};

/* Both signals are blocked all the time, and looked for between rounds. */
static int block_signals(void)
{
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGTERM);
    sigaddset(&ending, SIGINT);
    sigprocmask(SIG_BLOCK, &ending, NULL);
    return signalfd(-1, &ending, SFD_CLOEXEC);
}

bool job_ending(void)
{
    sigset_t pending;
    sigpending(&pending);
    return sigismember(&pending, SIGTERM) || sigismember(&pending, SIGINT);
}

/* true if it was asked to end instead; what was sent to the database meanwhile ends the pause. */
static bool sleep_or_end(struct running *running, int64_t ms)
{
    if (ms > 0 && running->job->listen)
        db_wait(running->hub.db, running->signals, ms);
    else if (ms > 0)
        poll(&(struct pollfd){ .fd = running->signals, .events = POLLIN }, 1, (int)ms);
    return job_ending();
}

static void run_round(void *arg)
{
    struct running *running = arg;
    struct hub *hub = &running->hub;
    hub->now = clock_now();
    if (running->job->keys)
        secret_load();
    if (!upkeep_lock(hub, running->job->name))
        return;
    running->done = running->job->round(hub);
    upkeep_unlock(hub, running->job->name);
}

static enum fail guard_round(struct running *running)
{
    const char *reason;
    int64_t started_ms = clock_monotonic_ms();
    running->done = 0;
    enum fail kind = fail_guard(run_round, running, &reason);
    db_forget(running->hub.db);
    if (kind != FAIL_NOT)
        log_line(kind == FAIL_AWAY ? LOG_WARNING : LOG_ERROR, reason, NULL);
    char done[24], ms[24];
    snprintf(done, sizeof(done), "%" PRId64, running->done);
    snprintf(ms, sizeof(ms), "%" PRId64, clock_monotonic_ms() - started_ms);
    if (kind == FAIL_NOT && running->done > 0)
        log_line(LOG_INFO, "round", "done", done, "ms", ms, NULL);
    arena_reset(running->hub.mem);
    return kind;
}

/* A database that is away is asked again soon; where there was something, there may be more. */
static int64_t pause_after(const struct running *running, enum fail kind)
{
    const struct job *job = running->job;
    if (kind != FAIL_NOT)
        return job->listen || job->every_ms < AWAY_MS ? AWAY_MS : job->every_ms;
    return job->listen && running->done > 0 ? 0 : job->every_ms;
}

int job_main(const struct job *job)
{
    struct running running = { .job = job, .signals = block_signals() };
    struct arena *process = arena_new(PROCESS_MEMORY);
    log_program(job->name);
    view_folder(config_text("TEMPLATES")); /* for mails */
    setenv("PGAPPNAME", text_format(process, "nopanic %s", job->name), 1);
    running.hub.mem = arena_new(ROUND_MEMORY);
    running.hub.db = program_database(process, job->role, job->timeout_ms);
    if (job->listen)
        db_listen(running.hub.db, job->listen);

    enum fail kind;
    int64_t pause_ms;
    do {
        kind = guard_round(&running);
        pause_ms = pause_after(&running, kind);
    } while (job->every_ms > 0 && !sleep_or_end(&running, pause_ms));
    arena_free(running.hub.mem);
    arena_free(process);
    return job->every_ms == 0 && kind != FAIL_NOT ? EXIT_FAILURE : EXIT_SUCCESS;
}
