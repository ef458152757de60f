#include "hub/run.h"

static struct run *run_from(struct hub *hub, struct db_rows *rows)
{
    struct run *r = ARENA_ONE(hub->mem, struct run);
    r->id = db_int(rows, "id");
    r->repo = db_text(rows, "repo");
    r->source_link = db_text(rows, "source_link");
    r->commit = db_text(rows, "commit_id");
    r->branch = db_text(rows, "branch");
    r->link = db_text(rows, "link");
    r->origin = db_text(rows, "origin");
    r->started_at = db_int(rows, "started_at");
    r->last_at = db_int(rows, "last_at");
    r->targets = db_int(rows, "targets");
    r->packages = db_int(rows, "packages");
    r->targets_crashed = db_int(rows, "targets_crashed");
    r->targets_failed = db_int(rows, "targets_failed");
    r->failed = db_text(rows, "failed");
    r->crashers_new = db_int(rows, "crashers_new");
    r->executions = db_int(rows, "executions");
    r->executions_per_second = db_int(rows, "executions_per_second");
    r->new_interesting = db_int(rows, "new_interesting");
    r->elapsed_ms = db_int(rows, "elapsed_ms");
    return r;
}

struct db_rows *run_ask(struct hub *hub, int64_t id)
{
    return sql_run_find(hub->db, hub->mem, id);
}

const struct run *run_take(struct hub *hub, struct db_rows *rows)
{
    return db_next(rows) ? run_from(hub, rows) : NULL;
}

const struct run *run_list(struct hub *hub, int64_t repo, int64_t before)
{
    struct db_rows *rows = sql_run_list(hub->db, hub->mem, repo, before > 0 ? before : INT64_MAX);
    struct run *first = NULL, **end = &first;
    while (db_next(rows)) {
        *end = run_from(hub, rows);
        end = &(*end)->next;
    }
    return first;
}

const char *run_status(struct arena *mem, const struct run *run)
{
    if (run->targets_crashed > 0)
        return text_format(mem, "%" PRId64 " %s crashed", run->targets_crashed,
                           run->targets_crashed == 1 ? "function" : "functions");
    if (run->failed)
        return text_format(mem, "Run failed: %s", run->failed);
    return run->targets == 0 ? "No result yet" : "No Panic";
}
