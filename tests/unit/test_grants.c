/* lib/hub/group.c, access.c, people.c, registry.c: who is given what, by whom. */
#include "hub/access.h"
#include "hub/group.h"
#include "hub/people.h"
#include "hub/registry.h"
#include "stage.h"

/* The repositories that an account may read, triage and administer: "1,2 1 ". */
static const char *lists(void **state, int64_t account)
{
    struct hub hub = hub_of(state);
    db_forget(page);
    if (!hub_enter(&hub, account, 0, true))
        return "out";
    const char *text = cast_value(
        hub.mem, hub.db,
        "SELECT coalesce(string_agg(id::text, ',' ORDER BY id), '') || ' ' ||"
        " coalesce(string_agg(id::text, ',' ORDER BY id) FILTER (WHERE may_triage(id)), '') || ' ' "
        "||"
        " coalesce(string_agg(id::text, ',' ORDER BY id) FILTER (WHERE may_admin(id)), '') AS value"
        " FROM repo");
    hub_leave(&hub);
    return text;
}

static void as(struct hub *hub, int64_t account)
{
    db_forget(page);
    assert_true(hub_enter(hub, account, 0, false));
}

static int64_t audits(void **state, const char *action, const char *object)
{
    struct hub hub = cast_hub(*state);
    return atoll(cast_value(hub.mem, hub.db,
                            text_format(hub.mem,
                                        "SELECT count(*)::text AS value FROM audit"
                                        " WHERE action = '%s' AND object = '%s'",
                                        action, object)));
}

struct setting {
    struct hub *hub;
    struct access_wish wish;
    const char *name;
};

static void set(void *arg)
{
    struct setting *s = arg;
    access_set(s->hub, &s->wish);
}

static void look(void *arg)
{
    struct setting *s = arg;
    s->wish.object = access_object(s->hub, s->name);
}

/* Sets a role as root, and commits. */
static void grant(void **state, const char *kind, const char *name, const char *object,
                  const char *role)
{
    struct hub hub = hub_of(state);
    as(&hub, ROOT);
    access_set(&hub, &(struct access_wish){ .who = access_who(&hub, kind, name),
                                            .object = access_object(&hub, object),
                                            .role = role,
                                            .address = "::1" });
    hub_leave(&hub);
}

static void a_grant_counts_from_the_next_request_on_until_it_ends(void **state)
{
    assert_string_equal(lists(state, BOB), "2  ");
    grant(state, "account", "bob", "green/priv", "read");
    assert_string_equal(lists(state, BOB), "2,4  ");
    grant(state, "account", "Bob", "GREEN/priv", "admin");
    assert_string_equal(lists(state, BOB), "2,4 4 4");
    grant(state, "account", "bob", "green/priv", "none");
    assert_string_equal(lists(state, BOB), "2  ");
    assert_int_equal(audits(state, "grant.set", "green/priv: account bob, read, was none"), 1);
    assert_int_equal(audits(state, "grant.set", "green/priv: account bob, admin, was read"), 1);
    assert_int_equal(audits(state, "grant.remove", "green/priv: account bob, none, was admin"), 1);
}

static void a_pattern_holds_for_what_is_there_and_for_what_comes(void **state)
{
    struct scene *scene = *state;
    static const struct {
        const char *pattern, *sees;
    } cases[] = {
        { "green/*", "2,4  " },    { "GREEN/P*V", "2,4  " },
        { "*/priv", "1,2,4  " },   { "*/*", "1,2,4  " },
        { "g*/priv", "2,4  " },    { "green/pri_*", "2  " },
        { "*een/*iv", "2,4  " },   { "gree/*", "2  " },
        { "green/*privy", "2  " }, { "red/*", "1,2  " } /* what was removed stays away */,
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        grant(state, "account", "bob", cases[i].pattern, "read");
        if (strcmp(lists(state, BOB), cases[i].sees) != 0)
            fail_msg("%s: %s", cases[i].pattern, lists(state, BOB));
        grant(state, "account", "bob", cases[i].pattern, "none");
        assert_string_equal(lists(state, BOB), "2  ");
    }
    grant(state, "group", "crypto", "new/*", "triage");
    assert_string_equal(lists(state, CAROL), "1,2 1 1");
    scene_sql(scene, "INSERT INTO repo (id, name) OVERRIDING SYSTEM VALUE VALUES (50, 'new/one')");
    assert_string_equal(lists(state, CAROL), "1,2,50 1,50 1");
    scene_sql(scene, "DELETE FROM repo WHERE id = 50");
    grant(state, "group", "crypto", "new/*", "none");
}

static void the_highest_of_several_grants_counts(void **state)
{
    grant(state, "account", "carol", "red/priv", "read");
    grant(state, "group", "crypto", "*/priv", "triage");
    assert_string_equal(lists(state, CAROL), "1,2,4 1,4 1");
    grant(state, "account", "carol", "green/*", "admin");
    assert_string_equal(lists(state, CAROL), "1,2,4 1,4 1,4");
    grant(state, "account", "carol", "red/priv", "none");
    grant(state, "group", "crypto", "*/priv", "none");
    grant(state, "account", "carol", "green/*", "none");
    assert_string_equal(lists(state, CAROL), "1,2 1 1");
}

static void what_is_no_repository_and_no_pattern_is_refused(void **state)
{
    static const char *const wrong[] = {
        "",        "red",  "*",  "red/**", "a*b*/x",  "red/no",  "red/a*b*c",  "re%/*",
        "red/x/*", "-x/*", "/*", "*/",     "red/* *", "red/*\n", "red/removed"
    };
    struct hub hub = hub_of(state);
    as(&hub, ROOT);
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        struct setting s = { .hub = &hub, .name = wrong[i] };
        if (scene_fails(look, &s) != FAIL_REFUSED)
            fail_msg("taken: %s", wrong[i]);
    }
    char *longest = arena_alloc(hub.mem, 203);
    memset(longest, 'x', 202);
    memcpy(longest, "a/*", 3);
    struct setting s = { .hub = &hub, .name = longest };
    assert_int_equal(scene_fails(look, &s), FAIL_REFUSED);
}

static void a_role_that_changed_meanwhile_is_not_overwritten(void **state)
{
    struct hub hub = hub_of(state);
    as(&hub, ROOT);
    struct setting s = { .hub = &hub,
                         .wish = { access_who(&hub, "account", "alice"),
                                   access_object(&hub, "red/priv"), "admin", "triage", NULL } };
    assert_int_equal(scene_fails(set, &s), FAIL_CONFLICT);
    db_forget(page);
    as(&hub, ROOT);
    s.wish.was = "read";
    assert_int_equal(scene_fails(set, &s), FAIL_NOT);
    db_forget(page);
    s.wish.role = "owner";
    as(&hub, ROOT);
    assert_int_equal(scene_fails(set, &s), FAIL_REFUSED);
}

static void who_administers_a_repository_grants_on_it_and_nowhere_else(void **state)
{
    struct hub hub = hub_of(state);
    const struct access_object red = { 1, "red/priv" }, green = { 4, "green/priv" },
                               all = { 0, "*/*" };
    static const int64_t others[] = { ALICE, TOM, BOB };
    as(&hub, CAROL);
    struct setting s = {
        .hub = &hub, .wish = { access_who(&hub, "account", "bob"), red, "triage", NULL, NULL }
    };
    assert_int_equal(scene_fails(set, &s), FAIL_NOT);
    assert_int_equal(access_of_repo(&hub, 1)->who_id, 1);
    assert_null(access_of_repo(&hub, 4));
    s.wish.object = green;
    assert_int_not_equal(scene_fails(set, &s), FAIL_NOT);
    db_forget(page);
    as(&hub, CAROL);
    s.wish.object = all;
    assert_int_not_equal(scene_fails(set, &s), FAIL_NOT);
    db_forget(page);
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        as(&hub, others[i]);
        assert_null(access_of_repo(&hub, 1));
        s.wish.object = red;
        assert_int_not_equal(scene_fails(set, &s), FAIL_NOT);
        db_forget(page);
    }
    assert_string_equal(lists(state, BOB), "2  ");
}

struct member {
    struct hub *hub;
    const struct group *group;
    const char *name;
    bool manager;
};

static void join(void *arg)
{
    struct member *m = arg;
    group_join(m->hub, m->group, m->name, m->manager, NULL);
}

static void leave(void *arg)
{
    struct member *m = arg;
    group_leave(m->hub, m->group, m->name, NULL);
}

static void promote(void *arg)
{
    struct member *m = arg;
    group_set_manager(m->hub, m->group, m->name, m->manager, NULL);
}

static void a_member_has_what_its_group_has_until_it_leaves(void **state)
{
    struct hub hub = hub_of(state);
    as(&hub, ROOT);
    const struct group *crypto = group_need(&hub, "CRYPTO");
    group_join(&hub, crypto, "BOB", false, NULL);
    struct member again = { &hub, crypto, "bob", false };
    assert_int_equal(scene_fails(join, &again), FAIL_CONFLICT);
    hub_leave(&hub);
    assert_string_equal(lists(state, BOB), "1,2 1 1");
    as(&hub, ROOT);
    group_leave(&hub, crypto, "bob", NULL);
    hub_leave(&hub);
    assert_string_equal(lists(state, BOB), "2  ");
    assert_int_equal(audits(state, "group.join", "crypto: bob"), 1);
    assert_int_equal(audits(state, "group.leave", "crypto: bob"), 1);
}

static void a_manager_adds_and_removes_members_of_the_own_group_alone(void **state)
{
    struct hub hub = hub_of(state);
    as(&hub, ROOT);
    const struct group *crypto = group_need(&hub, "crypto");
    const struct group *other = group_find(&hub, group_add(&hub, "other", NULL));
    group_join(&hub, crypto, "tom", true, NULL);
    hub_leave(&hub);

    as(&hub, TOM);
    assert_true(hub.manages);
    int64_t found;
    assert_string_equal(group_list(&hub, "", 0, &found)->name, "crypto");
    assert_int_equal(found, 1);
    assert_null(group_find(&hub, other->id));
    struct member m = { &hub, crypto, "bob", false };
    assert_int_equal(scene_fails(join, &m), FAIL_NOT);
    assert_int_equal(scene_fails(leave, &m), FAIL_NOT);
    m.name = "tom"; /* a manager is removed by administrators */
    assert_int_equal(scene_fails(leave, &m), FAIL_CONFLICT);
    m.name = "carol";
    m.manager = true;
    assert_int_equal(scene_fails(promote, &m), FAIL_CONFLICT);
    m = (struct member){ &hub, crypto, "bob", true };
    assert_int_not_equal(scene_fails(join, &m), FAIL_NOT);
    db_forget(page);
    as(&hub, TOM);
    m = (struct member){ &hub, other, "bob", false };
    assert_int_not_equal(scene_fails(join, &m), FAIL_NOT);
    db_forget(page);

    as(&hub, CAROL); /* a member, no manager */
    assert_false(hub.manages);
    assert_null(group_list(&hub, "", 0, &found));
    m = (struct member){ &hub, crypto, "bob", false };
    assert_int_not_equal(scene_fails(join, &m), FAIL_NOT);
    db_forget(page);
    as(&hub, ROOT);
    group_leave(&hub, crypto, "tom", NULL);
    group_remove(&hub, other, NULL);
    hub_leave(&hub);
}

static void a_group_that_goes_takes_its_grants_along(void **state)
{
    struct hub hub = hub_of(state);
    as(&hub, ROOT);
    int64_t id = group_add(&hub, "short-lived", NULL);
    const struct group *group = group_find(&hub, id);
    group_join(&hub, group, "bob", false, NULL);
    access_set(&hub, &(struct access_wish){ .who = access_who(&hub, "group", "short-lived"),
                                            .object = access_object(&hub, "green/*"),
                                            .role = "admin" });
    group_rename(&hub, group, "Short lived", NULL);
    hub_leave(&hub);
    assert_string_equal(lists(state, BOB), "2,4 4 4");
    as(&hub, ROOT);
    group_remove(&hub, group, NULL);
    hub_leave(&hub);
    assert_string_equal(lists(state, BOB), "2  ");
}

static void people_are_listed_to_administrators_alone(void **state)
{
    struct hub hub = hub_of(state);
    int64_t found;
    as(&hub, ROOT);
    const struct person *p = people_list(&hub, "", "all", 0, &found);
    assert_int_equal(found, 6);
    assert_string_equal(p->name, "alice");
    assert_string_equal(p->email, "alice@x");
    assert_string_equal(people_list(&hub, "CAROL@", "all", 0, &found)->groups, "crypto");
    assert_null(people_list(&hub, "_", "all", 0, &found));
    assert_string_equal(people_list(&hub, "", "closed", 0, &found)->name, "gone");
    people_list(&hub, "", "admins", 0, &found);
    assert_int_equal(found, 2);
    people_list(&hub, "", "alone", 0, &found);
    assert_int_equal(found, 5);
    hub_leave(&hub);
    as(&hub, CAROL);
    assert_null(people_list(&hub, "", "all", 0, &found));
    assert_null(people_find(&hub, "alice"));
    hub_leave(&hub);
}

struct whom {
    struct hub *hub;
    const struct person *person;
    bool value;
};

static void close_account(void *arg)
{
    struct whom *w = arg;
    people_close(w->hub, w->person, w->value, NULL);
}

static void set_admin(void *arg)
{
    struct whom *w = arg;
    people_set_admin(w->hub, w->person, w->value, NULL);
}

static void a_closed_account_is_out_and_its_sessions_have_ended(void **state)
{
    struct scene *scene = *state;
    scene_sql(scene, "INSERT INTO session (digest, account, password_version, address, agent)"
                     " VALUES (sha256('bob'), 3, 1, 'x', 'x')");
    struct hub hub = hub_of(state);
    as(&hub, ROOT);
    const struct person *bob = people_find(&hub, "BOB");
    assert_int_equal(bob->sessions, 1);
    people_close(&hub, bob, true, NULL);
    assert_int_equal(people_find(&hub, "bob")->sessions, 0);
    hub_leave(&hub);
    assert_string_equal(lists(state, BOB), "out");
    as(&hub, ROOT);
    people_close(&hub, bob, false, NULL);
    hub_leave(&hub);
    assert_string_equal(lists(state, BOB), "2  ");
}

static void one_administrator_stays(void **state)
{
    struct hub hub = hub_of(state);
    as(&hub, ROOT);
    struct whom w = { &hub, people_find(&hub, "root"), true };
    assert_int_equal(scene_fails(close_account, &w), FAIL_CONFLICT);
    w.value = false;
    assert_int_equal(scene_fails(set_admin, &w), FAIL_CONFLICT);
    db_forget(page);
    as(&hub, CAROL);
    w = (struct whom){ &hub, w.person, true };
    assert_int_equal(scene_fails(close_account, &w), FAIL_DENIED);
    db_forget(page);
    as(&hub, CAROL);
    assert_int_equal(scene_fails(set_admin, &w), FAIL_DENIED);
}

static void an_administrator_sees_with_the_eyes_of_another_and_can_change_nothing(void **state)
{
    struct hub hub = hub_of(state);
    assert_true(hub_enter_as(&hub, ROOT, ALICE));
    assert_string_equal(hub.name, "alice");
    assert_string_equal(hub.seen_by, "root");
    assert_false(hub.admin);
    assert_string_equal(
        cast_value(hub.mem, hub.db, "SELECT string_agg(id::text, ',') AS value FROM repo"), "1,2");
    struct deed deed = { hub, ALICE, "UPDATE account SET visited_at = now()" };
    assert_int_not_equal(scene_fails(try_deed, &deed), FAIL_NOT);
    db_forget(page);
    hub_visited(&hub);
    assert_value((&(struct hub){ .mem = hub.mem, .db = cast_hub(*state).db }),
                 "SELECT count(*) FROM account WHERE visited_at IS NOT NULL", "0");
    /* Nobody else can, and nobody sees as an account that is closed. */
    assert_true(hub_enter_as(&hub, CAROL, ROOT));
    assert_string_equal(hub.name, "carol");
    assert_null(hub.seen_by);
    assert_false(hub.admin);
    hub_leave(&hub);
    assert_true(hub_enter_as(&hub, ROOT, GONE));
    assert_string_equal(hub.name, "root");
    hub_leave(&hub);
    assert_false(hub_enter_as(&hub, GONE, ALICE));
}

static void renaming(void *arg)
{
    struct setting *s = arg;
    registry_rename(s->hub, s->wish.object.repo, s->wish.object.name, s->name, NULL);
}

static void removal(void *arg)
{
    struct setting *s = arg;
    registry_remove(s->hub, s->wish.object.repo, s->wish.object.name, NULL);
}

static void a_repository_is_renamed_opened_closed_and_removed_by_who_may(void **state)
{
    struct hub hub = hub_of(state);
    struct setting s = { .hub = &hub, .wish.object = { 4, "green/priv" }, .name = "RED/priv" };
    as(&hub, ROOT);
    assert_int_equal(scene_fails(renaming, &s), FAIL_CONFLICT);
    s.name = "no name";
    assert_int_equal(scene_fails(renaming, &s), FAIL_REFUSED);
    registry_rename(&hub, 4, "green/priv", "lime/priv", NULL);
    registry_set_public(&hub, 4, "lime/priv", true, NULL);
    hub_leave(&hub);
    assert_string_equal(lists(state, BOB), "2,4  ");
    as(&hub, CAROL); /* administers repository 1: may not rename it, since names bring grants */
    s = (struct setting){ .hub = &hub, .wish.object = { 1, "red/priv" }, .name = "lime/other" };
    assert_int_equal(scene_fails(renaming, &s), FAIL_DENIED);
    db_forget(page);
    as(&hub, CAROL);
    s.wish.object = (struct access_object){ 4, "lime/priv" };
    assert_int_equal(scene_fails(removal, &s), FAIL_ABSENT);
    db_forget(page);
    as(&hub, ROOT);
    registry_set_public(&hub, 4, "lime/priv", false, NULL);
    registry_rename(&hub, 4, "lime/priv", "green/priv", NULL);
    registry_remove(&hub, 1, "red/priv", NULL);
    hub_leave(&hub);
    assert_string_equal(lists(state, CAROL), "2  ");
    assert_string_equal(lists(state, ROOT), "2,4 2,4 2,4");
    struct scene *scene = *state;
    scene_sql(scene, "UPDATE repo SET removed_at = NULL WHERE id = 1");
    assert_string_equal(lists(state, CAROL), "1,2 1 1");
}

static void the_matrix_says_who_may_what_and_through_what(void **state)
{
    grant(state, "group", "crypto", "red/*", "read");
    struct hub hub = hub_of(state);
    int64_t columns;
    as(&hub, ROOT);
    struct access_view view = { .groups = true, .who = "", .search = "" };
    const struct access_line *line = access_matrix(&hub, &view, &columns);
    assert_int_equal(columns, 1);
    assert_string_equal(line->name, "red/*");
    assert_int_equal(line->repo, 0);
    assert_string_equal(line->cells->own, "read");
    assert_null(line->cells->via);
    view.search = "red/p";
    line = access_matrix(&hub, &view, &columns);
    assert_string_equal(line->name, "red/priv");
    assert_null(line->next);
    assert_string_equal(line->cells->own, "admin");
    assert_string_equal(line->cells->via_role, "read");
    assert_string_equal(line->cells->via, "red/*");
    view.groups = false;
    line = access_matrix(&hub, &view, &columns);
    assert_int_equal(columns, 2);
    assert_string_equal(line->cells->who, "alice");
    assert_string_equal(line->cells->next->who, "tom");
    assert_string_equal(line->cells->next->own, "triage");

    const struct access_grant *g = access_of_repo(&hub, 1);
    assert_string_equal(g->role, "admin");
    assert_string_equal(g->next->role, "triage");
    assert_string_equal(g->next->next->next->pattern, "red/*");
    int64_t found;
    g = access_of_account(&hub, CAROL, 0, &found);
    assert_string_equal(g->object, "red/priv");
    assert_string_equal(g->role, "admin");
    assert_string_equal(g->who, "crypto");
    assert_int_equal(g->others, 1);
    assert_int_equal(found, 1);
    hub_leave(&hub);
    grant(state, "group", "crypto", "red/*", "none");
}

static void all_grants_are_listed_once_each_page_by_page(void **state)
{
    struct scene *scene = *state;
    scene_sql(scene,
              "DELETE FROM repo_grant;"
              "INSERT INTO repo (id, name) OVERRIDING SYSTEM VALUE"
              " SELECT 3000 + i, 'Paged/r' || i FROM generate_series(1, 60) i;"
              "INSERT INTO repo_grant (repo, account, role)"
              " SELECT r.id, a.id, 'read' FROM repo r, account a WHERE r.id > 3000 AND a.id < 3;"
              "INSERT INTO repo_grant (pattern, account, role)"
              " SELECT 'p' || i || '/*', 1, 'read' FROM generate_series(1, 70) i");
    struct hub hub = hub_of(state);
    as(&hub, ROOT);
    const struct access_grant *last = NULL;
    int count = 0;
    for (const struct access_grant *g; (g = access_list(&hub, last)) != NULL;)
        for (; g; last = g, g = g->next, count++)
            assert_true(!last || strcmp(last->place, g->place) < 0 ||
                        (strcmp(last->place, g->place) == 0 && last->id < g->id));
    assert_int_equal(count, 190);
    hub_leave(&hub);
    scene_sql(scene, "DELETE FROM repo_grant; DELETE FROM repo WHERE id > 3000");
}

/* Each repository against each grant would be 64 million, far beyond the time of a statement. */
static void an_account_with_thousands_of_grants_is_told_in_time(void **state)
{
    struct scene *scene = *state;
    scene_sql(scene, "INSERT INTO repo (id, name) OVERRIDING SYSTEM VALUE"
                     " SELECT 5000 + i, 'Thousands/r' || i FROM generate_series(1, 8000) i;"
                     "INSERT INTO repo_grant (repo, account, role)"
                     " SELECT id, 4, 'read' FROM repo WHERE id > 5000;"
                     "ANALYZE repo; ANALYZE repo_grant");
    struct hub hub = hub_of(state);
    as(&hub, ROOT);
    /* As pages plan (db_by_index()). */
    cast_value(
        hub.mem, hub.db,
        "SELECT concat(set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin',"
        " 'off', true), set_config('enable_mergejoin', 'off', true), set_config("
        "'enable_material', 'off', true), set_config('statement_timeout', '3s', true)) AS value");
    int64_t found;
    assert_non_null(access_of_account(&hub, CAROL, 0, &found));
    assert_true(found >= 8000);
    hub_leave(&hub);
    scene_sql(scene, "DELETE FROM repo_grant WHERE repo > 5000;"
                     "UPDATE repo SET removed_at = now() WHERE id > 5000; ANALYZE repo_grant");
}

static void many_repositories_are_listed_as_exactly_as_few(void **state)
{
    struct scene *scene = *state;
    scene_sql(scene,
              "INSERT INTO repo (id, name) OVERRIDING SYSTEM VALUE"
              " SELECT 1000 + i, 'many/r' || i FROM generate_series(1, 999) i WHERE i % 3 > 0");
    grant(state, "account", "bob", "many/*", "triage");
    struct hub hub = hub_of(state);
    as(&hub, BOB);
    assert_string_equal(
        cast_value(hub.mem, hub.db,
                   "SELECT (current_setting('nopanic.reads') ~ '^[0-9a-f]+$')::text AS value"),
        "true");
    assert_null(cast_value(hub.mem, hub.db,
                           "SELECT string_agg(i::text, ',' ORDER BY i) AS value FROM"
                           " generate_series(0, 20000) i WHERE may_read(i) IS DISTINCT FROM"
                           " (i = 2 OR (i BETWEEN 1001 AND 1999 AND (i - 1000) % 3 > 0))"));
    assert_string_equal(cast_value(hub.mem, hub.db,
                                   "SELECT count(*)::text AS value FROM repo WHERE may_triage(id)"),
                        "666");
    assert_string_equal(
        cast_value(hub.mem, hub.db, "SELECT count(*)::text AS value FROM repo WHERE may_admin(id)"),
        "0");
    assert_string_equal(
        cast_value(hub.mem, hub.db, "SELECT coalesce(may_read(NULL), false)::text AS value"),
        "false");
    hub_leave(&hub);
    grant(state, "account", "bob", "many/*", "none");
    scene_sql(scene, "DELETE FROM repo WHERE id > 1000");
}

/* Comes last: what is gone is gone. */
static void a_removed_repository_is_taken_away_from_every_table(void **state)
{
    struct scene *scene = *state;
    struct hub hub = cast_hub(scene);
    scene_sql(
        scene,
        "INSERT INTO crasher (id, repo, state, duplicate_of, severity, severity_reason, engine,"
        " kind, title, message, package, target, first_run, last_run)"
        " OVERRIDING SYSTEM VALUE VALUES"
        " (50, 4, 'duplicate', 4, 'high', 'x', 'go', 'x', 'x', 'x', 4, 4, 4, 4);"
        "UPDATE repo SET removed_at = now() - interval '9 minutes' WHERE id = 4");
    static const char rows[] = "SELECT coalesce(string_agg(relname, ' ' ORDER BY relname), '') "
                               "FROM pg_class c WHERE relkind = 'r'"
                               " AND relrowsecurity AND EXISTS (SELECT FROM pg_attribute a WHERE "
                               "a.attrelid = c.oid AND a.attname = 'repo')"
                               " AND query_to_xml(format('SELECT 1 FROM %I WHERE repo = 4', "
                               "relname), true, true, '')::text LIKE '%row%'";
    const char *query = text_format(hub.mem, "SELECT (%s)::text AS value", rows);
    assert_non_null(strstr(cast_value(hub.mem, hub.db, query), "crasher_target delivery event"));
    for (int slice = 0; slice < 100; slice++)
        scene_sql(scene, "SELECT prune_removed()");
    assert_non_null(strstr(cast_value(hub.mem, hub.db, query), "crasher_target delivery event"));
    scene_sql(scene, "UPDATE repo SET removed_at = now() - interval '11 minutes' WHERE id = 4");
    int slices = 0;
    while (atoi(cast_value(hub.mem, hub.db, "SELECT prune_removed()::text AS value")) > 0)
        slices++;
    assert_int_equal(slices, 5);
    assert_string_equal(cast_value(hub.mem, hub.db, query), "");
    assert_value(&hub, "SELECT string_agg(id::text, ',' ORDER BY id) FROM repo", "1,2,3");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STAGE(a_grant_counts_from_the_next_request_on_until_it_ends),
        STAGE(a_pattern_holds_for_what_is_there_and_for_what_comes),
        STAGE(the_highest_of_several_grants_counts),
        STAGE(what_is_no_repository_and_no_pattern_is_refused),
        STAGE(a_role_that_changed_meanwhile_is_not_overwritten),
        STAGE(who_administers_a_repository_grants_on_it_and_nowhere_else),
        STAGE(a_member_has_what_its_group_has_until_it_leaves),
        STAGE(a_manager_adds_and_removes_members_of_the_own_group_alone),
        STAGE(a_group_that_goes_takes_its_grants_along),
        STAGE(people_are_listed_to_administrators_alone),
        STAGE(a_closed_account_is_out_and_its_sessions_have_ended),
        STAGE(one_administrator_stays),
        STAGE(an_administrator_sees_with_the_eyes_of_another_and_can_change_nothing),
        STAGE(a_repository_is_renamed_opened_closed_and_removed_by_who_may),
        STAGE(the_matrix_says_who_may_what_and_through_what),
        STAGE(many_repositories_are_listed_as_exactly_as_few),
        STAGE(a_removed_repository_is_taken_away_from_every_table),
        STAGE(an_account_with_thousands_of_grants_is_told_in_time),
        STAGE(all_grants_are_listed_once_each_page_by_page),
    };
    return cmocka_run_group_tests(tests, open_stage, close_stage);
}
