/* Tells whoever made a token that it will expire, and that a repository has become silent.  One
 * round, for the crontab. */
#include "app/job.h"
#include "app/reminder.h"

enum { STATEMENT_MS = 30000 };

int main(void)
{
    const struct job job = { .name = "remind",
                             .role = "nopanic_cron",
                             .timeout_ms = STATEMENT_MS,
                             .round = reminder_round };
    return job_main(&job);
}
