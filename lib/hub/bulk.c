#include "hub/bulk.h"

#include "base/fail.h"
#include "hub/audit.h"
#include "hub/ids.h"
#include "hub/triage.h"

static void note(struct hub *hub, struct db_rows *rows, const char *deed, const char *what)
{
    audit_add(hub, text_format(hub->mem, "crasher.%s", deed),
              text_format(hub->mem, "%s #%" PRId64 "%s%s", db_text(rows, "repo"),
                          db_int(rows, "crasher"), *what ? ": " : "", what),
              NULL);
}

/* The commit or the day as it is stored. */
static const char *value_of(struct hub *hub, const struct bulk_change *change)
{
    if (strcmp(change->deed, "fix") == 0)
        return triage_commit(hub, change->value);
    if (strcmp(change->deed, "mute") == 0)
        return triage_day(change->value);
    return change->value ? change->value : "";
}

int64_t bulk_do(struct hub *hub, const struct bulk_change *change)
{
    if (change->count == 0)
        fail(FAIL_REFUSED, "choose at least one crasher");
    if (change->count > BULK_MAX)
        fail(FAIL_REFUSED, "at most %d crashers at once", BULK_MAX);
    const char *value = value_of(hub, change), *refused = NULL;
    struct db_rows *rows = sql_bulk_do(
        hub->db, hub->mem, ids_text(hub->mem, change->ids, change->count), change->deed, value);
    int64_t id = 0;
    while (db_next(rows)) {
        if (!db_null(rows, "refused")) {
            refused = refused ? refused : db_text(rows, "refused");
            continue;
        }
        id = db_int(rows, "bulk");
        note(hub, rows, change->deed, value);
    }
    if (id == 0)
        fail(FAIL_REFUSED, "nothing was changed: %s", refused ? refused : "no such crasher");
    return id;
}

struct db_rows *bulk_ask(struct hub *hub, int64_t id)
{
    return sql_bulk_find(hub->db, hub->mem, id);
}

const struct bulk *bulk_take(struct hub *hub, struct db_rows *rows)
{
    if (!rows || !db_next(rows))
        return NULL;
    struct bulk *bulk = ARENA_ONE(hub->mem, struct bulk);
    bulk->id = db_int(rows, "id");
    bulk->deed = db_text(rows, "deed");
    bulk->changed = db_int(rows, "changed");
    bulk->refused = db_int(rows, "refused");
    bulk->reason = db_text(rows, "reason");
    bulk->may_undo = db_bool(rows, "may_undo");
    return bulk;
}

int64_t bulk_undo(struct hub *hub, int64_t id)
{
    struct db_rows *rows = sql_bulk_undo(hub->db, hub->mem, id);
    int64_t count = 0;
    for (; db_next(rows); count++)
        note(hub, rows, "undo", "");
    return count;
}
