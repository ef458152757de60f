#include "hub/metrics.h"

const struct metrics *metrics_list(struct hub *hub)
{
    struct db_rows *rows = sql_metrics_list(hub->db, hub->mem, METRICS_MAX);
    struct metrics *first = NULL, **end = &first;
    while (db_next(rows)) {
        struct metrics *m = *end = ARENA_ONE(hub->mem, struct metrics);
        m->repo = db_text(rows, "name");
        m->packages = db_int(rows, "packages");
        m->packages_crashed = db_int(rows, "packages_crashed");
        m->targets = db_int(rows, "targets");
        m->critical = db_int(rows, "critical");
        m->high = db_int(rows, "high");
        m->medium = db_int(rows, "medium");
        m->low = db_int(rows, "low");
        m->last_run_at = db_int(rows, "last_run_at");
        m->failed = db_bool(rows, "failed");
        end = &m->next;
    }
    return first;
}

const struct metrics_notifications *metrics_notifications(struct hub *hub)
{
    struct db_rows *rows = sql_metrics_notifications(hub->db, hub->mem);
    struct metrics_notifications *first = NULL, **end = &first;
    for (; db_next(rows); end = &(*end)->next) {
        struct metrics_notifications *m = *end = ARENA_ONE(hub->mem, struct metrics_notifications);
        m->way = db_text(rows, "way");
        m->state = db_text(rows, "state");
        m->number = db_int(rows, "number");
    }
    return first;
}
