#include "hub/target.h"

#include "hub/ids.h"

const struct target *target_list_packages(struct hub *hub, const int64_t *packages, size_t count)
{
    const char *ids = ids_text(hub->mem, packages, count);
    struct db_rows *rows = sql_target_list_packages(hub->db, hub->mem, ids);
    struct target *first = NULL, **end = &first;
    while (db_next(rows)) {
        struct target *t = *end = ARENA_ONE(hub->mem, struct target);
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
        end = &t->next;
    }
    return first;
}

const struct target *target_list_crasher(struct hub *hub, int64_t crasher)
{
    struct db_rows *rows = sql_target_list_crasher(hub->db, hub->mem, crasher);
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
