#include "hub/hub.h"

bool hub_enter(struct hub *hub, int64_t account, int64_t token, bool read_only)
{
    db_begin(hub->db, read_only);
    struct db_rows *rows = sql_hub_enter(hub->db, hub->mem, account, token);
    if (!db_next(rows))
        return false;
    hub->account = token == 0 ? account : 0;
    hub->token = token;
    hub->name = db_text(rows, "account_name");
    hub->admin = db_bool(rows, "is_admin");
    hub->visited_at = db_int(rows, "visited_at");
    return true;
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
    sql_hub_visited(hub->db, hub->mem, hub->account);
}
