/* lib/crash/go.c and its files: what `go test` says */
#include "reads.h"

#define PROGRESS                                                                                   \
    "fuzz: elapsed: 0s, gathering baseline coverage: 0/1 completed\n"                              \
    "fuzz: elapsed: 0s, gathering baseline coverage: 1/1 completed, now fuzzing with 2 workers\n"  \
    "fuzz: elapsed: 3s, execs: 300 (100/sec), new interesting: 1 (total: 2)\n"                     \
    "fuzz: elapsed: 1m0s, execs: 6000 (120/sec), new interesting: 4 (total: 9)\n"                  \
    "fuzz: elapsed: 1m0s, execs: 6000 (0/sec), new interesting: 4 (total: 9)\n"

#define STACK(function)                                                                            \
    "\ngoroutine 7 [running]:\n"                                                                   \
    "testing.tRunner.func1.2({0x57fca0, 0x6d1f70})\n"                                              \
    "\t/usr/lib/go/src/testing/testing.go:1396 +0x24e\n"                                           \
    "panic({0x57fca0, 0x6d1f70})\n"                                                                \
    "\t/usr/lib/go/src/runtime/panic.go:884 +0x212\n" function                                     \
    "(0x6?, {0xc0000a60d8, 0x1, 0x0?})\n"                                                          \
    "\t/src/vault/helper/xor/xor.go:7 +0xca\n"                                                     \
    "example.com/vault/helper/xor.FuzzMask.func1(0x6?)\n"                                          \
    "\t/src/vault/helper/xor/xor_test.go:8 +0xca\n"                                                \
    "testing.tRunner(0xc000096d00, 0xc0000e6090)\n"                                                \
    "\t/usr/lib/go/src/testing/testing.go:1446 +0x10b\n"                                           \
    "created by testing.(*F).Fuzz.func1\n"                                                         \
    "\t/usr/lib/go/src/testing/fuzz.go:324 +0x5b9\n"

static void a_passing_run_has_its_numbers(void **state)
{
    const struct crash_result *result =
        reads_one(state, PROGRESS "PASS\nok  \texample.com/vault/helper/xor\t60.111s\n");
    assert_int_equal(result->state, CRASH_STATE_OK);
    assert_null(result->crashes);
    assert_null(result->target);
    assert_string_equal(result->engine, "go");
    assert_string_equal(result->package, "helper/xor");
    assert_int_equal(result->stats.executions, 6000);
    assert_int_equal(result->stats.executions_per_second, 100); /* not the 0 of the last line */
    assert_int_equal(result->stats.new_interesting, 4);
    assert_int_equal(result->stats.corpus, 9);
    assert_int_equal(result->stats.elapsed_ms, 60000);
    assert_int_equal(result->stats.coverage, -1);
    assert_int_equal(result->stats.peak_rss_mb, -1);
}

static void the_caller_names_the_target_that_the_log_does_not(void **state)
{
    const struct crash_hint hint = { .target = "FuzzXor", .package = "xor" };
    const char *log = PROGRESS "PASS\nok  \texample.com/vault/helper/xor\t60.111s\n";
    const struct crash_result *result = crash_read(*state, bytes_from(log), &hint);
    assert_string_equal(result->target, "FuzzXor");
    assert_string_equal(result->package, "xor"); /* and so the module is example.com/vault/helper */
    log = "--- FAIL: FuzzMask (0.00s)\n    x_test.go:3: "
          "no\nFAIL\nFAIL\texample.com/vault/xor\t0.1s\n";
    result = crash_read(*state, bytes_from(log), &hint);
    assert_string_equal(result->target, "FuzzMask"); /* the log knows better */
}

static void a_panic_has_type_message_place_and_input(void **state)
{
    const struct crash *crash = reads_crash(
        state, "--- FAIL: FuzzMask (0.00s)\n    --- FAIL: FuzzMask/9eabd78def (0.00s)\n"
               "panic: runtime error: index out of range [3] with length 1 [recovered]\n"
               "\tpanic: runtime error: index out of range [3] with length 1\n" STACK(
                   "example.com/vault/helper/xor.Mask") "FAIL\texample.com/vault/helper/"
                                                        "xor\t0.011s\nFAIL\n");
    assert_string_equal(crash->engine, "go");
    assert_string_equal(crash->type, "index out of range");
    assert_string_equal(crash->message, "index out of range [3] with length 1");
    assert_string_equal(crash->title, "index out of range [3] with length 1");
    assert_string_equal(crash->package, "helper/xor");
    assert_string_equal(crash->target, "FuzzMask");
    assert_string_equal(crash->input_name, "testdata/fuzz/FuzzMask/9eabd78def");
    assert_string_equal(crash->signature, "go-1\nruntime error: index out of range\n"
                                          "example.com/vault/helper/xor.Mask");
    assert_string_equal(crash->version, "go-1");
    assert_false(crash->weak);
    assert_int_equal(crash->frames_count, 5);
    assert_string_equal(crash->place->function, "example.com/vault/helper/xor.Mask");
    assert_string_equal(crash->place->arguments, "0x6?, {0xc0000a60d8, 0x1, 0x0?}");
    assert_string_equal(crash->place->file, "/src/vault/helper/xor/xor.go");
    assert_int_equal(crash->place->line, 7);
    assert_false(crash->frames[0].in_app);
    assert_true(crash->frames[2].in_app);
    assert_true(crash->frames[3].in_app);
    assert_false(crash->frames[4].in_app);
}

static void the_excerpt_is_the_report_alone(void **state)
{
    const struct crash *crash = reads_crash(
        state,
        "hello\n--- FAIL: FuzzMask (0.00s)\npanic: boom\n" STACK(
            "example.com/vault/helper/xor.Mask") "FAIL\texample.com/vault/helper/xor\t0.1s\n");
    const char *end = "fuzz.go:324 +0x5b9\n";
    assert_memory_equal(crash->excerpt.at, "panic: boom\n", 12);
    assert_memory_equal(crash->excerpt.at + crash->excerpt.size - strlen(end), end, strlen(end));
}

static void of_a_chain_of_panics_the_last_one_counts(void **state)
{
    const struct crash *crash = reads_crash(
        state, "panic: a [recovered]\n\tpanic: b [recovered]\n"
               "\tpanic: wrapped: c [recovered, repanicked]\n" STACK("example.com/x.f"));
    assert_string_equal(crash->message, "wrapped: c");
    assert_string_equal(crash->type, "panic");
}

static void a_recovered_panic_that_is_cut_off_has_the_same_message(void **state)
{
    const struct crash *crash =
        reads_crash(state, "panic: boom [recovered]\n" STACK("example.com/x.f"));
    assert_string_equal(crash->message, "boom");
}

/* What was deferred and panicked again is shown, but the bug is where the first panic was. */
static void a_panic_that_was_raised_again_is_of_its_first_place(void **state)
{
    const struct crash *crash =
        reads_crash(state, "panic: nil map [recovered]\n\tpanic: wrapped: nil map\n\n"
                           "goroutine 1 [running]:\nexample.com/x.inner.func1()\n\t/x.go:8 +0x74\n"
                           "panic({0x48bd00, 0x4b7c80})\n\t/go/panic.go:884 +0x212\n"
                           "example.com/x.inner()\n\t/x.go:12 +0x50\n");
    assert_string_equal(crash->signature, "go-1\nwrapped: nil map\nexample.com/x.inner");
    assert_string_equal(crash->place->function, "example.com/x.inner");
    assert_true(crash->frames[0].in_app);
}

static void only_a_test_function_and_its_closures_are_the_entry(void **state)
{
    const struct crash *crash = reads_crash(
        state, "panic: x\n\ngoroutine 1 [running]:\n"
               "example.com/x.FuzzTable.lookup(0x1)\n\t/x.go:1\n"
               "example.com/x.Fuzzy(0x1)\n\t/x.go:2\nexample.com/x.TestMode(0x1)\n\t/x.go:3\n"
               "example.com/x.TestX.func2.1(0x1)\n\t/x_test.go:4\n"
               "example.com/x.FuzzX.func1.2.gowrap3(0x1)\n\t/x_test.go:5\n");
    assert_string_equal(crash->signature, "go-1\nx\nexample.com/x.FuzzTable.lookup\n"
                                          "example.com/x.Fuzzy\nexample.com/x.TestMode");
}

static void a_message_may_have_several_lines(void **state)
{
    const struct crash *crash =
        reads_crash(state, "panic: first\nsecond\n\n\tthird: 3\n" STACK("example.com/x.f"));
    assert_string_equal(crash->message, "first");
    assert_string_equal(crash->signature, "go-1\nfirst\nexample.com/x.f");
}

/* All of one type: the rest of the message changes from input to input, or belongs to the bug. */
static void kinds_of_panics_and_fatal_errors_are_told(void **state)
{
    static const struct {
        const char *header, *type, *kind;
        enum crash_state state;
    } cases[] = {
        { "panic: runtime error: slice bounds out of range [:5] with capacity 3",
          "slice bounds out of range", "runtime error: slice bounds out of range",
          CRASH_STATE_CRASHED },
        { "panic: runtime error: integer divide by zero", "integer divide by zero",
          "runtime error: integer divide by zero", CRASH_STATE_CRASHED },
        { "panic: runtime error: invalid memory address or nil pointer dereference\n"
          "[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x4fdf0e]",
          "nil pointer dereference",
          "runtime error: invalid memory address or nil pointer dereference", CRASH_STATE_CRASHED },
        { "panic: runtime error: makeslice: len out of range", "makeslice: len out of range",
          "runtime error: makeslice: len out of range", CRASH_STATE_CRASHED },
        { "panic: assignment to entry in nil map", "assignment to entry in nil map",
          "assignment to entry in nil map", CRASH_STATE_CRASHED },
        { "panic: interface conversion: interface {} is int, not string", "interface conversion",
          "interface conversion: interface {} is int, not string", CRASH_STATE_CRASHED },
        { "panic: close of closed channel", "close of closed channel", "close of closed channel",
          CRASH_STATE_CRASHED },
        { "panic: test timed out after 10m0s", "timeout", "test timed out after",
          CRASH_STATE_TIMEOUT },
        { "fatal error: concurrent map writes", "concurrent map access", "concurrent map writes",
          CRASH_STATE_CRASHED },
        { "fatal error: all goroutines are asleep - deadlock!", "deadlock",
          "all goroutines are asleep", CRASH_STATE_CRASHED },
        { "runtime: goroutine stack exceeds 1000000000-byte limit\nfatal error: stack overflow",
          "stack overflow", "stack overflow", CRASH_STATE_CRASHED },
        { "fatal error: runtime: out of memory", "out of memory", "runtime: out of memory",
          CRASH_STATE_OOM },
        { "SIGABRT: abort\nPC=0x40268e m=0 sigcode=0", "abort", "SIGABRT:", CRASH_STATE_CRASHED },
        { "panic: unknown op 0x1f in \"a\\\"b\" at 123456", "panic",
          "unknown op N in \"\xe2\x80\xa6\" at N", CRASH_STATE_CRASHED },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *log = text_format(*state, "%s\n%s", cases[i].header, STACK("example.com/x.f"));
        const struct crash_result *result = reads_one(state, log);
        assert_int_equal(result->state, cases[i].state);
        assert_string_equal(result->crashes->type, cases[i].type);
        assert_string_equal(result->crashes->signature,
                            text_format(*state, "go-1\n%s\nexample.com/x.f", cases[i].kind));
    }
}

static void a_hang_is_of_the_goroutine_that_hangs(void **state)
{
    const struct crash_result *result = reads_one(
        state,
        "panic: test timed out after 3s\n\n"
        "goroutine 5 [running]:\ntesting.(*M).startAlarm.func1()\n\t/go/testing.go:2036 +0x8e\n"
        "created by time.goFunc\n\t/go/sleep.go:176 +0x32\n\n"
        "goroutine 18 [chan receive]:\ntesting.(*F).Fuzz.func1({0x5e5760?})\n\t/go/fuzz.go:339\n"
        "example.com/hang.FuzzParse(0x0?)\n\t/src/hang_test.go:14 +0x7f\n"
        "created by testing.runFuzzTests\n\t/go/fuzz.go:520 +0x75e\n\n"
        "goroutine 19 [sleep]:\ntime.Sleep(0xf4240)\n\t/go/time.go:195 +0x135\n"
        "example.com/hang.spin(0x7b7)\n\t/src/hang.go:21 +0x25\n"
        "example.com/hang.FuzzParse.func1(0x0?)\n\t/src/hang_test.go:15 +0x27\n"
        "FAIL\texample.com/hang\t3.010s\nFAIL\n");
    assert_int_equal(result->state, CRASH_STATE_TIMEOUT);
    assert_string_equal(result->target, "FuzzParse");
    assert_string_equal(result->crashes->place->function, "example.com/hang.spin");
    assert_null(result->crashes->next);
}

static void recursion_is_one_bug_wherever_it_ran_out_of_stack(void **state)
{
    static const char *const circle[] = { "example.com/x.a", "example.com/x.b", "example.com/x.c" };
    const char *signature = NULL;
    for (size_t start = 0; start < 3; start++) {
        struct text log = text_new(*state, 100000);
        text_add(&log, "fatal error: stack overflow\n\ngoroutine 1 [running]:\n");
        for (size_t i = 0; i < 40; i++)
            text_add_format(&log, "%s(0x%zx)\n\t/src/x.go:%zu +0x1\n", circle[(start + i) % 3], i,
                            i);
        const struct crash *crash = reads_crash(state, log.at);
        if (!signature)
            signature = crash->signature;
        assert_string_equal(crash->signature, signature);
    }
}

static void generic_functions_and_closures_have_plain_names(void **state)
{
    const struct crash *crash =
        reads_crash(state, "panic: x\n\ngoroutine 1 [running]:\n"
                           "gopkg.in/yaml%2ev2.(*Stack[...]).Pop(...)\n\t/src/s.go:1 +0x1\n"
                           "example.com/x.Map[go.shape.int].func1(0x1)\n\t/src/m.go:2\n");
    assert_string_equal(crash->signature, "go-1\nx\ngopkg.in/yaml.v2.(*Stack).Pop\n"
                                          "example.com/x.Map.func1");
}

static void a_failed_check_is_a_bug_of_its_file_and_message(void **state)
{
    const struct crash *crash = reads_crash(
        state, PROGRESS "--- FAIL: FuzzErrorf (0.03s)\n"
                        "    --- FAIL: FuzzErrorf (0.00s)\n"
                        "        kinds_test.go:16: n wrong: 22\n            and more\n    \n"
                        "    Failing input written to testdata/fuzz/FuzzErrorf/aaddbf9e\n"
                        "    To re-run:\n    go test -run=FuzzErrorf/aaddbf9e\n"
                        "FAIL\nexit status 1\nFAIL\texample.com/vault/kinds\t0.029s\n");
    assert_string_equal(crash->type, "test failure");
    assert_string_equal(crash->message, "n wrong: 22");
    assert_string_equal(crash->input_name, "testdata/fuzz/FuzzErrorf/aaddbf9e");
    assert_string_equal(crash->signature, "go-1\ntest failure\nkinds_test.go\nn wrong: N\n"
                                          "example.com/vault/kinds FuzzErrorf");
    assert_false(crash->weak);
    assert_string_equal(crash->place->file, "kinds_test.go");
    assert_int_equal(crash->place->line, 16);
}

static void each_failing_input_of_a_rerun_is_a_crash(void **state)
{
    const struct crash_result *result =
        reads_one(state, "--- FAIL: FuzzA (0.00s)\n    --- FAIL: FuzzA/seed#1 (0.00s)\n"
                         "        a_test.go:1: one\n    --- FAIL: FuzzA/0123 (0.00s)\n"
                         "        a_test.go:2: two\nFAIL\nFAIL\texample.com/a\t0.1s\n");
    assert_int_equal(count_crashes(result), 2);
    assert_string_equal(result->crashes->message, "one");
    assert_string_equal(result->crashes->input_name, "FuzzA/seed#1"); /* of the code: no file */
    assert_string_equal(result->crashes->next->message, "two");
    assert_string_equal(result->crashes->next->input_name, "testdata/fuzz/FuzzA/0123");
}

static void with_v_messages_come_before_the_verdict(void **state)
{
    const struct crash_result *result =
        reads(state, "=== RUN   FuzzA\n=== RUN   FuzzA/seed#0\n    a_test.go:1: only a log\n"
                     "=== RUN   FuzzA/seed#1\n    a_test.go:2: wrong\n"
                     "=== RUN   FuzzB\n=== RUN   FuzzB/seed#0\n"
                     "--- FAIL: FuzzA (0.00s)\n    --- PASS: FuzzA/seed#0 (0.00s)\n"
                     "    --- FAIL: FuzzA/seed#1 (0.00s)\n--- PASS: FuzzB (0.00s)\n"
                     "    --- PASS: FuzzB/seed#0 (0.00s)\nFAIL\nFAIL\texample.com/a\t0.1s\n");
    assert_int_equal(count_crashes(result), 1);
    assert_string_equal(result->target, "FuzzA");
    assert_string_equal(result->crashes->message, "wrong");
    assert_string_equal(result->next->target, "FuzzB");
    assert_int_equal(result->next->state, CRASH_STATE_OK);
}

static void a_dead_worker_is_weak_and_of_its_target(void **state)
{
    static const char log[] = PROGRESS
        "--- FAIL: %s (0.07s)\n"
        "    fuzzing process hung or terminated unexpectedly: exit status 2\n"
        "    Failing input written to testdata/fuzz/%s/9bf9\n    To re-run:\n"
        "    go test -run=%s/9bf9\nFAIL\nexit status 1\nFAIL\texample.com/vault/kinds\t0.077s\n";
    const char *map = text_format(*state, log, "FuzzMap", "FuzzMap", "FuzzMap");
    const struct crash *crash = reads_crash(state, map);
    assert_true(crash->weak);
    assert_string_equal(crash->version, "weak-1");
    assert_string_equal(crash->type, "unexpected exit");
    assert_string_equal(crash->message,
                        "fuzzing process hung or terminated unexpectedly: exit status 2");
    assert_string_equal(crash->input_name, "testdata/fuzz/FuzzMap/9bf9");
    const char *exit = text_format(*state, log, "FuzzExit", "FuzzExit", "FuzzExit");
    assert_string_not_equal(reads_crash(state, exit)->signature, crash->signature);
}

static void a_panic_without_a_stack_is_weak_and_of_its_target(void **state)
{
    const struct crash *a =
        reads_crash(state, "--- FAIL: FuzzA (0s)\npanic: boom\nFAIL\texample.com/x\t0.1s\n");
    const struct crash *b =
        reads_crash(state, "--- FAIL: FuzzB (0s)\npanic: boom\nFAIL\texample.com/x\t0.1s\n");
    assert_true(a->weak);
    assert_string_equal(a->signature, "weak-1\nboom\nexample.com/x FuzzA");
    assert_string_not_equal(a->signature, b->signature);
}

static void an_end_without_a_word_is_an_unexpected_exit(void **state)
{
    const struct crash_result *result =
        reads_one(state, "2026/11/22 10:46:09 cannot parse \"Eabc\"\nexit status 1\n"
                         "FAIL\texample.com/osexit\t0.004s\nFAIL\n");
    assert_int_equal(result->state, CRASH_STATE_CRASHED);
    assert_string_equal(result->crashes->type, "unexpected exit");
    assert_true(result->crashes->weak);
    assert_non_null(strstr(result->crashes->message, "cannot parse"));
}

static void a_test_that_never_came_to_its_end_is_an_unexpected_exit(void **state)
{
    const struct crash *crash = reads_crash(state, "=== RUN   FuzzExit\n=== RUN   FuzzExit/7496\n"
                                                   "FAIL\texample.com/m/x\t0.004s\nFAIL\n");
    assert_string_equal(crash->type, "unexpected exit");
    assert_string_equal(crash->message, "unexpected exit");
    assert_string_equal(crash->input_name, "testdata/fuzz/FuzzExit/7496");
    assert_string_equal(crash->signature, "weak-1\nunexpected exit\nexample.com/m/x FuzzExit");
}

/* Read anew only where something is different. */
static void a_panic_that_is_said_again_and_again_is_one(void **state)
{
    static const char again[] = "panic: x\nf(f(f(\n", other[] = "panic: x\n\nf(f(f(\n";
    static const char stack[] = "panic: x\n\ngoroutine 1 [running]:\nmain.f()\n\t/a/b.go:1 +0x1\n";
    const char *log =
        text_format(*state, "%s%s%s%s%s%s%s", again, again, again, other, stack, again, again);
    const struct crash_result *result = reads_one(state, log);
    assert_int_equal(count_crashes(result), 2);
    assert_true(result->crashes->weak);
    assert_int_equal(result->crashes->excerpt.at - log, 0);
    assert_string_equal(result->crashes->next->frames->function, "main.f");
    log = text_format(*state, "=== RUN   FuzzA\n%s%s=== RUN   FuzzB\n%s%s", again, again, again,
                      again);
    assert_int_equal(count_crashes(reads(state, log)), 2);
}

static void the_input_that_runs_is_that_of_the_panic(void **state)
{
    const struct crash *crash =
        reads_crash(state, "=== RUN   FuzzMask\n=== RUN   FuzzMask/8659\npanic: boom\n" STACK(
                               "example.com/x.f") "FAIL\texample.com/x\t0.004s\n");
    assert_string_equal(crash->input_name, "testdata/fuzz/FuzzMask/8659");
}

static void a_failure_of_which_nothing_is_told_is_unparsed(void **state)
{
    const struct crash_result *result = reads_one(state, "FAIL\texample.com/x\t0.004s\nFAIL\n");
    assert_int_equal(result->state, CRASH_STATE_UNPARSED);
    assert_string_equal(result->package, ".");
    assert_string_equal(result->crashes->version, "unparsed-1");
    assert_true(result->crashes->weak);
}

static void a_saved_input_that_fails_blocks_the_fuzzing(void **state)
{
    const struct crash_result *result =
        reads_one(state, "=== FUZZ  FuzzMask\n"
                         "fuzz: elapsed: 0s, gathering baseline coverage: 0/9 completed\n"
                         "failure while testing seed corpus entry: FuzzMask/9eabd78d\n"
                         "--- FAIL: FuzzMask (0.03s)\n    --- FAIL: FuzzMask (0.00s)\n"
                         "        x_test.go:9: bad thing\n    \nFAIL\nexit status 1\n"
                         "FAIL\texample.com/x\t0.042s\n");
    assert_int_equal(result->state, CRASH_STATE_BLOCKED);
    assert_string_equal(result->reason,
                        "failure while testing seed corpus entry: FuzzMask/9eabd78d");
    assert_string_equal(result->crashes->message, "bad thing");
    assert_string_equal(result->crashes->input_name, "testdata/fuzz/FuzzMask/9eabd78d");
}

static void executions_that_do_not_grow_are_a_stall(void **state)
{
    const struct crash_result *result =
        reads_one(state, "fuzz: elapsed: 3s, execs: 1 (0/sec), new interesting: 0 (total: 1)\n"
                         "fuzz: elapsed: 7s, execs: 1 (0/sec), new interesting: 0 (total: 1)\n"
                         "PASS\nok  \texample.com/x\t7.046s\n");
    assert_int_equal(result->state, CRASH_STATE_STALLED);
    assert_string_equal(result->reason, "executions: 1 after 7 s, none in the last 4 s");
    result = reads_one(state, "fuzz: elapsed: 3s, execs: 1 (0/sec), new interesting: 0 (total: 1)\n"
                              "fuzz: elapsed: 7s, execs: 2 (0/sec), new interesting: 0 (total: 1)\n"
                              "PASS\nok  \texample.com/x\t7.046s\n");
    assert_int_equal(result->state, CRASH_STATE_OK); /* slow, but it goes on */
}

static void a_run_that_is_cut_off_is_not_taken_for_a_good_one(void **state)
{
    const struct crash_result *result = reads_one(state, PROGRESS);
    assert_int_equal(result->state, CRASH_STATE_UNPARSED);
    assert_string_equal(result->reason, "the log ends before the run does");
    assert_int_equal(result->stats.executions, 6000);
    result = reads_one(state, "=== RUN   FuzzA\n=== RUN   FuzzA/seed#0\n    a_test.go:1: x\n");
    assert_int_equal(result->state, CRASH_STATE_UNPARSED);
}

/* Whatever of a last line is there counts; what is missing is told by the one before. */
static void of_a_run_that_is_cut_off_the_last_numbers_count(void **state)
{
    static const char whole[] =
        "fuzz: elapsed: 6s, execs: 60 (20/sec), new interesting: 12 (total: 34)\n";
    static const struct {
        const char *last;
        int64_t executions, interesting, corpus;
    } cases[] = {
        { "fuzz: elapsed: 9s, execs: 900 (10/sec), new interesting: 13 (total: 35)", 900, 13, 35 },
        { "fuzz: elapsed: 9s, execs: 900 (10/sec), new interesting: 13 (to", 900, 13, 34 },
        { "fuzz: elapsed: 9s, execs: 900 (10/", 900, 12, 34 },
        { "fuzz: elapsed: 9s, execs: 90", 90, 12, 34 },
        { "fuzz: elapsed: 9s, gathering baseline coverage: 0/3 completed", 60, 12, 34 },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct text log = text_new(*state, 4096);
        text_add_format(&log, "%s%s", whole, cases[i].last);
        const struct crash_stats *stats = &reads_one(state, log.at)->stats;
        assert_int_equal(stats->executions, cases[i].executions);
        assert_int_equal(stats->new_interesting, cases[i].interesting);
        assert_int_equal(stats->corpus, cases[i].corpus);
        assert_int_equal(stats->elapsed_ms, 9000);
    }
}

static void what_did_not_fuzz_says_why(void **state)
{
    static const struct {
        const char *log, *reason;
    } cases[] = {
        { "testing: will not fuzz, -fuzz matches more than one fuzz test: [FuzzA FuzzB]\nFAIL\n"
          "exit status 1\nFAIL\texample.com/x\t0.029s\n",
          "testing: will not fuzz, -fuzz matches more than one fuzz test: [FuzzA FuzzB]" },
        { "testing: warning: no fuzz tests to fuzz\nPASS\nok  \texample.com/x\t0.003s\n",
          "testing: warning: no fuzz tests to fuzz" },
        { "# example.com/x [example.com/x.test]\n./x_test.go:9:2: undefined: foo\n"
          "./x_test.go:10:2: undefined: bar\nFAIL\texample.com/x [build failed]\nFAIL\n",
          "build failed: ./x_test.go:9:2: undefined: foo" },
        { "# example.com/needed\nneeded.go:3:1: syntax error\n"
          "FAIL\texample.com/x [build failed]\nFAIL\n",
          "build failed: needed.go:3:1: syntax error" },
        { "# example.com/x\npackage example.com/x: cannot find module\n"
          "FAIL\texample.com/x [setup failed]\nFAIL\n",
          "setup failed" },
        { "# ./nothing\npackage ./nothing is not in GOROOT (/usr/lib/go/src/nothing)\n"
          "FAIL\t./nothing [setup failed]\nFAIL\n",
          "setup failed: package ./nothing is not in GOROOT (/usr/lib/go/src/nothing)" },
        { "no Go files in /src/x\n", "no Go files in /src/x" },
        { "go: downloading example.com/y v1.0.0\n"
          "go: cannot find main module, but found .git/config in /src\n",
          "go: cannot find main module, but found .git/config in /src" },
        { "go: go.mod file not found in current directory or any parent directory; see 'go help "
          "modules'\n",
          "go: go.mod file not found in current directory or any parent directory; see 'go help "
          "modules'" },
        { "invalid value \"-1x\" for flag -test.fuzzminimizetime: invalid count\n"
          "Usage of /tmp/x.test:\n  -test.v\nexit status 2\nFAIL\texample.com/x\t0.034s\n",
          "invalid value \"-1x\" for flag -test.fuzzminimizetime: invalid count" },
        { "fuzz: elapsed: 1s, execs: 0 (0/sec), new interesting: 0 (total: 0)\n"
          "--- FAIL: FuzzX (1.01s)\n    fuzzing process terminated without fuzzing: EOF\n"
          "FAIL\nexit status 1\nFAIL\texample.com/x\t1.022s\n",
          "fuzzing process terminated without fuzzing: EOF" },
        { "testing: warning: no tests to run\nPASS\nok  \texample.com/x\t0.003s [no tests to "
          "run]\n",
          "testing: warning: no tests to run" },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct crash_result *result = reads_one(state, cases[i].log);
        assert_string_equal(crash_state_name(result->state), "setup_error");
        assert_string_equal(result->reason, cases[i].reason);
        assert_null(result->crashes);
    }
}

static void the_end_of_the_time_for_fuzzing_is_no_crash(void **state)
{
    const struct crash_result *result =
        reads_one(state, PROGRESS "--- FAIL: FuzzX (60.01s)\n    context deadline exceeded\n"
                                  "FAIL\nexit status 1\nFAIL\texample.com/x\t60.022s\n");
    assert_null(result->crashes);
    assert_int_equal(result->state, CRASH_STATE_OK);
}

static void of_a_whole_module_only_what_fuzzed_or_failed_is_told(void **state)
{
    const struct crash_result *r = reads(
        state,
        "?   \texample.com/vault/cmd\t[no test files]\n"
        "ok  \texample.com/vault\t0.004s\n"
        "# example.com/vault/broken [example.com/vault/broken.test]\n"
        "broken/b_test.go:3:8: \"os\" imported and not used\n"
        "--- FAIL: TestSplit (0.00s)\npanic: runtime error: index out of range [1] with "
        "length 1\n" STACK(
            "example.com/vault/helper/xor.Split") "FAIL\texample.com/vault/helper/xor\t0.011s\n"
                                                  "ok  \texample.com/vault/plain\t(cached)\n"
                                                  "FAIL\texample.com/vault/broken [build "
                                                  "failed]\n" PROGRESS "PASS\nok  "
                                                  "\texample.com/vault/helper/and\t60.1s\nFAIL\n");
    assert_string_equal(r->package, "helper/xor");
    assert_string_equal(r->target, "FuzzMask"); /* its frame is in the stack */
    assert_int_equal(r->state, CRASH_STATE_CRASHED);
    r = r->next;
    assert_string_equal(r->package, "broken");
    assert_int_equal(r->state, CRASH_STATE_SETUP);
    assert_string_equal(r->reason,
                        "build failed: broken/b_test.go:3:8: \"os\" imported and not used");
    r = r->next;
    assert_string_equal(r->package, "helper/and");
    assert_int_equal(r->state, CRASH_STATE_OK);
    assert_null(r->next);
}

static void tests_of_one_package_are_not_those_of_the_next(void **state)
{
    const struct crash_result *r =
        reads(state, "--- FAIL: FuzzA (0.00s)\n    --- FAIL: FuzzA/0123 (0.00s)\n"
                     "        a_test.go:2: two\nFAIL\nFAIL\texample.com/m/a\t0.1s\n"
                     "=== RUN   FuzzA\n--- PASS: FuzzA (0.00s)\nPASS\nok  \texample.com/m/b\t1s\n"
                     "=== RUN   FuzzA\n    a_test.go:2: three\n--- FAIL: FuzzA (0.00s)\nFAIL\n"
                     "FAIL\texample.com/m/c\t0.1s\n");
    assert_string_equal(r->crashes->message, "two");
    r = r->next;
    assert_string_equal(r->package, "b");
    assert_int_equal(r->state, CRASH_STATE_OK);
    assert_null(r->crashes);
    r = r->next;
    assert_string_equal(r->crashes->message, "three");
    assert_null(r->crashes->input_name);
    assert_null(r->next);
}

static void tests_past_the_limit_do_no_harm(void **state)
{
    struct text log = text_new(*state, 16 * 1024 * 1024);
    for (size_t i = 0; i < 12000; i++)
        text_add_format(&log, "--- FAIL: FuzzA%zu (0.00s)\n    a_test.go:2: x\n", i);
    text_add(&log, "FAIL\nFAIL\texample.com/m\t0.1s\n");
    size_t count = 0;
    for (const struct crash_result *r = reads(state, log.at); r; r = r->next)
        count++;
    assert_int_equal(count, 10000);
}

static void packages_that_passed_are_told_if_there_is_nothing_else(void **state)
{
    const struct crash_result *r = reads(state, "ok  \texample.com/vault\t0.004s\n"
                                                "ok  \texample.com/vault/x\t0.004s\n");
    assert_string_equal(r->package, ".");
    assert_int_equal(r->state, CRASH_STATE_OK);
    assert_string_equal(r->next->package, "x");
}

static void a_test_that_passed_may_print_what_it_likes(void **state)
{
    const struct crash_result *result = reads_one(
        state, "=== RUN   FuzzA\nhttp: panic serving 127.0.0.1: boom\npanic: boom\n" STACK(
                   "example.com/x.f") "Traceback (most recent call last):\n"
                                      "  File \"x.py\", line 1, in f\nValueError: x\n"
                                      "--- PASS: FuzzA (0.00s)\nPASS\nok  \texample.com/x\t1s\n");
    assert_int_equal(result->state, CRASH_STATE_OK);
    assert_null(result->crashes);
    assert_string_equal(result->target, "FuzzA");
}

static void two_runs_of_a_target_in_one_log_are_one_result(void **state)
{
    const struct crash_result *result =
        reads_one(state, PROGRESS
                  "--- FAIL: FuzzA (0.03s)\n    --- FAIL: FuzzA (0.00s)\n"
                  "        a_test.go:16: wrong\nFAIL\nexit status 1\nFAIL\texample.com/x\t0.029s\n"
                  "--- FAIL: FuzzA (0.00s)\n    --- FAIL: FuzzA/0123 (0.00s)\n"
                  "        a_test.go:16: wrong\nFAIL\nFAIL\texample.com/x\t0.029s\n");
    assert_int_equal(result->stats.executions, 6000);
    assert_int_equal(count_crashes(result), 1);
}

static void modules_are_taken_off_import_paths(void **state)
{
    static const struct {
        const char *path, *module, *package;
    } cases[] = {
        { "github.com/owner/name/a/b", NULL, "a/b" },
        { "github.com/owner/name", NULL, "." },
        { "github.com/owner/name/v2/a", NULL, "a" },
        { "example.com/vault/helper/xor", NULL, "helper/xor" },
        { "example.com/vault", NULL, "." },
        { "vault/helper/xor", NULL, "helper/xor" },
        { "command-line-arguments", NULL, "command-line-arguments" },
        { "example.com/corp/vault/codec", "example.com/corp/vault", "codec" },
        { "example.com/corp/vaulted", "example.com/corp/vault", "example.com/corp/vaulted" },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct crash_hint hint = { .module = cases[i].module };
        const char *log = text_format(*state, PROGRESS "PASS\nok  \t%s\t1s\n", cases[i].path);
        assert_string_equal(crash_read(*state, bytes_from(log), &hint)->package, cases[i].package);
    }
    /* What the first one alone would be taken for does not fit the second. */
    const struct crash_result *r =
        reads(state, PROGRESS "PASS\nok  \texample.com/a/x\t1s\n" PROGRESS
                              "PASS\nok  \texample.com/b/x\t1s\n");
    assert_string_equal(r->package, "a/x");
    assert_string_equal(r->next->package, "b/x");
    assert_string_equal(
        crash_package_below(*state, "example.com/othervault/helper/xor", "example.com/othervault"),
        "helper/xor");
    assert_string_equal(crash_package_below(*state, "a/b", NULL), "a/b");
}

static void other_programs_may_say_fatal_error(void **state)
{
    const struct crash_result *result =
        reads_one(state, "x.c:1:10: fatal error: foo.h: No such file\n"
                         "fatal error: too many errors emitted, stopping now\n");
    assert_int_equal(result->state, CRASH_STATE_UNPARSED);
}

static void progress_between_the_lines_of_a_stack_is_skipped(void **state)
{
    const struct crash *crash =
        reads_crash(state, "panic: boom\n\ngoroutine 1 [running]:\nexample.com/x.f(0x1)\n"
                           "fuzz: elapsed: 3s, execs: 1 (0/sec), new interesting: 0 (total: 1)\n"
                           "\t/src/x.go:1 +0x1\nexample.com/x.g(0x1)\n\t/src/x.go:2 +0x1\n"
                           "FAIL\texample.com/x\t1s\n");
    assert_int_equal(crash->frames_count, 2);
    assert_int_equal(crash->frames[0].line, 1);
}

#define RACE(first, second)                                                                        \
    "==================\nWARNING: DATA RACE\n" first " at 0x00c420e3a1b8 by goroutine 9:\n"        \
    "  example.com/vault.Add()\n      /src/vault/add.go:4 +0x76\n"                                 \
    "  example.com/vault.Run.func1()\n      /src/vault/run.go:5 +0x18\n\nPrevious " second         \
    " at 0x00c420e3a1b8 by main goroutine:\n"                                                      \
    "  example.com/vault.Sum()\n      /src/vault/sum.go:4 +0x93\n\n"                               \
    "Goroutine 9 (running) created at:\n"                                                          \
    "  example.com/vault.FuzzRace.func1()\n      /src/vault/r_test.go:3 +0x44\n"                   \
    "==================\n"
#define RACE_FAILED                                                                                \
    "--- FAIL: FuzzRace (0.00s)\n    --- FAIL: FuzzRace/seed#0 (0.00s)\n"                          \
    "        testing.go:1319: race detected during execution of test\n"                            \
    "FAIL\nFAIL\texample.com/vault\t0.012s\nFAIL\n"

static void a_race_is_a_crash_of_its_test(void **state)
{
    const struct crash *crash = reads_crash(state, RACE("Read", "write") RACE_FAILED);
    assert_string_equal(crash->type, "data race");
    assert_string_equal(crash->message, "data race: read, previous write");
    assert_string_equal(crash->target, "FuzzRace");
    assert_string_equal(crash->signature,
                        "go-1\ndata race\nexample.com/vault.Add\nexample.com/vault.Sum");
    assert_false(crash->weak);
    assert_string_equal(crash->place->file, "/src/vault/add.go");
    assert_int_equal(crash->frames_count, 2);
    assert_string_equal(crash->stacks->label, "Previous write");
    assert_string_equal(crash->stacks->next->label, "Goroutine 9 (running) created at");
}

static void which_access_of_a_race_came_first_does_not_matter(void **state)
{
    const char *other = "WARNING: DATA RACE\nWrite at 0x01 by goroutine 7:\n"
                        "  example.com/vault.Sum()\n      /src/vault/sum.go:4 +0x76\n\n"
                        "Previous read at 0x01 by goroutine 8:\n"
                        "  example.com/vault.Add()\n      /src/vault/add.go:4 +0x76\n"
                        "==================\n";
    assert_string_equal(reads_crash(state, other)->signature,
                        reads_crash(state, RACE("Read", "write"))->signature);
}

static void a_race_without_its_report_is_weak(void **state)
{
    const struct crash *crash = reads_crash(state, RACE_FAILED);
    assert_string_equal(crash->type, "data race");
    assert_true(crash->weak);
}

static void a_stack_without_its_words_has_the_line_above(void **state)
{
    const char *stack = "goroutine 7 [running]:\nexample.com/x.f(0x1)\n\t/src/x.go:1 +0x1\n";
    const struct crash *crash = reads_crash(
        state, text_format(*state, "W0622 11:59:19.138728   18712 x.go:1] it is wrong\n%s", stack));
    assert_string_equal(crash->type, "crash");
    assert_string_equal(crash->message, "it is wrong");
    assert_string_equal(crash->signature, "go-1\ncrash\nexample.com/x.f");
    crash = reads_crash(state, text_format(*state,
                                           "runtime stack:\nruntime.throw(0x1)\n"
                                           "\truntime/panic.go:1047\n\n%s",
                                           stack));
    assert_string_equal(crash->message, "a stack, without its reason");
    assert_string_equal(crash->place->function, "example.com/x.f");
}

static void a_stack_that_a_program_prints_on_purpose_is_no_crash(void **state)
{
    const struct crash_result *result = reads_one(
        state, "goroutine 1 [running]:\nruntime/debug.Stack()\n\t/go/debug/stack.go:24 +0x65\n"
               "main.main()\n\t/src/main.go:6 +0x1d\n");
    assert_int_equal(result->state, CRASH_STATE_UNPARSED);
}

static void a_chain_of_panics_may_have_messages_of_several_lines(void **state)
{
    const struct crash *crash = reads_crash(
        state,
        "--- FAIL: FuzzMask (0.00s)\npanic: first\nsecond [recovered]\n"
        "\tpanic: again: first\nsecond\n" STACK(
            "example.com/vault/helper/xor.Mask") "FAIL\texample.com/vault/helper/xor\t0.1s\n");
    assert_string_equal(crash->message, "again: first");
    assert_false(crash->weak);
}

static void what_a_program_logs_of_its_end_is_a_weak_crash(void **state)
{
    const char *line = "W0622 11:59:19.138728   18712 x:0] FATAL ERROR: waiting for \"a-8\": EOF\n";
    const struct crash *crash = reads_crash(state, line);
    assert_string_equal(crash->type, "fatal error");
    assert_string_equal(crash->signature, "weak-1\nwaiting for \"\xe2\x80\xa6\": EOF\n ");
    crash = reads_crash(state,
                        text_format(*state, "panic: boom\n%s%s", STACK("example.com/x.f"), line));
    assert_string_equal(crash->message, "boom"); /* of which the line is a consequence */
}

#define WORKERS(crashers)                                                                          \
    "2026/11/22 12:39:53 workers: 4, corpus: 186 (42s ago), crashers: " crashers                   \
    ", restarts: 1/8027, execs: 12009519 (121224/sec), cover: 2746, uptime: 1m39s\n"

static void go_fuzz_tells_its_numbers(void **state)
{
    const struct crash_result *result = reads_one(state, WORKERS("0"));
    assert_int_equal(result->state, CRASH_STATE_OK);
    assert_int_equal(result->stats.executions, 12009519);
    assert_int_equal(result->stats.corpus, 186);
    assert_int_equal(result->stats.coverage, 2746);
    assert_int_equal(result->stats.elapsed_ms, 99000);
    assert_int_equal(reads_one(state, WORKERS("3"))->state, CRASH_STATE_UNPARSED);
}

static void an_input_that_hangs_under_go_fuzz_is_one_crash(void **state)
{
    const struct crash_result *result = reads_one(
        state,
        "program hanged (timeout 10 seconds)\n\nSIGABRT: abort\nPC=0x456420 m=0 sigcode=0\n\n"
        "goroutine 0 [idle]:\nruntime.epollwait()\n        runtime/sys.s:666 +0x20\n\n"
        "goroutine 1 [sleep]:\ntime.Sleep(0x2540be400)\n        runtime/time.go:193 +0x12e\n"
        "example.com/x.Parse({0x7f94, 0xc0})\n        /src/x/parse.go:48 +0x9e\n"
        "example.com/x.Fuzz({0x7f94, 0xc0})\n        /src/x/fuzz.go:6 +0x37\n"
        "go-fuzz-dep.Main({0xc0, 0x1})\n        go-fuzz-dep/main.go:36 +0x15b\n\n"
        "rax    0xfffffffffffffffc\nexit status 2\n");
    assert_int_equal(result->state, CRASH_STATE_TIMEOUT);
    assert_null(result->crashes->next);
    assert_string_equal(result->crashes->signature, "go-1\nprogram hanged\nexample.com/x.Parse");
}

static void the_words_before_an_exit_are_read_without_noise(void **state)
{
    const char *plain = "cannot parse \"7\"\nexit status 3\nFAIL\texample.com/x\t0.1s\n";
    const char *noisy = "2026-11-22T10:41:07Z \x1b[31mcannot parse \"7\"\x1b[0m\r\n"
                        "2026-11-22T10:41:08Z exit status 3\r\n"
                        "2026-11-22T10:41:08Z FAIL\texample.com/x\t0.1s\r\n";
    const struct crash *crash = reads_crash(state, noisy);
    assert_string_equal(crash->message, "cannot parse \"7\"");
    assert_string_equal(crash->signature, reads_crash(state, plain)->signature);
}

static void errors_of_the_runtime_need_no_stack(void **state)
{
    assert_string_equal(reads_crash(state, "fatal error: newosproc\nexecuting\n")->type,
                        "fatal error");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(a_passing_run_has_its_numbers),
        PURE(the_caller_names_the_target_that_the_log_does_not),
        PURE(a_panic_has_type_message_place_and_input),
        PURE(the_excerpt_is_the_report_alone),
        PURE(of_a_chain_of_panics_the_last_one_counts),
        PURE(a_recovered_panic_that_is_cut_off_has_the_same_message),
        PURE(a_panic_that_was_raised_again_is_of_its_first_place),
        PURE(only_a_test_function_and_its_closures_are_the_entry),
        PURE(a_message_may_have_several_lines),
        PURE(kinds_of_panics_and_fatal_errors_are_told),
        PURE(a_hang_is_of_the_goroutine_that_hangs),
        PURE(recursion_is_one_bug_wherever_it_ran_out_of_stack),
        PURE(generic_functions_and_closures_have_plain_names),
        PURE(a_failed_check_is_a_bug_of_its_file_and_message),
        PURE(each_failing_input_of_a_rerun_is_a_crash),
        PURE(with_v_messages_come_before_the_verdict),
        PURE(a_dead_worker_is_weak_and_of_its_target),
        PURE(a_panic_without_a_stack_is_weak_and_of_its_target),
        PURE(an_end_without_a_word_is_an_unexpected_exit),
        PURE(a_test_that_never_came_to_its_end_is_an_unexpected_exit),
        PURE(a_panic_that_is_said_again_and_again_is_one),
        PURE(the_input_that_runs_is_that_of_the_panic),
        PURE(a_failure_of_which_nothing_is_told_is_unparsed),
        PURE(a_saved_input_that_fails_blocks_the_fuzzing),
        PURE(executions_that_do_not_grow_are_a_stall),
        PURE(a_run_that_is_cut_off_is_not_taken_for_a_good_one),
        PURE(of_a_run_that_is_cut_off_the_last_numbers_count),
        PURE(what_did_not_fuzz_says_why),
        PURE(the_end_of_the_time_for_fuzzing_is_no_crash),
        PURE(of_a_whole_module_only_what_fuzzed_or_failed_is_told),
        PURE(tests_of_one_package_are_not_those_of_the_next),
        PURE(tests_past_the_limit_do_no_harm),
        PURE(packages_that_passed_are_told_if_there_is_nothing_else),
        PURE(a_test_that_passed_may_print_what_it_likes),
        PURE(two_runs_of_a_target_in_one_log_are_one_result),
        PURE(modules_are_taken_off_import_paths),
        PURE(other_programs_may_say_fatal_error),
        PURE(progress_between_the_lines_of_a_stack_is_skipped),
        PURE(a_race_is_a_crash_of_its_test),
        PURE(which_access_of_a_race_came_first_does_not_matter),
        PURE(a_race_without_its_report_is_weak),
        PURE(a_stack_without_its_words_has_the_line_above),
        PURE(a_stack_that_a_program_prints_on_purpose_is_no_crash),
        PURE(a_chain_of_panics_may_have_messages_of_several_lines),
        PURE(what_a_program_logs_of_its_end_is_a_weak_crash),
        PURE(go_fuzz_tells_its_numbers),
        PURE(an_input_that_hangs_under_go_fuzz_is_one_crash),
        PURE(the_words_before_an_exit_are_read_without_noise),
        PURE(errors_of_the_runtime_need_no_stack),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
