/* lib/hub/activity.c, and what lib/app makes of it: spark.c, plot.c */
#include "app/plot.h"
#include "app/spark.h"
#include "base/view.h"
#include "cast.h"

enum { DAY_S = 86400, TODAY = 20000 };

static const struct activity *month(void **state, const char *text)
{
    return activity_from(*state, text, (int64_t)TODAY * DAY_S + 3600);
}

static void days_stand_where_they_belong_and_older_ones_nowhere(void **state)
{
    const struct activity *a = month(state, "19970 9 9 9 19971 1 0 0 20000 4 1 12 20001 7 7 7");
    assert_int_equal(a->days[0].logs, 1);
    assert_int_equal(a->days[29].logs, 4);
    assert_int_equal(a->days[29].failed, 1);
    assert_int_equal(a->days[29].crashes, 12);
    for (size_t i = 1; i < 29; i++)
        assert_int_equal(a->days[i].logs, 0);
}

static void a_month_without_anything_is_empty(void **state)
{
    assert_int_equal(month(state, NULL)->days[29].logs, 0);
    assert_int_equal(month(state, "")->days[29].logs, 0);
    assert_string_equal(activity_words(*state, month(state, NULL)), "no run in the last 30 days");
}

static void words_tell_the_worst(void **state)
{
    assert_string_equal(activity_words(*state, month(state, "20000 2 0 1")),
                        "1 crash on 1 of the last 30 days");
    assert_string_equal(activity_words(*state, month(state, "19999 2 1 3 20000 2 0 4")),
                        "7 crashes on 2 of the last 30 days");
    assert_string_equal(activity_words(*state, month(state, "19999 2 1 0 20000 2 0 0")),
                        "no crash, but runs failed on 1 of the last 30 days");
    assert_string_equal(activity_words(*state, month(state, "19999 2 0 0 20000 2 0 0")),
                        "ran clean on 2 of the last 30 days");
}

static const char *spark(void **state, const char *text)
{
    struct doc *doc = doc_new(*state, (int64_t)TODAY * DAY_S, false);
    spark_fill(doc, month(state, text));
    return view_render(*state, doc->view, "spark.tpl");
}

static void clean_days_are_one_line_and_crashes_a_bar_each(void **state)
{
    assert_string_equal(spark(state, "19971 1 0 0 19972 1 0 0 19973 1 0 5 19974 1 1 0"),
                        "bad=M9.5 24V12 fail=M12 21h3 ok=M0 21h7\n");
}

static void a_bar_grows_with_the_root_of_its_crashes_up_to_the_top(void **state)
{
    assert_non_null(strstr(spark(state, "20000 1 0 1"), "bad=M117.5 24V16"));
    assert_non_null(strstr(spark(state, "20000 1 0 4"), "bad=M117.5 24V12"));
    assert_non_null(strstr(spark(state, "20000 1 0 24"), "bad=M117.5 24V4"));
    assert_non_null(strstr(spark(state, "20000 1 0 25"), "bad=M117.5 24V0"));
    assert_non_null(strstr(spark(state, "20000 1 0 1000000"), "bad=M117.5 24V0"));
}

static void programs_get_the_days_on_which_something_happened(void **state)
{
    struct doc *doc = doc_new(*state, (int64_t)TODAY * DAY_S + 7200, true);
    spark_fill(doc, month(state, "19999 3 1 0 20000 4 0 2"));
    assert_string_equal(json_write(*state, doc->json),
                        "{\"activity\":["
                        "{\"day\":\"2024-10-03\",\"results\":3,\"failed\":1,\"crashes\":0},"
                        "{\"day\":\"2024-10-04\",\"results\":4,\"failed\":0,\"crashes\":2}]}");
}

static const char *plot(void **state, const char *text)
{
    struct doc *doc = doc_new(*state, (int64_t)TODAY * DAY_S, false);
    plot_fill(doc, month(state, text));
    return view_render(*state, doc->view, "plot.tpl");
}

static void the_scale_of_a_plot_ends_at_a_round_number_with_a_whole_half(void **state)
{
    assert_non_null(strstr(plot(state, ""), "top=2 half=1"));
    assert_non_null(strstr(plot(state, "20000 0 0 3"), "top=4 half=2"));
    assert_non_null(strstr(plot(state, "20000 0 0 11"), "top=20 half=10"));
    assert_non_null(strstr(plot(state, "20000 0 0 100"), "top=100 half=50"));
}

static void the_bars_of_a_plot_are_to_scale_and_one_crash_is_seen(void **state)
{
    assert_non_null(strstr(plot(state, "20000 0 0 2"), "bars=M291 78v-78.0h8v78.0z"));
    assert_non_null(strstr(plot(state, "19971 0 0 1 20000 0 0 1000"), "bars=M1 78v-1.0h8v1.0z"));
}

int main(void)
{
    view_folder("tests/data/doc");
    const struct CMUnitTest tests[] = {
        PURE(days_stand_where_they_belong_and_older_ones_nowhere),
        PURE(a_month_without_anything_is_empty),
        PURE(words_tell_the_worst),
        PURE(clean_days_are_one_line_and_crashes_a_bar_each),
        PURE(a_bar_grows_with_the_root_of_its_crashes_up_to_the_top),
        PURE(programs_get_the_days_on_which_something_happened),
        PURE(the_scale_of_a_plot_ends_at_a_round_number_with_a_whole_half),
        PURE(the_bars_of_a_plot_are_to_scale_and_one_crash_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
