#include "hub/repo.h"

#include <stdlib.h>

#include "base/config.h"
#include "base/fail.h"
#include "hub/audit.h"

enum { DAY_S = 86400 };

static const char *const verdict_names[] = {
    [REPO_CRASHED] = "crashed", [REPO_FAILED] = "failed", [REPO_STALE] = "stale",
    [REPO_EMPTY] = "empty",     [REPO_CLEAN] = "clean",
};

const char *repo_verdict_name(enum repo_verdict verdict)
{
    return verdict_names[verdict];
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
        .commit = db_text(rows, "last_commit"),
        .branch = db_text(rows, "last_branch"),
        .origin = db_text(rows, "last_origin"),
    };
    r->verdict = (enum repo_verdict)db_int(rows, "verdict");
    r->status = status_of(hub, r, db_text(rows, "failed"));
    return r;
}

const struct repo *repo_find(struct hub *hub, const char *name)
{
    struct db_rows *rows = sql_repo_find(hub->db, hub->mem, name, config_int("STALE_DAYS"));
    if (!db_next(rows))
        return NULL;
    struct repo *repo = repo_from(hub, rows);
    repo->source_link = db_text(rows, "source_link");
    repo->may_triage = db_bool(rows, "may_triage");
    repo->compare_link = db_text(rows, "compare_link");
    repo->may_admin = db_bool(rows, "may_admin");
    repo->full = db_bool(rows, "is_full");
    repo->starred = db_bool(rows, "starred");
    repo->stale_days = db_int(rows, "stale_days");
    return repo;
}

struct repo_rules repo_rules(struct hub *hub, int64_t repo)
{
    struct db_rows *rows = sql_repo_rules(hub->db, hub->mem, repo);
    if (!db_next(rows))
        fail(FAIL_ABSENT, "no such repository");
    return (struct repo_rules){ .text = db_text(rows, "rules"),
                                .depth = db_int(rows, "depth"),
                                .waiting = db_bool(rows, "waiting") };
}

void repo_set_rules(struct hub *hub, const struct repo *repo, struct repo_rules rules,
                    const char *address)
{
    if (!db_next(sql_repo_set_rules(hub->db, hub->mem, repo->id, rules.text, rules.depth)))
        fail(FAIL_ABSENT, "no such repository");
    audit_add(hub, "repo.rules", repo->name, address);
}

void repo_set_links(struct hub *hub, int64_t repo, const char *source, const char *compare)
{
    if (!db_next(sql_repo_set_links(hub->db, hub->mem, repo, source, compare)))
        fail(FAIL_ABSENT, "no such repository");
}

/* From the counts of repo_list, in their order, a blank between. */
static struct repo_totals totals_from(const char *counts)
{
    struct repo_totals t = { 0 };
    int64_t *const places[] = {
        &t.all,         &t.crashed,          &t.clean, &t.found,    &t.found_crashed,
        &t.found_clean, &t.packages_crashed, &t.open,  &t.critical, &t.logs,
        &t.failed,      &t.executions
    };
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        char *end;
        *places[i] = strtoll(counts, &end, 10);
        counts = end;
    }
    t.unknown = t.all - t.crashed - t.clean;
    t.found_unknown = t.found - t.found_crashed - t.found_clean;
    return t;
}

struct db_rows *repo_list_ask(struct hub *hub, const struct repo_filter *filter)
{
    static const struct {
        enum repo_verdict first, last;
    } shows[] = {
        [REPO_SHOW_ALL] = { REPO_CRASHED, REPO_CLEAN },
        [REPO_SHOW_CRASHED] = { REPO_CRASHED, REPO_CRASHED },
        [REPO_SHOW_UNKNOWN] = { REPO_FAILED, REPO_EMPTY },
        [REPO_SHOW_CLEAN] = { REPO_CLEAN, REPO_CLEAN },
    };
    return sql_repo_list(hub->db, hub->mem, filter->search, shows[filter->show].first,
                         shows[filter->show].last, filter->skip, config_int("STALE_DAYS"));
}

const struct repo *repo_list_take(struct hub *hub, struct db_rows *rows, struct repo_totals *totals)
{
    struct repo *first = NULL, **end = &first;
    *totals = (struct repo_totals){ 0 };
    while (db_next(rows)) {
        if (!first)
            *totals = totals_from(db_text(rows, "counts"));
        if (db_null(rows, "id"))
            break;
        struct repo *r = *end = repo_from(hub, rows);
        r->activity = activity_from(hub->mem, db_text(rows, "activity"), hub->now);
        end = &r->next;
    }
    return first;
}
