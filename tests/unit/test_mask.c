/* lib/crash/mask.c: what stays the same in a message */
#include "crash/mask.h"
#include "scene.h"

#define TEXT "\"\xe2\x80\xa6\""

static void values_are_masked_and_words_are_not(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        { "", "" },
        { "plain words, no values.", "plain words, no values." },
        { "checksum mismatch: got 323 want 324 for 61637f",
          "checksum mismatch: got N want N for N" },
        { "at 0x63616263", "at N" },
        { "at 0xZZ", "at NxZZ" },
        { "for deadbeef, not for dead", "for N, not for dead" },
        { "7f3a and a1", "N and N" },
        { "123456 or 12345", "N or N" },
        { "-3 is not 3, x-3", "N is not N, x-N" },
        { "1.5 2.5e+10 1e-9 1.2.3.4", "N" },
        { "[1 2 3] {4, 5} [6,7,8]", "[N] {N} [N]" },
        { "utf8 is v2 of x86x", "utfN is vN of xNx" },
        { "quoted \"a\\\"b\" and `raw \\` end", "quoted " TEXT " and " TEXT " end" },
        { "character '\\x00' and 'x'", "character " TEXT " and " TEXT },
        { "don't and can't", "don't and can't" },
        { "one \" alone", "one \" alone" },
        { "[]string{\"a\", \"b\", \"c\"}", "[]string{" TEXT "}" },
        { "first\nsecond 2", "first" },
        { "  trimmed  ", "trimmed" },
        { "caf\xc3\xa9 7", "caf\xc3\xa9 N" },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char mask[MASK_MAX + 1];
        size_t size = mask_write(bytes_from(cases[i][0]), mask);
        assert_string_equal(mask, cases[i][1]);
        assert_int_equal(size, strlen(mask));
    }
}

static void a_mask_is_cut_at_its_limit(void **state)
{
    char *message = arena_alloc(*state, 100001);
    char mask[MASK_MAX + 1];
    memset(message, 'z', 100000);
    assert_int_equal(mask_write(bytes_from(message), mask), MASK_MAX);
    for (size_t i = 0; i < 100000; i++)
        message[i] = "x\"'`"[i % 4];
    assert_true(mask_write(bytes_from(message), mask) <= MASK_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(values_are_masked_and_words_are_not),
        PURE(a_mask_is_cut_at_its_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
