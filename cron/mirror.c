/* Keeps the mirrors of git repositories, and finds the source of crashers in them: as soon as
 * somebody asks for it, and looks for what is due. */
#include "app/job.h"
#include "app/mirror_round.h"

enum { EVERY_MS = 5000, STATEMENT_MS = 30000 };

int main(void)
{
    const struct job job = { .name = "mirror",
                             .role = "nopanic_cron",
                             .every_ms = EVERY_MS,
                             .listen = "LISTEN mirror",
                             .keys = true,
                             .timeout_ms = STATEMENT_MS,
                             .round = mirror_round };
    return job_main(&job);
}
