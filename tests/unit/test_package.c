/* lib/hub/package.c, target.c */
#include "hub/package.h"

#include "hub/crasher.h"
#include "hub/target.h"
#include "story.h"

/* The packages of repository 1 once it was counted anew, as posts do it. */
static struct package *listed(struct hub *hub, const char *path, int64_t skip)
{
    db_execute(hub->db, "SELECT repo_refresh(1)");
    return package_list(hub, 1, path, skip);
}

/* What the functions of these packages did last, all of each of the first `whole`. */
static const struct target *targets_of(struct hub *hub, struct package *packages, size_t whole)
{
    int64_t ids[2];
    size_t count = 0;
    for (const struct package *p = packages; p; p = p->next)
        ids[count++] = p->id;
    return target_take_packages(hub, target_ask_packages(hub, ids, count, whole), packages);
}

static void packages_with_the_worst_crashers_come_first_then_by_path(void **state)
{
    struct hub hub = story_hub(state);
    const struct package *p = listed(&hub, NULL, 0);
    assert_string_equal(p->path, "helper/kdf");
    assert_string_equal(p->next->path, "helper/xor");
    assert_null(p->next->next);

    story_crasher(&hub, 1, "low", "open");
    assert_string_equal(listed(&hub, NULL, 0)->path, "helper/xor");
    story_crasher(&hub, 2, "critical", "open");
    db_execute(hub.db, "UPDATE crasher_target SET package = 2, target = 3 WHERE crasher = 2");
    assert_string_equal(listed(&hub, NULL, 0)->path, "helper/kdf");
}

static void a_package_counts_functions_and_those_that_crash(void **state)
{
    struct hub hub = story_hub(state);
    story_crasher(&hub, 1, "high", "triaged");
    story_crasher(&hub, 2, "high", "regressed");
    db_execute(hub.db,
               "INSERT INTO crasher_target (crasher, target, repo, package) VALUES (1, 2, 1, 1)");
    struct package *p = listed(&hub, "helper/xor", 0);
    targets_of(&hub, p, 0);
    assert_int_equal(p->targets, 2);
    assert_int_equal(p->targets_crashed, 2);
    assert_int_equal(p->crashers, 2);
    assert_null(p->next);
}

static void closed_crashers_do_not_count(void **state)
{
    struct hub hub = story_hub(state);
    story_crasher(&hub, 1, "high", "fixed");
    story_crasher(&hub, 2, "high", "wontfix");
    story_crasher(&hub, 3, "high", "duplicate");
    const struct package *p = listed(&hub, "helper/xor", 0);
    assert_int_equal(p->crashers, 0);
    assert_int_equal(p->targets_crashed, 0);
    assert_null(crasher_take(&hub, crasher_ask_packages(&hub, (int64_t[]){ 1 }, 1, 9)));
}

/* Run 2 is the newest for target 1 only. */
static void tell_results(struct hub *hub)
{
    db_execute(hub->db,
               "INSERT INTO run (id, repo, origin) OVERRIDING SYSTEM VALUE VALUES (2, 1, 'CI');"
               "INSERT INTO result (repo, run, package, target, state, failure, reason, executions)"
               " VALUES (1, 1, 1, 1, 'setup_error', 'build error', 'undefined: x', 5),"
               "        (1, 1, 1, 2, 'stalled', 'stalled', '4 execs', 4),"
               "        (1, 2, 1, 1, 'ok', NULL, NULL, 1000)");
}

static void of_each_function_the_newest_result_counts(void **state)
{
    struct hub hub = story_hub(state);
    tell_results(&hub);
    struct package *p = listed(&hub, NULL, 0);
    assert_string_equal(p->path, "helper/kdf");
    const struct target *t = targets_of(&hub, p, 2);
    assert_int_equal(p->executions, -1);
    assert_null(p->failed);
    assert_int_equal(p->next->executions, 1004);
    assert_string_equal(p->next->failed, "stalled");

    assert_string_equal(t->name, "FuzzPad");
    assert_string_equal(t->failure, "stalled");
    assert_string_equal(t->next->name, "FuzzXor");
    assert_string_equal(t->next->state, "ok");
    assert_int_equal(t->next->executions, 1000);
    assert_int_equal(t->next->run, 2);
    assert_int_equal(t->next->executions_per_second, -1);
    assert_string_equal(t->next->next->name, "FuzzKdf");
    assert_null(t->next->next->state);
    assert_null(t->next->next->next);
}

static void of_a_package_that_is_only_named_the_sums_come_with_one_function(void **state)
{
    struct hub hub = story_hub(state);
    tell_results(&hub);
    struct package *p = listed(&hub, "helper/xor", 0);
    const struct target *t = targets_of(&hub, p, 0);
    assert_int_equal(p->targets, 2);
    assert_int_equal(p->executions, 1004);
    assert_null(t->next);
}

static void functions_that_crash_come_first(void **state)
{
    struct hub hub = story_hub(state);
    story_crasher(&hub, 1, "high", "open");
    const struct target *t = targets_of(&hub, listed(&hub, "helper/xor", 0), 1);
    assert_string_equal(t->name, "FuzzXor");
    assert_int_equal(t->crashers, 1);
    assert_int_equal(t->next->crashers, 0);
}

static void a_package_shows_its_worst_crashers(void **state)
{
    struct hub hub = story_hub(state);
    for (int id = 1; id <= 12; id++)
        story_crasher(&hub, id, id == 12 ? "critical" : id == 1 ? "low" : "high", "open");
    const struct crasher *c =
        crasher_take(&hub, crasher_ask_packages(&hub, (int64_t[]){ 1, 2 }, 2, 10));
    assert_int_equal(c->id, 12);
    size_t count = 0;
    for (; c; c = c->next, count++)
        assert_int_not_equal(c->id, 1);
    assert_int_equal(count, 10);
}

static void a_crasher_that_is_closed_or_reopened_leaves_its_package_or_comes_back(void **state)
{
    struct hub hub = story_hub(state);
    story_crasher(&hub, 1, "low", "open");
    db_execute(hub.db, "UPDATE crasher SET state = 'fixed'");
    assert_int_equal(listed(&hub, "helper/xor", 0)->crashers, 0);
    assert_null(crasher_take(&hub, crasher_ask_packages(&hub, (int64_t[]){ 1 }, 1, 9)));
    assert_int_equal(targets_of(&hub, listed(&hub, "helper/xor", 0), 1)->crashers, 0);
    db_execute(hub.db, "UPDATE crasher SET state = 'regressed', severity = 'critical'");
    story_crasher(&hub, 2, "high", "open");
    assert_int_equal(listed(&hub, "helper/xor", 0)->crashers, 2);
    assert_int_equal(crasher_take(&hub, crasher_ask_packages(&hub, (int64_t[]){ 1 }, 1, 9))->id, 1);
}

static void a_crasher_is_listed_once_however_many_functions_reach_it(void **state)
{
    struct hub hub = story_hub(state);
    story_crasher(&hub, 1, "low", "open");
    db_execute(hub.db, "INSERT INTO crasher_target (crasher, target, repo, package)"
                       " VALUES (1, 2, 1, 1), (1, 3, 1, 2)");
    const struct crasher *c =
        crasher_take(&hub, crasher_ask_packages(&hub, (int64_t[]){ 1, 2 }, 2, 9));
    assert_int_equal(c->package, 1);
    assert_int_equal(c->targets, 2);
    assert_string_equal(c->target, "FuzzXor");
    assert_int_equal(c->next->package, 2);
    assert_int_equal(c->next->targets, 1);
    assert_null(c->next->next);
}

static void the_bars_of_a_package_are_its_own(void **state)
{
    struct hub hub = story_hub(state);
    db_execute(hub.db, "INSERT INTO activity (repo, package, day, logs, crashes)"
                       " SELECT 1, 1, (now() AT TIME ZONE 'UTC')::date - 3, 5, 2;"
                       "SELECT repo_activity(1)");
    assert_int_equal(listed(&hub, "helper/xor", 0)->activity->days[26].crashes, 2);
    assert_int_equal(listed(&hub, "helper/kdf", 0)->activity->days[26].logs, 0);
}

static void fifty_packages_are_a_page(void **state)
{
    struct hub hub = story_hub(state);
    db_execute(hub.db, "INSERT INTO package (id, repo, path) OVERRIDING SYSTEM VALUE"
                       " SELECT 100 + n, 1, 'p' || n FROM generate_series(1, 58) n");
    size_t count = 0;
    for (const struct package *p = listed(&hub, NULL, 0); p; p = p->next)
        count++;
    assert_int_equal(count, HUB_PAGE_ROWS + 1);
    count = 0;
    for (const struct package *p = listed(&hub, NULL, HUB_PAGE_ROWS); p; p = p->next)
        count++;
    assert_int_equal(count, 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE(packages_with_the_worst_crashers_come_first_then_by_path),
        SCENE(a_package_counts_functions_and_those_that_crash),
        SCENE(closed_crashers_do_not_count),
        SCENE(of_each_function_the_newest_result_counts),
        SCENE(of_a_package_that_is_only_named_the_sums_come_with_one_function),
        SCENE(functions_that_crash_come_first),
        SCENE(a_package_shows_its_worst_crashers),
        SCENE(a_crasher_that_is_closed_or_reopened_leaves_its_package_or_comes_back),
        SCENE(a_crasher_is_listed_once_however_many_functions_reach_it),
        SCENE(the_bars_of_a_package_are_its_own),
        SCENE(fifty_packages_are_a_page),
    };
    return cmocka_run_group_tests(tests, scene_open, scene_close);
}
