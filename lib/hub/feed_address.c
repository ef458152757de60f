#include "hub/feed_address.h"

#include "base/fail.h"
#include "base/secret.h"
#include "hub/audit.h"

static const struct saved_filter *filter_from(struct hub *hub, struct db_rows *rows)
{
    if (db_null(rows, "filter"))
        return NULL;
    struct saved_filter *filter = ARENA_ONE(hub->mem, struct saved_filter);
    filter->id = db_int(rows, "filter");
    filter->name = db_text(rows, "filter_name");
    filter->address = db_text(rows, "filter_address");
    return filter;
}

static struct feed_address *address_from(struct hub *hub, struct db_rows *rows)
{
    struct feed_address *f = ARENA_ONE(hub->mem, struct feed_address);
    f->id = db_int(rows, "id");
    f->repo = db_text(rows, "repo");
    f->filter = filter_from(hub, rows);
    return f;
}

const struct feed_address *feed_address_list(struct hub *hub)
{
    struct feed_address *first = NULL, **end = &first;
    struct db_rows *rows = sql_feed_address_list(hub->db, hub->mem);
    for (; db_next(rows); end = &(*end)->next) {
        *end = address_from(hub, rows);
        (*end)->account = hub->account;
        (*end)->created_at = db_time(rows, "created_at");
        (*end)->used_at = db_time(rows, "used_at");
    }
    return first;
}

const char *feed_address_add(struct hub *hub, int64_t repo, const struct saved_filter *filter,
                             const char *of)
{
    const char *secret = secret_random_text(hub->mem);
    struct bytes digest = secret_sha256(hub->mem, bytes_from(secret));
    struct db_rows *rows = sql_feed_address_add(hub->db, hub->mem, digest, repo,
                                                filter ? filter->id : 0, FEED_ADDRESSES_MAX);
    if (!db_next(rows))
        fail(FAIL_REFUSED, "at most %d addresses can be in use: revoke one first",
             FEED_ADDRESSES_MAX);
    audit_add(hub, "feed.add", text_format(hub->mem, "%" PRId64 " %s", db_int(rows, "id"), of),
              NULL);
    return secret;
}

void feed_address_revoke(struct hub *hub, int64_t id)
{
    if (!db_next(sql_feed_address_revoke(hub->db, hub->mem, id)))
        fail(FAIL_CONFLICT, "this address is not in use any more");
    audit_add(hub, "feed.revoke", text_int(hub->mem, id), NULL);
}

const struct feed_address *feed_address_open(struct hub *hub, const char *secret)
{
    struct bytes digest = secret_sha256(hub->mem, bytes_from(secret));
    struct db_rows *rows = sql_feed_address_open(hub->db, hub->mem, digest);
    if (!db_next(rows))
        return NULL;
    struct feed_address *f = address_from(hub, rows);
    f->account = db_int(rows, "account");
    return hub_become(hub, f->account) ? f : NULL;
}

void feed_address_used(struct hub *hub, const struct feed_address *address)
{
    sql_feed_address_used(hub->db, hub->mem, address->id);
}
