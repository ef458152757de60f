/* lib/crash/rules.c, and what rules do to a signature */
#include "crash/rules.h"

#include "reads.h"

static const char log_of_six[] = "panic: x\n\ngoroutine 1 [running]:\n"
                                 "example.com/x.check(0x1)\n\t/x.go:1\n"
                                 "github.com/other/lib.Parse(0x1)\n\t/l.go:1\n"
                                 "example.com/x.b(0x1)\n\t/x.go:2\n"
                                 "runtime.helper(0x1)\n\t/r.go:2\n"
                                 "example.com/x.c(0x1)\n\t/x.go:3\n"
                                 "example.com/x.d(0x1)\n\t/x.go:4\n"
                                 "example.com/x.e(0x1)\n\t/x.go:5\n"
                                 "example.com/x.f(0x1)\n\t/x.go:6\n";

static const char *signature(void **state, const char *rules, size_t depth)
{
    const char *reason;
    const struct crash_hint hint = { .rules = rules_read(*state, rules, depth, &reason) };
    if (reason)
        fail_msg("%s", reason);
    return crash_read(*state, bytes_from(log_of_six), &hint)->crashes->signature;
}

#define X "\nexample.com/x."

static void without_rules_the_tables_decide(void **state)
{
    const char *expected = "go-1\nx" X "check\ngithub.com/other/lib.Parse" X "b" X "c" X "d";
    assert_string_equal(signature(state, "", CRASH_DEPTH), expected);
    assert_string_equal(reads_crash(state, log_of_six)->signature, expected);
}

static void the_first_rule_that_fits_decides(void **state)
{
    assert_string_equal(signature(state,
                                  "# checks only say that something is wrong\n"
                                  "not ours \\.check$\r\n\n"
                                  "  ours   ^example\\.com/ \n"
                                  "not ours .\n",
                                  5),
                        "go-1\nx" X "b" X "c" X "d" X "e" X "f");
    assert_string_equal(signature(state, "ours ^runtime\\.\nnot ours ^example", 5),
                        "go-1\nx\ngithub.com/other/lib.Parse\nruntime.helper");
}

static void the_depth_is_how_many_frames_count(void **state)
{
    assert_string_equal(signature(state, "", 1), "go-1\nx" X "check");
    assert_string_equal(signature(state, "not ours other/lib", 32),
                        "go-1\nx" X "check" X "b" X "c" X "d" X "e" X "f");
}

static void frames_that_are_not_ours_are_marked_so(void **state)
{
    const char *reason;
    const struct crash_hint hint = { .rules = rules_read(*state, "not ours other", 5, &reason) };
    const struct crash *c = crash_read(*state, bytes_from(log_of_six), &hint)->crashes;
    assert_true(c->frames[0].in_app);
    assert_false(c->frames[1].in_app);
}

static void what_calls_the_fuzz_function_is_nobodys(void **state)
{
    static const char log[] = "panic: x\n\ngoroutine 1 [running]:\n"
                              "example.com/x.a(0x1)\n\t/x.go:1\n"
                              "example.com/x.FuzzA.func1(0x1)\n\t/x_test.go:1\n"
                              "reflect.Value.call(0x1)\n\t/v.go:1\n";
    const char *reason;
    const struct crash_hint hint = { .rules = rules_read(*state, "ours .", 5, &reason) };
    assert_string_equal(crash_read(*state, bytes_from(log), &hint)->crashes->signature,
                        "go-1\nx" X "a");
}

static void a_line_that_is_no_rule_is_named(void **state)
{
    static const char *const cases[][2] = { { "ours a\nmine b", "line 2: a rule begins with" },
                                            { "ours", "line 1: a rule begins with" },
                                            { "\n\nours (a", "line 3: a ( is not closed" },
                                            { "oursa", "line 1: a rule begins with" } };
    const char *reason;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_null(rules_read(*state, cases[i][0], 5, &reason));
        if (!strstr(reason, cases[i][1]))
            fail_msg("%s: %s", cases[i][0], reason);
    }
    struct text many = text_new(*state, 64 * 1024);
    for (int i = 0; i <= RULES_MAX; i++)
        text_add(&many, "ours a\n");
    assert_null(rules_read(*state, many.at, 5, &reason));
    assert_string_equal(reason, "line 21: there are more than 20 rules");
    for (int i = 0; i < 2000; i++)
        text_add(&many, "#####\n");
    assert_null(rules_read(*state, many.at, 5, &reason));
    assert_string_equal(reason, "there are more than 8192 bytes");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(without_rules_the_tables_decide),         PURE(the_first_rule_that_fits_decides),
        PURE(the_depth_is_how_many_frames_count),      PURE(frames_that_are_not_ours_are_marked_so),
        PURE(what_calls_the_fuzz_function_is_nobodys), PURE(a_line_that_is_no_rule_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
