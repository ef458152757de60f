#include "hub/token_grant.h"

#include "base/fail.h"
#include "base/secret.h"
#include "base/token.h"
#include "hub/account_mail.h"
#include "hub/audit.h"
#include "hub/name.h"

enum { DAY_S = 86400 };

static void check_order(const struct token_grant_order *order)
{
    if (order->pattern)
        name_need_pattern(order->pattern);
    name_need("name", order->name, TOKEN_GRANT_NAME_MAX);
    if (strcmp(order->scope, "ingest") != 0 && strcmp(order->scope, "read") != 0)
        fail(FAIL_REFUSED, "scope must be ingest or read");
    if (order->days < 1 || order->days > TOKEN_GRANT_DAYS_MAX)
        fail(FAIL_REFUSED, "days must be from 1 to %d", TOKEN_GRANT_DAYS_MAX);
}

const char *token_grant_add(struct hub *hub, const struct token_grant_order *order)
{
    check_order(order);
    const struct token token = {
        .jti = secret_random_text(hub->mem),
        .sub = order->name,
        .scope = order->scope,
        .issued_at = hub->now,
        .expires_at = hub->now + order->days * DAY_S,
    };
    struct db_rows *rows = sql_token_grant_add(
        hub->db, hub->mem, token.jti, secret_current_kid(), order->name, order->scope,
        order->repo == 0 && !order->pattern, order->pattern, hub->account, token.expires_at);
    if (!db_next(rows))
        fail(FAIL_BROKEN, "token_grant_add returned no id");
    if (order->repo != 0)
        sql_token_grant_cover(hub->db, hub->mem, db_int(rows, "id"), order->repo);
    const char *object = text_format(hub->mem, "%s %s", db_text(rows, "id"), order->name);
    audit_add(hub, "token.add", object, order->address);
    if (hub->account != 0)
        account_mail_token(hub, order->name);
    return token_issue(hub->mem, &token);
}

const struct token_grant *token_grant_list(struct hub *hub, int64_t repo)
{
    struct token_grant *first = NULL, **end = &first;
    struct db_rows *rows = sql_token_grant_list(hub->db, hub->mem, hub->now, repo);
    for (; db_next(rows); end = &(*end)->next) {
        struct token_grant *t = *end = ARENA_ONE(hub->mem, struct token_grant);
        t->id = db_int(rows, "id");
        t->name = db_text(rows, "name");
        t->scope = db_text(rows, "scope");
        const char *repos = db_text(rows, "repos");
        t->repos = db_bool(rows, "every_repo") ? NULL : repos ? repos : "";
        t->kid = db_text(rows, "kid");
        t->account = db_text(rows, "account");
        t->created_at = db_time(rows, "created_at");
        t->expires_at = db_time(rows, "expires_at");
        t->revoked_at = db_time(rows, "revoked_at");
        t->used_at = db_time(rows, "used_at");
        t->used_address = db_text(rows, "used_address");
    }
    return first;
}

bool token_grant_in_force(const struct hub *hub, const struct token_grant *token)
{
    return token->revoked_at == 0 && token->expires_at > hub->now;
}

const char *token_grant_revoke(struct hub *hub, int64_t id, const char *address)
{
    struct db_rows *rows = sql_token_grant_revoke(hub->db, hub->mem, id);
    if (!db_next(rows))
        return NULL;
    const char *name = db_text(rows, "name");
    audit_add(hub, "token.revoke", text_format(hub->mem, "%" PRId64 " %s", id, name), address);
    return name;
}

const struct token_expiring *token_grant_expiring(struct hub *hub)
{
    struct token_expiring *first = NULL, **end = &first;
    struct db_rows *rows = sql_token_grant_expiring(hub->db, hub->mem, hub->now);
    for (; db_next(rows); end = &(*end)->next) {
        struct token_expiring *t = *end = ARENA_ONE(hub->mem, struct token_expiring);
        t->account = db_int(rows, "account");
        t->account_name = db_text(rows, "account_name");
        t->name = db_text(rows, "name");
        t->repos = db_text(rows, "repos");
        t->expires_at = db_time(rows, "expires_at");
        t->used_at = db_time(rows, "used_at");
        t->used_address = db_text(rows, "used_address");
    }
    return first;
}

int64_t token_grant_count_kid(struct hub *hub, const char *kid)
{
    struct db_rows *rows = sql_token_grant_count_kid(hub->db, hub->mem, kid);
    return db_next(rows) ? db_int(rows, "tokens") : 0;
}

int64_t token_grant_check(struct hub *hub, const char *jti, const char *address, const char **scope)
{
    struct db_rows *rows = sql_token_grant_check(hub->db, hub->mem, jti, address);
    if (!db_next(rows))
        return 0;
    *scope = db_text(rows, "scope");
    return db_int(rows, "id");
}
