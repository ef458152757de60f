#include "hub/finding.h"

static void crasher_from(struct finding *f, struct db_rows *rows)
{
    f->title = db_text(rows, "title");
    f->kind = db_text(rows, "kind");
    f->severity = db_text(rows, "severity");
    f->severity_reason = db_text(rows, "severity_reason");
    f->crasher_state = db_text(rows, "crasher_state");
    f->muted = db_bool(rows, "muted");
    f->is_new = db_bool(rows, "is_new");
    f->function = db_text(rows, "function");
    f->file = db_text(rows, "file");
    f->line = db_int(rows, "line");
    f->signature = db_text(rows, "signature");
    f->crashes = db_int(rows, "crashes");
}

const struct finding *finding_list(struct hub *hub, int64_t run)
{
    struct db_rows *rows = sql_finding_list(hub->db, hub->mem, run, FINDING_MAX + 1);
    struct finding *first = NULL, **end = &first;
    while (db_next(rows)) {
        struct finding *f = *end = ARENA_ONE(hub->mem, struct finding);
        f->target = db_int(rows, "target");
        f->path = db_text(rows, "path");
        f->name = db_text(rows, "target_name");
        f->state = db_text(rows, "state");
        f->reason = db_text(rows, "reason");
        f->failure = db_text(rows, "failure");
        f->elapsed_ms = db_int(rows, "elapsed_ms");
        f->crasher = db_int(rows, "crasher");
        if (f->crasher != 0)
            crasher_from(f, rows);
        end = &f->next;
    }
    return first;
}
