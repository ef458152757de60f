/* Sends mails: as soon as one is written, and looks for those that are due again. */
#include "app/job.h"
#include "app/mailer.h"

enum { EVERY_MS = 5000, STATEMENT_MS = 10000 };

int main(void)
{
    const struct job job = { .name = "dispatch",
                             .role = "nopanic_cron",
                             .every_ms = EVERY_MS,
                             .listen = "LISTEN mail",
                             .keys = true,
                             .timeout_ms = STATEMENT_MS,
                             .round = mailer_round };
    return job_main(&job);
}
