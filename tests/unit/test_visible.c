/* lib/app/visible.c, lib/app/shell_word.c */
#include "app/shell_word.h"
#include "app/visible.h"
#include "cast.h"

static void harmless_text_is_left_as_it_is(void **state)
{
    const char *text = "std::vector<int> é 漢字 — “x”";
    assert_ptr_equal(visible(*state, text), text);
    assert_null(visible(*state, NULL));
}

static void what_has_no_width_or_turns_the_line_around_shows_its_code(void **state)
{
    assert_string_equal(visible(*state, "a\u202eb\u200bc\u2066d\ufeffe\u061cf"),
                        "a[U+202E]b[U+200B]c[U+2066]d[U+FEFF]e[U+061C]f");
    assert_string_equal(visible(*state, "\u2010\u2070 stay, \u200f goes"),
                        "\u2010\u2070 stay, [U+200F] goes");
}

static void text_that_ends_within_a_character_is_not_read_past_its_end(void **state)
{
    assert_string_equal(visible(*state, "a\xe2"), "a\xe2");
    assert_string_equal(visible(*state, "a\xe2\x80"), "a\xe2\x80");
    assert_string_equal(visible(*state, "a\xd8"), "a\xd8");
}

static const char *log_of(void **state, struct bytes log)
{
    return visible_log(*state, log);
}

static void colours_leave_a_log_and_other_escapes_show(void **state)
{
    assert_string_equal(log_of(state, BYTES("\x1b[1m\x1b[31;4mred\x1b[0m\x1b[K")), "red");
    assert_string_equal(log_of(state, BYTES("\x1b]0;title\x07\x1b[2J\x1b")), "^[]0;title^G^[[2J^[");
}

static void line_ends_of_every_kind_are_line_ends(void **state)
{
    assert_string_equal(log_of(state, BYTES("a\r\nb\rc\n\td")), "a\nb\nc\n\td");
}

static void bytes_that_are_no_text_show_as_such(void **state)
{
    assert_string_equal(log_of(state, BYTES("a\0b\x7f\xff\xc2\x9b"
                                            "31m\xe2\x80\xae")),
                        "a^@b^?\ufffd\ufffd"
                        "31m[U+202E]");
}

static void an_escape_that_is_cut_off_is_not_read_past_the_end(void **state)
{
    assert_string_equal(log_of(state, BYTES("\x1b[")), "^[[");
    assert_string_equal(log_of(state, BYTES("\x1b[12345678901234567890123456789012345678m")),
                        "^[[12345678901234567890123456789012345678m");
}

static void plain_words_need_no_quotes(void **state)
{
    assert_string_equal(shell_word(*state, "./helper/xor_2.go:1-x"), "./helper/xor_2.go:1-x");
}

static void everything_else_is_one_word_that_the_shell_leaves_alone(void **state)
{
    assert_string_equal(shell_word(*state, ""), "''");
    assert_string_equal(shell_word(*state, "a b"), "'a b'");
    assert_string_equal(shell_word(*state, "x;rm -rf ~'$(id)`id`"), "'x;rm -rf ~'\\''$(id)`id`'");
    assert_string_equal(shell_word(*state, "^FuzzX$/np1"), "'^FuzzX$/np1'");
}

static void only_paths_below_the_folder_are_safe(void **state)
{
    (void)state;
    static const char *const bad[] = { "",     "/etc/passwd", "-o",   "..",
                                       "../x", "a/../../b",   "a/..", "a\nb" };
    static const char *const good[] = { ".", "a", "helper/xor", "a..b", "..a/b", "a/b.." };
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(shell_path_is_safe(bad[i]));
    for (size_t i = 0; i < COUNT_OF(good); i++)
        assert_true(shell_path_is_safe(good[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(harmless_text_is_left_as_it_is),
        PURE(what_has_no_width_or_turns_the_line_around_shows_its_code),
        PURE(text_that_ends_within_a_character_is_not_read_past_its_end),
        PURE(colours_leave_a_log_and_other_escapes_show),
        PURE(line_ends_of_every_kind_are_line_ends),
        PURE(bytes_that_are_no_text_show_as_such),
        PURE(an_escape_that_is_cut_off_is_not_read_past_the_end),
        PURE(plain_words_need_no_quotes),
        PURE(everything_else_is_one_word_that_the_shell_leaves_alone),
        PURE(only_paths_below_the_folder_are_safe),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
