/* lib/base/key_file.c */
#include "base/key_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/secret.h"
#include "scene.h"

#define ONE "k1 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n"

static char path[] = "/tmp/nopanic-keys.XXXXXX";

static int begin(void **state)
{
    strcpy(strrchr(path, '.'), ".XXXXXX");
    int file = mkstemp(path);
    if (file < 0 || write(file, ONE, sizeof(ONE) - 1) != (ssize_t)sizeof(ONE) - 1)
        abort();
    close(file);
    chmod(path, 0400);
    return scene_memory(state);
}

static int end(void **state)
{
    unlink(path);
    return scene_no_memory(state);
}

static void a_new_key_comes_first_and_the_file_stays_private(void **state)
{
    struct stat status;
    key_file_add(*state, path, "k2");
    secret_open(path);
    assert_string_equal(secret_kid(0), "k2");
    assert_string_equal(secret_kid(1), "k1");
    assert_null(secret_kid(2));
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0400);
    assert_int_not_equal(access(text_format(*state, "%s.new", path), F_OK), 0);
}

static void what_is_taken_out_is_that_key_alone(void **state)
{
    key_file_add(*state, path, "k");
    key_file_add(*state, path, "k10");
    key_file_remove(*state, path, "k1");
    secret_open(path);
    assert_string_equal(secret_kid(0), "k10");
    assert_string_equal(secret_kid(1), "k");
    assert_null(secret_kid(2));
}

static void remove_last(void *mem)
{
    key_file_remove(mem, path, "k1");
}

static void the_last_key_stays(void **state)
{
    assert_int_equal(scene_fails(remove_last, *state), FAIL_REFUSED);
    assert_true(bytes_equal(file_read(*state, path, 1000), BYTES(ONE)));
}

#define KEYS(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        KEYS(a_new_key_comes_first_and_the_file_stays_private),
        KEYS(what_is_taken_out_is_that_key_alone),
        KEYS(the_last_key_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
