#include "hub/crash.h"

struct db_rows *crash_list_ask(struct hub *hub, int64_t crasher, int64_t before, int64_t most)
{
    return sql_crash_list(hub->db, hub->mem, crasher, before > 0 ? before : INT64_MAX, most);
}

const struct crash_seen *crash_list_take(struct hub *hub, struct db_rows *rows,
                                         const struct target *targets)
{
    struct crash_seen *first = NULL, **end = &first;
    while (db_next(rows)) {
        struct crash_seen *c = *end = ARENA_ONE(hub->mem, struct crash_seen);
        c->id = db_int(rows, "id");
        c->at = db_int(rows, "at");
        c->run = db_int(rows, "run");
        c->commit = db_text(rows, "commit_id");
        c->branch = db_text(rows, "branch");
        c->origin = db_text(rows, "origin");
        c->target = target_of_list(targets, db_int(rows, "target"));
        c->log = db_int(rows, "log");
        c->has_input = db_bool(rows, "has_input");
        end = &c->next;
    }
    return first;
}

struct db_rows *crash_input_ask(struct hub *hub, int64_t crasher, int64_t crash, int64_t most)
{
    return sql_crash_input(hub->db, hub->mem, crasher, crash, most);
}

const struct crash_input *crash_input_take(struct hub *hub, struct db_rows *rows,
                                           const struct target *targets)
{
    if (!db_next(rows))
        return NULL;
    struct crash_input *i = ARENA_ONE(hub->mem, struct crash_input);
    i->crash = db_int(rows, "id");
    i->name = db_text(rows, "input_name");
    i->sha256 = db_text(rows, "sha256");
    i->size = db_int(rows, "size");
    i->content = db_bytes(rows, "content");
    i->target = target_of_list(targets, db_int(rows, "target"));
    return i;
}
