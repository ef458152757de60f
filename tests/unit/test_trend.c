/* lib/hub/trend.c */
#include "hub/trend.h"

#include "story.h"

enum { DAY_S = 86400, NOON = 20000 * DAY_S + DAY_S / 2 };

static void tell(struct hub *hub, int64_t id, int64_t days_ago, const char *numbers)
{
    db_execute(hub->db,
               text_format(hub->mem,
                           "INSERT INTO run (id, repo, origin) OVERRIDING SYSTEM VALUE"
                           " VALUES (%" PRId64 ", 1, 'CI');"
                           "INSERT INTO result (repo, run, package, target, state, at,"
                           " executions_per_second, coverage, corpus, new_interesting)"
                           " VALUES (1, %" PRId64 ", 1, 1, 'ok', to_timestamp(%" PRId64 "), %s)",
                           id, id, (int64_t)NOON - days_ago * DAY_S, numbers));
}

static const struct trend *of_target(struct hub *hub, int64_t days)
{
    return trend_list(hub, 1, 1, trend_range(days, NOON), 0);
}

static void a_range_has_thirty_steps_that_end_now_or_with_the_day(void **state)
{
    (void)state;
    struct trend_range month = trend_range(30, NOON), week = trend_range(7, NOON);
    assert_int_equal(month.step, DAY_S);
    assert_int_equal(month.since, (20000 - 29) * (int64_t)DAY_S);
    assert_int_equal(week.step, 7 * DAY_S / 30);
    assert_int_equal(week.since + 30 * week.step, NOON + 1);
}

static void of_each_step_the_last_result_counts(void **state)
{
    struct hub hub = story_hub(state);
    tell(&hub, 11, 40, "1, 1, 1, 1");
    tell(&hub, 12, 29, "100, 10, 5, NULL");
    tell(&hub, 13, 1, "300, 12, 6, 2");
    tell(&hub, 14, 0, "250, NULL, 7, 0");
    db_execute(hub.db, "UPDATE result SET at = at + interval '1 hour' WHERE run = 12");
    tell(&hub, 15, 29, "7, 7, 7, 7");
    const struct trend *t = of_target(&hub, 30);
    assert_string_equal(t->name, "FuzzXor");
    assert_string_equal(t->path, "helper/xor");
    assert_null(t->next);
    const struct trend_line *speed = &t->lines[TREND_SPEED];
    assert_int_equal(speed->points[0], 100);
    assert_int_equal(speed->points[1], -1);
    assert_int_equal(speed->points[28], 300);
    assert_int_equal(speed->points[29], 250);
    assert_int_equal(speed->last, 250);
    assert_int_equal(speed->least, 100);
    assert_int_equal(speed->most, 300);
    assert_int_equal(t->lines[TREND_COVERAGE].last, 12);
    assert_int_equal(t->lines[TREND_COVERAGE].points[29], -1);
    assert_int_equal(t->lines[TREND_FRESH].points[0], -1);
    assert_int_equal(of_target(&hub, 90)->lines[TREND_SPEED].least, 1);
}

static void every_function_is_listed_and_one_without_results_tells_nothing(void **state)
{
    struct hub hub = story_hub(state);
    tell(&hub, 11, 1, "5, 5, 5, 5");
    const struct trend *t = trend_list(&hub, 1, 0, trend_range(30, NOON), 0);
    assert_string_equal(t->name, "FuzzKdf");
    assert_int_equal(t->lines[TREND_SPEED].last, -1);
    assert_string_equal(t->next->name, "FuzzPad");
    assert_int_equal(t->next->next->lines[TREND_SPEED].last, 5);
    assert_null(t->next->next->next);
    assert_null(trend_list(&hub, 1, 0, trend_range(30, NOON), 3));
    assert_null(trend_list(&hub, 1, 99, trend_range(30, NOON), 0));
}

static void coverage_is_flat_since_the_day_that_reached_its_height(void **state)
{
    struct hub hub = story_hub(state);
    struct trend_range range = trend_range(30, NOON);
    assert_int_equal(trend_flat_days(of_target(&hub, 30), range), -1);
    tell(&hub, 11, 20, "1, 10, 1, 1");
    tell(&hub, 12, 12, "1, 30, 1, 1");
    assert_int_equal(trend_flat_days(of_target(&hub, 30), range), -1);
    tell(&hub, 13, 0, "1, 29, 1, 1");
    assert_int_equal(trend_flat_days(of_target(&hub, 30), range), 12);
    db_execute(hub.db, "UPDATE result SET coverage = 31 WHERE run = 13");
    assert_int_equal(trend_flat_days(of_target(&hub, 30), range), -1);
}

static void of_each_step_the_crashes_of_the_package_count(void **state)
{
    struct hub hub = story_hub(state);
    const struct trend *t = of_target(&hub, 30);
    int64_t today = hub.now / DAY_S;
    static const int ago[][2] = { { 0, 3 }, { 1, 4 }, { 29, 5 }, { 30, 6 }, { 89, 7 }, { 90, 9 } };
    for (size_t i = 0; i < COUNT_OF(ago); i++)
        db_execute(hub.db, text_format(hub.mem,
                                       "INSERT INTO activity (repo, package, day, crashes)"
                                       " SELECT 1, p, current_date - %d, p * %d"
                                       "   FROM unnest(ARRAY[%" PRId64 ", 1000]) p",
                                       ago[i][0], ago[i][1], t->package));
    struct trend_line month = trend_crashes(&hub, 1, t, trend_range(30, today * DAY_S + 7));
    assert_int_equal(month.points[29], 3 * t->package);
    assert_int_equal(month.points[28], 4 * t->package);
    assert_int_equal(month.points[27], 0);
    assert_int_equal(month.points[0], 5 * t->package);
    assert_int_equal(month.most, 5 * t->package);
    struct trend_line quarter = trend_crashes(&hub, 1, t, trend_range(90, today * DAY_S + 7));
    assert_int_equal(quarter.points[29], 7 * t->package);
    assert_int_equal(quarter.points[0], 7 * t->package);
    struct trend_line week = trend_crashes(&hub, 1, t, trend_range(7, today * DAY_S + 7));
    assert_int_equal(week.points[29], 3 * t->package);
    assert_int_equal(week.points[28], -1);
    assert_int_equal(week.last, 3 * t->package);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(a_range_has_thirty_steps_that_end_now_or_with_the_day),
        SCENE(of_each_step_the_last_result_counts),
        SCENE(every_function_is_listed_and_one_without_results_tells_nothing),
        SCENE(of_each_step_the_crashes_of_the_package_count),
        SCENE(coverage_is_flat_since_the_day_that_reached_its_height),
    };
    return cmocka_run_group_tests(tests, scene_open, scene_close);
}
