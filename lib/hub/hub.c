#include "hub/hub.h"

static bool enter(struct hub *hub, int64_t account, int64_t token, int64_t seen)
{
    struct db_rows *rows = sql_hub_enter(hub->db, hub->mem, account, token, seen);
    if (!db_next(rows))
        return false;
    hub->account = db_int(rows, "account");
    hub->token = token;
    hub->name = db_text(rows, "account_name");
    hub->admin = db_bool(rows, "is_admin");
    hub->manages = db_bool(rows, "manages");
    hub->seen_by = db_text(rows, "seen_by");
    hub->visited_at = db_int(rows, "visited_at");
    return true;
}

bool hub_enter(struct hub *hub, int64_t account, int64_t token, bool read_only)
{
    db_begin(hub->db, read_only);
    return enter(hub, account, token, 0);
}

bool hub_enter_as(struct hub *hub, int64_t account, int64_t seen)
{
    db_begin(hub->db, true);
    return enter(hub, account, 0, seen);
}

bool hub_become(struct hub *hub, int64_t account)
{
    return enter(hub, account, 0, 0);
}

void hub_operate(struct hub *hub)
{
    sql_hub_operate(hub->db, hub->mem);
}

void hub_last(struct hub *hub)
{
    db_last(hub->db);
}

void hub_leave(struct hub *hub)
{
    db_commit(hub->db);
}

void hub_visited(struct hub *hub)
{
    if (!hub->seen_by)
        sql_hub_visited(hub->db, hub->mem, hub->account);
}
