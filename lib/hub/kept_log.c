#include "hub/kept_log.h"

const struct kept_log *kept_log_list(struct hub *hub, int64_t run)
{
    struct db_rows *rows = sql_kept_log_list(hub->db, hub->mem, run);
    struct kept_log *first = NULL, **end = &first;
    while (db_next(rows)) {
        struct kept_log *l = *end = ARENA_ONE(hub->mem, struct kept_log);
        l->id = db_int(rows, "id");
        l->run = db_int(rows, "run");
        l->target = db_text(rows, "target_name");
        l->path = db_text(rows, "path");
        l->state = db_text(rows, "state");
        l->size = db_int(rows, "size");
        l->kept = db_bool(rows, "kept");
        l->at = db_int(rows, "at");
        end = &l->next;
    }
    return first;
}

static struct kept_log *kept_log_from(struct hub *hub, struct db_rows *rows)
{
    if (!db_next(rows))
        return NULL;
    struct kept_log *l = ARENA_ONE(hub->mem, struct kept_log);
    l->id = db_int(rows, "id");
    l->run = db_int(rows, "run");
    l->size = db_int(rows, "size");
    l->kept = true;
    l->kept_size = db_int(rows, "kept_size");
    l->head = db_bytes(rows, "head");
    l->tail = db_bytes(rows, "tail");
    return l;
}

const struct kept_log *kept_log_read(struct hub *hub, int64_t run, int64_t log,
                                     struct kept_log_part part)
{
    struct db_rows *rows = sql_kept_log_read(hub->db, hub->mem, log, run, part.head, part.tail);
    struct kept_log *l = kept_log_from(hub, rows);
    if (l)
        l->target = db_text(rows, "target_name");
    return l;
}

struct db_rows *kept_log_ask(struct hub *hub, int64_t crasher, struct kept_log_part part)
{
    return sql_kept_log_of_crasher(hub->db, hub->mem, crasher, part.head, part.tail);
}

const struct kept_log *kept_log_take(struct hub *hub, struct db_rows *rows,
                                     const struct target *targets)
{
    struct kept_log *l = kept_log_from(hub, rows);
    const struct target *t = l ? target_of_list(targets, db_int(rows, "target")) : NULL;
    if (t)
        l->target = t->name;
    return l;
}
