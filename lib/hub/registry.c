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

const struct registry_entry *registry_need(struct hub *hub, const char *name)
{
    const struct registry_entry *repo = registry_find(hub, name);
    if (!repo)
        fail(FAIL_ABSENT, "there is no repository \"%s\"", name);
    return repo;
}

static struct registry_entry *entry_from(struct hub *hub, struct db_rows *rows)
{
    struct registry_entry *r = ARENA_ONE(hub->mem, struct registry_entry);
    r->id = db_int(rows, "id");
    r->name = db_text(rows, "name");
    r->public = db_bool(rows, "public");
    r->created_at = db_time(rows, "created_at");
    r->packages = db_int(rows, "packages");
    r->last_run_at = db_time(rows, "last_run_at");
    r->tokens = db_int(rows, "tokens");
    return r;
}

const struct registry_entry *registry_list(struct hub *hub)
{
    struct registry_entry *first = NULL, **end = &first;
    struct db_rows *rows = sql_registry_list(hub->db, hub->mem);
    for (; db_next(rows); end = &(*end)->next)
        *end = entry_from(hub, rows);
    return first;
}

const struct registry_entry *registry_page(struct hub *hub, const char *search, int64_t skip,
                                           int64_t *found)
{
    struct registry_entry *first = NULL, **end = &first;
    struct db_rows *rows = sql_registry_page(hub->db, hub->mem, search, skip);
    for (*found = 0; db_next(rows); end = &(*end)->next) {
        *end = entry_from(hub, rows);
        *found = db_int(rows, "found");
    }
    return first;
}

struct registry_counts registry_counts(struct hub *hub)
{
    struct db_rows *rows = sql_registry_counts(hub->db, hub->mem);
    if (!db_next(rows))
        fail(FAIL_BROKEN, "registry_counts returned nothing");
    return (struct registry_counts){ db_int(rows, "repos"), db_int(rows, "accounts"),
                                     db_int(rows, "groups"), db_int(rows, "grants"),
                                     db_int(rows, "tokens") };
}

void registry_add(struct hub *hub, const char *name, bool is_public, const char *address)
{
    name_need_repo(name);
    if (registry_find(hub, name))
        fail(FAIL_CONFLICT, "there is a repository \"%s\" already", name);
    sql_registry_add(hub->db, hub->mem, name, is_public);
    audit_add(hub, "repo.add", name, address);
}

void registry_rename(struct hub *hub, int64_t id, const char *name, const char *other,
                     const char *address)
{
    name_need_repo(other);
    struct db_rows *rows = sql_registry_rename(hub->db, hub->mem, id, other);
    if (!db_next(rows) || !db_bool(rows, "done"))
        fail(FAIL_CONFLICT, "there is a repository \"%s\" already", other);
    audit_add(hub, "repo.rename", text_format(hub->mem, "%s: now %s", name, other), address);
}

void registry_set_public(struct hub *hub, int64_t id, const char *name, bool is_public,
                         const char *address)
{
    if (!db_next(sql_registry_set_public(hub->db, hub->mem, id, is_public)))
        fail(FAIL_ABSENT, "no such repository");
    audit_add(hub, is_public ? "repo.public" : "repo.private", name, address);
}

void registry_remove(struct hub *hub, int64_t id, const char *name, const char *address)
{
    if (!db_next(sql_registry_remove(hub->db, hub->mem, id)))
        fail(FAIL_ABSENT, "no such repository");
    audit_add(hub, "repo.remove", name, address);
}
