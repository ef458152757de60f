#include "hub/access.h"

#include "base/fail.h"
#include "hub/audit.h"
#include "hub/name.h"
#include "hub/registry.h"

static const char *const roles[] = { "none", "read", "triage", "admin" };

int access_rank(const char *role)
{
    for (size_t i = 0; i < COUNT_OF(roles); i++)
        if (strcmp(roles[i], role) == 0)
            return (int)i;
    fail(FAIL_REFUSED, "role must be read, triage, admin or none");
}

struct access_who access_who(struct hub *hub, const char *kind, const char *name)
{
    bool group = strcmp(kind, "group") == 0;
    if (!group && strcmp(kind, "account") != 0)
        fail(FAIL_REFUSED, "kind must be group or account");
    struct db_rows *rows = sql_access_who(hub->db, hub->mem, kind, name);
    if (!db_next(rows))
        fail(FAIL_REFUSED, "there is no %s \"%s\"", kind, name);
    return (struct access_who){ group, db_int(rows, "id"), db_text(rows, "name") };
}

struct access_object access_object(struct hub *hub, const char *name)
{
    if (strchr(name, '*')) {
        name_need_pattern(name);
        return (struct access_object){ 0, name };
    }
    name_need_repo(name);
    const struct registry_entry *repo = registry_find(hub, name);
    if (!repo)
        fail(FAIL_REFUSED, "there is no repository \"%s\"", name);
    return (struct access_object){ repo->id, repo->name };
}

bool access_set(struct hub *hub, const struct access_wish *wish)
{
    const struct access_who who = wish->who;
    const char *object = wish->object.name, *role = wish->role;
    int64_t repo = wish->object.repo, account = who.group ? 0 : who.id, group = who.id - account;
    const char *pattern = repo != 0 ? NULL : object;
    bool gives = access_rank(role) > 0;
    struct db_rows *rows = sql_access_take(hub->db, hub->mem, repo, pattern, account, group);
    const char *before = db_next(rows) ? db_text(rows, "role") : "none";
    if (wish->was && strcmp(wish->was, before) != 0)
        fail(FAIL_CONFLICT, "%s has %s on %s meanwhile, not %s", who.name, before, object,
             wish->was);
    if (gives && !db_next(sql_access_give(hub->db, hub->mem, repo, pattern, account, group, role)))
        fail(FAIL_CONFLICT, "somebody else has changed this at the same moment; look again");
    if (strcmp(before, role) == 0)
        return false;
    const char *what = text_format(hub->mem, "%s: %s %s, %s, was %s", object,
                                   who.group ? "group" : "account", who.name, role, before);
    audit_add(hub, gives ? "grant.set" : "grant.remove", what, wish->address);
    return true;
}

const struct access_grant *access_of_repo(struct hub *hub, int64_t repo)
{
    struct access_grant *first = NULL, **end = &first;
    struct db_rows *rows = sql_access_of_repo(hub->db, hub->mem, repo);
    for (; db_next(rows); end = &(*end)->next) {
        struct access_grant *g = *end = ARENA_ONE(hub->mem, struct access_grant);
        g->group = strcmp(db_text(rows, "kind"), "group") == 0;
        g->who = db_text(rows, "who");
        g->who_id = db_int(rows, "who_id");
        g->role = db_text(rows, "role");
        g->repo = repo;
        g->pattern = db_text(rows, "pattern");
        g->members = db_int(rows, "members");
        g->closed = db_bool(rows, "is_closed");
    }
    return first;
}

const struct access_grant *access_of_group(struct hub *hub, int64_t group, int64_t skip)
{
    struct access_grant *first = NULL, **end = &first;
    struct db_rows *rows = sql_access_of_group(hub->db, hub->mem, group, skip);
    for (; db_next(rows); end = &(*end)->next) {
        *end = ARENA_ONE(hub->mem, struct access_grant);
        (*end)->object = db_text(rows, "object");
        (*end)->repo = db_int(rows, "repo");
        (*end)->role = db_text(rows, "role");
    }
    return first;
}

const struct access_grant *access_of_account(struct hub *hub, int64_t account, int64_t skip,
                                             int64_t *found)
{
    struct access_grant *first = NULL, **end = &first;
    struct db_rows *rows = sql_access_of_account(hub->db, hub->mem, account, skip);
    for (*found = 0; db_next(rows); end = &(*end)->next) {
        struct access_grant *g = *end = ARENA_ONE(hub->mem, struct access_grant);
        g->object = db_text(rows, "object");
        g->repo = db_int(rows, "repo");
        g->role = db_text(rows, "role");
        g->pattern = db_text(rows, "pattern");
        g->group = !db_null(rows, "group_id");
        g->who = db_text(rows, "group_name");
        g->who_id = db_int(rows, "group_id");
        g->others = db_int(rows, "others");
        *found = db_int(rows, "found");
    }
    return first;
}

const struct access_grant *access_list(struct hub *hub, const struct access_grant *after)
{
    struct access_grant *first = NULL, **end = &first;
    struct db_rows *rows =
        sql_access_list(hub->db, hub->mem, after ? after->place : "", after ? after->id : 0);
    for (; db_next(rows); end = &(*end)->next) {
        struct access_grant *g = *end = ARENA_ONE(hub->mem, struct access_grant);
        g->id = db_int(rows, "id");
        g->place = db_text(rows, "place");
        g->object = db_text(rows, "object");
        g->role = db_text(rows, "role");
        g->group = strcmp(db_text(rows, "kind"), "group") == 0;
        g->who = db_text(rows, "who");
    }
    return first;
}

static struct access_cell *cell_from(struct hub *hub, struct db_rows *rows)
{
    struct access_cell *c = ARENA_ONE(hub->mem, struct access_cell);
    c->who_id = db_int(rows, "who_id");
    c->who = db_text(rows, "who");
    c->own = db_text(rows, "own");
    c->via_role = db_text(rows, "via_role");
    c->via = db_text(rows, "via");
    return c;
}

const struct access_line *access_matrix(struct hub *hub, const struct access_view *view,
                                        int64_t *columns)
{
    const char *kind = view->groups ? "group" : "account";
    struct access_line *first = NULL, **end = &first, *line = NULL;
    struct access_cell **cells_end = NULL;
    struct db_rows *counts = sql_access_subjects(hub->db, hub->mem, kind, view->who);
    *columns = db_next(counts) ? db_int(counts, "found") : 0;
    /* Cells of one line are neighbours. */
    struct db_rows *rows = sql_access_matrix(hub->db, hub->mem, kind, view->who, view->column_skip,
                                             view->search, view->skip);
    while (db_next(rows)) {
        if (!line || strcmp(line->name, db_text(rows, "name")) != 0) {
            line = *end = ARENA_ONE(hub->mem, struct access_line);
            end = &line->next;
            cells_end = &line->cells;
            line->repo = db_int(rows, "repo");
            line->name = db_text(rows, "name");
            line->public = db_bool(rows, "public");
        }
        if (!db_null(rows, "who_id")) {
            *cells_end = cell_from(hub, rows);
            cells_end = &(*cells_end)->next;
        }
    }
    return first;
}
