#include "hub/crasher.h"

#include "base/json.h"
#include "hub/ids.h"

static void crasher_read(struct crasher *c, struct db_rows *rows)
{
    c->id = db_int(rows, "id");
    c->title = db_text(rows, "title");
    c->severity = db_text(rows, "severity");
    c->state = db_text(rows, "state");
    c->duplicate_of = db_int(rows, "duplicate_of");
    c->function = db_text(rows, "function");
    c->file = db_text(rows, "file");
    c->line = db_int(rows, "line");
    c->first_seen = db_int(rows, "first_seen");
    c->last_seen = db_int(rows, "last_seen");
    c->crashes = db_int(rows, "crashes");
    c->package = db_int(rows, "package");
    c->repo = db_text(rows, "repo");
    c->path = db_text(rows, "path");
    c->target = db_text(rows, "target");
    c->targets = db_int(rows, "targets");
    c->assignee = db_text(rows, "assignee");
    c->may_triage = db_bool(rows, "may_triage");
    c->muted = db_bool(rows, "muted");
    if (!db_null(rows, "reproduces"))
        c->rerun = db_bool(rows, "reproduces") ? CRASHER_RERUN_CRASHED : CRASHER_RERUN_PASSED;
}

const struct crasher *crasher_take(struct hub *hub, struct db_rows *rows)
{
    struct crasher *first = NULL, **end = &first;
    while (db_next(rows)) {
        *end = ARENA_ONE(hub->mem, struct crasher);
        crasher_read(*end, rows);
        end = &(*end)->next;
    }
    return first;
}

/* What is asked most, and what one index answers. */
static bool is_plain(const struct crasher_filter *f)
{
    bool named = f->path || f->target || f->kind || f->assignee || (f->search && *f->search);
    return f->repo != 0 && f->show == CRASHER_SHOW_OPEN && f->sort == CRASHER_SORT_SEVERITY &&
           !named && f->new_days == 0 && f->seen_days == 0 && f->most == 0;
}

static void set_number(struct json *filter, const char *name, int64_t number)
{
    if (number > 0)
        json_set_int(filter, name, number);
}

static const char *filter_text(struct arena *mem, const struct crasher_filter *f)
{
    static const char *const shows[] = { "open",   "untriaged", "mine", "fixed",
                                         "closed", "muted",     "all" };
    static const char *const sorts[] = { "severity", "last", "first", "seen" };
    struct json *filter = json_new_object(mem);
    set_number(filter, "repo", f->repo);
    json_set_text(filter, "repos", f->repos);
    json_set_text(filter, "show", shows[f->show]);
    json_set_text(filter, "sort", sorts[f->sort]);
    json_set_int(filter, "severity", f->severity);
    json_set_text(filter, "search", f->search);
    json_set_text(filter, "path", f->path);
    json_set_text(filter, "target", f->target);
    json_set_text(filter, "kind", f->kind);
    json_set_text(filter, "assignee", f->assignee);
    set_number(filter, "new_days", f->new_days);
    set_number(filter, "seen_days", f->seen_days);
    set_number(filter, "most", f->most);
    return json_write(mem, filter);
}

const struct crasher *crasher_list(struct hub *hub, const struct crasher_filter *f)
{
    struct db_rows *rows =
        is_plain(f) ? sql_crasher_list_open(hub->db, hub->mem, f->repo, f->severity, f->skip)
                    : sql_crasher_list(hub->db, hub->mem, filter_text(hub->mem, f), f->skip);
    return crasher_take(hub, rows);
}

struct db_rows *crasher_ask_packages(struct hub *hub, const int64_t *packages, size_t count,
                                     int64_t most)
{
    return sql_crasher_list_packages(hub->db, hub->mem, ids_text(hub->mem, packages, count), most);
}

const struct crasher_report *crasher_find(struct hub *hub, int64_t id)
{
    struct db_rows *rows = sql_crasher_find(hub->db, hub->mem, id);
    if (!db_next(rows))
        return NULL;
    struct crasher_report *r = ARENA_ONE(hub->mem, struct crasher_report);
    crasher_read(&r->crasher, rows);
    r->crasher.target_id = db_int(rows, "target_id");
    r->repo_id = db_int(rows, "repo_id");
    r->repo = r->crasher.repo;
    r->source_link = db_text(rows, "source_link");
    r->compare_link = db_text(rows, "compare_link");
    r->severity_reason = db_text(rows, "severity_reason");
    r->engine = db_text(rows, "engine");
    r->kind = db_text(rows, "kind");
    r->message = db_text(rows, "message");
    r->frames = frame_list(hub->mem, db_text(rows, "frames"));
    r->stacks = frame_stack_list(hub->mem, db_text(rows, "stacks"));
    r->weak = db_bool(rows, "weak");
    r->fixed_commit = db_text(rows, "fixed_commit");
    r->fix_confirmed_at = db_int(rows, "fix_confirmed_at");
    r->state_at = db_int(rows, "state_at");
    r->first_run = db_int(rows, "first_run");
    r->last_run = db_int(rows, "last_run");
    r->first_commit = db_text(rows, "first_commit");
    r->good_run = db_int(rows, "good_run");
    r->good_commit = db_text(rows, "good_commit");
    r->last_commit = db_text(rows, "last_commit");
    r->signature = db_text(rows, "signature");
    r->signatures = db_int(rows, "signatures");
    r->muted_until = r->crasher.muted ? db_int(rows, "muted_until") : 0;
    r->muted_left = db_int(rows, "muted_left");
    r->may_triage = db_bool(rows, "may_triage");
    r->steps = db_text(rows, "steps");
    r->starred = db_bool(rows, "starred");
    r->has_merged = db_bool(rows, "has_merged");
    r->has_comments = db_bool(rows, "has_comments");
    r->has_ticket = db_bool(rows, "has_ticket");
    struct activity *activity = activity_from(hub->mem, db_text(rows, "activity"), hub->now);
    activity->days[ACTIVITY_DAYS - 1].crashes += db_int(rows, "pending"); /* of a moment ago */
    r->activity = activity;
    return r;
}
