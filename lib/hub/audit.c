#include "hub/audit.h"

void audit_add(struct hub *hub, const char *action, const char *object, const char *address)
{
    sql_audit_add(hub->db, hub->mem, hub->account, action, object,
                  address ? address : hub->address);
}

const struct audit *audit_list(struct hub *hub, const struct audit_filter *f)
{
    struct audit *first = NULL, **end = &first;
    struct db_rows *rows = sql_audit_list(hub->db, hub->mem, f->before, f->who, f->action,
                                          f->object, f->since, f->until, f->most);
    for (; db_next(rows); end = &(*end)->next) {
        struct audit *a = *end = ARENA_ONE(hub->mem, struct audit);
        a->id = db_int(rows, "id");
        a->at = db_time(rows, "at");
        a->who = db_text(rows, "who");
        a->action = db_text(rows, "action");
        a->object = db_text(rows, "object");
        a->address = db_text(rows, "address");
    }
    return first;
}
