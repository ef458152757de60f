/* sql/schema/005_access.sql: who sees which rows, whatever the code of a page forgets. */
#include "stage.h"

static const char *const tables[] = {
    "repo_status", "package",  "target",      "run",          "result",         "log",
    "blob",        "code",     "crasher",     "signature",    "crasher_target", "crash",
    "pending",     "activity", "crasher_day", "event",        "comment",        "ticket",
    "source",      "job",      "mirror_file", "commit_order",
};

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
    all_tables_show(state, ROOT, 0, "1,2,4");
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
    static const char *const expected[] = { "0", "3", "0", "1", "2" };
    static const char rules[] = "WITH u AS (UPDATE repo SET wanted_rules = '', wanted_depth = 1"
                                " RETURNING 1) SELECT count(*)::text AS value FROM u";
    static const char *const of_rules[] = { "0", "3", "0", "0", "1" };
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
        "UPDATE audit SET who = 'x'",
        "TRUNCATE audit",
        "INSERT INTO audit (account, action, object) VALUES (2, 'a.b', 'x')",
        "INSERT INTO audit (account, action, object, at) VALUES (1, 'a.b', 'x', '2001-01-01')",
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

static void db_deed(void *arg)
{
    struct deed *deed = arg;
    db_execute(deed->hub.db, deed->command);
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

static void no_program_changes_the_audit_and_administrators_alone_read_it(void **state)
{
    struct scene *scene = *state;
    static const char *const roles[] = { "nopanic_auth", "nopanic_cron", "nopanic_ingest" };
    static const char *const forbidden[] = { "UPDATE audit SET who = 'x'", "DELETE FROM audit",
                                             "TRUNCATE audit", "SELECT 1 FROM audit" };
    scene_sql(scene, "INSERT INTO audit (action, object) VALUES ('a.b', 'x')");
    for (size_t r = 0; r < COUNT_OF(roles); r++) {
        struct db *db = cast_connect(scene->mem, roles[r]);
        for (size_t i = 0; i < COUNT_OF(forbidden); i++) {
            struct deed deed = { { .mem = scene->mem, .db = db }, 0, forbidden[i] };
            enum fail kind = scene_fails(db_deed, &deed);
            db_forget(db);
            if (kind == FAIL_NOT)
                fail_msg("%s may: %s", roles[r], forbidden[i]);
        }
    }
    struct hub hub = hub_of(state);
    static const char *const expected[] = { "0", "1", "0", "0", "0" };
    for (int64_t who = 0; who <= CAROL; who++) {
        assert_true(hub_enter(&hub, who, 0, true));
        assert_string_equal(
            cast_value(hub.mem, hub.db, "SELECT count(*)::text AS value FROM audit"),
            expected[who]);
        db_forget(page);
    }
    scene_sql(scene, "DELETE FROM audit");
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
                 "32");
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
        STAGE(no_program_changes_the_audit_and_administrators_alone_read_it),
        STAGE(every_table_of_a_repository_is_closed_by_default),
        STAGE(the_roles_of_programs_own_nothing),
    };
    return cmocka_run_group_tests(tests, open_stage, close_stage);
}
