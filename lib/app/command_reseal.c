/* reseal: secrets under the current key. */
#include <stdio.h>
#include <stdlib.h>

#include "app/command.h"
#include "base/config.h"
#include "base/fail.h"
#include "base/secret.h"
#include "hub/reseal.h"

static void print_lost(const char *table, int64_t id, const char *kid)
{
    fprintf(stderr, "%s %" PRId64 ": cannot be opened: %s%s\n", table, id,
            kid ? "altered, or the key file lacks the key " : "is no sealed value", kid ? kid : "");
}

void command_reseal(struct command_call *call)
{
    bool dry = command_flag(call, "--dry-run");
    command_no_more(call);
    secret_load();
    command_open(call);
    struct reseal_counts n = reseal_all(&call->hub, dry, print_lost);
    printf("%" PRId64 " secrets %s sealed with key %s; %" PRId64 " were already; %" PRId64
           " cannot be opened\n",
           n.resealed, dry ? "would be" : "are now", secret_current_kid(), n.current, n.lost);
    if (n.lost > 0)
        call->status = EXIT_FAILURE;
}
