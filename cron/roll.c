/* Adds up what posts have counted, so that pages read sums and posts update no row they share. */
#include "app/job.h"
#include "hub/upkeep.h"

enum { EVERY_MS = 400, STATEMENT_MS = 60000 };

static int64_t roll(struct hub *hub)
{
    int64_t all = 0, done;
    do {
        done = upkeep_roll(hub);
        all += done;
    } while (done >= UPKEEP_ROLL_MAX && !job_ending());
    return all;
}

int main(void)
{
    const struct job job = { .name = "roll",
                             .role = "nopanic_cron",
                             .every_ms = EVERY_MS,
                             .timeout_ms = STATEMENT_MS,
                             .round = roll };
    return job_main(&job);
}
