/* sql/queries/ and sql/to_c.awk */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/text.h"
#include "scene.h"
#include "sql.h"

static char folder[] = "/tmp/nopanic-sql.XXXXXX";

static int make_folder(void **state)
{
    return mkdtemp(folder) ? scene_open(state) : -1;
}

static void remove_file(struct arena *mem, const char *name)
{
    unlink(text_format(mem, "%s/%s", folder, name));
}

static int remove_folder(void **state)
{
    struct scene *scene = *state;
    remove_file(scene->mem, "q.sql");
    remove_file(scene->mem, "sql.h");
    remove_file(scene->mem, "sql.c");
    return rmdir(folder) == 0 ? scene_close(state) : -1;
}

static void every_statement_prepares_against_the_schema(void **state)
{
    struct scene *scene = *state;
    size_t count = 0;
    for (; sql_all[count]; count++)
        scene_sql(scene, text_format(scene->mem, "PREPARE %s AS %s", sql_all[count]->name,
                                     sql_all[count]->text));
    assert_true(count > 20);
}

static char *read_whole(struct arena *mem, FILE *file)
{
    enum { ROOM = 64 * 1024 };
    char *text = arena_alloc(mem, ROOM);
    if (!file || fread(text, 1, ROOM - 1, file) == 0)
        return text;
    return text;
}

/* Runs the generator on a file with this text, or on none; its exit status, and what it said. */
static int generate(struct arena *mem, const char *text, const char **said)
{
    const char *input = "";
    if (text) {
        input = text_format(mem, "%s/q.sql", folder);
        FILE *file = fopen(input, "w");
        if (!file || fputs(text, file) < 0 || fclose(file) != 0)
            abort();
    }
    FILE *pipe = popen(
        text_format(mem, "timeout 10 awk -f sql/to_c.awk -v dir=%s %s 2>&1", folder, input), "r");
    *said = read_whole(mem, pipe);
    int status = pclose(pipe);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static const char *generated(struct arena *mem, const char *name)
{
    FILE *file = fopen(text_format(mem, "%s/%s", folder, name), "r");
    const char *text = read_whole(mem, file);
    fclose(file);
    return text;
}

static void no_query_file_is_no_statement(void **state)
{
    struct scene *scene = *state;
    const char *said;
    assert_int_equal(generate(scene->mem, NULL, &said), 0);
    assert_non_null(strstr(generated(scene->mem, "sql.c"), "sql_all[] = {\n    NULL,\n};"));
}

static void parameters_get_the_types_of_c(void **state)
{
    struct scene *scene = *state;
    const char *said;
    int status = generate(scene->mem,
                          "-- name: a(i bigint, s smallint, b boolean, r bytea, l bytea[], t text,"
                          " w timestamptz)\n"
                          "-- What it is for.\n"
                          "SELECT :i, :s, :b, :r, :l, :t, :w::date, :i + 1, \"x\", '\\';\n"
                          "\n-- name: none()\nSELECT 1\n  FROM a;\n",
                          &said);
    assert_int_equal(status, 0);
    assert_non_null(strstr(generated(scene->mem, "sql.h"),
                           "struct db_rows *sql_a(struct db *db, struct arena *mem, int64_t i, "
                           "int64_t s, bool b, struct bytes r, struct bytes_list l, const char *t, "
                           "const char *w);\n"));
    const char *code = generated(scene->mem, "sql.c");
    assert_non_null(strstr(code, "\"SELECT $1::bigint, $2::smallint, $3::boolean, $4::bytea, "
                                 "$5::bytea[], $6::text, $7::timestamptz::date, $1::bigint + 1, "
                                 "\\\"x\\\", '\\\\'\\n\""));
    assert_non_null(strstr(code, "{ db_value_int(mem, i), db_value_int(mem, s), db_value_bool(b), "
                                 "db_value_bytes(r), db_value_bytes_list(mem, l), "
                                 "db_value_text(t), db_value_text(w), "));
    assert_non_null(strstr(code, "\"SELECT 1\\n\"\n    \"  FROM a\\n\""));
    assert_non_null(strstr(code, "    &a,\n    &none,\n    NULL,\n"));
}

static void mistakes_are_told_with_file_and_line(void **state)
{
    static const struct {
        const char *text, *said;
    } cases[] = {
        { "-- name: a\nSELECT 1;\n", "q.sql:1: want: -- name: verb(" },
        { "-- name: A()\nSELECT 1;\n", "q.sql:1: want: -- name: verb(" },
        { "-- name: a(b)\nSELECT :b;\n", "q.sql:1: want a name and a type: b" },
        { "-- name: a(b double precision)\nSELECT :b;\n", "q.sql:1: want a name and a type" },
        { "-- name: a(mem text)\nSELECT :mem;\n", "q.sql:1: no name for a parameter: mem" },
        { "-- name: a(b text)\nSELECT 1;\n", "q.sql:2: a: parameter b is not used" },
        { "-- name: a()\nSELECT 1,\n  :b;\n", "q.sql:3: :b is not a parameter of a" },
        { "-- name: a()\nSELECT 1;\nSELECT 2;\n", "q.sql:3: text after the end of a" },
        { "-- name: a()\n\n-- name: b()\nSELECT 1;\n", "q.sql:3: a has no text" },
        { "-- name: a()\nSELECT 1;\n-- name: a()\nSELECT 2;\n", "q.sql:3: a is there already" },
    };
    struct scene *scene = *state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *said;
        int status = generate(scene->mem, cases[i].text, &said);
        if (status != 1 || !strstr(said, cases[i].said))
            fail_msg("case %zu: status %d: %s", i, status, said);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE(every_statement_prepares_against_the_schema),
        SCENE(no_query_file_is_no_statement),
        SCENE(parameters_get_the_types_of_c),
        SCENE(mistakes_are_told_with_file_and_line),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
