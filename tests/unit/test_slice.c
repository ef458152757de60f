/* lib/crash/slice.c */
#include "crash/slice.h"
#include "scene.h"

static void a_number_is_as_long_as_its_digits(void **state)
{
    static const struct {
        const char *text;
        int64_t value;
        size_t size;
    } cases[] = {
        { "", 0, 0 },
        { "x", 0, 0 },
        { "-1234567", 0, 0 },
        { "0", 0, 1 },
        { "7 executions", 7, 1 },
        { "42/100000", 42, 2 },
        { "42:100000", 42, 2 },
        { "1234567", 1234567, 7 },
        { "1234567\xff", 1234567, 7 },
        { "12345678", 12345678, 8 },
        { "123456789", 123456789, 9 },
        { "123456789 s", 123456789, 9 },
        { "00000000000000000000001s", 1, 23 },
        { "9223372036854775807", INT64_MAX, 19 },
        { "9223372036854775808", INT64_MAX, 19 },
        { "99999999999999999999999999", INT64_MAX, 26 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct bytes b = bytes_from(cases[i].text);
        int64_t value = 0;
        assert_int_equal(slice_eat_int(&b, &value), cases[i].size > 0);
        assert_int_equal(value, cases[i].value);
        assert_int_equal(strlen(cases[i].text) - b.size, cases[i].size);
    }
}

static void a_byte_that_is_no_digit_ends_a_number_wherever_it_is(void **state)
{
    (void)state;
    for (int c = 0; c < 256; c++) {
        for (size_t at = 0; at < 12; at++) {
            char text[] = "123456789012";
            struct bytes b = { text, 12 };
            int64_t value;
            text[at] = (char)c;
            if (!slice_is_digit(text[at]))
                assert_int_equal(slice_eat_int(&b, &value) ? 12 - b.size : 0, at);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(a_number_is_as_long_as_its_digits),
        PURE(a_byte_that_is_no_digit_ends_a_number_wherever_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
