#include "hub/group.h"

#include "base/fail.h"
#include "hub/audit.h"
#include "hub/name.h"

const struct group *group_list(struct hub *hub, const char *search, int64_t skip, int64_t *found)
{
    struct group *first = NULL, **end = &first;
    struct db_rows *rows = sql_group_list(hub->db, hub->mem, search, skip);
    for (*found = 0; db_next(rows); end = &(*end)->next) {
        struct group *g = *end = ARENA_ONE(hub->mem, struct group);
        g->id = db_int(rows, "id");
        g->name = db_text(rows, "name");
        g->created_at = db_time(rows, "created_at");
        g->members = db_int(rows, "members");
        g->grants = db_int(rows, "grants");
        g->managers = db_text(rows, "managers");
        *found = db_int(rows, "found");
    }
    return first;
}

const struct group *group_find(struct hub *hub, int64_t id)
{
    struct db_rows *rows = sql_group_find(hub->db, hub->mem, id);
    if (!db_next(rows))
        return NULL;
    struct group *g = ARENA_ONE(hub->mem, struct group);
    g->id = id;
    g->name = db_text(rows, "name");
    g->created_at = db_time(rows, "created_at");
    g->members = db_int(rows, "members");
    return g;
}

const struct group *group_need(struct hub *hub, const char *name)
{
    struct db_rows *rows = sql_group_named(hub->db, hub->mem, name);
    if (!db_next(rows))
        fail(FAIL_REFUSED, "there is no group \"%s\"", name);
    return group_find(hub, db_int(rows, "id"));
}

const struct group_member *group_members(struct hub *hub, int64_t id, int64_t skip)
{
    struct group_member *first = NULL, **end = &first;
    struct db_rows *rows = sql_group_members(hub->db, hub->mem, id, skip);
    for (; db_next(rows); end = &(*end)->next) {
        struct group_member *m = *end = ARENA_ONE(hub->mem, struct group_member);
        m->account = db_int(rows, "id");
        m->name = db_text(rows, "name");
        m->closed = db_bool(rows, "is_closed");
        m->manager = db_bool(rows, "is_manager");
    }
    return first;
}

const struct group *group_of_account(struct hub *hub, int64_t account)
{
    struct group *first = NULL, **end = &first;
    struct db_rows *rows = sql_group_of_account(hub->db, hub->mem, account);
    for (; db_next(rows); end = &(*end)->next) {
        *end = ARENA_ONE(hub->mem, struct group);
        (*end)->id = db_int(rows, "id");
        (*end)->name = db_text(rows, "name");
        (*end)->managed = db_bool(rows, "is_manager");
    }
    return first;
}

int64_t group_add(struct hub *hub, const char *name, const char *address)
{
    name_need("name", name, GROUP_NAME_MAX);
    struct db_rows *rows = sql_group_add(hub->db, hub->mem, name);
    if (!db_next(rows))
        fail(FAIL_CONFLICT, "there is a group \"%s\" already", name);
    audit_add(hub, "group.add", name, address);
    return db_int(rows, "id");
}

void group_rename(struct hub *hub, const struct group *group, const char *name, const char *address)
{
    name_need("name", name, GROUP_NAME_MAX);
    if (!db_next(sql_group_rename(hub->db, hub->mem, group->id, name)))
        fail(FAIL_CONFLICT, "there is a group \"%s\" already", name);
    audit_add(hub, "group.rename", text_format(hub->mem, "%s: now %s", group->name, name), address);
}

void group_remove(struct hub *hub, const struct group *group, const char *address)
{
    if (!db_next(sql_group_remove(hub->db, hub->mem, group->id)))
        fail(FAIL_CONFLICT, "there is no group \"%s\" any more", group->name);
    audit_add(hub, "group.remove", group->name, address);
}

static int64_t person(struct hub *hub, const char **name)
{
    struct db_rows *rows = sql_group_person(hub->db, hub->mem, *name);
    if (!db_next(rows))
        fail(FAIL_REFUSED, "there is no account \"%s\"", *name);
    *name = db_text(rows, "name");
    return db_int(rows, "id");
}

static void note(struct hub *hub, const char *action, const struct group *group, const char *name,
                 const char *address)
{
    audit_add(hub, action, text_format(hub->mem, "%s: %s", group->name, name), address);
}

void group_join(struct hub *hub, const struct group *group, const char *name, bool manager,
                const char *address)
{
    int64_t account = person(hub, &name);
    if (!db_next(sql_group_join(hub->db, hub->mem, group->id, account, manager)))
        fail(FAIL_CONFLICT, "%s is a member of \"%s\" already", name, group->name);
    note(hub, manager ? "group.join_manager" : "group.join", group, name, address);
}

void group_leave(struct hub *hub, const struct group *group, const char *name, const char *address)
{
    int64_t account = person(hub, &name);
    if (!db_next(sql_group_leave(hub->db, hub->mem, group->id, account)))
        fail(FAIL_CONFLICT, "%s is no member of \"%s\" whom you may remove", name, group->name);
    note(hub, "group.leave", group, name, address);
}

void group_set_manager(struct hub *hub, const struct group *group, const char *name, bool manager,
                       const char *address)
{
    int64_t account = person(hub, &name);
    if (!db_next(sql_group_set_manager(hub->db, hub->mem, group->id, account, manager)))
        fail(FAIL_CONFLICT, "%s is no member of \"%s\"", name, group->name);
    note(hub, manager ? "group.manager" : "group.member", group, name, address);
}
