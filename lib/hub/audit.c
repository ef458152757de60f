#include "hub/audit.h"

void audit_add(struct hub *hub, const char *action, const char *object, const char *address)
{
    sql_audit_add(hub->db, hub->mem, hub->account, action, object, address);
}
