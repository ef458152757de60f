/* lib/hub/run.c, result.c, finding.c, crash.c, kept_log.c */
#include "hub/run.h"

#include "hub/crash.h"
#include "hub/finding.h"
#include "hub/kept_log.h"
#include "hub/result.h"
#include "story.h"

static void tell_results(struct hub *hub)
{
    db_execute(
        hub->db,
        "INSERT INTO result (id, repo, run, package, target, state, failure, reason, executions,"
        " executions_per_second, elapsed_ms) OVERRIDING SYSTEM VALUE VALUES"
        " (1, 1, 1, 1, 1, 'ok', NULL, NULL, 100, 10, 1000),"
        " (2, 1, 1, 1, 2, 'crashed', NULL, NULL, 20, NULL, 500),"
        " (3, 1, 1, 2, 3, 'setup_error', 'build error', 'undefined: x', NULL, NULL, NULL)");
}

static void a_run_adds_up_its_results(void **state)
{
    struct hub hub = story_hub(state);
    tell_results(&hub);
    story_crasher(&hub, 1, "high", "open");
    db_execute(hub.db, "SELECT run_count(1)");
    const struct run *r = run_take(&hub, run_ask(&hub, 1));
    assert_string_equal(r->repo, "XXyCorp/vault");
    assert_string_equal(r->commit, STORY_COMMIT);
    assert_int_equal(r->targets, 3);
    assert_int_equal(r->packages, 2);
    assert_int_equal(r->targets_crashed, 1);
    assert_int_equal(r->targets_failed, 1);
    assert_string_equal(r->failed, "build error");
    assert_int_equal(r->executions, 120);
    assert_int_equal(r->executions_per_second, 10);
    assert_int_equal(r->elapsed_ms, 1500);
    assert_int_equal(r->new_interesting, -1);
    assert_int_equal(r->crashers_new, 1);
    assert_null(run_take(&hub, run_ask(&hub, 99)));
}

static void a_moment_is_told_by_the_second_that_has_begun(void **state)
{
    struct hub hub = story_hub(state);
    db_execute(hub.db, "UPDATE run SET started_at = '2026-01-01T00:00:00.7Z' WHERE id = 1");
    assert_int_equal(run_take(&hub, run_ask(&hub, 1))->started_at, 1767225600);
}

static const char *status(struct arena *mem, int64_t crashed, const char *failed, int64_t targets)
{
    const struct run run = { .targets_crashed = crashed, .failed = failed, .targets = targets };
    return run_status(mem, &run);
}

static void the_verdict_of_a_run_is_the_worst_of_its_results(void **state)
{
    assert_string_equal(status(*state, 6, "build error", 9), "6 functions crashed");
    assert_string_equal(status(*state, 1, NULL, 9), "1 function crashed");
    assert_string_equal(status(*state, 0, "build error", 9), "Run failed: build error");
    assert_string_equal(status(*state, 0, NULL, 9), "No Panic");
    assert_string_equal(status(*state, 0, NULL, 0), "No result yet");
}

static void a_result_that_no_scanner_understands_counts_as_crashed(void **state)
{
    struct hub hub = story_hub(state);
    db_execute(hub.db,
               "INSERT INTO result (repo, run, package, target, state)"
               " VALUES (1, 1, 1, 1, 'unparsed'), (1, 1, 1, 2, 'timeout'), (1, 1, 2, 3, 'oom');"
               "SELECT run_count(1)");
    assert_int_equal(run_take(&hub, run_ask(&hub, 1))->targets_crashed, 3);
}

static void a_function_whose_seed_crashed_has_crashed_and_did_not_fuzz(void **state)
{
    struct hub hub = story_hub(state);
    db_execute(hub.db, "INSERT INTO result (repo, run, package, target, state, failure)"
                       " VALUES (1, 1, 1, 1, 'blocked', 'did not fuzz');"
                       "SELECT run_count(1)");
    const struct run *run = run_take(&hub, run_ask(&hub, 1));
    assert_int_equal(run->targets_crashed, 1);
    assert_int_equal(run->targets_failed, 1);
    assert_string_equal(run_status(hub.mem, run), "1 function crashed");
}

static void runs_are_listed_newest_first_and_go_on_before_an_id(void **state)
{
    struct hub hub = story_hub(state);
    db_execute(hub.db, "INSERT INTO run (id, repo, origin) OVERRIDING SYSTEM VALUE"
                       " SELECT n, 1, 'CI' FROM generate_series(2, 70) n");
    const struct run *first = run_list(&hub, 1, 0);
    assert_int_equal(first->id, 70);
    size_t count = 0;
    for (const struct run *r = first; r; r = r->next)
        count++;
    assert_int_equal(count, HUB_PAGE_ROWS + 1);
    const struct run *rest = run_list(&hub, 1, 21);
    assert_int_equal(rest->id, 20);
    assert_null(run_list(&hub, 2, 0));
}

static void results_that_need_a_human_come_first(void **state)
{
    struct hub hub = story_hub(state);
    tell_results(&hub);
    const struct result *r = result_list(&hub, 1, 0);
    assert_string_equal(r->state, "crashed");
    assert_string_equal(r->next->state, "setup_error");
    assert_string_equal(r->next->reason, "undefined: x");
    assert_int_equal(r->next->executions, -1);
    assert_string_equal(r->next->next->state, "ok");
    assert_string_equal(r->next->next->path, "helper/xor");
    assert_null(result_list(&hub, 1, 3));
}

/* Crasher 1 by target 1 twice, crasher 2 is merged into it. */
static void tell_crashes(struct hub *hub)
{
    tell_results(hub);
    story_crasher(hub, 1, "high", "open");
    story_crasher(hub, 2, "low", "duplicate");
    db_execute(
        hub->db,
        "INSERT INTO blob (repo, sha256, bytes) VALUES (1, sha256('0123456789'), '0123456789'),"
        " (1, sha256('in'), 'in'), (1, sha256('new'), 'new');"
        "INSERT INTO log (id, repo, run, result, target, digest, state, blob, size)"
        " OVERRIDING SYSTEM VALUE VALUES"
        " (1, 1, 1, 1, 1, sha256('1'), 'crashed', sha256('0123456789'), 5000),"
        " (2, 1, 1, 1, 1, sha256('2'), 'crashed', NULL, 7),"
        " (3, 1, 1, 2, 2, sha256('3'), 'crashed', NULL, 7);"
        "INSERT INTO crash (id, repo, crasher, run, target, log, input, input_name, kept)"
        " OVERRIDING SYSTEM VALUE VALUES"
        " (1, 1, 1, 1, 1, 1, sha256('in'), 'old', true),"
        " (2, 1, 1, 1, 1, 1, sha256('new'), 'new', true),"
        " (3, 1, 1, 1, 1, 2, sha256('gone'), 'gone', false),"
        " (4, 1, 2, 1, 2, 3, NULL, NULL, true)");
}

static void a_run_names_its_crashers_by_target_and_the_survivor_of_a_merge(void **state)
{
    struct hub hub = story_hub(state);
    tell_crashes(&hub);
    const struct result_crasher *c = result_list_crashers(&hub, 1);
    assert_int_equal(c->target, 1);
    assert_int_equal(c->id, 1);
    assert_int_equal(c->crashes, 3);
    assert_true(c->is_new);
    assert_int_equal(c->next->target, 2);
    assert_int_equal(c->next->id, 1);
    assert_null(c->next->next);
}

static void findings_are_by_package_and_function_with_all_that_is_known_of_a_crasher(void **state)
{
    struct hub hub = story_hub(state);
    tell_crashes(&hub);
    db_execute(hub.db, "UPDATE crasher SET muted_until = now() + interval '1 hour' WHERE id = 1;"
                       "INSERT INTO signature (repo, digest, crasher, version, text)"
                       " VALUES (1, sha256('s'), 1, 'go-1', 's')");
    const struct finding *f = finding_list(&hub, 1);
    assert_string_equal(f->path, "helper/kdf");
    assert_string_equal(f->failure, "build error");
    assert_int_equal(f->crasher, 0);
    f = f->next;
    assert_string_equal(f->name, "FuzzPad");
    assert_int_equal(f->crasher, 1); /* of the one that was merged into it */
    f = f->next;
    assert_string_equal(f->name, "FuzzXor");
    assert_int_equal(f->crasher, 1);
    assert_int_equal(f->crashes, 3);
    assert_true(f->is_new && f->muted);
    assert_string_equal(f->kind, "panic");
    assert_string_equal(f->file, "helper/xor/xor.go");
    assert_int_equal(f->line, 46);
    assert_string_equal(f->signature,
                        "043a718774c572bd8a25adbeb1bfcd5c0256ae11cecf9f9c3f925d0e52beaf89");
    assert_null(f->next);
    assert_null(finding_list(&hub, 99));
}

/* The other one is not on the list. */
static const struct target targets[] = { { .id = 1, .name = "FuzzXor", .path = "helper/xor" } };

static void crashes_are_listed_newest_first_with_what_is_kept_of_them(void **state)
{
    struct hub hub = story_hub(state);
    tell_crashes(&hub);
    const struct crash_seen *c = crash_list_take(&hub, crash_list_ask(&hub, 1, 0, 2), targets);
    assert_int_equal(c->id, 3);
    assert_false(c->has_input);
    assert_int_equal(c->log, 0);
    assert_string_equal(c->commit, STORY_COMMIT);
    assert_string_equal(c->target->name, "FuzzXor");
    assert_int_equal(c->next->id, 2);
    assert_true(c->next->has_input);
    assert_int_equal(c->next->log, 1);
    assert_null(c->next->next);
    assert_int_equal(crash_list_take(&hub, crash_list_ask(&hub, 1, 2, 2), targets)->id, 1);
    assert_null(crash_list_take(&hub, crash_list_ask(&hub, 2, 0, 2), targets)->target);
}

static void the_newest_input_that_is_kept_is_given_or_that_of_one_crash(void **state)
{
    struct hub hub = story_hub(state);
    tell_crashes(&hub);
    const struct crash_input *i = crash_input_take(&hub, crash_input_ask(&hub, 1, 0, 2), targets);
    assert_string_equal(i->name, "new");
    assert_int_equal(i->size, 3);
    assert_true(bytes_equal(i->content, BYTES("ne")));
    assert_string_equal(i->target->path, "helper/xor");
    assert_true(bytes_equal(
        crash_input_take(&hub, crash_input_ask(&hub, 1, 1, 100), targets)->content, BYTES("in")));
    assert_null(crash_input_take(&hub, crash_input_ask(&hub, 1, 3, 100), targets));
    assert_null(crash_input_take(&hub, crash_input_ask(&hub, 2, 1, 100), targets));
}

static void a_log_is_given_whole_or_by_its_ends(void **state)
{
    struct hub hub = story_hub(state);
    tell_crashes(&hub);
    const struct kept_log *l = kept_log_read(&hub, 1, 1, (struct kept_log_part){ 100, 100 });
    assert_true(bytes_equal(l->head, BYTES("0123456789")));
    assert_int_equal(l->tail.size, 0);
    assert_int_equal(l->size, 5000);
    assert_int_equal(l->kept_size, 10);
    l = kept_log_read(&hub, 1, 1, (struct kept_log_part){ 3, 2 });
    assert_true(bytes_equal(l->head, BYTES("012")));
    assert_true(bytes_equal(l->tail, BYTES("89")));
    l = kept_log_read(&hub, 1, 1, (struct kept_log_part){ 6, 6 });
    assert_true(bytes_equal(l->head, BYTES("012345")));
    assert_true(bytes_equal(l->tail, BYTES("6789")));
    assert_true(bytes_equal(kept_log_read(&hub, 1, 1, (struct kept_log_part){ INT32_MAX, 0 })->head,
                            BYTES("0123456789")));
}

static void a_log_belongs_to_its_run(void **state)
{
    struct hub hub = story_hub(state);
    tell_crashes(&hub);
    assert_null(kept_log_read(&hub, 2, 1, (struct kept_log_part){ 100, 0 }));
    assert_null(kept_log_read(&hub, 1, 2, (struct kept_log_part){ 100, 0 }));
    const struct kept_log *l = kept_log_list(&hub, 1);
    assert_int_equal(l->id, 3);
    assert_false(l->kept);
    assert_true(l->next->next->kept);
    assert_int_equal(
        kept_log_take(&hub, kept_log_ask(&hub, 1, (struct kept_log_part){ 100, 0 }), targets)->id,
        1);
    assert_null(
        kept_log_take(&hub, kept_log_ask(&hub, 2, (struct kept_log_part){ 100, 0 }), targets));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE(a_run_adds_up_its_results),
        SCENE(a_moment_is_told_by_the_second_that_has_begun),
        PURE(the_verdict_of_a_run_is_the_worst_of_its_results),
        SCENE(a_result_that_no_scanner_understands_counts_as_crashed),
        SCENE(a_function_whose_seed_crashed_has_crashed_and_did_not_fuzz),
        SCENE(runs_are_listed_newest_first_and_go_on_before_an_id),
        SCENE(results_that_need_a_human_come_first),
        SCENE(a_run_names_its_crashers_by_target_and_the_survivor_of_a_merge),
        SCENE(findings_are_by_package_and_function_with_all_that_is_known_of_a_crasher),
        SCENE(crashes_are_listed_newest_first_with_what_is_kept_of_them),
        SCENE(the_newest_input_that_is_kept_is_given_or_that_of_one_crash),
        SCENE(a_log_is_given_whole_or_by_its_ends),
        SCENE(a_log_belongs_to_its_run),
    };
    return cmocka_run_group_tests(tests, scene_open, scene_close);
}
