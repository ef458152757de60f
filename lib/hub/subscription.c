#include "hub/subscription.h"

#include "base/fail.h"
#include "hub/name.h"

static const char *const kinds[] = { "new",        "regressed",   "fixed",         "ticket_failed",
                                     "run_failed", "run_missing", "source_broken", NULL };
static const char *const ways[] = { "email",   "slack",      "slack_dm", "teams",
                                    "discord", "mattermost", "webhook",  NULL };
static const char *const paces[] = { "now", "daily", "weekly", NULL };

struct subscription_wish subscription_wish_from(struct db_rows *rows)
{
    return (struct subscription_wish){
        .kinds = db_text(rows, "kinds"),
        .severity = db_int(rows, "severity"),
        .packages = db_text(rows, "packages"),
        .pace = db_text(rows, "pace"),
        .ways = db_text(rows, "ways"),
    };
}

static struct subscription *subscription_from(struct hub *hub, struct db_rows *rows)
{
    struct subscription *s = ARENA_ONE(hub->mem, struct subscription);
    s->id = db_int(rows, "id");
    s->repo = db_text(rows, "repo");
    s->pattern = db_text(rows, "pattern");
    s->crasher = db_int(rows, "crasher");
    s->title = db_text(rows, "title");
    s->crasher_severity = db_text(rows, "crasher_severity");
    s->wish = subscription_wish_from(rows);
    s->rule = db_bool(rows, "is_rule");
    s->mandatory = db_bool(rows, "mandatory");
    s->left = db_bool(rows, "is_left");
    s->made_by = db_text(rows, "made_by");
    s->group = db_text(rows, "group_name");
    return s;
}

const struct subscription *subscription_list(struct hub *hub)
{
    struct subscription *first = NULL, **end = &first;
    struct db_rows *rows = sql_subscription_list(hub->db, hub->mem);
    for (; db_next(rows); end = &(*end)->next)
        *end = subscription_from(hub, rows);
    return first;
}

static void add(struct hub *hub, int64_t repo, int64_t crasher, const char *pattern)
{
    if (!db_next(
            sql_subscription_add(hub->db, hub->mem, repo, crasher, pattern, SUBSCRIPTIONS_MAX)))
        fail(FAIL_REFUSED, "you have %d subscriptions, which is the most: end one first",
             SUBSCRIPTIONS_MAX);
}

void subscription_star(struct hub *hub, int64_t repo, int64_t crasher)
{
    add(hub, repo, crasher, NULL);
}

void subscription_star_pattern(struct hub *hub, const char *pattern)
{
    name_need_pattern(pattern);
    add(hub, 0, 0, pattern);
}

void subscription_unstar(struct hub *hub, int64_t repo, int64_t crasher)
{
    (void)sql_subscription_unstar(hub->db, hub->mem, repo, crasher);
}

static bool is_one_of(struct bytes word, const char *const list[])
{
    for (size_t i = 0; list[i]; i++)
        if (bytes_equal(word, bytes_from(list[i])))
            return true;
    return false;
}

static void need_words(const char *field, const char *words, const char *const list[])
{
    for (const char *at = words; *at;) {
        size_t size = strcspn(at, ",");
        if (!is_one_of((struct bytes){ at, size }, list))
            fail(FAIL_REFUSED, "%s: there is no \"%.*s\"", field, (int)(size < 40 ? size : 40), at);
        at += size + (at[size] == ',');
    }
}

static void need_packages(struct arena *mem, const char *lines)
{
    int count = 0;
    for (const char *at = lines; *at;) {
        size_t size = strcspn(at, "\n");
        if (size > 0)
            name_need("packages", text_cut(mem, (struct bytes){ at, size }), NAME_SIZE_MAX);
        if (size > 0 && ++count > SUBSCRIPTION_PACKAGES_MAX)
            fail(FAIL_REFUSED, "packages: %d at most", SUBSCRIPTION_PACKAGES_MAX);
        at += size + (at[size] == '\n');
    }
}

void subscription_need(struct hub *hub, const struct subscription_wish *wish)
{
    need_words("kinds", wish->kinds, kinds);
    need_words("ways", wish->ways, ways);
    if (!is_one_of(bytes_from(wish->pace), paces))
        fail(FAIL_REFUSED, "pace is now, daily or weekly");
    if (wish->severity < 1 || wish->severity > 4)
        fail(FAIL_REFUSED, "severity is from 1, critical, to 4, low");
    need_packages(hub->mem, wish->packages);
}

void subscription_set(struct hub *hub, int64_t id, const struct subscription_wish *wish)
{
    subscription_need(hub, wish);
    if (!db_next(sql_subscription_set(hub->db, hub->mem, id, wish->kinds, wish->severity,
                                      wish->packages, wish->pace, wish->ways)))
        fail(FAIL_CONFLICT, "this subscription is not there any more");
}

bool subscription_end(struct hub *hub, int64_t id)
{
    return db_next(sql_subscription_remove(hub->db, hub->mem, id));
}

void subscription_remove(struct hub *hub, int64_t id)
{
    if (!subscription_end(hub, id))
        fail(FAIL_CONFLICT, "this subscription is not there any more");
}

void subscription_leave(struct hub *hub, int64_t id, bool leaves)
{
    struct db_rows *may = sql_subscription_may_leave(hub->db, hub->mem, id);
    if (!db_next(may) || !db_bool(may, "may"))
        fail(FAIL_CONFLICT, "this is no rule that you can leave");
    if (leaves)
        (void)sql_subscription_leave(hub->db, hub->mem, id);
    else
        (void)sql_subscription_join(hub->db, hub->mem, id);
}
