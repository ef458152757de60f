/* lib/base/clock.c */
#include "base/clock.h"
#include "scene.h"

enum { NOW = 1795599124, MINUTE = 60, HOUR = 3600, DAY = 86400 };

static void times_are_written_in_utc(void **state)
{
    assert_string_equal(clock_iso(*state, 0), "1970-01-01T00:00:00Z");
    assert_string_equal(clock_iso(*state, NOW), "2026-11-25T09:32:04Z");
    assert_string_equal(clock_utc(*state, NOW), "2026-11-25 09:32:04 UTC");
    assert_string_equal(clock_iso(*state, -1), "1969-12-31T23:59:59Z");
    assert_string_equal(clock_iso(*state, INT64_C(253402300799)), "9999-12-31T23:59:59Z");
    assert_string_equal(clock_iso(*state, INT64_C(253402300800)), "1970-01-01T00:00:00Z");
    assert_string_equal(clock_iso(*state, INT64_MAX), "1970-01-01T00:00:00Z");
}

static void ages_are_told_as_people_say_them(void **state)
{
    static const struct {
        int64_t age;
        const char *text;
    } cases[] = {
        { 0, "just now" },
        { 59, "just now" },
        { -500, "just now" },
        { MINUTE, "1 min ago" },
        { 42 * MINUTE + 59, "42 min ago" },
        { HOUR, "1 h ago" },
        { DAY - 1, "23 h ago" },
        { DAY, "1 day ago" },
        { 2 * DAY - 1, "1 day ago" },
        { 2 * DAY, "2 days ago" },
        { 30 * DAY - 1, "29 days ago" },
        { 30 * DAY, "26 Oct 2026" },
        { 55 * DAY, "1 Oct 2026" },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_string_equal(clock_ago(*state, NOW - cases[i].age, NOW), cases[i].text);
}

static void spans_have_at_most_two_units(void **state)
{
    static const struct {
        int64_t ms;
        const char *text;
    } cases[] = {
        { -5, "0 ms" },     { 850, "850 ms" },         { 6000, "6 s" },
        { 59999, "59 s" },  { 60000, "1 min" },        { 644000, "10 min 44 s" },
        { 3600000, "1 h" }, { 11100000, "3 h 5 min" }, { 93600000, "26 h" },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_string_equal(clock_span(*state, cases[i].ms), cases[i].text);
}

static void the_stopwatch_never_goes_back(void **state)
{
    (void)state;
    int64_t last = clock_monotonic_ms();
    for (int i = 0; i < 1000; i++) {
        int64_t now = clock_monotonic_ms();
        assert_true(now >= last);
        last = now;
    }
    assert_true(clock_now() > 1700000000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(times_are_written_in_utc),
        PURE(ages_are_told_as_people_say_them),
        PURE(spans_have_at_most_two_units),
        PURE(the_stopwatch_never_goes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
