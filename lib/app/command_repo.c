/* repo: the register of repositories. */
#include <stdio.h>

#include "app/command.h"
#include "base/clock.h"
#include "base/fail.h"
#include "hub/registry.h"

void command_repo_add(struct command_call *call)
{
    bool is_public = command_flag(call, "--public");
    const char *name = command_need(call, "OWNER/NAME");
    command_no_more(call);
    command_open(call);
    db_execute(call->hub.db, "BEGIN");
    registry_add(&call->hub, name, is_public, NULL);
    db_execute(call->hub.db, "COMMIT");
}

void command_repo_list(struct command_call *call)
{
    const char *search = command_other(call, "");
    command_open(call);
    const struct registry_entry *r;
    int64_t skip = 0, found;
    do {
        r = registry_page(&call->hub, search, skip, &found);
        for (int row = 0; r && row < HUB_PAGE_ROWS; r = r->next, row++)
            printf("%-40s %-8s %4" PRId64 " packages  last run %s\n", r->name,
                   r->public ? "public" : "private", r->packages,
                   r->last_run_at ? clock_utc(call->hub.mem, r->last_run_at) : "never");
        skip += HUB_PAGE_ROWS;
    } while (r);
}

void command_repo_rename(struct command_call *call)
{
    const char *name = command_need(call, "OWNER/NAME"), *other = command_need(call, "OWNER/NEW");
    command_no_more(call);
    command_open(call);
    db_execute(call->hub.db, "BEGIN");
    const struct registry_entry *repo = registry_need(&call->hub, name);
    registry_rename(&call->hub, repo->id, repo->name, other, NULL);
    db_execute(call->hub.db, "COMMIT");
}

static void set_public(struct command_call *call, bool is_public)
{
    const char *name = command_need(call, "OWNER/NAME");
    command_no_more(call);
    command_open(call);
    db_execute(call->hub.db, "BEGIN");
    const struct registry_entry *repo = registry_need(&call->hub, name);
    registry_set_public(&call->hub, repo->id, repo->name, is_public, NULL);
    db_execute(call->hub.db, "COMMIT");
}

void command_repo_public(struct command_call *call)
{
    set_public(call, true);
}

void command_repo_private(struct command_call *call)
{
    set_public(call, false);
}

void command_repo_remove(struct command_call *call)
{
    bool yes = command_flag(call, "--yes");
    const char *name = command_need(call, "OWNER/NAME");
    command_no_more(call);
    if (!yes)
        fail(FAIL_INPUT, "this removes all runs and crashers of %s for good; say --yes", name);
    command_open(call);
    db_execute(call->hub.db, "BEGIN");
    const struct registry_entry *repo = registry_need(&call->hub, name);
    registry_remove(&call->hub, repo->id, repo->name, NULL);
    db_execute(call->hub.db, "COMMIT");
}
