#include "hub/session.h"

#include "base/fail.h"
#include "base/secret.h"
#include "hub/audit.h"

enum { DIGEST_SIZE = 32, TOKEN_SIZE_MAX = 128 };

static struct bytes digest_of(struct hub *hub, const char *token)
{
    return secret_sha256(hub->mem, bytes_from(token));
}

/* The digest that a name spells; empty, which no session has, if it spells none. */
static struct bytes digest_named(struct hub *hub, const char *name)
{
    if (!name || strlen(name) != 2 * DIGEST_SIZE ||
        strspn(name, "0123456789abcdef") != 2 * DIGEST_SIZE)
        return BYTES("");
    char *digest = arena_alloc(hub->mem, DIGEST_SIZE);
    for (size_t i = 0; i < DIGEST_SIZE; i++)
        digest[i] = (char)(text_hex_digit(name[2 * i]) << 4 | text_hex_digit(name[2 * i + 1]));
    return (struct bytes){ digest, DIGEST_SIZE };
}

const char *session_begin(struct hub *hub, const struct account *account, const char *address,
                          const char *agent)
{
    const char *token = secret_random_text(hub->mem);
    sql_session_add(hub->db, hub->mem, digest_of(hub, token), account->id,
                    account->password_version, address, agent, hub->now);
    return token;
}

const struct session *session_find(struct hub *hub, const char *token)
{
    if (strlen(token) > TOKEN_SIZE_MAX)
        return NULL;
    struct bytes digest = digest_of(hub, token);
    struct db_rows *rows = sql_session_find(hub->db, hub->mem, digest, hub->now);
    if (!db_next(rows))
        return NULL;
    struct session *s = ARENA_ONE(hub->mem, struct session);
    s->name = text_hex(hub->mem, digest);
    s->account = db_int(rows, "account");
    s->account_name = db_text(rows, "name");
    if (db_bool(rows, "was_idle"))
        sql_session_seen(hub->db, hub->mem, digest, hub->now);
    return s;
}

const struct session *session_list(struct hub *hub, int64_t account)
{
    struct session *first = NULL, **end = &first;
    struct db_rows *rows = sql_session_list(hub->db, hub->mem, account, hub->now);
    for (; db_next(rows); end = &(*end)->next) {
        struct session *s = *end = ARENA_ONE(hub->mem, struct session);
        s->name = text_hex(hub->mem, db_bytes(rows, "digest"));
        s->account = account;
        s->address = db_text(rows, "address");
        s->agent = db_text(rows, "agent");
        s->created_at = db_time(rows, "created_at");
        s->seen_at = db_time(rows, "seen_at");
    }
    return first;
}

bool session_end(struct hub *hub, int64_t account, const char *name)
{
    if (!db_next(sql_session_end(hub->db, hub->mem, account, digest_named(hub, name))))
        return false;
    audit_add(hub, "account.session_end", hub->name, NULL);
    return true;
}

void session_end_others(struct hub *hub, int64_t account, const char *name)
{
    sql_session_end_others(hub->db, hub->mem, account, digest_named(hub, name));
    audit_add(hub, "account.sessions_end", hub->name, NULL);
}

void session_confirm(struct hub *hub, const char *name)
{
    sql_session_confirm(hub->db, hub->mem, digest_named(hub, name), hub->now);
}

void session_keep(struct hub *hub, const char *name, int64_t password_version)
{
    sql_session_keep(hub->db, hub->mem, digest_named(hub, name), password_version, hub->now);
}

bool session_is_fresh(struct hub *hub, const char *name)
{
    struct db_rows *rows =
        sql_session_is_fresh(hub->db, hub->mem, digest_named(hub, name), hub->now);
    return db_next(rows) && db_bool(rows, "fresh");
}
