#include "hub/people.h"

#include "base/fail.h"
#include "hub/account_mail.h"
#include "hub/audit.h"

static struct person *person_from(struct hub *hub, struct db_rows *rows)
{
    struct person *p = ARENA_ONE(hub->mem, struct person);
    p->id = db_int(rows, "id");
    p->name = db_text(rows, "name");
    p->email = db_text(rows, "email");
    p->admin = db_bool(rows, "is_admin");
    p->closed = db_bool(rows, "is_closed");
    p->invited = db_bool(rows, "is_invited");
    p->created_at = db_time(rows, "created_at");
    p->visited_at = db_time(rows, "visited_at");
    return p;
}

const struct person *people_list(struct hub *hub, const char *search, const char *show,
                                 int64_t skip, int64_t *found)
{
    struct person *first = NULL, **end = &first;
    struct db_rows *rows = sql_people_list(hub->db, hub->mem, search, show, skip);
    for (*found = 0; db_next(rows); end = &(*end)->next) {
        *end = person_from(hub, rows);
        (*end)->groups = db_text(rows, "groups");
        *found = db_int(rows, "found");
    }
    return first;
}

const struct person *people_find(struct hub *hub, const char *name)
{
    struct db_rows *rows = sql_people_find(hub->db, hub->mem, name);
    if (!db_next(rows))
        return NULL;
    struct person *p = person_from(hub, rows);
    p->sessions = db_int(rows, "sessions");
    p->second_factor = db_bool(rows, "has_second_factor");
    return p;
}

static void need_done(struct db_rows *rows)
{
    if (!db_next(rows) || !db_bool(rows, "done"))
        fail(FAIL_CONFLICT, "there is no such account any more");
}

void people_close(struct hub *hub, const struct person *person, bool closed, const char *address)
{
    if (closed && person->id == hub->account)
        fail(FAIL_CONFLICT, "nobody disables the own account");
    need_done(sql_people_close(hub->db, hub->mem, person->id, closed));
    audit_add(hub, closed ? "account.disable" : "account.enable", person->name, address);
}

void people_set_admin(struct hub *hub, const struct person *person, bool admin, const char *address)
{
    need_done(sql_people_set_admin(hub->db, hub->mem, person->id, admin));
    audit_add(hub, admin ? "account.admin" : "account.no_admin", person->name, address);
}

void people_sign_out(struct hub *hub, const struct person *person, const char *address)
{
    if (!db_next(sql_people_sign_out(hub->db, hub->mem, person->id)))
        fail(FAIL_BROKEN, "people_sign_out returned nothing");
    audit_add(hub, "account.sign_out", person->name, address);
}

bool people_second_off(struct hub *hub, const struct person *person, const char *address)
{
    if (person->id == hub->account)
        fail(FAIL_CONFLICT, "your own is turned off on /account/two-factor, with a code");
    struct db_rows *rows = sql_people_second_off(hub->db, hub->mem, person->id);
    if (!db_next(rows) || !db_bool(rows, "done"))
        return false;
    const struct account owner = { .id = person->id, .name = person->name, .email = person->email };
    account_mail_tell(hub, &owner, "TWO_FACTOR_ENDED", address);
    audit_add(hub, "account.two_factor_off", person->name, address);
    return true;
}
