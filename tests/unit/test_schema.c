/* lib/hub/schema.c, health.c */
#include "hub/schema.h"

#include "cast.h"
#include "hub/health.h"

static const char folder[] = "sql/schema";

/* A connection to an empty place in the same database. */
static struct hub empty_hub(void **state)
{
    struct scene *scene = *state;
    scene_sql(scene, "DROP SCHEMA IF EXISTS empty CASCADE; CREATE SCHEMA empty");
    const char *url = text_format(scene->mem, "%s options='-c search_path=empty'",
                                  getenv("NOPANIC_TEST_DATABASE"));
    return (struct hub){ .mem = scene->mem,
                         .db = db_open(scene->mem, url, "nopanic_owner", 60000),
                         .now = clock_now() };
}

static int end_test(void **state)
{
    struct scene *scene = *state;
    db_forget(scene->db);
    arena_reset(scene->mem);
    return 0;
}

#define STAGE(test) cmocka_unit_test_setup_teardown(test, NULL, end_test)

static void the_files_end_with_the_version_of_the_programs(void **state)
{
    struct scene *scene = *state;
    const struct schema_file *file = schema_list(scene->mem, folder);
    assert_int_equal(file->version, 1);
    while (file->next)
        file = file->next;
    assert_int_equal(file->version, HUB_SCHEMA_VERSION);
}

static void each_file_is_applied_once(void **state)
{
    struct hub hub = empty_hub(state);
    assert_int_equal(schema_version(&hub), 0);
    for (const struct schema_file *f = schema_list(hub.mem, folder); f; f = f->next) {
        assert_true(schema_apply(&hub, folder, f));
        assert_int_equal(schema_version(&hub), f->version);
        assert_false(schema_apply(&hub, folder, f));
    }
    assert_value(&hub, "SELECT count(*) FROM schema_version", "5");
    assert_value(
        &hub, "SELECT count(*) FROM pg_tables WHERE schemaname = 'empty'",
        cast_value(hub.mem, hub.db,
                   "SELECT count(*)::text AS value FROM pg_tables WHERE schemaname = 'public'"));
}

static void remove_what(void *path)
{
    remove(path);
}

/* It goes with the memory: last come, first gone, so the files before the folder. */
static const char *make_folder(struct arena *mem, const char *const names[], const char *commands)
{
    char *path = mkdtemp(text_copy(mem, "/tmp/nopanic-schema.XXXXXX"));
    assert_non_null(path);
    arena_defer(mem, remove_what, path);
    for (; *names; names++) {
        char *name = text_format(mem, "%s/%s", path, *names);
        FILE *file = fopen(name, "w");
        assert_non_null(file);
        arena_defer(mem, remove_what, name);
        fputs(commands, file);
        fclose(file);
    }
    return path;
}

#define FILES(...) ((const char *const[]){ __VA_ARGS__, NULL })

struct work {
    struct hub hub;
    const char *folder;
};

static void list(void *arg)
{
    struct work *w = arg;
    schema_list(w->hub.mem, w->folder);
}

static void apply_first(void *arg)
{
    struct work *w = arg;
    schema_apply(&w->hub, w->folder, schema_list(w->hub.mem, w->folder));
}

static void a_gap_a_twin_or_nothing_at_all_is_refused(void **state)
{
    struct scene *scene = *state;
    struct work w = { { .mem = scene->mem }, NULL };
    w.folder = make_folder(scene->mem, FILES("001_a.sql", "003_b.sql"), "");
    assert_int_equal(scene_fails(list, &w), FAIL_BROKEN);
    w.folder = make_folder(scene->mem, FILES("001_a.sql", "001_b.sql"), "");
    assert_int_equal(scene_fails(list, &w), FAIL_BROKEN);
    w.folder = make_folder(scene->mem, FILES("readme.txt"), "");
    assert_int_equal(scene_fails(list, &w), FAIL_BROKEN);
    w.folder =
        make_folder(scene->mem, FILES("001_a.sql", "002_b.sql", "note.txt", "x_001.sql"), "");
    assert_int_equal(scene_fails(list, &w), FAIL_NOT);
}

static void a_file_that_fails_leaves_nothing_behind(void **state)
{
    struct work w = { empty_hub(state), NULL };
    w.folder =
        make_folder(w.hub.mem, FILES("001_a.sql"),
                    "CREATE TABLE schema_version (version bigint); CREATE TABLE half (x int);"
                    "SELECT 1 / 0;");
    assert_int_not_equal(scene_fails(apply_first, &w), FAIL_NOT);
    db_forget(w.hub.db);
    assert_int_equal(schema_version(&w.hub), 0);
    assert_value(&w.hub, "SELECT count(*) FROM pg_tables WHERE schemaname = 'empty'", "0");
}

static bool is_good(const struct health_check *checks, const char *name)
{
    for (; checks; checks = checks->next)
        if (strcmp(checks->name, name) == 0)
            return checks->good;
    fail_msg("there is no check %s", name);
    return false;
}

static void health_sees_another_version_and_a_roller_that_stands(void **state)
{
    struct hub hub = cast_hub(*state);
    scene_sql(*state, "BEGIN; INSERT INTO schema_version VALUES (5)");
    assert_true(health_good(health_list(&hub)));
    scene_sql(
        *state,
        "INSERT INTO pending (repo, package, run, at) VALUES (1, 1, 1, now() - interval '59 s')");
    assert_true(is_good(health_list(&hub), "roll"));
    scene_sql(
        *state,
        "INSERT INTO pending (repo, package, run, at) VALUES (1, 1, 1, now() - interval '70 s')");
    assert_false(is_good(health_list(&hub), "roll"));
    scene_sql(*state, "DELETE FROM pending; INSERT INTO schema_version VALUES (6)");
    assert_false(is_good(health_list(&hub), "schema"));
    scene_sql(*state, "DELETE FROM schema_version WHERE version >= 5");
    assert_false(is_good(health_list(&hub), "schema"));
    scene_sql(*state, "INSERT INTO schema_version VALUES (5); SET LOCAL synchronous_commit = off");
    assert_false(is_good(health_list(&hub), "synchronous_commit"));
    assert_false(health_good(health_list(&hub)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STAGE(the_files_end_with_the_version_of_the_programs),
        STAGE(each_file_is_applied_once),
        STAGE(a_gap_a_twin_or_nothing_at_all_is_refused),
        STAGE(a_file_that_fails_leaves_nothing_behind),
        STAGE(health_sees_another_version_and_a_roller_that_stands),
    };
    return cmocka_run_group_tests(tests, scene_open, scene_close);
}
