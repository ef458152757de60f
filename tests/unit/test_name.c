/* lib/hub/name.c */
#include "hub/name.h"
#include "scene.h"

struct attempt {
    const char *value;
    int rule;
};

static void check(void *arg)
{
    const struct attempt *a = arg;
    switch (a->rule) {
    case 0: name_need("branch", a->value, 20); break;
    case 1: name_need_repo(a->value); break;
    case 2: name_need_commit(a->value); break;
    case 5: name_need_pattern(a->value); break;
    case 3: name_need_path("package", a->value); break;
    default: name_need_link("link", a->value);
    }
}

static void all_are(int rule, enum fail kind, const char *const values[])
{
    for (; *values; values++)
        if (scene_fails(check, &(struct attempt){ *values, rule }) != kind)
            fail_msg("rule %d: \"%s\"", rule, *values);
}

static void a_name_shows_as_it_is(void **state)
{
    (void)state;
    all_are(0, FAIL_NOT,
            (const char *const[]){ "a", "main", "ä ö", "release/1.0", "日本", "x'; --", "<script>",
                                   "%n%s", "01234567890123456789", NULL });
    all_are(0, FAIL_REFUSED,
            (const char *const[]){ "", " ", " \xc2\xa0 ", "\xe3\x80\x80", "a\tb", "a\nb",
                                   "a\x1b[2J", "a\x7f", "a\xc2\x9b",
                                   "a\xe2\x80\xae"
                                   "b",
                                   "a\xe2\x81\xa6"
                                   "b",
                                   "a\xe2\x80\x8b"
                                   "b",
                                   "\xef\xbb\xbf", "a\xff", "a\xc0\xaf", "012345678901234567890",
                                   "\xf3\xa0\x80\x81", NULL });
}

static void a_refusal_names_field_and_limit(void **state)
{
    (void)state;
    all_are(0, FAIL_REFUSED, (const char *const[]){ "012345678901234567890", NULL });
    assert_string_equal(scene_reason(), "branch is longer than 20 bytes");
}

static void a_repository_is_owner_and_name(void **state)
{
    (void)state;
    all_are(1, FAIL_NOT,
            (const char *const[]){ "XXyCorp/vault", "a/b", "0/9", "a.b_c-d/e..f", NULL });
    const char long_owner[] =
        "a123456789012345678901234567890123456789012345678901234567890123456789"
        "0123456789012345678901234567890/b";
    all_are(1, FAIL_REFUSED,
            (const char *const[]){ "", "a", "a/", "/b", "a/b/c", "../x", ".a/b", "a/.b", "-a/b",
                                   "a/-b", "a b/c", "ä/b", "con", "a/b ", "a/b\n", long_owner,
                                   NULL });
}

static void a_pattern_has_one_star_in_each_part(void **state)
{
    (void)state;
    char longest[203];
    memset(longest, 'a', sizeof(longest));
    longest[100] = '/';
    longest[201] = '\0';
    all_are(5, FAIL_NOT,
            (const char *const[]){ "XXyCorp/*", "*/vault", "*/*", "a/lib-*", "*-x/y*z", longest,
                                   NULL });
    longest[201] = 'a';
    longest[202] = '\0';
    all_are(5, FAIL_REFUSED,
            (const char *const[]){ "", "*", "a/**", "**/b", "a*b*/c", "a/b/*", "/*", "*/", ".*/b",
                                   "a/-*", "a/%", "a/* ", "a/*\n", "ä/*", longest, NULL });
}

static void a_commit_is_a_full_lower_case_id(void **state)
{
    (void)state;
    const char id[] = "0123456789abcdef0123456789abcdef01234567";
    all_are(2, FAIL_NOT,
            (const char *const[]){
                id, "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", NULL });
    all_are(2, FAIL_REFUSED,
            (const char *const[]){ "", "HEAD", "-x", id + 1,
                                   "0123456789ABCDEF0123456789abcdef01234567",
                                   "0123456789abcdef0123456789abcdef012345678", NULL });
}

static void a_path_stays_below_the_repository(void **state)
{
    (void)state;
    all_are(3, FAIL_NOT, (const char *const[]){ ".", "helper/xor", "a", "a/...", "a.b/..c", NULL });
    all_are(3, FAIL_REFUSED,
            (const char *const[]){ "..", "../x", "a/../b", "a/..", "/etc", "a//b", "a/", "./a",
                                   "a/.", "", NULL });
}

static void a_link_is_http(void **state)
{
    (void)state;
    all_are(4, FAIL_NOT,
            (const char *const[]){ "https://ci.example/1?a=b&c=%20", "http://[::1]/", NULL });
    all_are(4, FAIL_REFUSED,
            (const char *const[]){ "javascript:alert(1)", "data:text/html,x", "//evil", "ftp://x/",
                                   "https://", "https:///x", "https://a b", "https://a\"b",
                                   "\tjavascript:x", "HTTPS://x/<script>", NULL });
}

static void a_name_out_of_a_log_is_made_fit(void **state)
{
    assert_string_equal(name_from(*state, "helper/xor", "."), "helper/xor");
    assert_string_equal(name_from(*state, NULL, "."), ".");
    assert_string_equal(name_from(*state, " \n", "."), " \xef\xbf\xbd");
    assert_string_equal(name_from(*state, "  ", "."), ".");
    assert_string_equal(name_from(*state,
                                  "a\x1b"
                                  "b\xe2\x80\xae"
                                  "c\xff",
                                  "."),
                        "a\xef\xbf\xbd"
                        "b\xef\xbf\xbd"
                        "c\xef\xbf\xbd");
    char long_name[1000];
    memset(long_name, 'x', sizeof(long_name));
    long_name[sizeof(long_name) - 1] = '\0';
    assert_int_equal(strlen(name_from(*state, long_name, ".")), NAME_SIZE_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_shows_as_it_is),
        cmocka_unit_test(a_refusal_names_field_and_limit),
        cmocka_unit_test(a_repository_is_owner_and_name),
        cmocka_unit_test(a_pattern_has_one_star_in_each_part),
        cmocka_unit_test(a_commit_is_a_full_lower_case_id),
        cmocka_unit_test(a_path_stays_below_the_repository),
        cmocka_unit_test(a_link_is_http),
        PURE(a_name_out_of_a_log_is_made_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
