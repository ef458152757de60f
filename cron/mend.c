/* Has what waits not wait in vain after the clock was set back.  One round, for the crontab. */
#include "app/job.h"
#include "hub/upkeep.h"

enum { STATEMENT_MS = 60000 };

int main(void)
{
    const struct job job = {
        .name = "mend", .role = "nopanic_cron", .timeout_ms = STATEMENT_MS, .round = upkeep_mend
    };
    return job_main(&job);
}
