/* lib/base/secret.c */
#include "base/secret.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "scene.h"

#define ONE "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20"
#define TWO "ff02030405060708090A0B0C0D0E0F101112131415161718191a1b1c1d1e1fff"

static char folder[] = "/tmp/nopanic-secret.XXXXXX";
static char path[64];

static int make_folder(void **state)
{
    (void)state;
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof(path), "%s/keys", folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    unlink(path);
    return rmdir(folder);
}

static void write_keys(struct bytes text, mode_t mode)
{
    unlink(path);
    FILE *file = fopen(path, "w");
    if (!file || fwrite(text.at, 1, text.size, file) != text.size || fclose(file) != 0 ||
        chmod(path, mode) != 0)
        abort();
}

static void open_keys(void *name)
{
    secret_open(name);
}

static void a_key_depends_on_its_line_and_its_label(void **state)
{
    unsigned char a[SECRET_KEY_SIZE], b[SECRET_KEY_SIZE];
    (void)state;
    write_keys(BYTES("new " ONE "\nold-1 " TWO "\n"), 0400);
    secret_open(path);
    assert_string_equal(secret_current_kid(), "new");
    assert_true(secret_key(NULL, "token", a) && secret_key("new", "token", b));
    assert_memory_equal(a, b, sizeof(a));
    assert_true(secret_key("old-1", "token", b));
    assert_memory_not_equal(a, b, sizeof(a));
    assert_true(secret_key("new", "csrf", b));
    assert_memory_not_equal(a, b, sizeof(a));
    assert_false(secret_key("", "token", b));
    assert_false(secret_key("ne", "token", b));
    assert_false(secret_key("../../dev/null", "token", b));
}

static void the_derived_key_is_hmac_sha256_of_the_label(void **state)
{
    unsigned char key[SECRET_KEY_SIZE];
    write_keys(BYTES("new " ONE), 0600);
    secret_open(path);
    assert_true(secret_key(NULL, "token", key));
    /* printf token | openssl dgst -sha256 -mac HMAC -macopt hexkey:ONE */
    assert_string_equal(text_hex(*state, (struct bytes){ (char *)key, sizeof(key) }),
                        "84bdc77a130affd6fc41ef61ad2e3cdcd62940636a54b312c198c31de608f40c");
}

static void a_key_file_that_others_may_read_is_refused(void **state)
{
    (void)state;
    static const mode_t modes[] = { 0440, 0404, 0420, 0401, 0644 };
    for (size_t i = 0; i < COUNT_OF(modes); i++) {
        write_keys(BYTES("new " ONE "\n"), modes[i]);
        assert_int_equal(scene_fails(open_keys, path), FAIL_BROKEN);
        assert_non_null(strstr(scene_reason(), "chmod 0400"));
    }
}

static void a_malformed_key_file_is_refused_without_showing_it(void **state)
{
    (void)state;
    static const struct bytes bad[] = {
        BYTES(""),
        BYTES("\n\n"),
        BYTES("new"),
        BYTES("new "),
        BYTES(ONE),
        BYTES(" " ONE),
        BYTES("new  " ONE),
        BYTES("new " ONE " "),
        BYTES("new " ONE "0"),
        BYTES("new x" ONE),
        BYTES("new g102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20"),
        BYTES("new " ONE "\r\n"),
        BYTES("new " ONE "\nnew " TWO),
        BYTES("new " ONE "\nold"),
        BYTES("a/b " ONE),
        BYTES("an-id-that-is-longer-than-32-bytes " ONE),
        BYTES("new\0 " ONE),
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        write_keys(bad[i], 0400);
        if (scene_fails(open_keys, path) != FAIL_BROKEN)
            fail_msg("case %zu", i);
        assert_null(strstr(scene_reason(), "0102"));
    }
}

static void seventeen_keys_are_too_many(void **state)
{
    struct text text = text_new(*state, 4096);
    for (int i = 0; i < SECRET_KEYS_MAX; i++)
        text_add_format(&text, "k%d %s\n", i, ONE);
    write_keys((struct bytes){ text.at, text.size }, 0400);
    assert_int_equal(scene_fails(open_keys, path), FAIL_NOT);
    text_add(&text, "k16 " ONE "\n");
    write_keys((struct bytes){ text.at, text.size }, 0400);
    assert_int_equal(scene_fails(open_keys, path), FAIL_BROKEN);
}

static void a_key_file_that_is_no_file_is_refused(void **state)
{
    (void)state;
    assert_int_equal(scene_fails(open_keys, folder), FAIL_BROKEN);
    char absent[] = "/nonexistent/keys";
    assert_int_equal(scene_fails(open_keys, absent), FAIL_BROKEN);
    assert_non_null(strstr(scene_reason(), "/nonexistent/keys"));
}

#define ZEROS "0000000000000000000000000000000000000000000000000000000000000000"
#define ONES "1111111111111111111111111111111111111111111111111111111111111111"

static void load(void *nothing)
{
    (void)nothing;
    secret_load();
}

static void keys_of_the_environment_are_taken_out_of_it(void **state)
{
    (void)state;
    static const char wanted[] = "new " ONES ",old-1 " ZEROS;
    static char variable[] = "NOPANIC_SECRET_KEYS=new " ONES ",old-1 " ZEROS;
    char *value = strchr(variable, '=') + 1;
    putenv(variable);
    secret_load();
    assert_string_equal(secret_current_kid(), "new");
    assert_string_equal(secret_kid(1), "old-1");
    assert_null(secret_kid(2));
    assert_null(getenv("NOPANIC_SECRET_KEYS"));
    for (size_t i = 0; i < sizeof(wanted); i++)
        assert_int_equal(value[i], 0); /* which /proc would show */
    secret_load();
    assert_string_equal(secret_current_kid(), "new");
    secret_hand_on();
    assert_string_equal(getenv("NOPANIC_SECRET_KEYS"), wanted);
    secret_load();
    assert_null(getenv("NOPANIC_SECRET_KEYS"));
    assert_true(secret_in_environment());
}

static void malformed_keys_of_the_environment_are_refused_without_showing_them(void **state)
{
    (void)state;
    const char *reason;
    static const char *const all[] = { "x", "new " ONES "1", "new " ONES ",new " ZEROS, ",",
                                       "a\n" };
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        setenv("NOPANIC_SECRET_KEYS", all[i], 1);
        assert_int_equal(fail_guard(load, NULL, &reason), FAIL_BROKEN);
        assert_null(strstr(reason, "11111"));
        assert_null(getenv("NOPANIC_SECRET_KEYS"));
    }
}

static void random_texts_differ_and_have_43_characters(void **state)
{
    static char *texts[1000];
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        texts[i] = secret_random_text(*state);
        assert_int_equal(strlen(texts[i]), 43);
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(texts[i], texts[k]);
    }
    assert_int_equal(secret_random(*state, 1000).size, 1000);
    assert_int_equal(secret_random(*state, 0).size, 0);
}

static void digests_are_those_of_the_standards(void **state)
{
    assert_string_equal(text_hex(*state, secret_sha256(*state, BYTES("abc"))),
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_string_equal(text_hex(*state, secret_sha256(*state, BYTES(""))),
                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    /* RFC 4231, case 1, whose key of 20 bytes is padded with NUL by definition */
    static const unsigned char key[SECRET_KEY_SIZE] = { 11, 11, 11, 11, 11, 11, 11, 11, 11, 11,
                                                        11, 11, 11, 11, 11, 11, 11, 11, 11, 11 };
    assert_string_equal(text_hex(*state, secret_hmac(*state, key, BYTES("Hi There"))),
                        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
}

static void equality_looks_at_size_and_bytes(void **state)
{
    (void)state;
    assert_true(secret_equal(BYTES("a\0b"), BYTES("a\0b")));
    assert_false(secret_equal(BYTES("a\0b"), BYTES("a\0c")));
    assert_false(secret_equal(BYTES("a"), BYTES("ab")));
    assert_true(secret_equal(BYTES(""), BYTES("")));
}

static void a_password_is_checked_against_its_yescrypt_hash(void **state)
{
    const char *hash = secret_password_hash(*state, "correct horse battery");
    assert_memory_equal(hash, "$y$j9T$", 7);
    assert_true(secret_password_check(hash, "correct horse battery"));
    assert_false(secret_password_check(hash, "correct horse batterx"));
    assert_false(secret_password_check(hash, "correct horse batter"));
    assert_false(secret_password_check(hash, ""));
    assert_string_not_equal(hash, secret_password_hash(*state, "correct horse battery"));
}

static void long_passwords_count_to_their_last_byte(void **state)
{
    char *password = arena_alloc(*state, 200);
    memset(password, 'x', 128);
    const char *hash = secret_password_hash(*state, password);
    assert_true(secret_password_check(hash, password));
    password[127] = 'y';
    assert_false(secret_password_check(hash, password));
    password[127] = 'x';
    password[128] = 'x';
    assert_false(secret_password_check(hash, password));
}

static void nobody_has_a_password(void **state)
{
    (void)state;
    static const char *const bad[] = {
        NULL, "", "*", "*0", "x", "$y$", "$y$j9T$ixaMjFKSUUKMn/0RcZqQ.."
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        assert_false(secret_password_check(bad[i], ""));
        assert_false(secret_password_check(bad[i], "secret"));
    }
}

static double seconds_of_check(const char *hash, const char *password)
{
    struct timespec begin, end;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &begin);
    if (secret_password_check(hash, password))
        abort();
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
    return (double)(end.tv_sec - begin.tv_sec) + (double)(end.tv_nsec - begin.tv_nsec) / 1e9;
}

static bool is_near(double seconds, double others)
{
    return seconds > others * 0.7 && seconds < others * 1.4;
}

/* They take turns, so that what else the machine does meets all three, and the least of each
 * counts. A check that is skipped takes none of it. */
static void an_account_that_does_not_exist_costs_as_much_as_one_that_does(void **state)
{
    enum { KNOWN, UNKNOWN, TOO_LONG, KINDS, ROUNDS = 25 };
    char *long_one = arena_alloc(*state, 1000);
    memset(long_one, 'x', 999);
    const char *hash = secret_password_hash(*state, "correct horse");
    const char *const checks[KINDS][2] = { { hash, "wrong" },
                                           { NULL, "wrong" },
                                           { NULL, long_one } };
    double least[KINDS] = { 1e9, 1e9, 1e9 };
    for (int i = 0; i < ROUNDS * KINDS; i++) {
        double took = seconds_of_check(checks[i % KINDS][0], checks[i % KINDS][1]);
        least[i % KINDS] = took < least[i % KINDS] ? took : least[i % KINDS];
    }
    assert_true(is_near(least[UNKNOWN], least[KNOWN]));
    assert_true(is_near(least[TOO_LONG], least[KNOWN]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(a_key_depends_on_its_line_and_its_label),
        PURE(the_derived_key_is_hmac_sha256_of_the_label),
        PURE(a_key_file_that_others_may_read_is_refused),
        PURE(a_malformed_key_file_is_refused_without_showing_it),
        PURE(seventeen_keys_are_too_many),
        PURE(a_key_file_that_is_no_file_is_refused),
        PURE(keys_of_the_environment_are_taken_out_of_it),
        PURE(malformed_keys_of_the_environment_are_refused_without_showing_them),
        PURE(random_texts_differ_and_have_43_characters),
        PURE(digests_are_those_of_the_standards),
        PURE(equality_looks_at_size_and_bytes),
        PURE(a_password_is_checked_against_its_yescrypt_hash),
        PURE(long_passwords_count_to_their_last_byte),
        PURE(nobody_has_a_password),
        PURE(an_account_that_does_not_exist_costs_as_much_as_one_that_does),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
