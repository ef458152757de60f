/* sql/schema/005_access.sql: who sees which rows, whatever the code of a page forgets. */
#include "cast.h"

/*
 * red/priv: carol administers it by her group, alice reads it.  blue/pub is public.  bob has no
 * right anywhere, root is an administrator of the instance.  Each repository has one row in every
 * table that belongs to a repository, as far as the test needs it.
 */
static const char stage[] =
    "INSERT INTO account (id, name, email, is_admin) OVERRIDING SYSTEM VALUE VALUES"
    " (1, 'root', 'root@x', true), (2, 'alice', 'alice@x', false), (3, 'bob', 'bob@x', false),"
    " (4, 'carol', 'carol@x', false), (5, 'gone', 'gone@x', true);"
    "UPDATE account SET disabled_at = now() WHERE id = 5;"
    "INSERT INTO account_group (id, name) OVERRIDING SYSTEM VALUE VALUES (1, 'crypto');"
    "INSERT INTO group_member VALUES (1, 4);"
    "INSERT INTO repo (id, name, public) OVERRIDING SYSTEM VALUE VALUES"
    " (1, 'red/priv', false), (2, 'blue/pub', true), (3, 'red/removed', true);"
    "UPDATE repo SET removed_at = now() WHERE id = 3;"
    "INSERT INTO repo_grant (repo, account, role) VALUES (1, 2, 'read');"
    "INSERT INTO repo_grant (repo, account_group, role) VALUES (1, 1, 'admin');"
    "INSERT INTO repo_status (repo) VALUES (1), (2), (3);"
    "INSERT INTO package (id, repo, path) OVERRIDING SYSTEM VALUE VALUES (1, 1, 'a'), (2, 2, 'a'), "
    "(3, 3, 'a');"
    "INSERT INTO target (id, repo, package, name, engine) OVERRIDING SYSTEM VALUE"
    " VALUES (1, 1, 1, 'F', 'go'), (2, 2, 2, 'F', 'go'), (3, 3, 3, 'F', 'go');"
    "INSERT INTO run (id, repo, origin) OVERRIDING SYSTEM VALUE VALUES (1, 1, 'CI'), (2, 2, 'CI'), "
    "(3, 3, 'CI');"
    "INSERT INTO result (id, repo, run, package, target, state) OVERRIDING SYSTEM VALUE"
    " SELECT id, id, id, id, id, 'crashed' FROM run;"
    "INSERT INTO blob (repo, sha256, bytes) SELECT id, sha256('x'), 'x' FROM repo;"
    "INSERT INTO log (id, repo, run, result, target, digest, state, blob, size) OVERRIDING SYSTEM "
    "VALUE"
    " SELECT id, id, id, id, id, sha256('x'), 'crashed', sha256('x'), 1 FROM repo;"
    "INSERT INTO crasher (id, repo, severity, severity_reason, engine, kind, title, message, "
    "package,"
    " target, first_run, last_run) OVERRIDING SYSTEM VALUE"
    " SELECT id, id, 'high', 'x', 'go', 'x', 'x', 'x', id, id, id, id FROM repo;"
    "INSERT INTO signature (repo, digest, crasher, version, text) SELECT id, sha256('x'), id, "
    "'go-1', 'x' FROM repo;"
    "INSERT INTO crasher_target (crasher, target, repo, package) SELECT id, id, id, id FROM repo;"
    "INSERT INTO crash (repo, crasher, run, target, log) SELECT id, id, id, id, id FROM repo;"
    "INSERT INTO pending (repo, package, run, crasher) SELECT id, id, id, id FROM repo;"
    "INSERT INTO activity (repo, package, day) SELECT id, id, current_date FROM repo;"
    "INSERT INTO crasher_day (crasher, repo, day) SELECT id, id, current_date FROM repo;"
    "INSERT INTO event (repo, kind, crasher) SELECT id, 'new', id FROM repo;"
    "INSERT INTO comment (repo, crasher, text) SELECT id, id, 'x' FROM repo;"
    "INSERT INTO ticket (repo, crasher) SELECT id, id FROM repo;"
    "INSERT INTO source (repo, kind, url) SELECT id, 'git', 'x' FROM repo;"
    "INSERT INTO job (repo, commit_id) SELECT id, 'x' FROM repo;"
    "INSERT INTO token (id, jti, name, scope, account, expires_at) OVERRIDING SYSTEM VALUE VALUES"
    " (1, 'j1', 'red', 'read', 1, now() + interval '1 day'), (2, 'j2', 'bobs', 'read', 3, now() + "
    "interval '1 day'),"
    " (3, 'j3', 'push', 'ingest', 1, now() + interval '1 day');"
    "INSERT INTO token_repo VALUES (1, 1), (2, 2), (3, 1);"
    "ALTER TABLE repo ALTER id RESTART WITH 100; ALTER TABLE token ALTER id RESTART WITH 100;";

static const char *const tables[] = {
    "repo_status", "package",   "target",         "run",    "result",  "log",      "blob",
    "crasher",     "signature", "crasher_target", "crash",  "pending", "activity", "crasher_day",
    "event",       "comment",   "ticket",         "source", "job",
};

enum { ROOT = 1, ALICE, BOB, CAROL, GONE };

static struct arena *page_mem;
static struct db *page; /* a connection of the pages' role */

static int open_stage(void **state)
{
    if (scene_open(state) != 0)
        return -1;
    struct scene *scene = *state;
    scene_sql(scene, stage);
    page_mem = arena_new(16 * 1024 * 1024);
    page = cast_connect(page_mem, "nopanic_page");
    return 0;
}

static int close_stage(void **state)
{
    arena_free(page_mem);
    return scene_close(state);
}

static int end_page(void **state)
{
    db_forget(page);
    return scene_end(state);
}

#define STAGE(test) cmocka_unit_test_setup_teardown(test, NULL, end_page)

static struct hub hub_of(void **state)
{
    struct scene *scene = *state;
    return (struct hub){ .mem = scene->mem, .db = page, .now = clock_now() };
}

/* The repositories whose rows of a table are seen, such as "1,2". */
static const char *seen(struct hub *hub, const char *table)
{
    bool is_repo = strcmp(table, "repo") == 0;
    const char *query = text_format(
        hub->mem, "SELECT coalesce(string_agg(DISTINCT %s::text, ','), '') AS value FROM %s",
        is_repo ? "id" : "repo", table);
    return cast_value(hub->mem, hub->db, query);
}

static void all_tables_show(void **state, int64_t account, int64_t token, const char *expected)
{
    struct hub hub = hub_of(state);
    assert_true(hub_enter(&hub, account, token, true));
    assert_string_equal(seen(&hub, "repo"), expected);
    for (size_t i = 0; i < COUNT_OF(tables); i++)
        if (strcmp(seen(&hub, tables[i]), expected) != 0)
            fail_msg("%s shows %s instead of %s", tables[i], seen(&hub, tables[i]), expected);
    hub_leave(&hub);
}

static void a_stranger_sees_what_is_public(void **state)
{
    all_tables_show(state, 0, 0, "2");
}

static void bob_sees_no_more_than_a_stranger(void **state)
{
    all_tables_show(state, BOB, 0, "2");
}

static void alice_and_carol_see_their_repository_too(void **state)
{
    all_tables_show(state, ALICE, 0, "1,2");
    all_tables_show(state, CAROL, 0, "1,2");
}

static void an_administrator_sees_everything_that_was_not_removed(void **state)
{
    all_tables_show(state, ROOT, 0, "1,2");
}

static void a_token_sees_its_repositories_alone(void **state)
{
    all_tables_show(state, 0, 1, "1");
    all_tables_show(state, 0, 2, "2");
}

static void nobody_enters_with_what_is_not_valid_any_more(void **state)
{
    struct hub hub = hub_of(state);
    assert_false(hub_enter(&hub, GONE, 0, true));
    db_forget(page);
    assert_false(hub_enter(&hub, 99, 0, true));
    db_forget(page);
    assert_false(hub_enter(&hub, 0, 3, true)); /* may push, not read */
    db_forget(page);
    assert_false(hub_enter(&hub, 0, 99, true));
}

static void without_entering_there_is_nothing_to_see(void **state)
{
    struct hub hub = hub_of(state);
    assert_string_equal(seen(&hub, "repo"), "");
    for (size_t i = 0; i < COUNT_OF(tables); i++)
        assert_string_equal(seen(&hub, tables[i]), "");
}

static void one_connection_carries_no_right_over_to_the_next_visitor(void **state)
{
    for (int i = 0; i < 100; i++)
        all_tables_show(state, i % 2 ? ALICE : 0, 0, i % 2 ? "1,2" : "2");
    without_entering_there_is_nothing_to_see(state);
}

static void rights_that_end_end_with_the_next_request(void **state)
{
    struct scene *scene = *state;
    scene_sql(scene, "DELETE FROM repo_grant WHERE account = 2");
    all_tables_show(state, ALICE, 0, "2");
    scene_sql(scene, "INSERT INTO repo_grant (repo, account, role) VALUES (1, 2, 'read')");
    all_tables_show(state, ALICE, 0, "1,2");
}

struct deed {
    struct hub hub;
    int64_t account;
    const char *command;
};

static void try_deed(void *arg)
{
    struct deed *deed = arg;
    if (!hub_enter(&deed->hub, deed->account, 0, false))
        return;
    db_execute(deed->hub.db, deed->command);
}

static enum fail doing(void **state, int64_t account, const char *command)
{
    struct deed deed = { hub_of(state), account, command };
    enum fail kind = scene_fails(try_deed, &deed);
    db_forget(page);
    return kind;
}

static void only_administrators_add_repositories_and_tokens(void **state)
{
    static const char add_repo[] = "INSERT INTO repo (name, public) VALUES ('new/one', false)";
    static const char add_token[] =
        "INSERT INTO token (jti, name, scope, every_repo, account, expires_at)"
        " VALUES ('j9', 'n', 'ingest', true, me(), now())";
    static const char cover[] = "INSERT INTO token_repo VALUES (2, 1)";
    static const char *const deeds[] = { add_repo, add_token, cover };
    for (size_t i = 0; i < COUNT_OF(deeds); i++) {
        if (doing(state, ROOT, deeds[i]) != FAIL_NOT)
            fail_msg("%s", scene_reason());
        for (int64_t who = 0; who <= CAROL; who += who ? 1 : ALICE)
            if (doing(state, who, deeds[i]) == FAIL_NOT)
                fail_msg("account %d may: %s", (int)who, deeds[i]);
    }
}

static void a_change_reaches_only_the_rows_of_one_who_may(void **state)
{
    struct hub hub = hub_of(state);
    static const char tally[] = "WITH u AS (UPDATE token SET revoked_at = NULL RETURNING 1)"
                                " SELECT count(*)::text AS value FROM u";
    static const char *const expected[] = { "0", "3", "0", "1", "0" };
    static const char rules[] = "WITH u AS (UPDATE repo SET wanted_rules = '', wanted_depth = 1"
                                " RETURNING 1) SELECT count(*)::text AS value FROM u";
    static const char *const of_rules[] = { "0", "2", "0", "0", "1" };
    for (int64_t who = 0; who <= CAROL; who++) {
        assert_true(hub_enter(&hub, who, 0, false));
        assert_string_equal(cast_value(hub.mem, hub.db, tally), expected[who]);
        assert_string_equal(cast_value(hub.mem, hub.db, rules), of_rules[who]);
        db_forget(page);
    }
}

static void settings_are_those_of_whoever_administers(void **state)
{
    static const char of_hub[] = "INSERT INTO setting (name, value) VALUES ('n', 'v')";
    static const char of_red[] = "INSERT INTO setting (repo, name, value) VALUES (1, 'n', 'v')";
    static const char of_blue[] = "INSERT INTO setting (repo, name, value) VALUES (2, 'n', 'v')";
    for (int64_t who = 0; who <= CAROL; who++) {
        assert_int_equal(doing(state, who, of_hub) == FAIL_NOT, who == ROOT);
        assert_int_equal(doing(state, who, of_red) == FAIL_NOT, who == ROOT || who == CAROL);
        assert_int_equal(doing(state, who, of_blue) == FAIL_NOT, who == ROOT);
    }
    scene_sql(*state, "INSERT INTO setting (repo, name, value) VALUES (NULL, 'n', 'v'),"
                      " (1, 'n', 'v'), (2, 'n', 'v')");
    struct hub hub = hub_of(state);
    static const char *const expected[] = { "", "0,1,2", "", "", "1" };
    for (int64_t who = 0; who <= CAROL; who++) {
        assert_true(hub_enter(&hub, who, 0, true));
        assert_string_equal(
            cast_value(hub.mem, hub.db,
                       "SELECT coalesce(string_agg(coalesce(repo, 0)::text, ',' ORDER BY "
                       "coalesce(repo, 0)), '') AS value FROM setting"),
            expected[who]);
        db_forget(page);
    }
    scene_sql(*state, "DELETE FROM setting");
}

static void pages_read_no_secret_of_people(void **state)
{
    static const char *const forbidden[] = {
        "SELECT password_hash FROM account",
        "SELECT email FROM account",
        "SELECT * FROM session",
        "SELECT * FROM account_code",
        "SELECT * FROM login_failure",
        "SELECT sealed FROM setting",
        "DELETE FROM setting RETURNING sealed",
        "INSERT INTO setting (name, sealed) VALUES ('x', 'y') RETURNING sealed",
        "SELECT * FROM post",
        "DELETE FROM audit",
        "UPDATE account SET is_admin = true",
        "UPDATE repo SET frame_rules = 'ours .'",
        "SELECT crasher_rebucket(1, '{}')",
        "SELECT crasher_merge(1, 2, NULL)",
        "DROP TABLE repo",
        "CREATE TABLE x (y int)",
        "COPY repo TO PROGRAM 'true'",
    };
    for (size_t i = 0; i < COUNT_OF(forbidden); i++)
        if (doing(state, ROOT, forbidden[i]) == FAIL_NOT)
            fail_msg("the pages' role may: %s", forbidden[i]);
}

static void ingest_reads_nothing_at_all(void **state)
{
    struct scene *scene = *state;
    struct db *ingest = cast_connect(scene->mem, "nopanic_ingest");
    static const char *const forbidden[] = { "SELECT 1 FROM account",
                                             "SELECT 1 FROM repo",
                                             "SELECT 1 FROM token",
                                             "SELECT 1 FROM crash",
                                             "INSERT INTO crash DEFAULT VALUES",
                                             "SELECT roll_pending()",
                                             "SELECT hub_enter(1, NULL)" };
    for (size_t i = 0; i < COUNT_OF(forbidden); i++) {
        struct deed deed = { { .mem = scene->mem, .db = ingest }, 0, forbidden[i] };
        enum fail kind = scene_fails(try_deed, &deed);
        db_forget(ingest);
        if (kind == FAIL_NOT)
            fail_msg("ingest may: %s", forbidden[i]);
    }
}

/* Whatever tables later schemas add. */
static void every_table_of_a_repository_is_closed_by_default(void **state)
{
    struct scene *scene = *state;
    struct hub hub = cast_hub(scene);
    assert_value(
        &hub,
        "SELECT coalesce(string_agg(c.relname, ' '), '') FROM pg_class c"
        " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'repo' AND NOT a.attisdropped"
        " WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace"
        " AND NOT (c.relrowsecurity AND c.relforcerowsecurity)",
        "");
    assert_value(
        &hub, "SELECT relrowsecurity AND relforcerowsecurity FROM pg_class WHERE relname = 'repo'",
        "true");
    assert_value(&hub,
                 "SELECT count(*) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
                 " AND a.attname = 'repo' WHERE c.relkind = 'r' AND c.relrowsecurity",
                 "26");
}

static void the_roles_of_programs_own_nothing(void **state)
{
    struct hub hub = cast_hub(*state);
    assert_value(
        &hub,
        "SELECT count(*) FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner"
        " WHERE r.rolname IN ('nopanic_page', 'nopanic_auth', 'nopanic_ingest', 'nopanic_cron')",
        "0");
    assert_value(&hub,
                 "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'nopanic\\_%' AND rolname <> "
                 "'nopanic_test'"
                 " AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb)",
                 "0");
    assert_value(&hub,
                 "SELECT coalesce(string_agg(p.proname, ' '), '') FROM pg_proc p"
                 " WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef"
                 " AND NOT coalesce(p.proconfig::text, '') LIKE '%search_path=public, pg_temp%'",
                 "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STAGE(a_stranger_sees_what_is_public),
        STAGE(bob_sees_no_more_than_a_stranger),
        STAGE(alice_and_carol_see_their_repository_too),
        STAGE(an_administrator_sees_everything_that_was_not_removed),
        STAGE(a_token_sees_its_repositories_alone),
        STAGE(nobody_enters_with_what_is_not_valid_any_more),
        STAGE(without_entering_there_is_nothing_to_see),
        STAGE(one_connection_carries_no_right_over_to_the_next_visitor),
        STAGE(rights_that_end_end_with_the_next_request),
        STAGE(only_administrators_add_repositories_and_tokens),
        STAGE(a_change_reaches_only_the_rows_of_one_who_may),
        STAGE(settings_are_those_of_whoever_administers),
        STAGE(pages_read_no_secret_of_people),
        STAGE(ingest_reads_nothing_at_all),
        STAGE(every_table_of_a_repository_is_closed_by_default),
        STAGE(the_roles_of_programs_own_nothing),
    };
    return cmocka_run_group_tests(tests, open_stage, close_stage);
}
