#include "hub/result.h"

static struct result *result_from(struct hub *hub, struct db_rows *rows)
{
    struct result *r = ARENA_ONE(hub->mem, struct result);
    r->id = db_int(rows, "id");
    r->target = db_int(rows, "target");
    r->path = db_text(rows, "path");
    r->name = db_text(rows, "target_name");
    r->engine = db_text(rows, "engine");
    r->state = db_text(rows, "state");
    r->reason = db_text(rows, "reason");
    r->failure = db_text(rows, "failure");
    r->logs = db_int(rows, "logs");
    r->executions = db_int(rows, "executions");
    r->executions_per_second = db_int(rows, "executions_per_second");
    r->new_interesting = db_int(rows, "new_interesting");
    r->corpus = db_int(rows, "corpus");
    r->coverage = db_int(rows, "coverage");
    r->elapsed_ms = db_int(rows, "elapsed_ms");
    r->peak_rss_mb = db_int(rows, "peak_rss_mb");
    return r;
}

const struct result *result_list(struct hub *hub, int64_t run, int64_t skip)
{
    struct db_rows *rows = sql_result_list(hub->db, hub->mem, run, skip);
    struct result *first = NULL, **end = &first;
    while (db_next(rows)) {
        *end = result_from(hub, rows);
        end = &(*end)->next;
    }
    return first;
}

const struct result_crasher *result_list_crashers(struct hub *hub, int64_t run)
{
    struct db_rows *rows = sql_result_list_crashers(hub->db, hub->mem, run);
    struct result_crasher *first = NULL, **end = &first;
    while (db_next(rows)) {
        struct result_crasher *c = *end = ARENA_ONE(hub->mem, struct result_crasher);
        c->target = db_int(rows, "target");
        c->id = db_int(rows, "crasher");
        c->title = db_text(rows, "title");
        c->severity = db_text(rows, "severity");
        c->is_new = db_bool(rows, "is_new");
        c->crashes = db_int(rows, "crashes");
        end = &c->next;
    }
    return first;
}
