#include "app/job.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "app/program.h"
#include "base/clock.h"
#include "base/config.h"
#include "base/fail.h"
#include "base/log.h"
#include "base/view.h"
#include "hub/upkeep.h"

enum { PROCESS_MEMORY = 16 * 1024 * 1024, ROUND_MEMORY = 256 * 1024 * 1024, AWAY_MS = 2000 };

struct running {
    const struct job *job;
    struct hub hub;
    int64_t done;
};

/* Both signals are blocked all the time, and looked for between rounds. */
static void block_signals(sigset_t *ending)
{
    sigemptyset(ending);
    sigaddset(ending, SIGTERM);
    sigaddset(ending, SIGINT);
    sigprocmask(SIG_BLOCK, ending, NULL);
}

bool job_ending(void)
{
    sigset_t pending;
    sigpending(&pending);
    return sigismember(&pending, SIGTERM) || sigismember(&pending, SIGINT);
}

/* true if it was asked to end instead. */
static bool sleep_or_end(const sigset_t *ending, int64_t ms)
{
    const struct timespec time = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 };
    return sigtimedwait(ending, NULL, &time) > 0;
}

static void run_round(void *arg)
{
    struct running *running = arg;
    struct hub *hub = &running->hub;
    hub->now = clock_now();
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

int job_main(const struct job *job)
{
    sigset_t ending;
    struct running running = { .job = job };
    struct arena *process = arena_new(PROCESS_MEMORY);
    log_program(job->name);
    block_signals(&ending);
    view_folder(config_text("TEMPLATES")); /* for mails */
    setenv("PGAPPNAME", text_format(process, "nopanic %s", job->name), 1);
    running.hub.mem = arena_new(ROUND_MEMORY);
    running.hub.db = program_database(process, job->role, job->timeout_ms);

    enum fail kind;
    int64_t pause_ms;
    do {
        kind = guard_round(&running);
        pause_ms = kind != FAIL_NOT && job->every_ms < AWAY_MS ? AWAY_MS : job->every_ms;
    } while (job->every_ms > 0 && !sleep_or_end(&ending, pause_ms));
    arena_free(running.hub.mem);
    arena_free(process);
    return job->every_ms == 0 && kind != FAIL_NOT ? EXIT_FAILURE : EXIT_SUCCESS;
}
