/* lib/base/limit.c */
#include "base/limit.h"

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "scene.h"

static int taken(struct limit *limit, const char *key, int tries)
{
    int count = 0;
    int64_t wait_s;
    for (int i = 0; i < tries; i++)
        count += limit_take(limit, key, &wait_s);
    return count;
}

static void a_burst_is_taken_at_once_and_no_more(void **state)
{
    (void)state;
    struct limit *limit = limit_new(1, 20);
    assert_int_equal(taken(limit, "a", 50), 20);
    int64_t wait_s = 0;
    assert_false(limit_take(limit, "a", &wait_s));
    assert_in_range(wait_s, 50, 61);
}

static void one_key_does_not_use_up_anothers(void **state)
{
    (void)state;
    struct limit *limit = limit_new(1, 3);
    char key[16];
    assert_int_equal(taken(limit, "a", 9), 3);
    for (int i = 0; i < 500; i++) {
        snprintf(key, sizeof(key), "key %d", i);
        assert_int_equal(taken(limit, key, 9), 3);
    }
}

static void the_rate_comes_back_with_time(void **state)
{
    (void)state;
    struct limit *limit = limit_new(60 * 100, 2); /* one in 10 ms */
    assert_int_equal(taken(limit, "a", 2), 2);
    usleep(300000);
    assert_int_equal(taken(limit, "a", 2), 2);
}

static void processes_share_it(void **state)
{
    (void)state;
    struct limit *limit = limit_new(1, 100);
    int sum = 0;
    for (int i = 0; i < 4; i++)
        if (fork() == 0)
            _exit(taken(limit, "a", 60));
    for (int status; wait(&status) > 0;)
        sum += WEXITSTATUS(status);
    assert_int_equal(sum, 100);
}

static void more_keys_than_places_do_no_harm(void **state)
{
    (void)state;
    struct limit *limit = limit_new(1, 1);
    char key[16];
    for (int i = 0; i < 20000; i++) {
        snprintf(key, sizeof(key), "key %d", i);
        (void)!taken(limit, key, 1);
    }
    assert_int_equal(taken(limit, "key 1", 1), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_burst_is_taken_at_once_and_no_more),
        cmocka_unit_test(one_key_does_not_use_up_anothers),
        cmocka_unit_test(the_rate_comes_back_with_time),
        cmocka_unit_test(processes_share_it),
        cmocka_unit_test(more_keys_than_places_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
