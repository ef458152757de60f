/* lib/base/fail.c */
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "scene.h"

static void do_nothing(void *arg)
{
    (void)arg;
}

static void fail_as(void *kind)
{
    fail(*(enum fail *)kind, "number %d", 7);
}

static void fail_at_length(void *arg)
{
    (void)arg;
    fail(FAIL_INPUT, "%600s", "x");
}

static void fail_within(void *inner)
{
    const char *reason;
    enum fail kind = FAIL_ABSENT;
    *(enum fail *)inner = fail_guard(fail_as, &kind, &reason);
    fail(FAIL_DENIED, "outer");
}

static void work_that_goes_well_is_no_failure(void **state)
{
    (void)state;
    assert_int_equal(scene_fails(do_nothing, NULL), FAIL_NOT);
}

static void a_failure_comes_back_with_its_kind_and_reason(void **state)
{
    (void)state;
    enum fail kind = FAIL_CONFLICT;
    assert_int_equal(scene_fails(fail_as, &kind), FAIL_CONFLICT);
    assert_string_equal(scene_reason(), "number 7");
}

static void a_long_reason_is_cut(void **state)
{
    (void)state;
    assert_int_equal(scene_fails(fail_at_length, NULL), FAIL_INPUT);
    assert_int_equal(strlen(scene_reason()), 511);
}

static void guards_nest(void **state)
{
    (void)state;
    enum fail inner = FAIL_NOT;
    assert_int_equal(scene_fails(fail_within, &inner), FAIL_DENIED);
    assert_int_equal(inner, FAIL_ABSENT);
    assert_string_equal(scene_reason(), "outer");
}

static void a_failure_without_a_guard_ends_the_program(void **state)
{
    (void)state;
    int status = 0;
    pid_t pid = fork();
    if (pid == 0) {
        close(STDERR_FILENO);
        fail(FAIL_INPUT, "nobody hears it");
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 1);
}

static void each_kind_has_a_name_of_its_own(void **state)
{
    (void)state;
    static const int kinds[] = { 0,   400, 401, 403, 404, 405, 408, 409,
                                 411, 413, 415, 422, 429, 500, 503, 507 };
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        const char *name = fail_code((enum fail)kinds[i]);
        assert_non_null(name);
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(name, fail_code((enum fail)kinds[k]));
    }
    assert_string_equal(fail_code(FAIL_ABSENT), "not_found");
    assert_null(fail_code((enum fail)418));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(work_that_goes_well_is_no_failure),
        cmocka_unit_test(a_failure_comes_back_with_its_kind_and_reason),
        cmocka_unit_test(a_long_reason_is_cut),
        cmocka_unit_test(guards_nest),
        cmocka_unit_test(a_failure_without_a_guard_ends_the_program),
        cmocka_unit_test(each_kind_has_a_name_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
