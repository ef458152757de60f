/* lib/base/pattern.c, pattern_parse.c */
#include <regex.h>
#include <time.h>

#include "base/pattern.h"
#include "scene.h"

static bool fits(void **state, const char *expression, const char *text)
{
    const char *reason;
    const struct pattern *pattern = pattern_read(*state, expression, &reason);
    if (!pattern)
        fail_msg("%s: %s", expression, reason);
    return pattern_fits(pattern, bytes_from(text));
}

static void what_is_written_fits_as_in_posix(void **state)
{
    static const char *const expressions[] = {
        "a",         "abc",     "^abc",        "abc$",     "^abc$",
        "^$",        "a|b",     "^a|b$",       "(ab)*c",   "^(ab)*c$",
        "a+b?c",     "a.c",     "[abc]x",      "[^abc]x",  "[a-c]+x$",
        "(a|bc)+$",  "^(a|)b$", "x*",          "(^|/)abc", "a\\.c",
        "[]a]c",     "[a-]c",   "(a(b(c)))+x", "b*",       "^[a-z.]*\\.x$",
        "(a|b)*abb$"
    };
    static const char *const texts[] = { "",    "a",   "b",    "abc",   "xabc", "abcx",   "ababc",
                                         "abb", "a.c", "bcbc", "/abc",  "bx",   "]c",     "-c",
                                         "ab",  "ax",  "abcx", "aab.x", "c",    "abcabcx" };
    for (size_t i = 0; i < COUNT_OF(expressions); i++) {
        regex_t posix;
        assert_int_equal(regcomp(&posix, expressions[i], REG_EXTENDED | REG_NOSUB), 0);
        for (size_t j = 0; j < COUNT_OF(texts); j++)
            if (fits(state, expressions[i], texts[j]) !=
                (regexec(&posix, texts[j], 0, NULL, 0) == 0))
                fail_msg("%s on \"%s\"", expressions[i], texts[j]);
        regfree(&posix);
    }
}

static void classes_and_escapes_are_those_of_perl(void **state)
{
    assert_true(fits(state, "^\\w+\\d\\s\\S$", "a_1 x"));
    assert_false(fits(state, "^\\w+$", "a-b"));
    assert_true(fits(state, "^\\D\\W$", "a-"));
    assert_true(fits(state, "^[\\w.]+$", "a.b_1"));
    assert_true(fits(state, "^a\\{1\\}\\(\\)\\\\$", "a{1}()\\"));
    assert_true(fits(state, "^a+?b$", "aab"));
    assert_true(fits(state, "^[\\--0]+$", "-./0"));
    assert_true(fits(state, "^.+$", "\xc3\xa9"));
    assert_false(fits(state, "a^b", "a^b"));
    assert_true(fits(state, "a\\^b", "a^b"));
}

static void bytes_of_any_kind_are_looked_at(void **state)
{
    const char *reason;
    const struct pattern *pattern = pattern_read(*state, "a.b$", &reason);
    assert_true(pattern_fits(pattern, (struct bytes){ "xa\0b", 4 }));
    assert_false(pattern_fits(pattern, (struct bytes){ "a\0b\0", 4 }));
    assert_false(pattern_fits(pattern, (struct bytes){ 0 }));
}

static void what_is_no_expression_is_refused_with_its_reason(void **state)
{
    static const char *const cases[][2] = {
        { "", "empty" },
        { "(a", "( is not closed" },
        { "a)", ") closes nothing" },
        { "[a", "not closed" },
        { "*a", "nothing before *" },
        { "(|*)", "nothing before *" },
        { "a**", "behind another" },
        { "a\\", "behind the last" },
        { "\\b", "\\b is not known" },
        { "(?:a)", "(? is not" },
        { "a{2}", "\\{" },
        { "[z-a]", "ends before" },
        { "[[:alpha:]]", "[:alpha:]" },
        { "(a|b)*a(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)c", "too complex" },
        { "((((((((((((((((a))))))))))))))))", "brackets" },
        { "\\1", "\\1 is not known" },
    };
    const char *reason;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_null(pattern_read(*state, cases[i][0], &reason));
        if (!strstr(reason, cases[i][1]))
            fail_msg("%s: %s", cases[i][0], reason);
    }
    char *long_one = arena_alloc(*state, PATTERN_SIZE_MAX + 2);
    memset(long_one, 'a', PATTERN_SIZE_MAX + 1);
    assert_null(pattern_read(*state, long_one, &reason));
    assert_non_null(strstr(reason, "200 bytes"));
    long_one[PATTERN_SIZE_MAX] = '\0';
    assert_non_null(pattern_read(*state, long_one, &reason));
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Each of them takes engines that go back and try again more than a day. */
static void hostile_pairs_take_no_longer_than_others(void **state)
{
    static const char *const expressions[] = { "(a+)+$", "(a|aa)+$", "(.*a)(.*a)(.*a)x",
                                               "^(([a-z])+.)+[A-Z]([a-z])+$" };
    struct text text = text_new(*state, 1024 * 1024);
    for (int i = 0; i < 100000; i++)
        text_add(&text, "a");
    text_add(&text, "!");
    double began = seconds();
    for (size_t i = 0; i < COUNT_OF(expressions); i++)
        assert_false(fits(state, expressions[i], text.at));
    assert_true(seconds() - began < 2);
}

/* The most states, and the most different signs in each. */
static void reading_takes_a_bounded_time(void **state)
{
    struct text text = text_new(*state, 1024);
    text_add(&text, "(a|b)*a");
    while (text.size < PATTERN_SIZE_MAX - 6)
        text_add(&text, "[b-z]?.");
    double began = seconds();
    const char *reason;
    for (int i = 0; i < 20; i++)
        (void)pattern_read(*state, text.at, &reason);
    assert_true(seconds() - began < 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(what_is_written_fits_as_in_posix),
        PURE(classes_and_escapes_are_those_of_perl),
        PURE(bytes_of_any_kind_are_looked_at),
        PURE(what_is_no_expression_is_refused_with_its_reason),
        PURE(reading_takes_a_bounded_time),
        PURE(hostile_pairs_take_no_longer_than_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
