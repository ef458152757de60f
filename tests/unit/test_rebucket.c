/* lib/hub/rebucket.c, rule_set.c, crasher_rebucket() of sql/schema/004_functions.sql */
#include "hub/rebucket.h"

#include "hub/crasher.h"
#include "hub/event.h"
#include "hub/post.h"
#include "hub/post_read.h"
#include "hub/repo.h"
#include "story.h"

/* A panic in these functions, a letter each, the innermost first; posted in a run of its own.  The
 * crasher that it is. */
static const struct post_crasher *tell(struct hub *hub, const char *letters)
{
    static int run;
    struct text log = text_new(hub->mem, 64 * 1024);
    text_add(&log, "--- FAIL: FuzzX (0.00s)\npanic: x\n\ngoroutine 1 [running]:\n");
    for (; *letters; letters++)
        text_add_format(&log, "example.com/v/x.%c(0x1)\n\t/x.go:1\n", *letters);
    text_add_format(&log, "FAIL\texample.com/v/x\t0.0%ds\n", ++run);
    struct post *post = post_new(hub->mem);
    post_set(post, "repo", "XXyCorp/vault");
    post_set(post, "run", text_format(hub->mem, "r%d", run));
    post_set(post, "package", "x");
    post_add_log(post, (struct bytes){ log.at, log.size });
    return post_store(hub, post, "t", "::1")->results->crashers;
}

/* What was told of changes, a word each. */
struct said {
    struct text text;
};

static bool say(void *context, const struct rebucket_change *change)
{
    struct said *said = context;
    if (!change)
        return true;
    if (!change->moves)
        text_add_format(&said->text, "#%" PRId64 " other frames; ", change->crasher);
    for (const struct rebucket_move *m = change->moves; m; m = m->next)
        text_add_format(&said->text, "#%" PRId64 " %s %" PRId64 " #%" PRId64 "; ", change->crasher,
                        m->merges ? "one" : "gives", m->crashes, m->other);
    return true;
}

static const char *sort(struct hub *hub, bool dry)
{
    struct said said = { text_new(hub->mem, 64 * 1024) };
    text_add(&said.text, "");
    (void)rebucket_run(hub, rebucket_repos(hub, "XXyCorp/vault", false), dry, say, &said);
    return said.text.at;
}

static void want(struct hub *hub, const char *rules, int64_t depth)
{
    const struct repo *repo = repo_find(hub, "XXyCorp/vault");
    repo_set_rules(hub, repo, (struct repo_rules){ .text = rules, .depth = depth }, "::1");
}

static const char *format(struct hub *hub, const char *words, int64_t a, int64_t b)
{
    return text_format(hub->mem,
                       strcmp(words, "one") == 0 ? "#%" PRId64 " one 0 #%" PRId64 "; "
                                                 : "#%" PRId64 " gives 1 #%" PRId64 "; ",
                       a, b);
}

static void two_that_become_the_same_are_the_older_one(void **state)
{
    struct hub hub = story_posting_hub(state);
    int64_t first = tell(&hub, "abc")->id, second = tell(&hub, "abd")->id;
    assert_int_not_equal(first, second);
    db_execute(hub.db,
               text_format(hub.mem,
                           "UPDATE crasher SET state = 'triaged' WHERE id = %" PRId64 ";"
                           "INSERT INTO ticket (repo, crasher, key) VALUES (1, %" PRId64 ", 'V-1');"
                           "UPDATE event SET dispatched_at = now()",
                           first, second));
    want(&hub, "", 2);
    const char *said = format(&hub, "one", second, first);
    assert_non_null(strstr(sort(&hub, true), said));
    assert_value(&hub, "SELECT count(*) FROM crasher WHERE state = 'duplicate'", "0");
    assert_value(&hub, "SELECT rules_version FROM repo", "0");
    assert_non_null(strstr(sort(&hub, false), said));
    /* A ticket decides before age. */
    const struct crasher_report *r = crasher_find(&hub, second);
    assert_string_equal(r->crasher.state, "open");
    assert_int_equal(crasher_find(&hub, first)->crasher.duplicate_of, second);
    db_execute(hub.db, "SELECT roll_pending()");
    assert_int_equal(crasher_find(&hub, second)->crasher.crashes, 2);
    assert_value(&hub, "SELECT count(*) FROM event WHERE dispatched_at IS NULL", "0");
    assert_value(&hub, "SELECT crasher = (SELECT max(id) FROM crasher) FROM ticket", "true");
    /* The rules are in force. */
    assert_value(&hub,
                 "SELECT concat_ws(' ', rules_version, signature_depth, wanted_depth) FROM repo",
                 "1 2");
    const struct post_crasher *again = tell(&hub, "abe");
    assert_int_equal(again->id, second);
    assert_false(again->is_new);
    assert_string_equal(sort(&hub, false), "");
}

static void crashes_of_another_bug_are_parted(void **state)
{
    struct hub hub = story_posting_hub(state);
    int64_t id = tell(&hub, "abcdef")->id;
    assert_int_equal(tell(&hub, "abcdeg")->id, id);
    assert_int_equal(tell(&hub, "abcdef")->id, id);
    db_execute(hub.db,
               "UPDATE crasher SET state = 'triaged'; UPDATE event SET dispatched_at = now();"
               "SELECT roll_pending()");
    want(&hub, "", 6);
    assert_string_equal(sort(&hub, true), format(&hub, "gives", id, 0));
    assert_value(&hub, "SELECT count(*) FROM crasher", "1");
    assert_string_equal(sort(&hub, false), format(&hub, "gives", id, 0));
    assert_value(&hub,
                 "SELECT string_agg(state || ' ' || crashes || ' ' || targets, ',' ORDER BY id) "
                 "FROM crasher",
                 "triaged 2 1,triaged 1 1");
    assert_value(&hub, "SELECT count(*) FROM event WHERE dispatched_at IS NULL", "0");
    const struct event *e = event_take_crasher(&hub, event_ask_crasher(&hub, id));
    assert_string_equal(e->next->kind, "rebucketed");
    assert_string_equal(e->next->next->kind, "split");
    assert_int_equal(tell(&hub, "abcdef")->id, id);
    const struct post_crasher *parted = tell(&hub, "abcdeg");
    assert_false(parted->is_new);
    assert_int_equal(e->next->next->other, parted->id);
    assert_string_equal(sort(&hub, false), "");
    assert_value(&hub, "SELECT count(*) FROM event WHERE kind = 'split'", "2");
    assert_value(&hub, "SELECT sum(crashes) FROM crasher_day", "3");
}

static void rules_say_which_frames_count(void **state)
{
    struct hub hub = story_posting_hub(state);
    int64_t first = tell(&hub, "ma")->id, second = tell(&hub, "na")->id;
    want(&hub, "not ours \\.[mn]$", 5);
    assert_non_null(strstr(sort(&hub, false), format(&hub, "one", second, first)));
    assert_string_equal(crasher_find(&hub, first)->crasher.function, "example.com/v/x.a");
    assert_false(crasher_find(&hub, first)->frames->in_app);
    assert_int_equal(tell(&hub, "nma")->id, first);
}

static void what_people_merged_stays_merged(void **state)
{
    struct hub hub = story_posting_hub(state);
    int64_t first = tell(&hub, "abc")->id, second = tell(&hub, "xyz")->id;
    db_execute(hub.db, text_format(hub.mem, "SELECT crasher_merge(%" PRId64 ", %" PRId64 ", NULL)",
                                   second, first));
    want(&hub, "", 2);
    (void)sort(&hub, false);
    assert_value(&hub, "SELECT count(*) FROM crasher WHERE state <> 'duplicate'", "1");
    assert_int_equal(tell(&hub, "xy")->id, first);
    assert_int_equal(tell(&hub, "ab")->id, first);
}

static void an_open_bug_does_not_disappear_in_a_closed_one(void **state)
{
    struct hub hub = story_posting_hub(state);
    int64_t first = tell(&hub, "abc")->id, second = tell(&hub, "abd")->id;
    db_execute(
        hub.db,
        text_format(hub.mem, "UPDATE crasher SET state = 'wontfix' WHERE id = %" PRId64, first));
    want(&hub, "", 1);
    (void)sort(&hub, false);
    assert_int_equal(crasher_find(&hub, first)->crasher.duplicate_of, second);
    assert_string_equal(crasher_find(&hub, second)->crasher.state, "open");
}

static void without_a_log_or_a_stack_a_crasher_stays_as_it_is(void **state)
{
    struct hub hub = story_posting_hub(state);
    int64_t gone = tell(&hub, "abc")->id, kept = tell(&hub, "abd")->id;
    db_execute(hub.db, text_format(hub.mem,
                                   "UPDATE log SET blob = NULL WHERE id IN (SELECT log FROM crash"
                                   " WHERE crasher = %" PRId64 ");"
                                   "UPDATE crasher SET weak = true WHERE id = %" PRId64,
                                   gone, kept));
    want(&hub, "", 1);
    struct said said = { text_new(hub.mem, 1024) };
    struct rebucket_counts n =
        rebucket_run(&hub, rebucket_repos(&hub, "xxycorp/VAULT", true), false, say, &said);
    assert_int_equal(n.looked, 2);
    assert_int_equal(n.unread, 1);
    assert_string_equal(crasher_find(&hub, gone)->crasher.state, "open");
    assert_string_equal(crasher_find(&hub, kept)->crasher.state, "open");
    assert_null(rebucket_repos(&hub, "", true));
}

/* What is left of the second log has no stack: that says nothing. */
static void a_log_that_has_lost_its_stack_parts_nothing(void **state)
{
    struct hub hub = story_posting_hub(state);
    int64_t id = tell(&hub, "abc")->id;
    assert_int_equal(tell(&hub, "abc")->id, id);
    db_execute(
        hub.db,
        "UPDATE blob SET bytes = '--- FAIL: FuzzX (0.03s)\012    fuzzing process hung or "
        "terminated unexpectedly: exit status 3\012FAIL\012FAIL\011example.com/v/x\0110.1s\012'"
        " WHERE sha256 = (SELECT blob FROM log ORDER BY id DESC LIMIT 1)");
    want(&hub, "", 2);
    assert_string_equal(sort(&hub, false), text_format(hub.mem, "#%" PRId64 " other frames; ", id));
    assert_value(&hub, "SELECT count(*) FROM crasher", "1");
}

static void until_all_are_sorted_posts_are_told_apart_as_before(void **state)
{
    struct hub hub = story_posting_hub(state);
    int64_t id = tell(&hub, "abcdef")->id;
    want(&hub, "", 1);
    assert_int_equal(tell(&hub, "abcdeg")->id, id);
    assert_true(tell(&hub, "ax")->is_new);
    (void)sort(&hub, false);
    assert_int_equal(tell(&hub, "ay")->id, id);
}

static void a_process_remembers_rules_and_takes_newer_ones(void **state)
{
    struct scene *scene = *state;
    struct rule_cache *cache = rule_cache_new(scene->mem);
    assert_int_equal(rule_cache_find(cache, "a/b").version, 0);
    struct rule_text text = { 3, 7, "ours x" };
    (void)rule_cache_put(cache, scene->mem, "a/b", &text);
    struct rule_set set = rule_cache_find(cache, "A/b");
    assert_int_equal(set.version, 3);
    assert_int_equal(set.rules->depth, 7);
    text = (struct rule_text){ 4, 2, "" };
    (void)rule_cache_put(cache, scene->mem, "a/b", &text);
    assert_int_equal(rule_cache_find(cache, "a/b").version, 4);
    for (int i = 0; i < RULE_SET_SLOTS; i++)
        (void)rule_cache_put(cache, scene->mem, text_format(scene->mem, "c/%d", i), &text);
    assert_int_equal(rule_cache_find(cache, "a/b").version, 0);
    assert_int_equal(rule_cache_find(cache, "c/3").version, 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE(two_that_become_the_same_are_the_older_one),
        SCENE(crashes_of_another_bug_are_parted),
        SCENE(rules_say_which_frames_count),
        SCENE(what_people_merged_stays_merged),
        SCENE(an_open_bug_does_not_disappear_in_a_closed_one),
        SCENE(without_a_log_or_a_stack_a_crasher_stays_as_it_is),
        SCENE(a_log_that_has_lost_its_stack_parts_nothing),
        SCENE(until_all_are_sorted_posts_are_told_apart_as_before),
        SCENE(a_process_remembers_rules_and_takes_newer_ones),
    };
    return cmocka_run_group_tests(tests, scene_open, scene_close);
}
