/* token: with what CI jobs push. */
#include <stdio.h>
#include <stdlib.h>

#include "app/command.h"
#include "base/clock.h"
#include "base/config.h"
#include "base/fail.h"
#include "base/secret.h"
#include "hub/name.h"
#include "hub/registry.h"
#include "hub/token_grant.h"

static int64_t repo_of(struct command_call *call, const char *name)
{
    if (!name)
        return 0;
    name_need_repo(name);
    const struct registry_entry *repo = registry_find(&call->hub, name);
    if (!repo)
        fail(FAIL_ABSENT, "there is no repository \"%s\"; nopanic repo add %s makes it", name,
             name);
    return repo->id;
}

void command_token_create(struct command_call *call)
{
    const char *repo = command_value(call, "--repo"), *scope = command_value(call, "--scope");
    const char *name = command_value(call, "--name");
    int64_t days = command_number(call, "--days", 90, 1, TOKEN_GRANT_DAYS_MAX);
    bool all = command_flag(call, "--all"), many = repo && strchr(repo, '*');
    command_no_more(call);
    if (all == (repo != NULL))
        fail(FAIL_INPUT, "one of --repo and --all is needed");
    secret_load();
    command_open(call);

    db_execute(call->hub.db, "BEGIN");
    const struct token_grant_order order = { .name = name   ? name
                                                     : repo ? repo
                                                            : "command line",
                                             .scope = scope ? scope : "ingest",
                                             .repo = many ? 0 : repo_of(call, repo),
                                             .pattern = many ? repo : NULL,
                                             .days = days };
    const char *token = token_grant_add(&call->hub, &order);
    db_execute(call->hub.db, "COMMIT");
    printf("%s\n", token);
}

void command_token_list(struct command_call *call)
{
    command_no_more(call);
    command_open(call);
    struct arena *mem = call->hub.mem;
    for (const struct token_grant *t = token_grant_list(&call->hub, 0); t; t = t->next)
        printf("%4" PRId64 "  %-8s %-6s %-24s %s; expires %s; used %s\n", t->id,
               t->revoked_at                         ? "revoked"
               : token_grant_in_force(&call->hub, t) ? "in force"
                                                     : "expired",
               t->scope, t->name, t->repos ? t->repos : "all repositories",
               clock_iso(mem, t->expires_at),
               t->used_at ? clock_ago(mem, t->used_at, call->hub.now) : "never");
}

void command_token_revoke(struct command_call *call)
{
    int64_t id;
    const char *text = command_need(call, "ID");
    command_no_more(call);
    if (!text_to_int(text, &id))
        fail(FAIL_INPUT, "ID is the number that nopanic token list shows");
    command_open(call);
    db_execute(call->hub.db, "BEGIN");
    const char *name = token_grant_revoke(&call->hub, id, NULL);
    db_execute(call->hub.db, "COMMIT");
    if (!name)
        fail(FAIL_ABSENT, "there is no token %" PRId64 " in force", id);
    fprintf(stderr, "Token %s is revoked.\n", name);
}
