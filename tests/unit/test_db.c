/* lib/base/db*.c */
#include <stdio.h>
#include <stdlib.h>

#include "scene.h"

static const struct db_value none[] = { { 0 } };

/* Runs a statement of no parameters on a connection that may be any. */
struct asking {
    struct db *db;
    struct arena *mem;
    const char *text;
};

/* The name is the text: each text is its own prepared statement. */
static struct db_rows *ask(struct arena *mem, struct db *db, const char *text)
{
    struct db_statement *statement = ARENA_ONE(mem, struct db_statement);
    *statement = (struct db_statement){ text_format(mem, "s%p", (void *)statement), 0, text };
    return db_query(db, mem, statement, none);
}

static void ask_it(void *arg)
{
    struct asking *a = arg;
    db_next(ask(a->mem, a->db, a->text));
}

static enum fail kind_of(struct scene *scene, struct db *db, const char *text)
{
    return scene_fails(ask_it, &(struct asking){ db, scene->mem, text });
}

static void execute_it(void *arg)
{
    struct asking *a = arg;
    db_execute(a->db, a->text);
}

/* The one value of the one row. */
static const char *value_of(struct scene *scene, struct db *db, const char *text)
{
    struct db_rows *rows = ask(scene->mem, db, text);
    assert_true(db_next(rows));
    return db_text(rows, "value");
}

/* A further connection, with its words added to the URL. */
static struct db *another(struct scene *scene, const char *more)
{
    const char *url = text_format(scene->mem, "%s %s", getenv("NOPANIC_TEST_DATABASE"), more);
    return db_open(scene->mem, url, "nopanic_owner", 1000);
}

static void end_session(struct scene *scene, struct db *db)
{
    struct db *other = another(scene, "");
    const char *pid = value_of(scene, db, "SELECT pg_backend_pid() AS value");
    const char *text =
        text_format(scene->mem, "SELECT pg_terminate_backend(%s, 5000) AS value", pid);
    assert_string_equal(value_of(scene, other, text), "t");
}

static void each_type_goes_there_and_back(void **state)
{
    struct scene *scene = *state;
    static const struct db_statement statement = {
        "types", 5,
        "SELECT $1::bigint AS i, $2::boolean AS b, $3::text AS t, $4::bytea AS raw, $5::text AS n,"
        " 0.5::float8 AS real, 1e300::float8 AS big"
    };
    const struct db_value values[] = { db_value_int(scene->mem, INT64_MIN), db_value_bool(true),
                                       db_value_text("a'b\"c\\ \xe2\x82\xac"),
                                       db_value_bytes(BYTES("\0\xff\\x'a")), db_value_text(NULL) };
    struct db_rows *rows = db_query(scene->db, scene->mem, &statement, values);
    assert_true(db_next(rows));
    assert_true(db_int(rows, "i") == INT64_MIN);
    assert_true(db_bool(rows, "b"));
    assert_string_equal(db_text(rows, "t"), "a'b\"c\\ \xe2\x82\xac");
    assert_true(bytes_equal(db_bytes(rows, "raw"), BYTES("\0\xff\\x'a")));
    assert_true(db_null(rows, "n") && !db_null(rows, "t"));
    assert_true(db_number(rows, "real") > 0.49 && db_number(rows, "real") < 0.51);
    assert_true(db_number(rows, "big") > 0.9e300);
    assert_false(db_next(rows));
}

static void null_is_nothing_in_every_type(void **state)
{
    struct scene *scene = *state;
    static const struct db_statement statement = { "nulls", 2,
                                                   "SELECT $1::bytea AS a, $2::bytea AS b" };
    const struct db_value values[] = { db_value_bytes((struct bytes){ NULL, 0 }),
                                       db_value_bytes(BYTES("")) };
    struct db_rows *rows = db_query(scene->db, scene->mem, &statement, values);
    assert_true(db_next(rows));
    assert_true(db_null(rows, "a"));
    assert_false(db_null(rows, "b"));
    assert_null(db_bytes(rows, "a").at);
    assert_int_equal(db_bytes(rows, "b").size, 0);
    assert_int_equal(db_int(rows, "a"), 0);
    assert_int_equal(db_time(rows, "a"), 0);
    assert_true(db_number(rows, "a") == 0 && !db_bool(rows, "a"));
}

static void lists_of_bytes_arrive_as_arrays(void **state)
{
    struct scene *scene = *state;
    static const struct db_statement statement = {
        "lists", 2,
        "SELECT cardinality($1::bytea[]) AS count, cardinality($2::bytea[]) AS empty,"
        " ($1::bytea[])[1] AS first, ($1::bytea[])[2] AS second, ($1::bytea[])[3] AS third"
    };
    const struct bytes items[] = { BYTES("a\0b"), BYTES(""), BYTES("\xff") };
    const struct db_value values[] = { db_value_bytes_list(scene->mem,
                                                           (struct bytes_list){ items, 3 }),
                                       db_value_bytes_list(scene->mem, (struct bytes_list){ 0 }) };
    struct db_rows *rows = db_query(scene->db, scene->mem, &statement, values);
    assert_true(db_next(rows));
    assert_int_equal(db_int(rows, "count"), 3);
    assert_int_equal(db_int(rows, "empty"), 0);
    assert_true(bytes_equal(db_bytes(rows, "first"), items[0]));
    assert_false(db_null(rows, "second"));
    assert_int_equal(db_bytes(rows, "second").size, 0);
    assert_true(bytes_equal(db_bytes(rows, "third"), items[2]));
}

static void columns_are_found_in_whatever_order_they_are_asked_for(void **state)
{
    struct scene *scene = *state;
    struct db_rows *rows =
        ask(scene->mem, scene->db,
            "SELECT i AS a, 10 + i AS b, 20 + i AS c FROM generate_series(1, 3) i");
    for (int64_t i = 1; db_next(rows); i++) {
        assert_int_equal(db_int(rows, "c"), 20 + i);
        assert_int_equal(db_int(rows, "a"), i);
        assert_int_equal(db_int(rows, "a"), i);
        assert_int_equal(db_int(rows, i == 2 ? "c" : "b"), i == 2 ? 22 : 10 + i);
        assert_int_equal(db_int(rows, "b"), 10 + i);
    }
}

static void epochs_lose_their_fraction_downwards(void **state)
{
    struct scene *scene = *state;
    struct db_rows *rows =
        ask(scene->mem, scene->db,
            "SELECT extract(epoch FROM timestamptz '2026-11-25 09:32:04.9Z') AS a, 1.0 AS b,"
            " extract(epoch FROM timestamptz '1969-12-31 23:59:58.5Z') AS c, -2.0 AS d");
    assert_true(db_next(rows));
    assert_int_equal(db_time(rows, "a"), 1795599124);
    assert_int_equal(db_time(rows, "b"), 1);
    assert_int_equal(db_time(rows, "c"), -2);
    assert_int_equal(db_time(rows, "d"), -2);
}

struct reading {
    struct db_rows *rows;
    const char *column;
};

static void read_int(void *arg)
{
    const struct reading *r = arg;
    db_int(r->rows, r->column);
}

static void a_column_that_is_no_number_is_our_fault(void **state)
{
    struct scene *scene = *state;
    struct reading r = { ask(scene->mem, scene->db, "SELECT 'x'::text AS value"), "value" };
    assert_true(db_next(r.rows));
    assert_int_equal(scene_fails(read_int, &r), FAIL_BROKEN);
}

static void the_session_is_set_up_as_told(void **state)
{
    struct scene *scene = *state;
    struct db *db = another(scene, "options='-c search_path=nowhere'");
    struct db_rows *rows = ask(scene->mem, db,
                               "SELECT current_setting('statement_timeout') AS s,"
                               " current_setting('lock_timeout') AS l,"
                               " current_setting('idle_in_transaction_session_timeout') AS i,"
                               " current_setting('timezone') AS t,"
                               " current_setting('client_encoding') AS e,"
                               " current_setting('application_name') AS n,"
                               " current_setting('search_path') AS p, session_user::text AS u");
    assert_true(db_next(rows));
    assert_string_equal(db_text(rows, "s"), "1s");
    assert_string_equal(db_text(rows, "l"), "2s");
    assert_string_equal(db_text(rows, "i"), "30s");
    assert_string_equal(db_text(rows, "t"), "UTC");
    assert_string_equal(db_text(rows, "e"), "UTF8");
    assert_string_equal(db_text(rows, "n"), "test_db");
    assert_string_equal(db_text(rows, "p"), "nowhere");
    assert_string_equal(db_text(rows, "u"), "nopanic_owner");
}

static void a_user_in_the_url_takes_the_role_after_connecting(void **state)
{
    struct scene *scene = *state;
    struct db *db = another(scene, "user=nopanic_test");
    assert_string_equal(value_of(scene, db, "SELECT session_user::text AS value"), "nopanic_test");
    assert_string_equal(value_of(scene, db, "SELECT current_user::text AS value"), "nopanic_owner");
    db_execute(db, "RESET ROLE");
    assert_int_equal(kind_of(scene, db, "SELECT pg_terminate_backend(pg_backend_pid())"),
                     FAIL_AWAY);
    assert_string_equal(value_of(scene, db, "SELECT current_user::text AS value"), "nopanic_owner");
}

static void a_server_that_may_forget_is_refused(void **state)
{
    struct scene *scene = *state;
    struct db *db = another(scene, "options='-c synchronous_commit=off'");
    assert_int_equal(kind_of(scene, db, "SELECT 1"), FAIL_AWAY);
    assert_non_null(strstr(scene_reason(), "synchronous_commit"));
    db = another(scene, "options='-c synchronous_commit=local'");
    assert_int_equal(kind_of(scene, db, "SELECT 1"), FAIL_NOT);
}

static void open_malformed(void *mem)
{
    db_open(mem, "host=x pass word=hunter2", "nopanic_owner", 1000);
}

static void a_server_that_is_not_there_is_away(void **state)
{
    struct scene *scene = *state;
    struct db *db = db_open(scene->mem, "host=/nonexistent dbname=x", "nopanic_owner", 1000);
    assert_int_equal(kind_of(scene, db, "SELECT 1"), FAIL_AWAY);
    assert_int_equal(kind_of(scene, db, "SELECT 1"), FAIL_AWAY);
    assert_int_equal(scene_fails(open_malformed, scene->mem), FAIL_BROKEN);
    assert_null(strstr(scene_reason(), "hunter2"));
}

static void the_schema_must_have_the_version_wanted(void **state)
{
    struct scene *scene = *state;
    db_forget(scene->db);
    db_execute(scene->db, "DROP SCHEMA IF EXISTS versions CASCADE; CREATE SCHEMA versions");
    struct db *db = another(scene, "options='-c search_path=versions'");
    db_need_version(db, 7);
    assert_int_equal(kind_of(scene, db, "SELECT 1"), FAIL_AWAY);
    assert_string_equal(scene_reason(), "the database has no schema yet: run nopanic migrate");

    db_execute(scene->db, "CREATE TABLE versions.schema_version (version bigint);"
                          "INSERT INTO versions.schema_version VALUES (5), (6)");
    assert_int_equal(kind_of(scene, db, "SELECT 1"), FAIL_AWAY);
    assert_string_equal(scene_reason(), "database schema is version 6, this program needs 7: "
                                        "run nopanic migrate");

    db_execute(scene->db, "INSERT INTO versions.schema_version VALUES (7)");
    assert_int_equal(kind_of(scene, db, "SELECT 1"), FAIL_NOT);

    db_execute(scene->db, "INSERT INTO versions.schema_version VALUES (8)");
    end_session(scene, db);
    assert_int_equal(kind_of(scene, db, "SELECT 1"), FAIL_AWAY);
    assert_non_null(strstr(scene_reason(), "version 8, this program is older and needs 7"));
    db_execute(scene->db, "DROP SCHEMA versions CASCADE");
}

static const char *plan_of(struct scene *scene, struct db *db)
{
    struct db_rows *rows = ask(scene->mem, db, "EXPLAIN SELECT * FROM few WHERE id = 2");
    assert_true(db_next(rows));
    return db_text(rows, "QUERY PLAN");
}

static void a_program_that_answers_requests_looks_up_by_index_however_small_a_table_is(void **state)
{
    struct scene *scene = *state;
    db_forget(scene->db);
    db_execute(scene->db, "CREATE TABLE few (id int PRIMARY KEY); INSERT INTO few VALUES (1), (2);"
                          "ANALYZE few");
    struct db *db = another(scene, "");
    assert_non_null(strstr(plan_of(scene, scene->db), "Seq Scan"));
    db_by_index(scene->mem, db);
    assert_non_null(strstr(plan_of(scene, db), "Index"));
    db_execute(scene->db, "DROP TABLE few");
}

static void a_lost_connection_is_made_anew_with_its_statements(void **state)
{
    struct scene *scene = *state;
    static const struct db_statement statement = { "again", 0, "SELECT 5 AS value" };
    struct db *db = another(scene, "");
    for (int i = 0; i < 3; i++) {
        struct db_rows *rows = db_query(db, scene->mem, &statement, none);
        assert_true(db_next(rows) && db_int(rows, "value") == 5);
        end_session(scene, db);
    }
    db_execute(db, "BEGIN");
    assert_string_equal(value_of(scene, db, "SELECT 6 AS value"), "6");
}

static void a_connection_lost_in_a_transaction_takes_it_along(void **state)
{
    struct scene *scene = *state;
    struct db *db = another(scene, "");
    db_execute(db, "BEGIN");
    end_session(scene, db);
    assert_int_equal(kind_of(scene, db, "SELECT 1"), FAIL_AWAY);
    /* Still the same transaction: half of it must not run on a fresh connection. */
    assert_int_equal(kind_of(scene, db, "SELECT 1"), FAIL_AWAY);
    struct asking commit = { db, scene->mem, "COMMIT" };
    assert_int_equal(scene_fails(execute_it, &commit), FAIL_AWAY);
    db_forget(db);
    assert_int_equal(kind_of(scene, db, "SELECT 1"), FAIL_NOT);
}

static void a_statement_whose_answer_was_lost_is_not_run_again(void **state)
{
    struct scene *scene = *state;
    db_forget(scene->db);
    db_execute(scene->db, "CREATE SEQUENCE runs");
    struct db *db = another(scene, "");
    assert_int_equal(
        kind_of(scene, db, "SELECT nextval('runs'), pg_terminate_backend(pg_backend_pid())"),
        FAIL_AWAY);
    assert_string_equal(value_of(scene, db, "SELECT last_value AS value FROM runs"), "1");
    db_execute(scene->db, "DROP SEQUENCE runs");
}

static void each_class_of_error_has_its_kind(void **state)
{
    struct scene *scene = *state;
    static const struct {
        const char *code, *detail;
        enum fail kind;
    } cases[] = {
        { "22001", "", FAIL_REFUSED },     { "23505", "", FAIL_REFUSED },
        { "54000", "", FAIL_REFUSED },     { "53100", "", FAIL_AWAY },
        { "53300", "", FAIL_AWAY },        { "57014", "", FAIL_AWAY },
        { "57P03", "", FAIL_AWAY },        { "08006", "", FAIL_AWAY },
        { "25006", "", FAIL_AWAY },        { "55P03", "", FAIL_AWAY },
        { "58030", "", FAIL_AWAY },        { "40P01", "", FAIL_AWAY },
        { "42501", "", FAIL_BROKEN },      { "XX000", "", FAIL_BROKEN },
        { "P0001", "409", FAIL_CONFLICT }, { "P0001", "404", FAIL_ABSENT },
        { "P0001", "", FAIL_BROKEN },      { "P0001", "418", FAIL_BROKEN },
        { "P0001", "0", FAIL_BROKEN },     { "P0001", "-1", FAIL_BROKEN },
        { "42000", "409", FAIL_BROKEN },
    };
    struct db *db = another(scene, "");
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        db_execute(db, text_format(scene->mem,
                                   "CREATE OR REPLACE FUNCTION pg_temp.raise() RETURNS int AS $$"
                                   "BEGIN RAISE EXCEPTION 'the reason' USING ERRCODE = '%s',"
                                   " DETAIL = '%s'; END $$ LANGUAGE plpgsql",
                                   cases[i].code, cases[i].detail));
        if (kind_of(scene, db, "SELECT pg_temp.raise()") != cases[i].kind)
            fail_msg("%s %s: %s", cases[i].code, cases[i].detail, scene_reason());
        if (*cases[i].detail && cases[i].kind != FAIL_BROKEN)
            assert_string_equal(scene_reason(), "the reason");
    }
}

static void what_the_visitor_is_shown_names_the_rule_and_no_statement(void **state)
{
    struct scene *scene = *state;
    scene_sql(scene, "CREATE TEMP TABLE t (a int CONSTRAINT a_positive CHECK (a > 0))");
    assert_int_equal(kind_of(scene, scene->db, "INSERT INTO t VALUES (-1)"), FAIL_REFUSED);
    assert_string_equal(scene_reason(), "a value cannot be stored: a_positive, SQLSTATE 23514");
}

static void store_bad_text(void *arg)
{
    static const struct db_statement statement = { "utf8", 1, "SELECT $1::text" };
    struct scene *scene = arg;
    db_query(scene->db, scene->mem, &statement,
             (const struct db_value[]){ db_value_text("a\xff") });
}

static void what_the_server_cannot_hold_is_refused(void **state)
{
    struct scene *scene = *state;
    assert_int_equal(scene_fails(store_bad_text, scene), FAIL_REFUSED);
    db_forget(scene->db);
    assert_int_equal(kind_of(scene, scene->db, "SELECT repeat('x', 2000000000)"), FAIL_REFUSED);
}

static void slow_statements_are_stopped(void **state)
{
    struct scene *scene = *state;
    struct db *db = db_open(scene->mem, getenv("NOPANIC_TEST_DATABASE"), "nopanic_owner", 100);
    assert_int_equal(kind_of(scene, db, "SELECT pg_sleep(10)"), FAIL_AWAY);
    assert_int_equal(kind_of(scene, db, "SELECT 1"), FAIL_NOT);
}

/* A function that fails with the code until its sequence has reached successes. */
static struct db *flaky(struct scene *scene, const char *code, int successes)
{
    struct db *db = another(scene, "");
    db_execute(db, text_format(scene->mem,
                               "CREATE TEMP SEQUENCE tries;"
                               "CREATE FUNCTION pg_temp.flaky() RETURNS bigint AS $$"
                               "BEGIN IF nextval('tries') < %d THEN"
                               " RAISE EXCEPTION 'x' USING ERRCODE = '%s'; END IF;"
                               " RETURN currval('tries'); END $$ LANGUAGE plpgsql",
                               successes, code));
    return db;
}

static void deadlocks_are_tried_again_three_times_at_most(void **state)
{
    struct scene *scene = *state;
    struct db *db = flaky(scene, "40P01", 3);
    assert_string_equal(value_of(scene, db, "SELECT pg_temp.flaky() AS value"), "3");
    db = flaky(scene, "40001", 4);
    assert_int_equal(kind_of(scene, db, "SELECT pg_temp.flaky()"), FAIL_AWAY);
    assert_string_equal(value_of(scene, db, "SELECT pg_temp.flaky() AS value"), "4");
    db = flaky(scene, "23505", 2);
    assert_int_equal(kind_of(scene, db, "SELECT pg_temp.flaky()"), FAIL_REFUSED);
}

static void nothing_is_tried_again_inside_a_transaction(void **state)
{
    struct scene *scene = *state;
    struct db *db = flaky(scene, "40P01", 2);
    db_execute(db, "BEGIN");
    assert_int_equal(kind_of(scene, db, "SELECT pg_temp.flaky()"), FAIL_AWAY);
    db_forget(db);
    assert_string_equal(value_of(scene, db, "SELECT last_value AS value FROM tries"), "1");
}

static void a_statement_that_the_server_forgot_is_prepared_again(void **state)
{
    struct scene *scene = *state;
    static const struct db_statement one = { "one", 0, "SELECT * FROM t" },
                                     two = { "two", 0, "SELECT 2 AS b" };
    struct db *db = another(scene, "");
    db_execute(db, "CREATE TEMP TABLE t (a int); INSERT INTO t VALUES (1)");
    db_query(db, scene->mem, &one, none);
    db_query(db, scene->mem, &two, none);
    db_execute(db, "DEALLOCATE ALL");
    assert_true(db_next(db_query(db, scene->mem, &one, none)));
    assert_true(db_next(db_query(db, scene->mem, &two, none)));
    /* The plan that was made for one column does not fit two. */
    db_execute(db, "ALTER TABLE t ADD b int DEFAULT 7");
    struct db_rows *rows = db_query(db, scene->mem, &one, none);
    assert_true(db_next(rows));
    assert_int_equal(db_int(rows, "b"), 7);
    assert_true(db_next(db_query(db, scene->mem, &two, none)));
}

static void a_transaction_begins_with_its_first_statement(void **state)
{
    struct scene *scene = *state;
    struct db *db = another(scene, ""), *other = another(scene, "");
    db_execute(other, "DROP TABLE IF EXISTS seen; CREATE TABLE seen (n int)");
    db_begin(db, true);
    assert_string_equal(value_of(scene, db, "SELECT count(*) AS value FROM seen"), "0");
    db_execute(other, "INSERT INTO seen VALUES (1)");
    assert_string_equal(value_of(scene, db, "SELECT count(*) AS value FROM seen"), "0");
    assert_int_equal(kind_of(scene, db, "INSERT INTO seen VALUES (2)"), FAIL_AWAY);
    db_forget(db);
    db_begin(db, false);
    assert_string_equal(value_of(scene, db, "SELECT count(*) AS value FROM seen"), "1");
    ask(scene->mem, db, "INSERT INTO seen VALUES (3)");
    assert_string_equal(value_of(scene, other, "SELECT count(*) AS value FROM seen"), "1");
    db_execute(db, "COMMIT");
    assert_string_equal(value_of(scene, other, "SELECT count(*) AS value FROM seen"), "2");
    db_execute(other, "DROP TABLE seen");
}

static void a_transaction_whose_first_statement_fails_was_never_there(void **state)
{
    struct scene *scene = *state;
    struct db *db = another(scene, "");
    db_begin(db, true);
    assert_int_equal(kind_of(scene, db, "SELECT 1 / 0"), FAIL_REFUSED);
    db_forget(db);
    assert_string_equal(value_of(scene, db, "SELECT 5 AS value"), "5");
    end_session(scene, db);
    db_begin(db, true);
    assert_string_equal(value_of(scene, db, "SELECT 6 AS value"), "6");
    end_session(scene, db);
    assert_int_equal(kind_of(scene, db, "SELECT 7"), FAIL_AWAY);
    db_forget(db);
    db_begin(db, true);
    assert_int_equal(
        kind_of(scene, db, "SELECT pg_terminate_backend(pg_backend_pid()), pg_sleep(1)"),
        FAIL_AWAY);
    db_forget(db);
    assert_string_equal(value_of(scene, db, "SELECT 8 AS value"), "8");
}

static void a_transaction_ends_with_its_last_statement(void **state)
{
    struct scene *scene = *state;
    struct db *db = another(scene, ""), *other = another(scene, "");
    db_execute(other, "DROP TABLE IF EXISTS seen; CREATE TABLE seen (n int)");
    for (int i = 0; i < 3; i++) {
        db_begin(db, false);
        if (i > 0) /* else it is the first as well */
            ask(scene->mem, db, "INSERT INTO seen VALUES (1)");
        db_last(db);
        assert_string_equal(value_of(scene, db, "INSERT INTO seen VALUES (7) RETURNING n AS value"),
                            "7");
        assert_string_equal(value_of(scene, other, "SELECT count(*) AS value FROM seen"),
                            text_int(scene->mem, 1 + 2 * i));
        db_commit(db);
        db_execute(db, "DEALLOCATE ALL");
    }
    db_last(db); /* of a transaction that has no further statement */
    db_begin(db, false);
    ask(scene->mem, db, "INSERT INTO seen VALUES (8)");
    db_commit(db);
    assert_string_equal(value_of(scene, other, "SELECT count(*) AS value FROM seen"), "6");
    db_execute(other, "DROP TABLE seen");
}

static const struct db_statement plain = { "plain", 0, "SELECT 1 AS value" },
                                 nothing = { "nothing", 0, "SELECT 3 AS value WHERE false" },
                                 more = { "more", 0, "SELECT 4 AS value UNION ALL SELECT 5" },
                                 fault = { "fault", 0, "SELECT 1 / (SELECT count(*) FROM seen)" },
                                 end = { "end", 0,
                                         "SELECT pg_terminate_backend(pg_backend_pid())" };

static struct db_rows *ask_again(struct arena *mem, struct db *db,
                                 const struct db_statement *statement)
{
    return db_query(db, mem, statement, none);
}

static void statements_that_read_are_waited_for_together(void **state)
{
    struct scene *scene = *state;
    struct db *db = another(scene, "");
    for (int i = 0; i < 3; i++) { /* the first time they are prepared */
        db_begin(db, true);
        db_next(ask_again(scene->mem, db, &nothing));
        struct db_rows *first = ask_again(scene->mem, db, &plain);
        struct db_rows *second = ask_again(scene->mem, db, &nothing);
        db_last(db);
        struct db_rows *third = ask_again(scene->mem, db, &more);
        assert_true(db_next(third));
        assert_int_equal(db_int(third, "value"), 4);
        assert_true(db_next(first));
        assert_int_equal(db_int(first, "value"), 1);
        assert_false(db_next(second));
        assert_true(db_next(third));
        assert_int_equal(db_int(third, "value"), 5);
        db_commit(db);
    }
}

static void ask_behind(void *arg)
{
    struct asking *a = arg;
    db_begin(a->db, true);
    db_next(ask_again(a->mem, a->db, &plain));
    ask_again(a->mem, a->db, strcmp(a->text, "fault") == 0 ? &fault : &end);
    db_next(ask_again(a->mem, a->db, &plain));
}

static void what_was_asked_behind_a_failure_has_failed_as_well(void **state)
{
    struct scene *scene = *state;
    struct db *db = another(scene, ""), *other = another(scene, "");
    struct asking fails = { db, scene->mem, "fault" }, ends = { db, scene->mem, "end" };
    const char *reason;
    db_execute(other, "DROP TABLE IF EXISTS seen; CREATE TABLE seen (n int)");
    for (int i = 0; i < 3; i++) {
        assert_int_equal(fail_guard(ask_behind, &fails, &reason), FAIL_REFUSED);
        assert_non_null(strstr(reason, "22012"));
        db_forget(db);
    }
    assert_int_equal(fail_guard(ask_behind, &ends, &reason), FAIL_AWAY);
    db_forget(db);
    assert_string_equal(value_of(scene, db, "SELECT 4 AS value"), "4");
    db_execute(other, "DROP TABLE seen");
}

static void what_nobody_looked_at_ends_with_its_transaction(void **state)
{
    struct scene *scene = *state;
    struct db *db = another(scene, "");
    for (int i = 0; i < 4; i++) {
        db_begin(db, true);
        db_next(ask_again(scene->mem, db, &plain));
        ask_again(scene->mem, db, &plain);
        if (i % 2 == 0)
            db_commit(db);
        else
            db_forget(db);
        assert_string_equal(value_of(scene, db, "SELECT 4 AS value"), "4");
    }
}

static void a_last_statement_that_fails_commits_nothing(void **state)
{
    struct scene *scene = *state;
    struct db *db = another(scene, ""), *other = another(scene, "");
    db_execute(other, "DROP TABLE IF EXISTS seen; CREATE TABLE seen (n int PRIMARY KEY"
                      " DEFERRABLE INITIALLY DEFERRED)");
    db_begin(db, false);
    ask(scene->mem, db, "INSERT INTO seen VALUES (1)");
    db_last(db);
    assert_int_equal(kind_of(scene, db, "SELECT 1 / 0"), FAIL_REFUSED);
    db_forget(db);
    db_begin(db, false);
    ask(scene->mem, db, "INSERT INTO seen VALUES (2)");
    db_last(db);
    assert_int_equal(kind_of(scene, db, "INSERT INTO seen VALUES (2)"), FAIL_REFUSED);
    db_forget(db);
    assert_string_equal(value_of(scene, db, "SELECT count(*) AS value FROM seen"), "0");
    db_execute(other, "DROP TABLE seen");
}

/* A statement of its own is answered first and committed behind that. */
static void what_fails_at_its_commit_has_failed(void **state)
{
    struct scene *scene = *state;
    struct db *db = another(scene, ""), *other = another(scene, "");
    db_execute(other, "DROP TABLE IF EXISTS seen; CREATE TABLE seen (n int UNIQUE"
                      " DEFERRABLE INITIALLY DEFERRED);"
                      "CREATE OR REPLACE FUNCTION hang_up() RETURNS trigger LANGUAGE plpgsql AS $$"
                      " BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;"
                      "CREATE CONSTRAINT TRIGGER hang_up AFTER UPDATE ON seen"
                      " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION hang_up()");
    ask(scene->mem, db, "INSERT INTO seen VALUES (1)");
    assert_int_equal(kind_of(scene, db, "INSERT INTO seen VALUES (1)"), FAIL_REFUSED);
    assert_string_equal(value_of(scene, db, "SELECT count(*) AS value FROM seen"), "1");
    assert_int_equal(kind_of(scene, db, "UPDATE seen SET n = 7"), FAIL_AWAY);
    assert_string_equal(value_of(scene, db, "SELECT n AS value FROM seen"), "1");
    db_execute(other, "DROP TABLE seen; DROP FUNCTION hang_up()");
}

static void a_begin_that_the_server_forgot_is_prepared_again(void **state)
{
    struct scene *scene = *state;
    struct db *db = another(scene, "");
    for (int i = 0; i < 3; i++) {
        db_begin(db, true);
        assert_string_equal(value_of(scene, db, "SELECT 5 AS value"), "5");
        db_execute(db, "COMMIT");
        db_execute(db, "DEALLOCATE ALL");
    }
}

static void committing_what_has_failed_is_a_failure(void **state)
{
    struct scene *scene = *state;
    struct db *db = another(scene, "");
    db_execute(db, "BEGIN");
    assert_int_equal(kind_of(scene, db, "SELECT nonsense"), FAIL_BROKEN);
    struct asking commit = { db, scene->mem, "COMMIT" };
    assert_int_equal(scene_fails(execute_it, &commit), FAIL_BROKEN);
    db_execute(db, "BEGIN");
    db_execute(db, "COMMIT");
}

static void forgetting_rolls_back_and_is_harmless_otherwise(void **state)
{
    struct scene *scene = *state;
    struct db *db = another(scene, "");
    db_forget(db);
    db_execute(db, "CREATE TEMP TABLE t (a int)");
    db_execute(db, "BEGIN");
    db_execute(db, "INSERT INTO t VALUES (1)");
    db_forget(db);
    db_forget(db);
    assert_string_equal(value_of(scene, db, "SELECT count(*) AS value FROM t"), "0");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE(each_type_goes_there_and_back),
        SCENE(null_is_nothing_in_every_type),
        SCENE(lists_of_bytes_arrive_as_arrays),
        SCENE(columns_are_found_in_whatever_order_they_are_asked_for),
        SCENE(epochs_lose_their_fraction_downwards),
        SCENE(a_column_that_is_no_number_is_our_fault),
        SCENE(the_session_is_set_up_as_told),
        SCENE(a_user_in_the_url_takes_the_role_after_connecting),
        SCENE(a_server_that_may_forget_is_refused),
        SCENE(a_server_that_is_not_there_is_away),
        SCENE(the_schema_must_have_the_version_wanted),
        SCENE(a_program_that_answers_requests_looks_up_by_index_however_small_a_table_is),
        SCENE(a_lost_connection_is_made_anew_with_its_statements),
        SCENE(a_connection_lost_in_a_transaction_takes_it_along),
        SCENE(a_statement_whose_answer_was_lost_is_not_run_again),
        SCENE(each_class_of_error_has_its_kind),
        SCENE(what_the_visitor_is_shown_names_the_rule_and_no_statement),
        SCENE(what_the_server_cannot_hold_is_refused),
        SCENE(slow_statements_are_stopped),
        SCENE(deadlocks_are_tried_again_three_times_at_most),
        SCENE(nothing_is_tried_again_inside_a_transaction),
        SCENE(a_statement_that_the_server_forgot_is_prepared_again),
        SCENE(a_transaction_begins_with_its_first_statement),
        SCENE(a_transaction_whose_first_statement_fails_was_never_there),
        SCENE(a_transaction_ends_with_its_last_statement),
        SCENE(statements_that_read_are_waited_for_together),
        SCENE(what_was_asked_behind_a_failure_has_failed_as_well),
        SCENE(what_nobody_looked_at_ends_with_its_transaction),
        SCENE(a_last_statement_that_fails_commits_nothing),
        SCENE(what_fails_at_its_commit_has_failed),
        SCENE(a_begin_that_the_server_forgot_is_prepared_again),
        SCENE(committing_what_has_failed_is_a_failure),
        SCENE(forgetting_rolls_back_and_is_harmless_otherwise),
    };
    return cmocka_run_group_tests(tests, scene_open, scene_close);
}
