#include "hub/notify_reach.h"

#include "base/text.h"

static const struct notify_reach_people *people_of(struct hub *hub, const struct notify_rule *rule)
{
    bool group = strcmp(rule->to, "group") == 0;
    const struct access_object *on = &rule->object;
    struct db_rows *rows = sql_notify_rule_people(
        hub->db, hub->mem, group ? 0 : rule->who_id, group ? rule->who_id : 0, on->repo,
        on->repo != 0 ? NULL : on->name, rule->wish.ways, rule->id);
    /* Those of one outcome are neighbours. */
    struct notify_reach_people *first = NULL, **end = &first, *p = NULL;
    struct text names;
    while (db_next(rows)) {
        const char *becomes = db_text(rows, "becomes");
        if (!p || strcmp(p->becomes, becomes) != 0) {
            p = *end = ARENA_ONE(hub->mem, struct notify_reach_people);
            end = &p->next;
            p->becomes = becomes;
            p->count = db_int(rows, "found");
            names = text_new(hub->mem, SIZE_MAX);
        }
        text_add_format(&names, "%s%s", names.size > 0 ? ", " : "", db_text(rows, "name"));
        p->names = names.at;
    }
    return first;
}

struct notify_reach notify_reach_of(struct hub *hub, const struct notify_rule *rule)
{
    struct notify_reach reach = { 0 };
    const struct access_object *on = &rule->object;
    struct db_rows *rows =
        sql_notify_rule_repos(hub->db, hub->mem, on->repo, on->repo != 0 ? NULL : on->name);
    if (db_next(rows)) {
        reach.repos = db_int(rows, "repos");
        reach.hidden = db_int(rows, "hidden");
        reach.names = db_text(rows, "names");
    }
    if (strcmp(rule->to, "channel") != 0)
        reach.people = people_of(hub, rule);
    return reach;
}
