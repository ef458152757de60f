#include "hub/channel.h"

#include "base/fail.h"
#include "base/guard.h"
#include "base/seal.h"
#include "base/secret.h"
#include "hub/account.h"
#include "hub/audit.h"
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

const struct channel *channel_list_shared(struct hub *hub)
{
    struct channel *first = NULL, **end = &first;
    struct db_rows *rows = sql_channel_list_shared(hub->db, hub->mem);
    for (; db_next(rows); end = &(*end)->next) {
        *end = channel_from(hub, rows);
        (*end)->sees_private = db_bool(rows, "sees_private");
        (*end)->rules = db_int(rows, "rules");
    }
    return first;
}

const struct channel *channel_find_shared(struct hub *hub, int64_t id)
{
    const struct channel *c = channel_list_shared(hub);
    while (c && c->id != id)
        c = c->next;
    return c;
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

/* The key that signs what a webhook gets; NULL: it is of another kind. */
static const char *seal_hook(struct hub *hub, int64_t id, const struct channel_wish *wish)
{
    const char *key = strcmp(wish->kind, "webhook") == 0 ? secret_random_text(hub->mem) : NULL;
    (void)sql_channel_seal(hub->db, hub->mem, id, seal(hub, id, "sealed", wish->url),
                           seal(hub, id, "sealed_key", key));
    return key;
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
    return hook ? seal_hook(hub, db_int(rows, "id"), wish) : NULL;
}

static void gone(void)
{
    fail(FAIL_CONFLICT, "this channel is not there any more");
}

void channel_remove(struct hub *hub, int64_t id)
{
    if (!db_next(sql_channel_remove(hub->db, hub->mem, id)))
        gone();
}

static void need_shared(struct hub *hub, const struct channel_wish *wish)
{
    name_need("name", wish->name, CHANNEL_NAME_MAX);
    if (strcmp(wish->kind, "email") != 0) {
        if (!is_hook(wish->kind))
            fail(FAIL_REFUSED, "there is no such kind of channel");
        need_wish(hub, wish);
        return;
    }
    const char *problem = account_email_problem(wish->address ? wish->address : "");
    if (problem)
        fail(FAIL_REFUSED, "%s", problem);
    struct db_rows *rows = sql_channel_of_email(hub->db, hub->mem, wish->address);
    if (db_next(rows))
        fail(FAIL_REFUSED, "this is the address of %s", db_text(rows, "whose"));
}

static void note(struct hub *hub, const char *action, const char *kind, const char *name,
                 const char *more)
{
    audit_add(hub, action, text_format(hub->mem, "%s %s%s", kind, name, more), NULL);
}

static const char *word_of(bool sees_private)
{
    return sees_private ? ", private repositories too" : ", public repositories alone";
}

struct channel_made channel_add_shared(struct hub *hub, const struct channel_wish *wish,
                                       bool sees_private)
{
    need_shared(hub, wish);
    bool hook = is_hook(wish->kind);
    struct db_rows *rows =
        sql_channel_add_shared(hub->db, hub->mem, wish->kind, wish->name,
                               hook ? NULL : wish->address, sees_private, CHANNELS_SHARED_MAX);
    if (!db_next(rows))
        fail(FAIL_REFUSED, "there are %d channels already, which is the most: remove one first",
             CHANNELS_SHARED_MAX);
    int64_t id = db_int(rows, "id");
    note(hub, "channel.add", wish->kind, wish->name, word_of(sees_private));
    return (struct channel_made){ id, hook ? seal_hook(hub, id, wish) : NULL };
}

void channel_set_shared(struct hub *hub, const struct channel *channel, const char *name,
                        bool sees_private)
{
    name_need("name", name, CHANNEL_NAME_MAX);
    if (!db_next(sql_channel_set_shared(hub->db, hub->mem, channel->id, name, sees_private)))
        gone();
    note(hub, "channel.set", channel->kind, channel->name,
         text_format(hub->mem, ": now %s%s", name, word_of(sees_private)));
}

void channel_remove_shared(struct hub *hub, const struct channel *channel)
{
    if (!db_next(sql_channel_remove_shared(hub->db, hub->mem, channel->id)))
        gone();
    note(hub, "channel.remove", channel->kind, channel->name,
         channel->rules == 0 ? ""
                             : text_format(hub->mem, ", with %" PRId64 " rule%s", channel->rules,
                                           channel->rules == 1 ? "" : "s"));
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
