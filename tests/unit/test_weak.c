/* Crashers without a stack, and inputs that are run again: crasher_make(), crasher_join(),
 * inputs_passed() of sql/schema/004_functions.sql, by way of post_store() */
#include "hub/crasher.h"
#include "hub/event.h"
#include "hub/post.h"
#include "hub/post_read.h"
#include "story.h"

#define INPUT "79e9108ea9d095db329c7e8f7b4058f05ed9c42258bcb0880a9cf783a345ed2e"
#define BYTES_OF_INPUT "go test fuzz v1\nint(3)\n"

static const char *sha_of(struct hub *hub, const char *text)
{
    return text_hex(hub->mem, secret_sha256(hub->mem, bytes_from(text)));
}

/* What is posted, and by which it is told apart. */
struct told {
    const char *log;
    const char *input; /* its bytes, or NULL */
    const char *rerun_of, *commit;
};

/* Posts it in a run of its own; the first crasher of the answer, NULL if there is none. */
static const struct post_crasher *tell(struct hub *hub, struct told told)
{
    static int run;
    struct post *post = post_new(hub->mem);
    post_set(post, "repo", "XXyCorp/vault");
    post_set(post, "run", text_format(hub->mem, "r%d", ++run));
    post_set(post, "commit", told.commit);
    post_set(post, "rerun_of", told.rerun_of);
    post_set(post, "package", "codec");
    post_add_log(post, bytes_from(told.log));
    if (told.input)
        post_add_input(post, &post->inputs, "testdata/fuzz/FuzzX/" INPUT, bytes_from(told.input));
    return post_store(hub, post, "t", "::1")->results->crashers;
}

/* The worker died: no stack. */
static const char *weak_log(struct hub *hub, const char *words)
{
    return text_format(hub->mem,
                       "--- FAIL: FuzzX (0.03s)\n"
                       "    fuzzing process hung or terminated unexpectedly: %s\n"
                       "    Failing input written to testdata/fuzz/FuzzX/" INPUT "\n"
                       "    To re-run:\n    go test -run=FuzzX/" INPUT "\nFAIL\nexit status 1\n"
                       "FAIL\texample.com/vault/codec\t0.038s\n",
                       words);
}

/* go test -run=FuzzX/INPUT, which panics in the function. */
static const char *rerun_log(struct hub *hub, const char *function, const char *input)
{
    return text_format(hub->mem,
                       "--- FAIL: FuzzX (0.00s)\n    --- FAIL: FuzzX/%s (0.00s)\n"
                       "panic: runtime error: integer divide by zero [recovered]\n"
                       "\tpanic: runtime error: integer divide by zero\n\n"
                       "goroutine 35 [running]:\n"
                       "example.com/vault/codec.%s(...)\n\t/src/codec/codec.go:7\n"
                       "example.com/vault/codec.FuzzX.func1(0x1)\n\t/src/codec/codec_test.go:8\n"
                       "exit status 2\nFAIL\texample.com/vault/codec\t0.008s\n",
                       input, function);
}

static const char passed_log[] = "=== RUN   FuzzX\n=== RUN   FuzzX/" INPUT "\n"
                                 "--- PASS: FuzzX (0.00s)\n"
                                 "    --- PASS: FuzzX/" INPUT " (0.00s)\nPASS\n"
                                 "ok  \texample.com/vault/codec\t0.002s\n";

static void a_weak_crasher_becomes_strong_in_its_place(void **state)
{
    struct hub hub = story_posting_hub(state);
    const struct post_crasher *weak =
        tell(&hub, (struct told){ .log = weak_log(&hub, "exit status 3") });
    assert_true(weak->is_new);
    assert_true(crasher_find(&hub, weak->id)->weak);
    const struct post_crasher *strong =
        tell(&hub, (struct told){ .log = rerun_log(&hub, "Split", INPUT) });
    assert_int_equal(strong->id, weak->id);
    assert_false(strong->is_new);
    assert_string_equal(strong->title, "integer divide by zero");
    const struct crasher_report *r = crasher_find(&hub, weak->id);
    assert_false(r->weak);
    assert_string_equal(r->crasher.function, "example.com/vault/codec.Split");
    assert_string_equal(r->severity_reason,
                        "panic: memory stays safe, the goroutine does not go on");
    assert_int_equal(r->signatures, 2);
    assert_int_equal(r->crasher.crashes, 2);
    assert_int_equal(r->crasher.rerun, CRASHER_RERUN_CRASHED);
    assert_value(&hub, "SELECT count(*) FROM crasher", "1");
    assert_value(&hub, "SELECT string_agg(kind, ',' ORDER BY id) FROM event", "new,strong");
    assert_value(&hub, "SELECT count(*) FROM event WHERE dispatched_at IS NULL", "1");
    assert_value(&hub, "SELECT cardinality(trace) FROM crasher", "1");
}

static void both_in_one_post_are_one_crasher(void **state)
{
    struct hub hub = story_posting_hub(state);
    const char *both = text_format(hub.mem, "%s%s", weak_log(&hub, "exit status 3"),
                                   rerun_log(&hub, "Split", INPUT));
    (void)tell(&hub, (struct told){ .log = both });
    assert_value(&hub, "SELECT count(*) FROM crasher WHERE NOT weak", "1");
    assert_value(&hub, "SELECT count(*) FROM crasher", "1");
    assert_value(&hub, "SELECT count(*) FROM event WHERE kind = 'new'", "1");
}

static void the_stack_may_come_first(void **state)
{
    struct hub hub = story_posting_hub(state);
    const struct post_crasher *strong =
        tell(&hub, (struct told){ .log = rerun_log(&hub, "Split", INPUT) });
    const struct post_crasher *weak =
        tell(&hub, (struct told){ .log = weak_log(&hub, "exit status 3") });
    assert_int_equal(weak->id, strong->id);
    assert_false(weak->is_new);
    assert_value(&hub, "SELECT string_agg(kind, ',') FROM event", "new");
    assert_string_equal(crasher_find(&hub, strong->id)->crasher.title, "integer divide by zero");
}

static void a_stack_that_is_known_takes_the_weak_one_in(void **state)
{
    struct hub hub = story_posting_hub(state);
    int64_t known = tell(&hub, (struct told){ .log = rerun_log(&hub, "Split", "05aa") })->id;
    int64_t weak = tell(&hub, (struct told){ .log = weak_log(&hub, "exit status 3") })->id;
    assert_int_not_equal(known, weak);
    const struct post_crasher *again =
        tell(&hub, (struct told){ .log = rerun_log(&hub, "Split", INPUT) });
    assert_int_equal(again->id, known);
    assert_false(again->is_new);
    const struct crasher_report *gone = crasher_find(&hub, weak), *r = crasher_find(&hub, known);
    assert_string_equal(gone->crasher.state, "duplicate");
    assert_int_equal(gone->crasher.duplicate_of, known);
    assert_string_equal(r->crasher.state, "open");
    const struct event *e = event_take_crasher(&hub, event_ask_crasher(&hub, known))->next;
    assert_string_equal(e->kind, "merged");
    assert_int_equal(e->other, weak);
    e = event_take_crasher(&hub, event_ask_crasher(&hub, weak))->next;
    assert_string_equal(e->kind, "duplicate");
    assert_int_equal(e->other, known);
    db_execute(hub.db, "SELECT roll_pending()");
    assert_int_equal(crasher_find(&hub, known)->crasher.crashes, 3);
    assert_value(&hub, "SELECT count(*) FROM crash WHERE crasher = (SELECT min(id) FROM crasher)",
                 "3");
    assert_value(&hub, "SELECT count(*) FROM target WHERE crashers = 1", "1");
    assert_value(&hub, "SELECT medium FROM repo_status", "1");
    /* What dies like that again is told of the one that is left. */
    assert_int_equal(tell(&hub, (struct told){ .log = weak_log(&hub, "exit status 4") })->id,
                     known);
}

static void another_input_makes_another_crasher(void **state)
{
    struct hub hub = story_posting_hub(state);
    int64_t weak = tell(&hub, (struct told){ .log = weak_log(&hub, "exit status 3") })->id;
    int64_t strong = tell(&hub, (struct told){ .log = rerun_log(&hub, "Split", "05aa") })->id;
    assert_int_not_equal(weak, strong);
    assert_true(crasher_find(&hub, weak)->weak);
    /* Nor does the name count if the bytes are known to be others. */
    weak = tell(&hub, (struct told){ .log = weak_log(&hub, "signal: killed"),
                                     .input = "go test fuzz v1\nint(4)\n" })
               ->id;
    strong =
        tell(&hub, (struct told){ .log = rerun_log(&hub, "Join", INPUT), .input = BYTES_OF_INPUT })
            ->id;
    assert_int_not_equal(weak, strong);
}

static void the_bytes_tell_whatever_the_name_is(void **state)
{
    struct hub hub = story_posting_hub(state);
    int64_t weak =
        tell(&hub, (struct told){ .log = weak_log(&hub, "exit status 3"), .input = BYTES_OF_INPUT })
            ->id;
    const char *sha = sha_of(&hub, BYTES_OF_INPUT);
    const struct post_crasher *strong =
        tell(&hub, (struct told){ .log = rerun_log(&hub, "Split", "np7"), .rerun_of = sha });
    assert_int_equal(strong->id, weak);
    assert_false(crasher_find(&hub, weak)->weak);
    assert_value(&hub, "SELECT count(*) FROM crash WHERE input IS NOT NULL", "2");
}

static void an_input_that_passes_does_not_reproduce(void **state)
{
    struct hub hub = story_posting_hub(state);
    int64_t id = tell(&hub, (struct told){ .log = weak_log(&hub, "exit status 3") })->id;
    assert_int_equal(crasher_find(&hub, id)->crasher.rerun, CRASHER_RERUN_NONE);
    assert_null(tell(&hub, (struct told){ .log = passed_log }));
    const struct crasher_report *r = crasher_find(&hub, id);
    assert_int_equal(r->crasher.rerun, CRASHER_RERUN_PASSED);
    assert_string_equal(r->crasher.state, "open");
    struct crasher_filter all = { .repo = 1, .severity = 4, .search = "" };
    assert_int_equal(crasher_list(&hub, &all)->rerun, CRASHER_RERUN_PASSED);
    assert_string_equal(event_take_crasher(&hub, event_ask_crasher(&hub, id))->next->kind,
                        "unreproduced");
    (void)tell(&hub, (struct told){ .log = passed_log });
    assert_value(&hub, "SELECT count(*) FROM event", "2");
    (void)tell(&hub, (struct told){ .log = rerun_log(&hub, "Split", INPUT) });
    assert_int_equal(crasher_find(&hub, id)->crasher.rerun, CRASHER_RERUN_CRASHED);
}

static void the_sender_may_say_which_input_passed(void **state)
{
    struct hub hub = story_posting_hub(state);
    int64_t id =
        tell(&hub, (struct told){ .log = weak_log(&hub, "exit status 3"), .input = BYTES_OF_INPUT })
            ->id;
    static const char ok[] = "--- PASS: FuzzX (0.00s)\nok  \texample.com/vault/codec\t0.002s\n";
    const char *sha = sha_of(&hub, BYTES_OF_INPUT);
    const char *other = sha_of(&hub, "x");
    (void)tell(&hub, (struct told){ .log = ok, .rerun_of = other });
    assert_int_equal(crasher_find(&hub, id)->crasher.rerun, CRASHER_RERUN_NONE);
    (void)tell(&hub, (struct told){ .log = ok, .rerun_of = sha });
    assert_int_equal(crasher_find(&hub, id)->crasher.rerun, CRASHER_RERUN_PASSED);
}

static void passing_on_another_commit_says_nothing_of_this_one(void **state)
{
    struct hub hub = story_posting_hub(state);
    int64_t id =
        tell(&hub, (struct told){ .log = weak_log(&hub, "exit status 3"), .commit = STORY_COMMIT })
            ->id;
    (void)tell(&hub, (struct told){ .log = passed_log,
                                    .commit = "ffffffffffffffffffffffffffffffffffffffff" });
    assert_int_equal(crasher_find(&hub, id)->crasher.rerun, CRASHER_RERUN_NONE);
    (void)tell(&hub, (struct told){ .log = passed_log, .commit = STORY_COMMIT });
    assert_int_equal(crasher_find(&hub, id)->crasher.rerun, CRASHER_RERUN_PASSED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE(a_weak_crasher_becomes_strong_in_its_place),
        SCENE(both_in_one_post_are_one_crasher),
        SCENE(the_stack_may_come_first),
        SCENE(a_stack_that_is_known_takes_the_weak_one_in),
        SCENE(another_input_makes_another_crasher),
        SCENE(the_bytes_tell_whatever_the_name_is),
        SCENE(an_input_that_passes_does_not_reproduce),
        SCENE(the_sender_may_say_which_input_passed),
        SCENE(passing_on_another_commit_says_nothing_of_this_one),
    };
    return cmocka_run_group_tests(tests, scene_open, scene_close);
}
