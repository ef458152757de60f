/*
 * Takes away what is not kept: logs and inputs of crashes that came again and again, answers to
 * posts of two days ago, sessions and codes that have ended, repositories that were removed; then
 * sees which repositories are full.  One round, for the crontab.
 */
#include "app/job.h"
#include "base/config.h"
#include "hub/upkeep.h"

enum { SLICES_MAX = 100, STATEMENT_MS = 300000, MIB = 1024 * 1024 };

static int64_t prune(struct hub *hub)
{
    int64_t all = 0, done = 1;
    for (int slice = 0; done > 0 && slice < SLICES_MAX && !job_ending(); slice++) {
        done = upkeep_prune(hub, config_int("SAMPLES_KEPT"));
        all += done;
    }
    upkeep_measure(hub, config_int("REPO_KEPT_MAX") * MIB);
    return all;
}

int main(void)
{
    const struct job job = {
        .name = "prune", .role = "nopanic_cron", .timeout_ms = STATEMENT_MS, .round = prune
    };
    return job_main(&job);
}
