/* lib/base/text.c */
#include "base/text.h"
#include "scene.h"

static void bytes_compare_by_content(void **state)
{
    (void)state;
    assert_true(bytes_equal(BYTES("a\0b"), BYTES("a\0b")));
    assert_false(bytes_equal(BYTES("a\0b"), BYTES("a\0c")));
    assert_false(bytes_equal(BYTES("a"), BYTES("ab")));
    assert_true(bytes_equal(bytes_from(NULL), BYTES("")));
    assert_true(bytes_begin(BYTES("abc"), BYTES("ab")));
    assert_true(bytes_begin(BYTES("abc"), BYTES("")));
    assert_false(bytes_begin(BYTES("ab"), BYTES("abc")));
    assert_false(bytes_begin(BYTES("abc"), BYTES("b")));
}

static void copies_end_with_nul(void **state)
{
    struct bytes copy = bytes_copy(*state, BYTES("a\0b"));
    assert_int_equal(copy.size, 3);
    assert_memory_equal(copy.at, "a\0b", 4);
    assert_string_equal(text_cut(*state, (struct bytes){ "hello", 4 }), "hell");
    assert_string_equal(text_cut(*state, (struct bytes){ NULL, 0 }), "");
    assert_string_equal(text_copy(*state, "hello"), "hello");
    assert_string_equal(text_format(*state, "%s-%d", "a", 5), "a-5");
    const char *longer = text_format(*state, "%300d|", 7); /* than what is formatted once */
    assert_int_equal(strlen(longer), 301);
    assert_string_equal(longer + 298, " 7|");
    assert_string_equal(text_int(*state, 0), "0");
    assert_string_equal(text_int(*state, -10), "-10");
    assert_string_equal(text_int(*state, INT64_MIN), "-9223372036854775808");
    assert_string_equal(text_hex(*state, BYTES("\x00\x7f\xff")), "007fff");
}

static void utf8_is_told_from_what_only_looks_like_it(void **state)
{
    (void)state;
    static const char *const good[] = {
        "", "a", "é", "€", "\xf0\x9f\x98\x80", "\xf4\x8f\xbf\xbf", "\xed\x9f\xbf", "\xee\x80\x80"
    };
    static const char *const bad[] = {
        "\x80",             /* continuation alone */
        "\xc0\xaf",         /* overlong */
        "\xc1\xbf",         /* overlong */
        "\xe0\x80\xaf",     /* overlong */
        "\xf0\x80\x80\xaf", /* overlong */
        "\xed\xa0\x80",     /* surrogate */
        "\xf4\x90\x80\x80", /* past U+10FFFF */
        "\xf8\x88\x80\x80", /* no such length */
        "\xff",
        "\xc3",     /* cut off */
        "\xe2\x82", /* cut off */
        "\xc3(",
        "\xe2\x82(",
    };
    for (size_t i = 0; i < COUNT_OF(good); i++)
        assert_true(text_is_utf8(bytes_from(good[i])));
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(text_is_utf8(bytes_from(bad[i])));
    assert_false(text_is_utf8(BYTES("a\0b")));
}

static void a_character_is_never_read_past_the_end(void **state)
{
    char *at = arena_alloc(*state, 1); /* on a block of its own: the sanitizer sees one byte more */
    for (int first = 0; first < 256; first++) {
        *at = (char)first;
        assert_int_equal(text_character((struct bytes){ at, 1 }), first < 0x80 ? 1 : 0);
    }
}

static void clean_text_has_no_control_characters(void **state)
{
    assert_string_equal(text_clean(*state, BYTES("a\tb\nc"), 100), "a\tb\nc");
    assert_string_equal(text_clean(*state, BYTES("a\r\nb\rc\r"), 100), "a\nb\nc\n");
    assert_string_equal(text_clean(*state, BYTES("a\0b"), 100), "a\xef\xbf\xbd"
                                                                "b");
    assert_string_equal(text_clean(*state, BYTES("\x1b[2J\x7f"), 100),
                        "\xef\xbf\xbd[2J\xef\xbf\xbd");
    assert_string_equal(text_clean(*state,
                                   BYTES("\xc2\x9b"
                                         "2J\xc2\xa0"),
                                   100),
                        "\xef\xbf\xbd"
                        "2J\xc2\xa0");
    assert_string_equal(text_clean(*state, BYTES("\xff\xc0\xaf"), 100),
                        "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
}

static void clean_text_is_cut_between_characters(void **state)
{
    assert_string_equal(text_clean(*state, BYTES("abcdef"), 6), "abcdef");
    assert_string_equal(text_clean(*state, BYTES("abcdefg"), 6), "abc\xe2\x80\xa6");
    assert_string_equal(text_clean(*state, BYTES("ab\xe2\x82\xac\xe2\x82\xac"), 7),
                        "ab\xe2\x80\xa6");
    assert_string_equal(text_clean(*state, BYTES("abcdef"), 3), "\xe2\x80\xa6");
    assert_string_equal(text_clean(*state, BYTES("abcdef"), 2), "");
    assert_string_equal(text_clean(*state, BYTES(""), 0), "");
}

static void clean_text_is_utf8_of_the_size_asked_for_whatever_went_in(void **state)
{
    uint32_t random = 1;
    char noise[64];
    for (int round = 0; round < 5000; round++) {
        for (size_t i = 0; i < sizeof(noise); i++) {
            random = random * 1664525 + 1013904223;
            /* Half of the bytes are such as begin or continue long characters. */
            noise[i] = (char)(random & 0x80000 ? random >> 24 : 0x80 | random >> 25);
        }
        size_t size_max = (size_t)round % 80;
        const char *clean = text_clean(*state, (struct bytes){ noise, sizeof(noise) }, size_max);
        assert_true(strlen(clean) <= size_max);
        assert_true(text_is_utf8(bytes_from(clean)));
        if (round % 100 == 0)
            arena_reset(*state);
    }
}

static void numbers_are_read_whole_or_not_at_all(void **state)
{
    (void)state;
    int64_t value = 1;
    assert_true(text_to_int("-42", &value));
    assert_int_equal(value, -42);
    assert_true(text_to_int("9223372036854775807", &value));
    assert_true(value == INT64_MAX);
    assert_true(text_to_int("-9223372036854775808", &value));
    assert_true(value == INT64_MIN);
    static const char *const bad[] = { "",
                                       "-",
                                       "+1",
                                       " 1",
                                       "1 ",
                                       "1x",
                                       "--1",
                                       "1-",
                                       "0x10",
                                       "1.0",
                                       "1e3",
                                       "9223372036854775808",
                                       "-9223372036854775809",
                                       "92233720368547758070" };
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(text_to_int(bad[i], &value));
    assert_false(text_to_int(NULL, &value));
    assert_true(value == INT64_MIN);
}

static void add_past_the_limit(void *text)
{
    text_add(text, "12345");
}

static void growing_text_keeps_what_it_has_and_stops_at_its_limit(void **state)
{
    struct text text = text_new(*state, 2004);
    assert_null(text.at);
    for (int i = 0; i < 400; i++)
        text_add(&text, "abcde");
    assert_int_equal(text.size, 2000);
    assert_int_equal(strlen(text.at), 2000);
    assert_int_equal(strspn(text.at, "abcde"), 2000);
    assert_int_equal(scene_fails(add_past_the_limit, &text), FAIL_TOO_BIG);
    text_add_bytes(&text, BYTES("\0x"));
    text_add_format(&text, "%d", 42);
    assert_memory_equal(text.at + 2000, "\0x42", 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(bytes_compare_by_content),
        PURE(copies_end_with_nul),
        PURE(utf8_is_told_from_what_only_looks_like_it),
        PURE(a_character_is_never_read_past_the_end),
        PURE(clean_text_has_no_control_characters),
        PURE(clean_text_is_cut_between_characters),
        PURE(clean_text_is_utf8_of_the_size_asked_for_whatever_went_in),
        PURE(numbers_are_read_whole_or_not_at_all),
        PURE(growing_text_keeps_what_it_has_and_stops_at_its_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
