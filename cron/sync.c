/* Calls trackers: opens tickets as soon as somebody wishes for one, and reads those that are open.
 */
#include "app/job.h"
#include "hub/ticket_work.h"

enum { EVERY_MS = 5000, STATEMENT_MS = 10000, ROUND_MAX = 20 };

static int64_t sync_round(struct hub *hub)
{
    int64_t done = 0;
    while (done < ROUND_MAX && !job_ending() && (ticket_work(hub) || ticket_work_check(hub)))
        done++;
    return done;
}

int main(void)
{
    const struct job job = { .name = "sync",
                             .role = "nopanic_cron",
                             .every_ms = EVERY_MS,
                             .listen = "LISTEN ticket",
                             .keys = true,
                             .timeout_ms = STATEMENT_MS,
                             .round = sync_round };
    return job_main(&job);
}
