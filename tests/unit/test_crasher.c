/* lib/hub/crasher.c, event.c */
#include "hub/crasher.h"

#include "hub/event.h"
#include "story.h"

static void numbers_are_exact_before_and_after_what_is_pending_is_rolled(void **state)
{
    struct hub hub = story_hub(state);
    story_crasher(&hub, 1, "high", "open");
    db_execute(
        hub.db,
        "UPDATE crasher SET last_seen = now() - interval '1 day', crashes = 40;"
        "INSERT INTO run (id, repo, origin) OVERRIDING SYSTEM VALUE VALUES (2, 1, 'CI');"
        "INSERT INTO pending (repo, package, run, crasher) VALUES (1, 1, 2, 1), (1, 1, 1, 1)");
    for (int rolled = 0; rolled < 2; rolled++) {
        const struct crasher_report *report = crasher_find(&hub, 1);
        assert_int_equal(report->crasher.crashes, 42);
        assert_true(hub.now - report->crasher.last_seen < 60);
        assert_int_equal(report->last_run, 2);
        assert_int_equal(report->activity->days[29].crashes, 2);
        struct crasher_filter all = { .repo = 1, .severity = 4, .search = "" };
        assert_int_equal(crasher_list(&hub, &all)->crashes, 42);
        assert_int_equal(
            crasher_take(&hub, crasher_ask_packages(&hub, (int64_t[]){ 1 }, 1, 9))->crashes, 42);
        db_execute(hub.db, "SELECT roll_pending()");
    }
}

static void a_report_tells_all_that_is_known(void **state)
{
    struct hub hub = story_hub(state);
    story_crasher(&hub, 1, "high", "open");
    db_execute(
        hub.db,
        "UPDATE crasher SET weak = true, frames = '[{\"function\":\"f\",\"arguments\":\"1\","
        "\"file\":\"a.go\",\"line\":3,\"column\":7,\"in_app\":true},{\"module\":\"libc+0x1\"}]',"
        " stacks = '[{\"label\":\"freed here\",\"frames\":[{\"function\":\"free\"}]}]';"
        "INSERT INTO signature (repo, digest, crasher, version, text, created_at)"
        " VALUES (1, sha256('a'), 1, 'go-1', 'go-1 first', now() - interval '1 hour'),"
        "        (1, sha256('b'), 1, 'go-1', 'go-1 second', now())");
    const struct crasher_report *r = crasher_find(&hub, 1);
    assert_string_equal(r->repo, "XXyCorp/vault");
    assert_string_equal(r->first_commit, STORY_COMMIT);
    assert_string_equal(r->signature, "go-1 first");
    assert_int_equal(r->signatures, 2);
    assert_true(r->weak);
    assert_string_equal(r->frames->function, "f");
    assert_string_equal(r->frames->arguments, "1");
    assert_int_equal(r->frames->line, 3);
    assert_int_equal(r->frames->column, 7);
    assert_true(r->frames->in_app);
    assert_null(r->frames->next->function);
    assert_false(r->frames->next->in_app);
    assert_string_equal(r->frames->next->module, "libc+0x1");
    assert_string_equal(r->stacks->label, "freed here");
    assert_string_equal(r->stacks->frames->function, "free");
}

static void frames_that_are_no_json_are_none(void **state)
{
    assert_null(frame_list(*state, "[{"));
    assert_null(frame_list(*state, "{\"function\":\"f\"}"));
    assert_null(frame_list(*state, NULL));
    assert_null(frame_stack_list(*state, "7"));
}

static void nothing_is_found_under_an_id_that_nobody_has(void **state)
{
    struct hub hub = story_hub(state);
    assert_null(crasher_find(&hub, 77));
}

/* 1 critical open, 2 low triaged, 3 high regressed, 4 fixed, 5 won't fix, 6 duplicate, 7 medium. */
static void tell_seven(struct hub *hub)
{
    static const char *const kinds[][2] = { { "critical", "open" },  { "low", "triaged" },
                                            { "high", "regressed" }, { "high", "fixed" },
                                            { "medium", "wontfix" }, { "low", "duplicate" },
                                            { "medium", "open" } };
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        story_crasher(hub, (int)i + 1, kinds[i][0], kinds[i][1]);
    db_execute(hub->db,
               "UPDATE crasher SET crashes = 100 - id, last_seen = now() - id * interval '1 h',"
               " first_seen = now() - (10 - id) * interval '1 day'");
}

static const char *ids_of_all(struct hub *hub, struct crasher_filter filter)
{
    struct text ids = text_new(hub->mem, 4096);
    text_add(&ids, "");
    filter.severity = filter.severity ? filter.severity : 4;
    filter.search = filter.search ? filter.search : "";
    for (const struct crasher *c = crasher_list(hub, &filter); c; c = c->next)
        text_add_format(&ids, "%" PRId64 " ", c->id);
    return ids.at;
}

static const char *ids_of(struct hub *hub, struct crasher_filter filter)
{
    hub_operate(hub);
    filter.repo = 1;
    return ids_of_all(hub, filter);
}

static void a_list_shows_the_states_that_are_wanted_worst_first(void **state)
{
    struct hub hub = story_hub(state);
    tell_seven(&hub);
    assert_string_equal(ids_of(&hub, (struct crasher_filter){ 0 }), "1 3 7 2 ");
    assert_string_equal(ids_of(&hub, (struct crasher_filter){ .show = CRASHER_SHOW_UNTRIAGED }),
                        "1 3 7 ");
    assert_string_equal(ids_of(&hub, (struct crasher_filter){ .show = CRASHER_SHOW_FIXED }), "4 ");
    assert_string_equal(ids_of(&hub, (struct crasher_filter){ .show = CRASHER_SHOW_CLOSED }),
                        "5 6 ");
    assert_string_equal(ids_of(&hub, (struct crasher_filter){ .show = CRASHER_SHOW_ALL }),
                        "1 4 3 7 5 6 2 ");
}

static void a_list_keeps_to_a_severity_and_worse(void **state)
{
    struct hub hub = story_hub(state);
    tell_seven(&hub);
    assert_string_equal(ids_of(&hub, (struct crasher_filter){ .severity = 1 }), "1 ");
    assert_string_equal(ids_of(&hub, (struct crasher_filter){ .severity = 2 }), "1 3 ");
    assert_string_equal(ids_of(&hub, (struct crasher_filter){ .severity = 3 }), "1 3 7 ");
}

static void a_list_is_sorted_as_asked(void **state)
{
    struct hub hub = story_hub(state);
    tell_seven(&hub);
    assert_string_equal(ids_of(&hub, (struct crasher_filter){ .sort = CRASHER_SORT_LAST }),
                        "1 2 3 7 ");
    assert_string_equal(ids_of(&hub, (struct crasher_filter){ .sort = CRASHER_SORT_FIRST }),
                        "7 3 2 1 ");
    assert_string_equal(ids_of(&hub, (struct crasher_filter){ .sort = CRASHER_SORT_SEEN }),
                        "1 2 3 7 ");
}

static void a_search_is_literal_in_title_function_and_file(void **state)
{
    struct hub hub = story_hub(state);
    tell_seven(&hub);
    assert_string_equal(ids_of(&hub, (struct crasher_filter){ .search = "TITLE 3" }), "3 ");
    assert_string_equal(ids_of(&hub, (struct crasher_filter){ .search = "split" }), "1 3 7 2 ");
    assert_string_equal(ids_of(&hub, (struct crasher_filter){ .search = "xor.go" }), "1 3 7 2 ");
    static const char *const none[] = { "%", "_", "title.3", "\\", "x'or" };
    for (size_t i = 0; i < COUNT_OF(none); i++)
        assert_string_equal(ids_of(&hub, (struct crasher_filter){ .search = none[i] }), "");
}

static void a_list_can_keep_to_what_one_package_reaches(void **state)
{
    struct hub hub = story_hub(state);
    tell_seven(&hub);
    db_execute(hub.db,
               "INSERT INTO crasher_target (crasher, target, repo, package) VALUES (3, 3, 1, 2)");
    assert_string_equal(ids_of(&hub, (struct crasher_filter){ .path = "helper/kdf" }), "3 ");
    assert_string_equal(ids_of(&hub, (struct crasher_filter){ .path = "helper/xor" }), "1 3 7 2 ");
    assert_string_equal(ids_of(&hub, (struct crasher_filter){ .path = "helper" }), "");
}

static void a_search_looks_for_each_word_in_message_and_stack_too(void **state)
{
    struct hub hub = story_hub(state);
    tell_seven(&hub);
    db_execute(hub.db,
               "UPDATE crasher SET message = 'length 12 of Capacity', frames ="
               " '[{\"function\":\"Split\"},{\"function\":\"vault.Unseal\"}]' WHERE id = 3");
    assert_string_equal(ids_of(&hub, (struct crasher_filter){ .search = "capacity  UNSEAL" }),
                        "3 ");
    assert_string_equal(ids_of(&hub, (struct crasher_filter){ .search = "capacity missing" }), "");
    assert_string_equal(ids_of(&hub, (struct crasher_filter){ .search = "x_r.go" }), "");
    assert_string_equal(ids_of(&hub, (struct crasher_filter){ .search = "' OR true --" }), "");
}

static void a_list_can_keep_to_kind_function_assignee_and_age(void **state)
{
    struct hub hub = story_hub(state);
    tell_seven(&hub);
    db_execute(hub.db, "INSERT INTO account (id, name, email) OVERRIDING SYSTEM VALUE"
                       " VALUES (5, 'Mira', 'mira@example.com');"
                       "UPDATE crasher SET kind = 'Deadlock', assignee = 5 WHERE id = 7;"
                       "UPDATE crasher_target SET target = 2 WHERE crasher = 2;"
                       "SELECT set_config('nopanic.account', '5', true)");
    assert_string_equal(ids_of(&hub, (struct crasher_filter){ .kind = "deadlock" }), "7 ");
    assert_string_equal(ids_of(&hub, (struct crasher_filter){ .target = "FuzzPad" }), "2 ");
    assert_string_equal(ids_of(&hub, (struct crasher_filter){ .assignee = "mira" }), "7 ");
    assert_string_equal(ids_of(&hub, (struct crasher_filter){ .assignee = "nobody" }), "1 3 2 ");
    assert_string_equal(ids_of(&hub, (struct crasher_filter){ .assignee = "x' OR true" }), "");
    assert_string_equal(ids_of(&hub, (struct crasher_filter){ .show = CRASHER_SHOW_MINE }), "7 ");
    assert_string_equal(ids_of(&hub, (struct crasher_filter){ .new_days = 4 }), "7 ");
    db_execute(hub.db, "UPDATE crasher SET last_seen = now() - interval '3 days' WHERE id <> 3");
    assert_string_equal(ids_of(&hub, (struct crasher_filter){ .seen_days = 2 }), "3 ");
}

static void a_list_of_all_holds_what_its_reader_may_read(void **state)
{
    struct hub hub = story_hub(state);
    story_crasher(&hub, 1, "low", "open");
    story_crasher(&hub, 2, "high", "open");
    db_execute(hub.db, "INSERT INTO repo (id, name) OVERRIDING SYSTEM VALUE VALUES (2, 'x/y');"
                       "UPDATE crasher SET repo = 2 WHERE id = 2");
    const struct crasher_filter all = { 0 };
    assert_string_equal(ids_of_all(&hub, all), "");
    static const struct {
        const char *reads, *sees;
    } readers[] = { { ",1,", "1 " }, { ",1,2,", "2 1 " }, { "-", "2 1 " }, { "-,2,", "1 " } };
    for (size_t i = 0; i < COUNT_OF(readers); i++) {
        db_execute(hub.db, text_format(hub.mem, "SELECT set_config('nopanic.reads', '%s', true)",
                                       readers[i].reads));
        assert_string_equal(ids_of_all(&hub, all), readers[i].sees);
        const struct crasher_filter second = { .repo = 2, .sort = CRASHER_SORT_LAST };
        assert_string_equal(ids_of_all(&hub, second), strchr(readers[i].sees, '2') ? "2 " : "");
    }
    assert_string_equal(ids_of_all(&hub, (struct crasher_filter){ .repos = "CORP/" }), "1 ");
    assert_string_equal(ids_of_all(&hub, (struct crasher_filter){ .repos = "%" }), "");
}

static void news_begin_with_what_came_back_and_leave_out_what_was_merged(void **state)
{
    struct hub hub = story_hub(state);
    story_crasher(&hub, 1, "low", "open");
    story_crasher(&hub, 2, "low", "regressed");
    story_crasher(&hub, 3, "low", "duplicate");
    db_execute(hub.db,
               "INSERT INTO event (repo, kind, crasher, run, at) VALUES"
               " (1, 'new', 1, 1, now()), (1, 'regressed', 2, 1, now() - interval '1 hour'),"
               " (1, 'new', 3, 1, now()), (1, 'new', 2, 1, now() - interval '3 days'),"
               " (1, 'run_failed', NULL, 1, now()), (1, 'assigned', 1, NULL, now())");
    const struct event *e = event_take(&hub, event_ask_news(&hub, hub.now - 86400));
    assert_string_equal(e->kind, "regressed");
    assert_int_equal(e->crasher, 2);
    assert_string_equal(e->repo, "XXyCorp/vault");
    assert_string_equal(e->next->kind, "new");
    assert_int_equal(e->next->crasher, 1);
    assert_string_equal(e->next->next->kind, "run_failed");
    assert_null(e->next->next->next);
}

static void history_is_told_in_order_with_who_did_it(void **state)
{
    struct hub hub = story_hub(state);
    story_crasher(&hub, 1, "low", "open");
    db_execute(hub.db, "INSERT INTO account (id, name, email) OVERRIDING SYSTEM VALUE"
                       " VALUES (9, 'mira', 'mira@example.org');"
                       "INSERT INTO event (repo, kind, crasher, run) VALUES (1, 'new', 1, 1);"
                       "INSERT INTO event (repo, kind, crasher, account, detail)"
                       " VALUES (1, 'fixed', 1, 9, '{\"commit\":\"abc\"}')");
    const struct event *e = event_take_crasher(&hub, event_ask_crasher(&hub, 1));
    assert_string_equal(e->kind, "new");
    assert_int_equal(e->run, 1);
    assert_null(e->account);
    assert_string_equal(e->next->account, "mira");
    assert_string_equal(e->next->commit, "abc");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE(numbers_are_exact_before_and_after_what_is_pending_is_rolled),
        SCENE(a_report_tells_all_that_is_known),
        PURE(frames_that_are_no_json_are_none),
        SCENE(nothing_is_found_under_an_id_that_nobody_has),
        SCENE(a_list_shows_the_states_that_are_wanted_worst_first),
        SCENE(a_list_keeps_to_a_severity_and_worse),
        SCENE(a_list_is_sorted_as_asked),
        SCENE(a_search_is_literal_in_title_function_and_file),
        SCENE(a_list_can_keep_to_what_one_package_reaches),
        SCENE(a_search_looks_for_each_word_in_message_and_stack_too),
        SCENE(a_list_can_keep_to_kind_function_assignee_and_age),
        SCENE(a_list_of_all_holds_what_its_reader_may_read),
        SCENE(news_begin_with_what_came_back_and_leave_out_what_was_merged),
        SCENE(history_is_told_in_order_with_who_did_it),
    };
    return cmocka_run_group_tests(tests, scene_open, scene_close);
}
