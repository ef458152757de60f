/*
 * Sorts the crashers of repositories whose rules were changed on their settings page, by these;
 * then the rules are in force.  One round, for the crontab.
 */
#include "hub/rebucket.h"
#include "app/job.h"

enum { STATEMENT_MS = 60000 };

static bool go_on(void *context, const struct rebucket_change *change)
{
    (void)context;
    (void)change;
    return !job_ending();
}

static int64_t rebucket_waiting(struct hub *hub)
{
    int64_t changed = 0;
    const struct rebucket_repo *repo = rebucket_repos(hub, "", true);
    for (; repo && !job_ending(); repo = repo->next)
        changed += rebucket_run(hub, repo, false, go_on, NULL).changed;
    return changed;
}

int main(void)
{
    const struct job job = { .name = "rebucket",
                             .role = "nopanic_cron",
                             .timeout_ms = STATEMENT_MS,
                             .round = rebucket_waiting };
    return job_main(&job);
}
