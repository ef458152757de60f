#include "hub/channel.h"

#include "base/fail.h"
#include "base/guard.h"
#include "base/seal.h"
#include "base/secret.h"
#include "hub/name.h"

static struct channel *channel_from(struct hub *hub, struct db_rows *rows)
{
    struct channel *c = ARENA_ONE(hub->mem, struct channel);
    c->id = db_int(rows, "id");
    c->kind = db_text(rows, "kind");
    c->name = db_text(rows, "name");
    c->address = db_text(rows, "address");
    c->failures = db_int(rows, "failures");
    c->failing_since = db_time(rows, "failing_since");
    c->test = (struct channel_test){ db_int(rows, "test"), db_time(rows, "tested_at"),
                                     db_text(rows, "test_state"), db_text(rows, "test_answer") };
    return c;
}

const struct channel *channel_list(struct hub *hub)
{
    struct channel *first = NULL, **end = &first;
    struct db_rows *rows = sql_channel_list(hub->db, hub->mem);
    for (; db_next(rows); end = &(*end)->next)
        *end = channel_from(hub, rows);
    return first;
}

static struct seal_place place_of(struct hub *hub, int64_t id, const char *column)
{
    return (struct seal_place){ "channel", column, text_int(hub->mem, id) };
}

static struct bytes seal(struct hub *hub, int64_t id, const char *column, const char *secret)
{
    return secret ? seal_close(hub->mem, place_of(hub, id, column), bytes_from(secret))
                  : (struct bytes){ 0 };
}

static bool is_hook(const char *kind)
{
    static const char *const hooks[] = { "slack", "teams", "discord", "mattermost", "webhook" };
    for (size_t i = 0; i < COUNT_OF(hooks); i++)
        if (strcmp(kind, hooks[i]) == 0)
            return true;
    return false;
}

/* A member of Slack: "U04QX7M2K". */
static bool is_member(const char *id)
{
    size_t size = strspn(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    return (*id == 'U' || *id == 'W') && size == strlen(id) && size >= 9 && size <= 20;
}

static void need_wish(struct hub *hub, const struct channel_wish *wish)
{
    if (*wish->name)
        name_need("name", wish->name, CHANNEL_NAME_MAX);
    if (is_hook(wish->kind)) {
        const char *why = wish->url && *wish->url ? guard_refuses(hub->mem, GUARD_WEB, wish->url)
                                                  : "it is missing";
        if (why)
            fail(FAIL_REFUSED, "address: %s", why);
    } else if (strcmp(wish->kind, "slack_dm") != 0) {
        fail(FAIL_REFUSED, "there is no such kind of channel");
    } else if (wish->address && !is_member(wish->address)) {
        fail(FAIL_REFUSED, "a member ID of Slack is like U04QX7M2K");
    }
}

const char *channel_add(struct hub *hub, const struct channel_wish *wish)
{
    need_wish(hub, wish);
    bool hook = is_hook(wish->kind);
    struct db_rows *rows = sql_channel_add(hub->db, hub->mem, wish->kind, wish->name,
                                           hook ? NULL : wish->address, CHANNELS_MAX);
    if (!db_next(rows))
        fail(FAIL_REFUSED, "there are %d already, which is the most: remove one first",
             CHANNELS_MAX);
    int64_t id = db_int(rows, "id");
    const char *key = strcmp(wish->kind, "webhook") == 0 ? secret_random_text(hub->mem) : NULL;
    if (hook)
        (void)sql_channel_seal(hub->db, hub->mem, id, seal(hub, id, "sealed", wish->url),
                               seal(hub, id, "sealed_key", key));
    return key;
}

void channel_remove(struct hub *hub, int64_t id)
{
    if (!db_next(sql_channel_remove(hub->db, hub->mem, id)))
        fail(FAIL_CONFLICT, "this channel is not there any more");
}

int64_t channel_test(struct hub *hub, int64_t id)
{
    struct db_rows *rows = sql_channel_test(hub->db, hub->mem, id);
    return db_next(rows) ? db_int(rows, "test") : 0;
}

const char *channel_open(struct hub *hub, int64_t id, const char *column, struct bytes sealed)
{
    struct bytes plain;
    return sealed.at && seal_open(hub->mem, place_of(hub, id, column), sealed, &plain) ? plain.at
                                                                                       : NULL;
}
