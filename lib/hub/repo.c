#include "hub/repo.h"

#include <stdlib.h>

enum { DAY_S = 86400 };

static const char *const verdict_names[] = {
    [REPO_CRASHED] = "crashed", [REPO_FAILED] = "failed", [REPO_STALE] = "stale",
    [REPO_EMPTY] = "empty",     [REPO_CLEAN] = "clean",
};

const char *repo_verdict_name(enum repo_verdict verdict)
{
    return verdict_names[verdict];
}

static enum repo_verdict verdict_from(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(verdict_names); i++)
        if (strcmp(verdict_names[i], name) == 0)
            return (enum repo_verdict)i;
    abort();
}

static const char *status_of(struct hub *hub, const struct repo *r, const char *failed)
{
    switch (r->verdict) {
    case REPO_CRASHED:
        return text_format(hub->mem, "Crashers found in %" PRId64 " %s", r->packages_crashed,
                           r->packages_crashed == 1 ? "package" : "packages");
    case REPO_FAILED: return text_format(hub->mem, "Run failed: %s", failed);
    case REPO_STALE:
        return text_format(hub->mem, "No result for %" PRId64 " days",
                           (hub->now - r->last_run.at) / DAY_S);
    case REPO_EMPTY: return "No result yet";
    case REPO_CLEAN: break;
    }
    return "No Panic";
}

static struct repo *repo_from(struct hub *hub, struct db_rows *rows)
{
    struct repo *r = ARENA_ONE(hub->mem, struct repo);
    r->id = db_int(rows, "id");
    r->name = db_text(rows, "name");
    r->public = db_bool(rows, "public");
    r->source_link = db_text(rows, "source_link");
    r->packages = db_int(rows, "packages");
    r->packages_crashed = db_int(rows, "packages_crashed");
    r->targets = db_int(rows, "targets");
    r->critical = db_int(rows, "critical");
    r->high = db_int(rows, "high");
    r->medium = db_int(rows, "medium");
    r->low = db_int(rows, "low");
    r->last_run = (struct repo_run){
        .id = db_int(rows, "last_run"),
        .at = db_int(rows, "last_run_at"),
        .commit = db_text(rows, "commit_id"),
        .branch = db_text(rows, "branch"),
        .origin = db_text(rows, "origin"),
    };
    r->verdict = verdict_from(db_text(rows, "verdict"));
    r->status = status_of(hub, r, db_text(rows, "failed"));
    return r;
}

const struct repo *repo_find(struct hub *hub, const char *name)
{
    struct db_rows *rows = sql_repo_find(hub->db, hub->mem, name);
    return db_next(rows) ? repo_from(hub, rows) : NULL;
}

const struct repo *repo_list(struct hub *hub, const struct repo_filter *filter)
{
    static const char *const wanted[] = { "all", "crashed", "unknown", "clean" };
    struct db_rows *rows =
        sql_repo_list(hub->db, hub->mem, filter->search, wanted[filter->show], filter->skip);
    struct repo *first = NULL, **end = &first;
    while (db_next(rows)) {
        struct repo *r = *end = repo_from(hub, rows);
        r->activity = activity_from(hub->mem, db_text(rows, "activity"));
        end = &r->next;
    }
    return first;
}

struct repo_totals *repo_count(struct hub *hub, const char *search)
{
    struct repo_totals *t = ARENA_ONE(hub->mem, struct repo_totals);
    struct db_rows *rows = sql_repo_count(hub->db, hub->mem, search);
    if (!db_next(rows))
        return t;
    t->all = db_int(rows, "all_repos");
    t->crashed = db_int(rows, "crashed");
    t->unknown = db_int(rows, "unknown");
    t->clean = db_int(rows, "clean");
    t->found = db_int(rows, "found");
    t->found_crashed = db_int(rows, "found_crashed");
    t->found_unknown = db_int(rows, "found_unknown");
    t->found_clean = db_int(rows, "found_clean");
    t->packages_crashed = db_int(rows, "packages_crashed");
    t->open = db_int(rows, "open_crashers");
    t->critical = db_int(rows, "critical");
    t->logs = db_int(rows, "logs");
    t->failed = db_int(rows, "failed");
    t->executions = db_int(rows, "executions");
    return t;
}
