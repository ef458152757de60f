/* rebucket: sorts the crashers by the present rules. */
#include <stdio.h>

#include "app/command.h"
#include "base/fail.h"
#include "hub/rebucket.h"

static void print_move(const struct rebucket_change *change, const struct rebucket_move *m)
{
    printf("  #%" PRId64 " %s: ", change->crasher, change->title);
    if (m->merges)
        printf("is one with #%" PRId64 "\n", m->other);
    else if (m->other != 0)
        printf("%" PRId64 " of its crashes are of #%" PRId64 "\n", m->crashes, m->other);
    else
        printf("%" PRId64 " of its crashes are of a new one: %s\n", m->crashes, m->title);
}

static bool print_change(void *context, const struct rebucket_change *change)
{
    (void)context;
    for (const struct rebucket_move *m = change ? change->moves : NULL; m; m = m->next)
        print_move(change, m);
    if (change && !change->moves)
        printf("  #%" PRId64 " %s: is told apart by other frames\n", change->crasher,
               change->title);
    return true;
}

void command_rebucket(struct command_call *call)
{
    bool dry = command_flag(call, "--dry-run");
    const char *name = command_value(call, "--repo");
    command_no_more(call);
    command_open(call);
    const struct rebucket_repo *repo = rebucket_repos(&call->hub, name ? name : "", false);
    if (name && !repo)
        fail(FAIL_ABSENT, "there is no repository \"%s\"", name);
    for (; repo; repo = repo->next) {
        printf("%s\n", repo->name);
        struct rebucket_counts n = rebucket_run(&call->hub, repo, dry, print_change, NULL);
        printf("  %" PRId64 " crashers, %" PRId64 " of them without a log that tells; %" PRId64
               " %s: %" PRId64 " merged, %" PRId64 " parted\n",
               n.looked, n.unread, n.changed, dry ? "would change" : "changed", n.merged, n.parted);
    }
}
