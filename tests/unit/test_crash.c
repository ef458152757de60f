/* lib/crash/crash.c, reading.c, unparsed.c, severity.c: whatever the log holds */
#include "reads.h"

static const char go_crash[] = "panic: boom\n\ngoroutine 1 [running]:\nexample.com/x.f(0x1)\n"
                               "\t/src/x.go:1 +0x1\nFAIL\texample.com/x\t0.1s\n";

static struct bytes repeat(struct arena *mem, const char *part, size_t count)
{
    size_t size = strlen(part);
    char *at = arena_alloc(mem, size * count + 1);
    for (size_t i = 0; i < count; i++)
        memcpy(at + i * size, part, size);
    return (struct bytes){ at, size * count };
}

static const struct crash *unparsed(const struct crash_result *result)
{
    assert_non_null(result);
    assert_null(result->next);
    assert_int_equal(result->state, CRASH_STATE_UNPARSED);
    assert_non_null(result->reason);
    assert_string_equal(result->crashes->type, "unparsed");
    assert_string_equal(result->crashes->version, "unparsed-1");
    assert_true(result->crashes->weak);
    return result->crashes;
}

static void an_empty_log_is_unparsed(void **state)
{
    const struct crash_result *result = crash_read(*state, BYTES(""), NULL);
    unparsed(result);
    assert_string_equal(result->reason, "the log is empty");
    unparsed(crash_read(*state, (struct bytes){ NULL, 0 }, NULL));
    unparsed(crash_read(*state, repeat(*state, "\n", 100000), NULL));
    unparsed(crash_read(*state, repeat(*state, "\r", 100000), NULL));
    unparsed(crash_read(*state, repeat(*state, " ", 1000000), NULL));
    unparsed(crash_read(*state, (struct bytes){ arena_alloc(*state, 100000), 100000 }, NULL));
}

static void unparsed_logs_are_told_apart_by_their_target(void **state)
{
    struct crash_hint a = { "afl", "fuzz", "a", NULL, NULL },
                      b = { "afl", "fuzz", "b", NULL, NULL };
    const struct crash_result *of_a = crash_read(*state, BYTES("what is this?\n"), &a);
    assert_string_equal(of_a->engine, "afl");
    assert_string_equal(of_a->reason, "not the log of a fuzzer that is known");
    assert_string_equal(unparsed(of_a)->signature, "unparsed-1\nunparsed\nfuzz a");
    const struct crash_result *of_b = crash_read(*state, BYTES("what is this?\n"), &b);
    assert_string_equal(unparsed(of_b)->signature, "unparsed-1\nunparsed\nfuzz b");
    assert_true(bytes_equal(of_a->crashes->excerpt, BYTES("what is this?\n")));
}

/* Families that no scanner reads yet, reports that are cut off, and shells. */
static void signs_of_a_death_are_never_green(void **state)
{
    static const char *const signs[] = {
        "Exception in thread \"main\" java.lang.RuntimeException",
        "Traceback (most recent call last):",
        "==12== Invalid read of size 4",
        "./run.sh: line 3: 4711 Segmentation fault      (core dumped) ./prog",
        "make: *** [Makefile:8: run] Aborted (core dumped)",
    };
    for (size_t i = 0; i < COUNT_OF(signs); i++) {
        const char *log = text_format(*state, "hello\n%s\nbye\n", signs[i]);
        const struct crash_result *result = crash_read(*state, bytes_from(log), NULL);
        unparsed(result);
        assert_string_equal(result->reason, signs[i]);
    }
}

static void what_follows_a_good_run_is_looked_at(void **state)
{
    const struct crash_result *result =
        reads(state, "ok  \texample.com/x\t1s\nthread 'main' panicked at src/main.rs:10:21:\n");
    bool seen = false;
    for (const struct crash_result *r = result; r; r = r->next)
        seen |= r->state == CRASH_STATE_CRASHED;
    assert_true(seen);
}

static void a_crash_that_is_known_explains_the_signs_around_it(void **state)
{
    const char *log = text_format(*state, "%sAborted (core dumped)\n", go_crash);
    assert_int_equal(count_crashes(reads_one(state, log)), 1);
}

static void long_lines_and_names_are_cut(void **state)
{
    struct bytes name = repeat(*state, "n", 900 * 1000);
    const char *log =
        text_format(*state,
                    "panic: %.*s\n\ngoroutine 1 [running]:\nexample.com/x.%.*s(0x1)\n"
                    "\t/src/%.*s.go:1 +0x1\nFAIL\texample.com/x\t0.1s\n",
                    (int)name.size, name.at, (int)name.size, name.at, (int)name.size, name.at);
    const struct crash *crash = reads_crash(state, log);
    assert_true(strlen(crash->message) <= CRASH_TEXT_MAX);
    assert_true(strlen(crash->title) <= CRASH_TITLE_MAX);
    assert_true(strlen(crash->signature) < 2700); /* what a database can index */

    struct bytes nothing = repeat(*state, "a.b(", 250 * 1000);
    unparsed(crash_read(*state, nothing, NULL));
}

static void long_names_that_differ_at_the_end_are_not_the_same(void **state)
{
    struct bytes name = repeat(*state, "n", 1000);
    static const char form[] =
        "panic: x\n\ngoroutine 1 [running]:\nexample.com/x.%s%s(0x1)\n\t/x.go:1\n";
    const struct crash *a = reads_crash(state, text_format(*state, form, name.at, "a"));
    const struct crash *b = reads_crash(state, text_format(*state, form, name.at, "b"));
    assert_string_not_equal(a->signature, b->signature);
}

static void hostile_bytes_become_text(void **state)
{
    static const char log[] =
        "panic: \x1b]0;title\x07 \xff\xfe\x9b \xc2\x9b A\x08\x01 <script>\n\n"
        "goroutine 1 [running]:\nexample.com/x.\xff\0f(0x1)\n\t/src/\x01x.go:1\n";
    const struct crash_result *result = crash_read(*state, BYTES(log), NULL);
    const struct crash *crash = result->crashes;
    const char *const texts[] = { crash->message, crash->title, crash->signature,
                                  crash->frames[0].function, crash->frames[0].file };
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct bytes text = bytes_from(texts[i]);
        assert_true(text_is_utf8(text));
        for (size_t k = 0; k < text.size; k++)
            assert_true((unsigned char)text.at[k] >= 0x20 || text.at[k] == '\n');
    }
    assert_non_null(strstr(crash->message, "<script>"));
    assert_null(strstr(crash->message, "title"));
}

static void a_stack_of_a_million_frames_is_cut(void **state)
{
    struct arena *mem = arena_new((size_t)512 * 1024 * 1024);
    struct text log = text_new(mem, (size_t)256 * 1024 * 1024);
    text_add(&log, "panic: deep\n\ngoroutine 1 [running]:\n");
    for (size_t i = 0; i < 1000000; i++)
        text_add_format(&log, "example.com/x.f%zu(0x1)\n\t/x.go:1 +0x1\n", i);
    const struct crash_result *result = crash_read(mem, (struct bytes){ log.at, log.size }, NULL);
    assert_int_equal(count_crashes(result), 1);
    assert_int_equal(result->crashes->frames_count, CRASH_FRAMES_MAX);
    assert_string_equal(result->crashes->signature, "go-1\ndeep\nexample.com/x.f0\n"
                                                    "example.com/x.f1\nexample.com/x.f2\n"
                                                    "example.com/x.f3\nexample.com/x.f4");
    assert_true(result->crashes->excerpt.size > 30000000); /* all of it is one report */
    arena_free(mem);
    (void)state;
}

static void crashes_past_the_limit_are_counted(void **state)
{
    struct text log = text_new(*state, 1024 * 1024);
    for (size_t i = 0; i < CRASH_FOUND_MAX + 50; i++)
        text_add_format(&log,
                        "==1==ERROR: AddressSanitizer: double-free on 0x1\n"
                        "    #0 0x1 in f%zu /a.c:1:1\nSUMMARY: x\n",
                        i);
    const struct crash_result *result = reads_one(state, log.at);
    assert_int_equal(count_crashes(result), CRASH_FOUND_MAX);
    assert_int_equal(result->crashes_dropped, 50);
}

static void targets_past_the_limit_do_no_harm(void **state)
{
    struct text log = text_new(*state, 16 * 1024 * 1024);
    for (size_t i = 0; i < CRASH_RESULTS_MAX + 50; i++)
        text_add_format(&log, "FAIL\texample.com/x/p%zu\t0.1s\n", i);
    size_t count = 0;
    for (const struct crash_result *r = reads(state, log.at); r; r = r->next)
        count++;
    assert_int_equal(count, CRASH_RESULTS_MAX);
}

static void the_same_crash_again_costs_no_memory(void **state)
{
    struct bytes log = repeat(*state, go_crash, 20000);
    struct arena *mem = arena_new(4 * 1024 * 1024);
    const struct crash_result *result = crash_read(mem, log, NULL);
    assert_int_equal(count_crashes(result), 1);
    arena_free(mem);
}

/* Whatever a log is cut off behind, it is read, and what is told points into it. */
static void every_beginning_of_a_log_is_read(void **state)
{
    static const char log[] =
        "\x1b[1m2026-11-22T10:41:07.123Z === RUN   FuzzA/seed#0\r\n"
        "fuzz: elapsed: 3s, execs: 1 (0/sec), new interesting: 0 (total: 1)\n"
        "--- FAIL: FuzzA (0.00s)\n    testing.go:1356: panic: boom\n"
        "        goroutine 1 [running]:\n        example.com/x.f(0x1)\n        \t/src/x.go:1 +0x1\n"
        "    Failing input written to testdata/fuzz/FuzzA/1\nFAIL\texample.com/x\t0.1s\n"
        "{\"Action\":\"output\",\"Package\":\"a\",\"Test\":\"FuzzB\",\"Output\":\"panic: "
        "\\u00e9\\n\"}\n"
        "# a/b\n./x.go:1:2: no\nFAIL\ta/b [build failed]\n"
        "INFO: Seed: 1\n#1\tNEW    cov: 1 ft: 1 corp: 1/1b exec/s: 0 rss: 1Mb\n"
        "t: x.c:1: f: Assertion `x' failed.\n==1== ERROR: libFuzzer: deadly signal\n"
        "    #0 0x1 in f<a>(int) const /a.c:1:2 (BuildId: 1)\n    #1 0x2  (/lib/libc.so.6+0x1)\n"
        "SUMMARY: x\nartifact_prefix='./'; Test unit written to ./crash-1\n"
        "a.c:1:2: runtime error: division by zero\n    #0 0x1 in f a.c:1:2\n"
        "==1==ERROR: LeakSanitizer: detected memory leaks\n"
        "Direct leak of 5 byte(s) in 1 object(s) allocated from:\n    #0 0x1 in f a.c:1:2\n";
    for (size_t size = 0; size < sizeof(log); size++) {
        struct arena *mem = arena_new(16 * 1024 * 1024);
        struct bytes part = bytes_copy(mem, (struct bytes){ log, size });
        const struct crash_result *result = crash_read(mem, part, NULL);
        assert_non_null(result);
        for (; result; result = result->next) {
            volatile unsigned sum = 0; /* the sanitizer looks, too */
            for (size_t i = 0; i < result->log.size; i++)
                sum += (unsigned char)result->log.at[i];
            for (const struct crash *c = result->crashes; c; c = c->next)
                assert_non_null(c->signature);
        }
        arena_free(mem);
    }
    (void)state;
}

static void severity_goes_by_type(void **state)
{
    static const struct {
        const char *report, *severity, *reason;
    } cases[] = {
        { "heap-buffer-overflow on address 0x602\nWRITE of size 1 at 0x602", "critical",
          "write beyond a heap buffer" },
        { "heap-buffer-overflow on address 0x602\nREAD of size 1 at 0x602", "high",
          "read beyond a heap buffer" },
        { "stack-buffer-overflow on address 0x602\nWRITE of size 1 at 0x602", "critical",
          "write beyond a stack buffer" },
        { "global-buffer-overflow on address 0x602\nREAD of size 1 at 0x602", "high",
          "read beyond a global buffer" },
        { "heap-use-after-free on address 0x602\nREAD of size 1 at 0x602", "critical",
          "use of memory after it was freed" },
        { "attempting double-free on 0x602", "critical", "memory freed twice" },
        { "SEGV on unknown address 0x000000000008 (pc 0x1)\nThe signal is caused by a READ memory "
          "access.",
          "medium", "read near null" },
        { "SEGV on unknown address 0x000000000008 (pc 0x1)\nThe signal is caused by a WRITE memory "
          "access.",
          "medium", "write near null" },
        { "SEGV on unknown address 0x4141414141 (pc 0x1)\nThe signal is caused by a WRITE memory "
          "access.",
          "high", "write to a wild address" },
        { "SEGV on unknown address 0x4141414141 (pc 0x1)\nThe signal is caused by a READ memory "
          "access.",
          "medium", "read from a wild address" },
        { "stack-overflow on address 0x7ffd (pc 0x1)", "medium", "recursion without an end" },
        { "requested allocation size 0x1000 exceeds", "low",
          "one input asks for too much memory at once" },
        { "something-new on address 0x602", "medium", "the program stops" },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *log = text_format(
            *state, "==1==ERROR: AddressSanitizer: %s\n    #0 0x1 in f a.c:1\n", cases[i].report);
        const struct crash *crash = reads_crash(state, log);
        assert_string_equal(crash_severity_name(crash->severity), cases[i].severity);
        assert_string_equal(crash->severity_reason, cases[i].reason);
    }
    static const char *const others[][2] = {
        { "a.c:1:2: runtime error: division by zero\n", "medium" },
        { "a.c:1:2: runtime error: unsigned integer overflow: 1 - 2\n", "low" },
        { "==1== ERROR: libFuzzer: timeout after 25 seconds\n", "low" },
        { "==1== ERROR: libFuzzer: out-of-memory (used: 1Mb; limit: 1Mb)\n", "low" },
        { "==1== ERROR: libFuzzer: fuzz target exited\n", "low" },
        { "==1== ERROR: libFuzzer: deadly signal\n", "medium" },
        { "==1==ERROR: LeakSanitizer: detected memory leaks\n", "low" },
        { "panic: test timed out after 3s\n", "low" },
        { "fatal error: all goroutines are asleep - deadlock!\n", "medium" },
    };
    for (size_t i = 0; i < COUNT_OF(others); i++)
        assert_string_equal(crash_severity_name(reads_crash(state, others[i][0])->severity),
                            others[i][1]);
}

/* A program in Go may say what it likes: its memory stays safe. */
static void a_go_panic_is_never_a_bug_of_memory_safety(void **state)
{
    static const char *const messages[] = { "heap-use-after-free", "double-free",
                                            "heap-buffer-overflow WRITE", "SEGV WRITE", "boom" };
    for (size_t i = 0; i < COUNT_OF(messages); i++) {
        const char *log = text_format(*state,
                                      "panic: %s\n\ngoroutine 1 [running]:\nx/y.f(0x1)\n"
                                      "\t/x.go:1 +0x1\n",
                                      messages[i]);
        const struct crash *crash = reads_crash(state, log);
        assert_int_equal(crash->severity, CRASH_MEDIUM);
        assert_string_equal(crash->severity_reason,
                            "panic: memory stays safe, the goroutine does not go on");
    }
}

static void states_and_severities_have_names(void **state)
{
    (void)state;
    static const char *const states[] = { "ok",      "crashed", "timeout",     "oom",
                                          "stalled", "blocked", "setup_error", "unparsed" };
    for (size_t i = 0; i < COUNT_OF(states); i++)
        assert_string_equal(crash_state_name((enum crash_state)i), states[i]);
    assert_string_equal(crash_severity_name(CRASH_LOW), "low");
    assert_string_equal(crash_severity_name(CRASH_CRITICAL), "critical");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(an_empty_log_is_unparsed),
        PURE(unparsed_logs_are_told_apart_by_their_target),
        PURE(signs_of_a_death_are_never_green),
        PURE(what_follows_a_good_run_is_looked_at),
        PURE(a_crash_that_is_known_explains_the_signs_around_it),
        PURE(long_lines_and_names_are_cut),
        PURE(long_names_that_differ_at_the_end_are_not_the_same),
        PURE(hostile_bytes_become_text),
        PURE(a_stack_of_a_million_frames_is_cut),
        PURE(crashes_past_the_limit_are_counted),
        PURE(targets_past_the_limit_do_no_harm),
        PURE(the_same_crash_again_costs_no_memory),
        PURE(every_beginning_of_a_log_is_read),
        PURE(severity_goes_by_type),
        PURE(a_go_panic_is_never_a_bug_of_memory_safety),
        PURE(states_and_severities_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
