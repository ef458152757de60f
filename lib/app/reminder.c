#include "app/reminder.h"

#include "base/clock.h"
#include "base/config.h"
#include "hub/outbox.h"
#include "hub/site.h"
#include "hub/token_grant.h"
#include "hub/upkeep.h"

static void tell(struct hub *hub, const struct token_expiring *token)
{
    struct view *values = view_new(hub->mem);
    const char *url = site_url(hub->mem);
    view_set(values, "URL", url);
    view_set(values, "NAME", token->account_name);
    view_set(values, "TOKEN", token->name);
    view_set(values, "REPOS", token->repos);
    view_set(values, "EXPIRES", clock_utc(hub->mem, token->expires_at));
    view_set(values, "USED", token->used_at ? clock_utc(hub->mem, token->used_at) : "never");
    if (token->used_address)
        view_set(view_add(values, "USED_FROM"), "ADDRESS", token->used_address);
    outbox_put(hub, token->account, NULL, "mail-token.tpl", values);
}

int64_t reminder_round(struct hub *hub)
{
    int64_t count = 0;
    db_execute(hub->db, "BEGIN");
    for (const struct token_expiring *t = token_grant_expiring(hub); t; t = t->next, count++)
        tell(hub, t);
    db_execute(hub->db, "COMMIT");
    return count + upkeep_missing(hub, config_int("STALE_DAYS"));
}
