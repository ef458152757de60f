#include "hub/package.h"

static struct package *package_from(struct hub *hub, struct db_rows *rows)
{
    struct package *p = ARENA_ONE(hub->mem, struct package);
    p->id = db_int(rows, "id");
    p->path = db_text(rows, "path");
    p->targets_crashed = db_int(rows, "targets_crashed");
    p->crashers = db_int(rows, "crashers");
    p->executions = -1;
    p->activity = activity_from(hub->mem, db_text(rows, "activity"), hub->now);
    return p;
}

struct package *package_list(struct hub *hub, int64_t repo, const char *path, int64_t skip)
{
    struct db_rows *rows = sql_package_list(hub->db, hub->mem, repo, path, skip);
    struct package *first = NULL, **end = &first;
    while (db_next(rows)) {
        *end = package_from(hub, rows);
        end = &(*end)->next;
    }
    return first;
}
