/* lib/hub/password.c */
#include <stdio.h>

#include "hub/password.h"
#include "scene.h"

static void choose(void *password)
{
    password_need(password, "mira.okafor");
}

static enum fail choosing(const char *password)
{
    char copy[1024];
    snprintf(copy, sizeof(copy), "%s", password);
    return scene_fails(choose, copy);
}

static void it_has_12_to_128_characters_of_any_kind(void **state)
{
    const char *unit = "z\xc3\xa4Q7 ;";
    struct text longest = text_new(*state, 1000);
    for (int i = 0; i < 21; i++)
        text_add_format(&longest, "%s", unit);
    text_add(&longest, "ok"); /* 21 * 6 + 2 characters */
    assert_int_equal(choosing("vq8Wz#1kLm4"), FAIL_REFUSED);
    assert_int_equal(choosing("vq8Wz#1kLm4p"), FAIL_NOT);
    assert_int_equal(choosing(longest.at), FAIL_NOT);
    text_add(&longest, "x");
    assert_int_equal(choosing(longest.at), FAIL_REFUSED);
    assert_int_equal(choosing("vq8Wz#1kLm4p\xff"), FAIL_REFUSED);
    assert_int_equal(choosing("\xc3\xa4\xc3\xb6\xc3\xbc\xc3\x9f\xc3\xa9 1k\xc4\x8d\xc5\x99"),
                     FAIL_REFUSED);
}

static void what_is_tried_first_is_refused(void **state)
{
    (void)state;
    static const char *const common[] = {
        "password1234",     "Password2026!",    "passwordpassword", "P4ssw0rd!!!!",
        "123456789012",     "098765432109",     "qwertyuiop12",     "QWERTZuiop99",
        "aaaaaaaaaaaa",     "abcabcabcabc",     "abcdefghijkl",     "1q2w3e4r5t6y",
        "adminadmin12",     "Welcome2nopanic!", "iloveyou1234",     "letmeinplease",
        "monkeydragon1",    "football2024!",    "Summer2026!!!",    "nopanicnopanic",
        "mira.okafor1",     "mira.okafor2026",  "!@#$%^&*()!@",     "zzzzzzzzzzzzzzzzzzzzzzzz",
        "changemechangeme", "fuzzing12345",
    };
    for (size_t i = 0; i < COUNT_OF(common); i++)
        if (choosing(common[i]) != FAIL_REFUSED)
            fail_msg("%s", common[i]);
}

static void what_takes_an_effort_is_taken(void **state)
{
    (void)state;
    static const char *const good[] = {
        "correct horse battery staple", "hunter-quilt-9-vane", "83749264018273", "x9$Kq2mPz!vL",
        "            .kettle",          "jolly&brisk&otter"
    };
    for (size_t i = 0; i < COUNT_OF(good); i++)
        if (choosing(good[i]) != FAIL_NOT)
            fail_msg("%s", good[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(it_has_12_to_128_characters_of_any_kind),
        cmocka_unit_test(what_is_tried_first_is_refused),
        cmocka_unit_test(what_takes_an_effort_is_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
