/* group: who belongs together. */
#include <stdio.h>

#include "app/command.h"
#include "base/fail.h"
#include "hub/access.h"
#include "hub/group.h"

void command_group_add(struct command_call *call)
{
    const char *name = command_need(call, "NAME");
    command_no_more(call);
    command_open(call);
    db_execute(call->hub.db, "BEGIN");
    group_add(&call->hub, name, NULL);
    db_execute(call->hub.db, "COMMIT");
}

void command_group_list(struct command_call *call)
{
    const char *search = command_other(call, "");
    command_open(call);
    const struct group *g;
    int64_t skip = 0, found;
    do {
        g = group_list(&call->hub, search, skip, &found);
        for (int row = 0; g && row < HUB_PAGE_ROWS; g = g->next, row++)
            printf("%-32s %5" PRId64 " members %5" PRId64 " grants  managed by %s\n", g->name,
                   g->members, g->grants, g->managers ? g->managers : "administrators");
        skip += HUB_PAGE_ROWS;
    } while (g);
}

static void print_members(struct command_call *call, const struct group *group)
{
    const struct group_member *m;
    int64_t skip = 0;
    do {
        m = group_members(&call->hub, group->id, skip);
        for (int row = 0; m && row < HUB_PAGE_ROWS; m = m->next, row++)
            printf("%-8s %s%s\n", m->manager ? "manager" : "member", m->name,
                   m->closed ? " (disabled)" : "");
        skip += HUB_PAGE_ROWS;
    } while (m);
}

void command_group_show(struct command_call *call)
{
    const char *name = command_need(call, "NAME");
    command_no_more(call);
    command_open(call);
    const struct group *group = group_need(&call->hub, name);
    print_members(call, group);
    command_print_grants(call, group);
}

void command_group_rename(struct command_call *call)
{
    const char *name = command_need(call, "NAME"), *other = command_need(call, "NEW");
    command_no_more(call);
    command_open(call);
    db_execute(call->hub.db, "BEGIN");
    group_rename(&call->hub, group_need(&call->hub, name), other, NULL);
    db_execute(call->hub.db, "COMMIT");
}

void command_group_remove(struct command_call *call)
{
    bool yes = command_flag(call, "--yes");
    const char *name = command_need(call, "NAME");
    command_no_more(call);
    if (!yes)
        fail(FAIL_INPUT, "its members lose what was granted to %s; say --yes", name);
    command_open(call);
    db_execute(call->hub.db, "BEGIN");
    group_remove(&call->hub, group_need(&call->hub, name), NULL);
    db_execute(call->hub.db, "COMMIT");
}

static bool is_member(struct command_call *call, const struct group *group, const char *account)
{
    const struct access_who who = access_who(&call->hub, "account", account);
    for (const struct group *g = group_of_account(&call->hub, who.id); g; g = g->next)
        if (g->id == group->id)
            return true;
    return false;
}

void command_group_join(struct command_call *call)
{
    bool manager = command_flag(call, "--manager"), member = command_flag(call, "--member");
    const char *name = command_need(call, "NAME"), *account = command_need(call, "ACCOUNT");
    command_no_more(call);
    if (manager && member)
        fail(FAIL_INPUT, "one of --manager and --member, not both");
    command_open(call);
    db_execute(call->hub.db, "BEGIN");
    const struct group *group = group_need(&call->hub, name);
    if ((manager || member) && is_member(call, group, account))
        group_set_manager(&call->hub, group, account, manager, NULL);
    else
        group_join(&call->hub, group, account, manager, NULL);
    db_execute(call->hub.db, "COMMIT");
}

void command_group_leave(struct command_call *call)
{
    const char *name = command_need(call, "NAME"), *account = command_need(call, "ACCOUNT");
    command_no_more(call);
    command_open(call);
    db_execute(call->hub.db, "BEGIN");
    group_leave(&call->hub, group_need(&call->hub, name), account, NULL);
    db_execute(call->hub.db, "COMMIT");
}
