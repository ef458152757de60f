/* grant: who may do what where. */
#include <stdio.h>

#include "app/command.h"
#include "base/fail.h"
#include "hub/access.h"
#include "hub/group.h"
#include "hub/registry.h"

struct wish {
    const char *group, *account;
};

static struct wish take_who(struct command_call *call)
{
    struct wish wish = { command_value(call, "--group"), command_value(call, "--account") };
    if (!wish.group == !wish.account)
        fail(FAIL_INPUT, "one of --group and --account is needed");
    return wish;
}

static void set(struct command_call *call, struct wish wish, const char *object, const char *role)
{
    command_open(call);
    db_execute(call->hub.db, "BEGIN");
    const struct access_who who = access_who(&call->hub, wish.group ? "group" : "account",
                                             wish.group ? wish.group : wish.account);
    const struct access_wish order = { .who = who,
                                       .object = access_object(&call->hub, object),
                                       .role = role };
    if (!access_set(&call->hub, &order) && access_rank(role) == 0)
        fail(FAIL_ABSENT, "nothing is granted to %s on %s", who.name, object);
    db_execute(call->hub.db, "COMMIT");
}

void command_grant_set(struct command_call *call)
{
    struct wish wish = take_who(call);
    const char *role = command_need(call, "read, triage or admin");
    const char *object = command_need(call, "OWNER/NAME or PATTERN");
    command_no_more(call);
    if (access_rank(role) == 0)
        fail(FAIL_INPUT, "the role is read, triage or admin; grant remove ends a grant");
    set(call, wish, object, role);
}

void command_grant_remove(struct command_call *call)
{
    struct wish wish = take_who(call);
    const char *object = command_need(call, "OWNER/NAME or PATTERN");
    command_no_more(call);
    set(call, wish, object, "none");
}

static void print_of_repo(struct command_call *call, const char *name)
{
    const struct registry_entry *repo = registry_need(&call->hub, name);
    for (const struct access_grant *g = access_of_repo(&call->hub, repo->id); g; g = g->next)
        printf("%-8s by %s %s%s%s%s\n", g->role, g->group ? "group" : "account", g->who,
               g->pattern ? " through " : "", g->pattern ? g->pattern : "",
               g->closed ? " (disabled)" : "");
    if (repo->public)
        printf("%-8s by everybody: it is public\n", "read");
}

void command_print_grants(struct command_call *call, const struct group *group)
{
    const struct access_grant *g;
    int64_t skip = 0;
    do {
        g = access_of_group(&call->hub, group->id, skip);
        for (int row = 0; g && row < HUB_PAGE_ROWS; g = g->next, row++)
            printf("%-8s %s\n", g->role, g->object);
        skip += HUB_PAGE_ROWS;
    } while (g);
}

static void print_of_account(struct command_call *call, const char *name)
{
    const struct access_who who = access_who(&call->hub, "account", name);
    const struct access_grant *g;
    int64_t skip = 0, found;
    do {
        g = access_of_account(&call->hub, who.id, skip, &found);
        for (int row = 0; g && row < HUB_PAGE_ROWS; g = g->next, row++)
            printf("%-8s %s%s%s%s%s\n", g->role, g->object, g->group ? " by group " : "",
                   g->group ? g->who : "", g->pattern ? " through " : "",
                   g->pattern ? g->pattern : "");
        skip += HUB_PAGE_ROWS;
    } while (g);
}

static void print_all(struct command_call *call)
{
    const struct access_grant *last = NULL;
    for (const struct access_grant *g; (g = access_list(&call->hub, last)) != NULL;)
        for (; g; last = g, g = g->next)
            printf("%-8s %-7s %-32s %s\n", g->role, g->group ? "group" : "account", g->who,
                   g->object);
}

void command_grant_list(struct command_call *call)
{
    const char *repo = command_value(call, "--repo"), *group = command_value(call, "--group");
    const char *account = command_value(call, "--account");
    command_no_more(call);
    if (!!repo + !!group + !!account > 1)
        fail(FAIL_INPUT, "one of --repo, --group and --account, not several");
    command_open(call);
    if (repo)
        print_of_repo(call, repo);
    else if (group)
        command_print_grants(call, group_need(&call->hub, group));
    else if (account)
        print_of_account(call, account);
    else
        print_all(call);
}
