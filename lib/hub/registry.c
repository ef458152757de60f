#include "hub/registry.h"

#include "base/fail.h"
#include "hub/audit.h"
#include "hub/name.h"

const struct registry_entry *registry_find(struct hub *hub, const char *name)
{
    struct db_rows *rows = sql_registry_find(hub->db, hub->mem, name);
    if (!db_next(rows))
        return NULL;
    struct registry_entry *r = ARENA_ONE(hub->mem, struct registry_entry);
    r->id = db_int(rows, "id");
    r->name = db_text(rows, "name");
    r->public = db_bool(rows, "public");
    return r;
}

const struct registry_entry *registry_list(struct hub *hub)
{
    struct registry_entry *first = NULL, **end = &first;
    struct db_rows *rows = sql_registry_list(hub->db, hub->mem);
    for (; db_next(rows); end = &(*end)->next) {
        *end = ARENA_ONE(hub->mem, struct registry_entry);
        (*end)->id = db_int(rows, "id");
        (*end)->name = db_text(rows, "name");
        (*end)->public = db_bool(rows, "public");
        (*end)->created_at = db_time(rows, "created_at");
        (*end)->packages = db_int(rows, "packages");
        (*end)->last_run_at = db_time(rows, "last_run_at");
        (*end)->tokens = db_int(rows, "tokens");
    }
    return first;
}

void registry_add(struct hub *hub, const char *name, bool is_public, const char *address)
{
    name_need_repo(name);
    if (registry_find(hub, name))
        fail(FAIL_CONFLICT, "there is a repository %s already", name);
    sql_registry_add(hub->db, hub->mem, name, is_public);
    audit_add(hub, "repo.add", name, address);
}
