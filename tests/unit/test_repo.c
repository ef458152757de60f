/* lib/hub/repo.c */
#include "hub/repo.h"

#include "story.h"

/* Sets what is known of repository 1, as repo_refresh() would. */
static const struct repo *known_as(struct hub *hub, const char *assignments)
{
    db_execute(hub->db, "INSERT INTO repo_status (repo, packages, last_run, last_run_at)"
                        " VALUES (1, 3, 1, now() - interval '1 hour') ON CONFLICT DO NOTHING");
    db_execute(hub->db,
               text_format(hub->mem, "UPDATE repo_status SET %s WHERE repo = 1", assignments));
    return repo_find(hub, "XXyCorp/vault");
}

static void a_repository_with_an_open_crasher_says_in_how_many_packages(void **state)
{
    struct hub hub = story_hub(state);
    const struct repo *repo = known_as(&hub, "packages_crashed = 3");
    assert_int_equal(repo->verdict, REPO_CRASHED);
    assert_string_equal(repo->status, "Crashers found in 3 packages");
    assert_string_equal(known_as(&hub, "packages_crashed = 1")->status,
                        "Crashers found in 1 package");
}

static void a_run_without_a_verdict_says_why(void **state)
{
    struct hub hub = story_hub(state);
    const struct repo *repo = known_as(&hub, "failed = 'build error'");
    assert_int_equal(repo->verdict, REPO_FAILED);
    assert_string_equal(repo->status, "Run failed: build error");
}

static void an_old_result_says_its_age_from_the_limit_on(void **state)
{
    struct hub hub = story_hub(state);
    const struct repo *repo = known_as(&hub, "last_run_at = now() - interval '19 days 3 hours'");
    assert_int_equal(repo->verdict, REPO_STALE);
    assert_string_equal(repo->status, "No result for 19 days");
    assert_int_equal(known_as(&hub, "last_run_at = now() - interval '6 days 23 hours'")->verdict,
                     REPO_CLEAN);
}

static void the_limit_is_the_repositorys_own_or_that_of_the_hub(void **state)
{
    struct hub hub = story_hub(state);
    const char *old = "last_run_at = now() - interval '25 hours'";
    struct repo_filter filter = { .search = "" };
    struct repo_totals totals;
    setenv("NOPANIC_STALE_DAYS", "1", 1);
    assert_int_equal(known_as(&hub, old)->verdict, REPO_STALE);
    assert_int_equal(repo_list_take(&hub, repo_list_ask(&hub, &filter), &totals)->verdict,
                     REPO_STALE);
    db_execute(hub.db, "UPDATE repo SET stale_days = 2");
    assert_int_equal(known_as(&hub, old)->verdict, REPO_CLEAN);
    unsetenv("NOPANIC_STALE_DAYS");
    db_execute(hub.db, "UPDATE repo SET stale_days = 1");
    assert_int_equal(known_as(&hub, old)->verdict, REPO_STALE);
}

static void a_repository_that_nothing_was_pushed_to_is_not_clean(void **state)
{
    struct hub hub = story_hub(state);
    const struct repo *repo = repo_find(&hub, "XXyCorp/vault");
    assert_int_equal(repo->verdict, REPO_EMPTY);
    assert_string_equal(repo->status, "No result yet");
}

static void a_fresh_run_that_found_nothing_is_no_panic(void **state)
{
    struct hub hub = story_hub(state);
    const struct repo *repo = known_as(&hub, "packages = 3");
    assert_int_equal(repo->verdict, REPO_CLEAN);
    assert_string_equal(repo->status, "No Panic");
}

static void the_worst_verdict_is_told(void **state)
{
    struct hub hub = story_hub(state);
    assert_int_equal(known_as(&hub, "last_run_at = now() - interval '9 days'")->verdict,
                     REPO_STALE);
    assert_int_equal(known_as(&hub, "failed = 'stalled'")->verdict, REPO_FAILED);
    assert_int_equal(known_as(&hub, "packages_crashed = 1")->verdict, REPO_CRASHED);
}

static void a_name_is_found_in_any_case_and_a_removed_one_is_not(void **state)
{
    struct hub hub = story_hub(state);
    assert_string_equal(repo_find(&hub, "xxycorp/VAULT")->name, "XXyCorp/vault");
    assert_null(repo_find(&hub, "XXyCorp/vaul_"));
    db_execute(hub.db, "UPDATE repo SET removed_at = now()");
    assert_null(repo_find(&hub, "XXyCorp/vault"));
}

/* Repositories 2 to 6, one of each verdict, and 1 that is empty. */
static void one_of_each(struct hub *hub)
{
    db_execute(
        hub->db,
        "INSERT INTO repo (id, name) OVERRIDING SYSTEM VALUE VALUES (2, 'x/clean'),"
        " (3, 'x/old_one'), (4, 'x/failed'), (5, 'x/mild'), (6, 'x/grave');"
        "INSERT INTO repo_status (repo, packages_crashed, critical, low, last_run_at, failed)"
        " VALUES (2, 0, 0, 0, now(), NULL), (3, 0, 0, 0, now() - interval '8 days', NULL),"
        " (4, 0, 0, 0, now(), 'build error'), (5, 2, 0, 9, now(), NULL),"
        " (6, 1, 1, 0, now(), NULL)");
}

static const char *names_of(struct hub *hub, struct repo_filter filter, struct repo_totals *totals)
{
    struct repo_totals unused;
    struct text names = text_new(hub->mem, 4096);
    text_add(&names, "");
    for (const struct repo *r =
             repo_list_take(hub, repo_list_ask(hub, &filter), totals ? totals : &unused);
         r; r = r->next)
        text_add_format(&names, "%s ", r->name);
    return names.at;
}

static void a_list_is_worst_first(void **state)
{
    struct hub hub = story_hub(state);
    one_of_each(&hub);
    assert_string_equal(names_of(&hub, (struct repo_filter){ .search = "" }, NULL),
                        "x/grave x/mild x/failed x/old_one XXyCorp/vault x/clean ");
}

static void a_list_shows_one_kind_of_verdict(void **state)
{
    struct hub hub = story_hub(state);
    one_of_each(&hub);
    struct repo_filter filter = { .search = "", .show = REPO_SHOW_CRASHED };
    assert_string_equal(names_of(&hub, filter, NULL), "x/grave x/mild ");
    filter.show = REPO_SHOW_UNKNOWN;
    assert_string_equal(names_of(&hub, filter, NULL), "x/failed x/old_one XXyCorp/vault ");
    filter.show = REPO_SHOW_CLEAN;
    assert_string_equal(names_of(&hub, filter, NULL), "x/clean ");
}

static void a_search_is_literal_and_in_any_case(void **state)
{
    struct hub hub = story_hub(state);
    one_of_each(&hub);
    assert_string_equal(names_of(&hub, (struct repo_filter){ .search = "VAULT" }, NULL),
                        "XXyCorp/vault ");
    assert_string_equal(names_of(&hub, (struct repo_filter){ .search = "_" }, NULL), "x/old_one ");
    static const char *const none[] = { "%", "x.mild", "\\", ".*", "'" };
    for (size_t i = 0; i < COUNT_OF(none); i++)
        assert_string_equal(names_of(&hub, (struct repo_filter){ .search = none[i] }, NULL), "");
}

static void counts_are_of_all_and_of_what_the_search_finds(void **state)
{
    struct hub hub = story_hub(state);
    struct repo_totals totals;
    one_of_each(&hub);
    names_of(&hub, (struct repo_filter){ .search = "l", .show = REPO_SHOW_CRASHED }, &totals);
    assert_int_equal(totals.all, 6);
    assert_int_equal(totals.crashed, 2);
    assert_int_equal(totals.unknown, 3);
    assert_int_equal(totals.clean, 1);
    assert_int_equal(totals.found, 5);
    assert_int_equal(totals.found_crashed, 1);
    assert_int_equal(totals.found_unknown, 3);
    assert_int_equal(totals.found_clean, 1);
    assert_int_equal(totals.packages_crashed, 3);
    assert_int_equal(totals.open, 10);
    assert_int_equal(totals.critical, 1);
}

static void a_list_without_hits_still_has_its_counts(void **state)
{
    struct hub hub = story_hub(state);
    struct repo_totals totals;
    assert_string_equal(names_of(&hub, (struct repo_filter){ .search = "nowhere" }, &totals), "");
    assert_int_equal(totals.all, 1);
    assert_int_equal(totals.found, 0);
}

static void a_page_holds_fifty_and_one_more_tells_of_the_next(void **state)
{
    struct hub hub = story_hub(state);
    struct repo_totals totals;
    db_execute(hub.db, "INSERT INTO repo (id, name) OVERRIDING SYSTEM VALUE"
                       " SELECT 100 + n, 'many/r' || n FROM generate_series(1, 60) n");
    struct repo_filter filter = { .search = "many/" };
    size_t count = 0;
    for (const struct repo *r = repo_list_take(&hub, repo_list_ask(&hub, &filter), &totals); r;
         r = r->next)
        count++;
    assert_int_equal(count, HUB_PAGE_ROWS + 1);
    filter.skip = HUB_PAGE_ROWS;
    count = 0;
    for (const struct repo *r = repo_list_take(&hub, repo_list_ask(&hub, &filter), &totals); r;
         r = r->next)
        count++;
    assert_int_equal(count, 10);
}

static void bars_and_todays_numbers_stand_ready_after_a_roll(void **state)
{
    struct hub hub = story_hub(state);
    struct repo_totals totals;
    db_execute(hub.db, "SELECT repo_refresh(1);"
                       "INSERT INTO pending (repo, package, run, crashes, failed, executions)"
                       " VALUES (1, 1, 1, 2, false, 500), (1, 2, 1, 0, true, 70);"
                       "SELECT roll_pending()");
    const struct repo *repo =
        repo_list_take(&hub, repo_list_ask(&hub, &(struct repo_filter){ .search = "" }), &totals);
    assert_int_equal(repo->activity->days[29].logs, 2);
    assert_int_equal(repo->activity->days[29].failed, 1);
    assert_int_equal(repo->activity->days[29].crashes, 2);
    assert_int_equal(totals.logs, 2);
    assert_int_equal(totals.failed, 1);
    assert_int_equal(totals.executions, 570);
    assert_string_equal(repo->last_run.commit, STORY_COMMIT);
    assert_string_equal(repo->last_run.origin, "CI");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE(a_repository_with_an_open_crasher_says_in_how_many_packages),
        SCENE(a_run_without_a_verdict_says_why),
        SCENE(an_old_result_says_its_age_from_the_limit_on),
        SCENE(the_limit_is_the_repositorys_own_or_that_of_the_hub),
        SCENE(a_repository_that_nothing_was_pushed_to_is_not_clean),
        SCENE(a_fresh_run_that_found_nothing_is_no_panic),
        SCENE(the_worst_verdict_is_told),
        SCENE(a_name_is_found_in_any_case_and_a_removed_one_is_not),
        SCENE(a_list_is_worst_first),
        SCENE(a_list_shows_one_kind_of_verdict),
        SCENE(a_search_is_literal_and_in_any_case),
        SCENE(counts_are_of_all_and_of_what_the_search_finds),
        SCENE(a_list_without_hits_still_has_its_counts),
        SCENE(a_page_holds_fifty_and_one_more_tells_of_the_next),
        SCENE(bars_and_todays_numbers_stand_ready_after_a_roll),
    };
    return cmocka_run_group_tests(tests, scene_open, scene_close);
}
