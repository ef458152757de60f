/* Sends mails, and tells people of events: as soon as one is written, and looks for what is due
 * later. */
#include "app/dispatcher.h"
#include "app/job.h"

enum { EVERY_MS = 2000, STATEMENT_MS = 60000 };

int main(void)
{
    const struct job job = { .name = "dispatch",
                             .role = "nopanic_cron",
                             .every_ms = EVERY_MS,
                             .listen = "LISTEN dispatch",
                             .keys = true,
                             .timeout_ms = STATEMENT_MS,
                             .round = dispatcher_round };
    return job_main(&job);
}
