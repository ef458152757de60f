#include "hub/notify_rule.h"

#include "base/fail.h"
#include "base/text.h"
#include "hub/audit.h"
#include "hub/channel.h"

static const char channel_mark[] = "channel-";

static struct notify_rule *rule_from(struct hub *hub, struct db_rows *rows)
{
    struct notify_rule *r = ARENA_ONE(hub->mem, struct notify_rule);
    r->id = db_int(rows, "id");
    r->to = db_text(rows, "whom");
    r->who_id = db_int(rows, "who_id");
    r->who = db_text(rows, "who");
    r->way = db_text(rows, "way");
    r->sees_private = db_bool(rows, "sees_private");
    r->object = (struct access_object){ db_int(rows, "repo"), db_text(rows, "object") };
    r->wish = subscription_wish_from(rows);
    r->mandatory = db_bool(rows, "mandatory");
    r->made_by = db_text(rows, "made_by");
    r->made_at = db_time(rows, "made_at");
    r->members = db_int(rows, "members");
    r->repos = db_int(rows, "repos");
    return r;
}

const struct notify_rule *notify_rule_list(struct hub *hub, const char *search, int64_t skip,
                                           int64_t *found)
{
    struct notify_rule *first = NULL, **end = &first;
    struct db_rows *rows = sql_notify_rule_list(hub->db, hub->mem, search, 0, skip);
    for (*found = 0; db_next(rows); end = &(*end)->next) {
        *end = rule_from(hub, rows);
        *found = db_int(rows, "found");
    }
    return first;
}

const struct notify_rule *notify_rule_find(struct hub *hub, int64_t id)
{
    struct db_rows *rows = id > 0 ? sql_notify_rule_list(hub->db, hub->mem, "", id, 0) : NULL;
    return rows && db_next(rows) ? rule_from(hub, rows) : NULL;
}

static void for_channel(struct hub *hub, struct notify_rule *rule, const char *id)
{
    int64_t wanted;
    const struct channel *c = text_to_int(id, &wanted) ? channel_find_shared(hub, wanted) : NULL;
    if (!c)
        fail(FAIL_REFUSED, "there is no such channel any more");
    rule->to = "channel";
    rule->who_id = c->id;
    rule->who = c->name;
    rule->way = c->kind;
    rule->sees_private = c->sees_private;
}

void notify_rule_for(struct hub *hub, struct notify_rule *rule, const char *to, const char *name)
{
    if (strncmp(to, channel_mark, strlen(channel_mark)) == 0) {
        for_channel(hub, rule, to + strlen(channel_mark));
        return;
    }
    const struct access_who who = access_who(hub, to, name);
    rule->to = who.group ? "group" : "account";
    rule->who_id = who.id;
    rule->who = who.name;
}

static bool is_to(const struct notify_rule *rule, const char *to)
{
    return strcmp(rule->to, to) == 0;
}

void notify_rule_need(struct hub *hub, const struct notify_rule *rule)
{
    if (!*rule->wish.kinds)
        fail(FAIL_REFUSED, "choose what is told");
    if (!*rule->wish.ways && !is_to(rule, "channel"))
        fail(FAIL_REFUSED, "choose by which ways it is told");
    subscription_need(hub, &rule->wish);
}

/* What a rule says, without the packages, which may be long. */
static void note(struct hub *hub, const char *action, const struct notify_rule *r)
{
    const struct subscription_wish *w = &r->wish;
    audit_add(hub, action,
              text_format(hub->mem, "%s %s on %s: %s; severity %" PRId64 "%s; %s%s%s%s", r->to,
                          r->who, r->object.name ? r->object.name : "a removed repository",
                          w->kinds, w->severity, *w->packages ? "; some packages" : "", w->pace,
                          *w->ways ? "; " : "", w->ways, r->mandatory ? "; mandatory" : ""),
              NULL);
}

static int64_t id_if(const struct notify_rule *rule, const char *to)
{
    return is_to(rule, to) ? rule->who_id : 0;
}

void notify_rule_add(struct hub *hub, const struct notify_rule *rule)
{
    notify_rule_need(hub, rule);
    struct db_rows *count = sql_notify_rule_count(hub->db, hub->mem);
    if (db_next(count) && db_int(count, "rules") >= NOTIFY_RULES_MAX)
        fail(FAIL_REFUSED, "there are %d rules already, which is the most: remove one first",
             NOTIFY_RULES_MAX);
    const struct subscription_wish *w = &rule->wish;
    struct db_rows *rows = sql_notify_rule_add(
        hub->db, hub->mem, id_if(rule, "account"), id_if(rule, "group"), id_if(rule, "channel"),
        rule->object.repo, rule->object.repo != 0 ? NULL : rule->object.name, w->kinds, w->severity,
        w->packages, w->pace, w->ways, rule->mandatory);
    if (!db_next(rows))
        fail(FAIL_CONFLICT, "there is the same rule already");
    note(hub, "rule.add", rule);
}

static void gone(void)
{
    fail(FAIL_CONFLICT, "this rule is not there any more");
}

void notify_rule_set(struct hub *hub, const struct notify_rule *rule,
                     const struct subscription_wish *wish, bool mandatory)
{
    struct notify_rule changed = *rule;
    changed.wish = *wish;
    changed.mandatory = mandatory;
    notify_rule_need(hub, &changed);
    if (!db_next(sql_notify_rule_set(hub->db, hub->mem, rule->id, wish->kinds, wish->severity,
                                     wish->packages, wish->pace, wish->ways, mandatory)))
        gone();
    note(hub, "rule.set", &changed);
}

void notify_rule_remove(struct hub *hub, const struct notify_rule *rule)
{
    if (!db_next(sql_notify_rule_remove(hub->db, hub->mem, rule->id)))
        gone();
    note(hub, "rule.remove", rule);
}
