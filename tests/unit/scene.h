/*
 * What a unit test stands on: memory, and a database that is as it was before.
 *
 * Each test runs in one transaction that is rolled back, with a fresh arena, so tests neither see
 * each other nor tidy up.  The database is the one that NOPANIC_TEST_DATABASE names, a libpq URL
 * without a user; tests/unit.sh makes it, with the schema.  The role is the owner of the tables.
 *
 * An unexpected fail() ends the program, which is a failed test.  A test that expects one gives
 * fail_guard() a function without assertions in it, and asserts afterwards: an assertion that fails
 * inside would leave the guard behind.
 */
#ifndef SCENE_H
#define SCENE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef fail /* cmocka's macro; ours is a function */
#undef fail_msg
#define fail_msg(...) (print_error(__VA_ARGS__), print_error("\n"), _fail(__FILE__, __LINE__))

#include "base/db.h"
#include "base/fail.h"

struct scene {
    struct arena *mem; /* of one test */
    struct db *db;
};

int scene_open(void **state);  /* *state becomes a struct scene * */
int scene_begin(void **state); /* BEGIN */
int scene_end(void **state);   /* ROLLBACK */
int scene_close(void **state);

/* Plain SQL, to set the scene. */
void scene_sql(struct scene *scene, const char *commands);

#define SCENE(test) cmocka_unit_test_setup_teardown(test, scene_begin, scene_end)

/* Memory alone, for what needs no database: *state is a struct arena *. */
int scene_memory(void **state);
int scene_no_memory(void **state);

#define PURE(test) cmocka_unit_test_setup_teardown(test, scene_memory, scene_no_memory)

/* The kind of failure that work(arg) ends in, FAIL_NOT if in none; and the reason of the last one.
 */
enum fail scene_fails(void (*work)(void *arg), void *arg);
const char *scene_reason(void);

#endif
