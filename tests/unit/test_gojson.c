/* lib/crash/gojson.c, goevent.c: `go test -json` */
#include "crash/goevent.h"
#include "reads.h"

/* An event with an output; the text has to be JSON already. */
#define OUT(package, test, output)                                                                 \
    "{\"Time\":\"2026-11-22T10:44:08.06Z\",\"Action\":\"output\",\"Package\":\"" package           \
    "\",\"Test\":\"" test "\",\"Output\":\"" output "\"}\n"
#define SAID(package, output)                                                                      \
    "{\"Action\":\"output\",\"Package\":\"" package "\",\"Output\":\"" output "\"}\n"

static void events_of_packages_that_run_side_by_side_are_sorted(void **state)
{
    const struct crash_result *r = reads(
        state,
        OUT("example.com/m/a", "FuzzA", "=== RUN   FuzzA\\n") OUT(
            "example.com/m/b", "FuzzB", "=== RUN   FuzzB\\n") OUT("example.com/m/a", "FuzzA/seed#0",
                                                                  "=== RUN   FuzzA/seed#0\\n")
            OUT("example.com/m/b", "FuzzB/seed#0", "=== RUN   FuzzB/seed#0\\n") OUT(
                "example.com/m/a", "FuzzA/seed#0", "    a_test.go:7: wrong\\n")
                OUT("example.com/m/b", "FuzzB/seed#0", "    b_test.go:8: wrong too\\n") OUT(
                    "example.com/m/a", "FuzzA", "--- FAIL: FuzzA (0.00s)\\n")
                    OUT("example.com/m/b", "FuzzB", "--- FAIL: FuzzB (0.00s)\\n") OUT(
                        "example.com/m/a", "FuzzA/seed#0", "    --- FAIL: FuzzA/seed#0 (0.00s)\\n")
                        OUT("example.com/m/b", "FuzzB/seed#0",
                            "    --- FAIL: FuzzB/seed#0 (0.00s)\\n")
                            SAID("example.com/m/a", "FAIL\\n") SAID("example.com/m/b", "FAIL\\n")
                                SAID("example.com/m/b", "FAIL\\texample.com/m/b\\t0.003s\\n")
                                    SAID("example.com/m/a", "FAIL\\texample.com/m/a\\t0.003s\\n"));
    assert_string_equal(r->package, "a");
    assert_string_equal(r->crashes->message, "wrong");
    assert_string_equal(r->next->package, "b");
    assert_string_equal(r->next->target, "FuzzB");
    assert_string_equal(r->next->crashes->message, "wrong too");
    assert_null(r->next->next);
}

/* What parallel tests say is told apart by the event, where the text alone could not. */
static void output_belongs_to_the_test_of_its_event(void **state)
{
    const struct crash_result *r =
        reads(state, OUT("example.com/m", "FuzzA",
                         "=== RUN   FuzzA\\n") OUT("example.com/m", "FuzzB", "=== RUN   FuzzB\\n")
                         OUT("example.com/m", "FuzzA", "    a_test.go:7: of A\\n")
                             OUT("example.com/m", "FuzzB", "    b_test.go:8: of B\\n")
                                 OUT("example.com/m", "FuzzA", "--- FAIL: FuzzA (0.00s)\\n")
                                     OUT("example.com/m", "FuzzB", "--- FAIL: FuzzB (0.00s)\\n")
                                         SAID("example.com/m", "FAIL\\texample.com/m\\t0.003s\\n"));
    assert_string_equal(r->target, "FuzzA");
    assert_string_equal(r->crashes->message, "of A");
    assert_string_equal(r->next->target, "FuzzB");
    assert_string_equal(r->next->crashes->message, "of B");
}

static void a_log_that_is_cut_off_still_names_its_package(void **state)
{
    const struct crash_result *r =
        reads_one(state, OUT("example.com/m/a", "FuzzA", "panic: boom\\n")
                             OUT("example.com/m/a", "FuzzA", "\\n") OUT("example.com/m/a", "FuzzA",
                                                                        "goroutine 7 [running]:\\n")
                                 OUT("example.com/m/a", "FuzzA",
                                     "example.com/m/a.f(0x1)\\n") "{\"Time\":\"2026-11-22T10:44:08."
                                                                  "06Z\",\"Action\":\"outp");
    assert_string_equal(r->package, "a");
    assert_string_equal(r->target, "FuzzA");
    assert_string_equal(r->crashes->signature, "go-1\nboom\nexample.com/m/a.f");
}

static void a_package_that_does_not_build_says_why(void **state)
{
    const struct crash_result *r = reads_one(
        state,
        "# example.com/m/a [example.com/m/a.test]\n./a_test.go:9:2: undefined: foo\n" SAID(
            "example.com/m/a",
            "FAIL\\texample.com/m/a [build failed]\\n") "{\"Action\":\"fail\",\"Package\":"
                                                        "\"example.com/m/a\",\"Elapsed\":0}\n");
    assert_int_equal(r->state, CRASH_STATE_SETUP);
    assert_string_equal(r->reason, "build failed: ./a_test.go:9:2: undefined: foo");

    /* The same of a newer go command. */
    r = reads_one(
        state,
        "{\"ImportPath\":\"example.com/m/a [example.com/m/a.test]\",\"Action\":"
        "\"build-output\",\"Output\":\"# example.com/m/a [example.com/m/a.test]\\n\"}\n"
        "{\"ImportPath\":\"example.com/m/a [example.com/m/a.test]\",\"Action\":"
        "\"build-output\",\"Output\":\"./a_test.go:9:2: undefined: foo\\n\"}\n"
        "{\"ImportPath\":\"example.com/m/a [example.com/m/a.test]\",\"Action\":"
        "\"build-fail\"}\n" SAID("example.com/m/a", "FAIL\\texample.com/m/a [build failed]\\n"));
    assert_int_equal(r->state, CRASH_STATE_SETUP);
    assert_string_equal(r->reason, "build failed: ./a_test.go:9:2: undefined: foo");
}

static void the_log_of_a_result_is_text_to_read(void **state)
{
    const struct crash_result *r =
        reads_one(state, OUT("example.com/m", "FuzzA", "--- FAIL: FuzzA (0.00s)\\n")
                             OUT("example.com/m", "FuzzA",
                                 "    a_test.go:7: \\u003c\\u00e9\\ud83d\\ude00\\u003e\\n")
                                 SAID("example.com/m", "FAIL\\texample.com/m\\t0.003s\\n"));
    const char *log = text_cut(*state, r->log);
    assert_string_equal(log,
                        "--- FAIL: FuzzA (0.00s)\n    a_test.go:7: <\xc3\xa9\xf0\x9f\x98\x80>\n"
                        "FAIL\texample.com/m\t0.003s\n");
}

static void what_text_and_events_say_of_a_target_is_one_result(void **state)
{
    static const char text[] = "--- FAIL: FuzzA (0.00s)\n    a_test.go:7: one\n"
                               "FAIL\texample.com/m\t0.003s\n";
    const char *log =
        text_format(*state, "%s%s", text,
                    OUT("example.com/m", "FuzzA", "--- FAIL: FuzzA (0.00s)\\n")
                        OUT("example.com/m", "FuzzA", "    a_test.go:7: two\\n")
                            SAID("example.com/m", "FAIL\\texample.com/m\\t0.003s\\n"));
    const struct crash_result *r = reads_one(state, log);
    assert_int_equal(count_crashes(r), 2);
    assert_true(bytes_equal(r->log, BYTES(text)));
}

static void an_event_is_a_flat_object_with_an_action(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",
        "{",
        "{\"",
        "{\"Action\"",
        "{\"Action\":",
        "{\"Action\":\"output\"",
        "{\"Action\":\"output\",",
        "{\"Action\":\"output\",}",
        "{\"Action\":\"output\"} x",
        "{\"Action\":{\"a\":1}}",
        "{\"Action\":[1]}",
        "{\"Output\":\"x\"}",
        "[\"Action\",\"output\"]",
        "{Action:\"output\"}",
    };
    struct goevent event;
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(goevent_read(bytes_from(bad[i]), &event));
    assert_true(
        goevent_read(BYTES("{\"Time\": \"x\", \"Elapsed\" :0.1,\"Action\":\"a\"}"), &event) ==
        false); /* a blank before the colon: not what the tool writes */
    assert_true(
        goevent_read(BYTES("{\"Elapsed\":0.1, \"Action\":\"pass\",\"Test\":\"T\"}"), &event));
    assert_true(bytes_equal(event.action, BYTES("pass")));
    assert_true(bytes_equal(event.test, BYTES("T")));
    assert_int_equal(event.output.size, 0);
}

static void escapes_become_the_characters_they_stand_for(void **state)
{
    static const char *const cases[][2] = {
        { "plain", "plain" },
        { "a\\nb\\tc\\rd\\be\\ff", "a\nb\tc\rd\be\ff" },
        { "\\\"\\\\\\/", "\"\\/" },
        { "\\u0041\\u00E9\\u20ac", "A\xc3\xa9\xe2\x82\xac" },
        { "\\ud83d\\ude00", "\xf0\x9f\x98\x80" },
        { "\\ud83dx\\ude00", "\xef\xbf\xbdx\xef\xbf\xbd" }, /* halves of a pair */
        { "\\ud83d\\u0041", "\xef\xbf\xbd"
                            "A" },
        { "\\u12", "u12" },
        { "end\\", "end" },
        { "\\q", "q" },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct bytes field = bytes_from(cases[i][0]);
        char *to = arena_alloc(*state, field.size + 1);
        size_t size = goevent_unescape(field, to);
        assert_true(size <= field.size);
        assert_string_equal(to, cases[i][1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(events_of_packages_that_run_side_by_side_are_sorted),
        PURE(output_belongs_to_the_test_of_its_event),
        PURE(a_log_that_is_cut_off_still_names_its_package),
        PURE(a_package_that_does_not_build_says_why),
        PURE(the_log_of_a_result_is_text_to_read),
        PURE(what_text_and_events_say_of_a_target_is_one_result),
        PURE(an_event_is_a_flat_object_with_an_action),
        PURE(escapes_become_the_characters_they_stand_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
