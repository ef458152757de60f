#include "hub/target.h"

#include "hub/ids.h"

struct db_rows *target_ask_packages(struct hub *hub, const int64_t *packages, size_t count,
                                    size_t whole)
{
    return sql_target_list_packages(hub->db, hub->mem, ids_text(hub->mem, packages, count),
                                    ids_text(hub->mem, packages, whole));
}

static struct target *target_from(struct hub *hub, struct db_rows *rows)
{
    struct target *t = ARENA_ONE(hub->mem, struct target);
    t->id = db_int(rows, "id");
    t->package = db_int(rows, "package");
    t->name = db_text(rows, "name");
    t->engine = db_text(rows, "engine");
    t->crashers = db_int(rows, "crashers");
    t->state = db_text(rows, "state");
    t->reason = db_text(rows, "reason");
    t->failure = db_text(rows, "failure");
    t->executions = db_int(rows, "executions");
    t->executions_per_second = db_int(rows, "executions_per_second");
    t->coverage = db_int(rows, "coverage");
    t->corpus = db_int(rows, "corpus");
    t->run = db_int(rows, "run");
    return t;
}

static void set_sums(struct package *p, int64_t id, struct db_rows *rows)
{
    while (p && p->id != id)
        p = p->next;
    if (!p)
        return;
    p->targets = db_int(rows, "all_targets");
    p->executions = db_int(rows, "all_executions");
    p->failed = db_text(rows, "one_failure");
    p->newest_at = db_int(rows, "newest_at");
}

const struct target *target_take_packages(struct hub *hub, struct db_rows *rows,
                                          struct package *packages)
{
    struct target *first = NULL, **end = &first;
    int64_t package = 0;
    while (db_next(rows)) {
        struct target *t = *end = target_from(hub, rows);
        if (t->package != package)
            set_sums(packages, package = t->package, rows);
        end = &t->next;
    }
    return first;
}

/* Of a crasher that one target reaches, as most are, all is known. */
static const struct target *only_target(struct hub *hub, const struct crasher *c)
{
    struct target *t = ARENA_ONE(hub->mem, struct target);
    *t = (struct target){ .id = c->target_id,
                          .package = c->package,
                          .path = c->path,
                          .name = c->target,
                          .first_seen = c->first_seen };
    return t;
}

const struct target *target_list_crasher(struct hub *hub, const struct crasher *crasher)
{
    if (crasher->targets == 1)
        return only_target(hub, crasher);
    struct db_rows *rows = sql_target_list_crasher(hub->db, hub->mem, crasher->id);
    struct target *first = NULL, **end = &first;
    while (db_next(rows)) {
        struct target *t = *end = ARENA_ONE(hub->mem, struct target);
        t->id = db_int(rows, "id");
        t->package = db_int(rows, "package");
        t->path = db_text(rows, "path");
        t->name = db_text(rows, "name");
        t->engine = db_text(rows, "engine");
        t->first_seen = db_int(rows, "first_seen");
        end = &t->next;
    }
    return first;
}

const struct target *target_of_list(const struct target *list, int64_t id)
{
    while (list && list->id != id)
        list = list->next;
    return list;
}
