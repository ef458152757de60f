/* lib/crash/passed.c: inputs that were run again and passed */
#include "crash/passed.h"

#include "scene.h"

static const char *read_names(void **state, const char *log, const char *target)
{
    struct text all = text_new(*state, 64 * 1024);
    text_add(&all, "");
    for (const struct passed *p = passed_read(*state, bytes_from(log), target); p; p = p->next)
        text_add_format(&all, "%s;", p->name);
    return all.at;
}

static void go_names_the_files_of_a_fuzz_function(void **state)
{
    static const char log[] = "=== RUN   FuzzXor\n"
                              "=== RUN   FuzzXor/05aa\n"
                              "--- PASS: FuzzXor (0.00s)\n"
                              "    --- PASS: FuzzXor/05aa (0.00s)\r\n"
                              "    --- PASS: FuzzXor/06bb (0.00s)\n"
                              "    --- FAIL: FuzzXor/07cc (0.00s)\n"
                              "    --- PASS: FuzzOther/08dd (0.00s)\n"
                              "--- PASS: TestXor/09ee (0.00s)\nPASS\n";
    assert_string_equal(read_names(state, log, "FuzzXor"), "05aa;06bb;");
    assert_string_equal(read_names(state, log, NULL), "05aa;06bb;08dd;");
}

static void go_says_the_same_in_json(void **state)
{
    assert_string_equal(
        read_names(state,
                   "{\"Action\":\"output\",\"Test\":\"FuzzXor/05aa\",\"Output\":\"    --- PASS: "
                   "FuzzXor/05aa (0.00s)\\n\"}\n",
                   "FuzzXor"),
        "05aa;");
}

static void libfuzzer_names_what_it_executed(void **state)
{
    assert_string_equal(read_names(state,
                                   "Running: out/crash-1 a\nExecuted out/crash-1 a in 3 ms\n"
                                   "Running: crash-2\nAddressSanitizer: x\n"
                                   "Executed nothing of the kind\nNot Executed x in 1 ms\n",
                                   "fuzz"),
                        "crash-1 a;");
}

static void a_log_of_fuzzing_names_none(void **state)
{
    assert_null(passed_read(*state, BYTES("fuzz: elapsed: 3s, execs: 1 (0/sec)\nPASS\n"), "FuzzX"));
    assert_null(passed_read(*state, (struct bytes){ 0 }, NULL));
    assert_null(passed_read(*state, BYTES("--- PASS: Fuzz"), NULL));
    assert_null(passed_read(*state, BYTES("\nExecuted "), NULL));
}

static void no_log_names_more_than_the_limit(void **state)
{
    struct text log = text_new(*state, 1024 * 1024);
    for (int i = 0; i < PASSED_MAX + 9; i++)
        text_add_format(&log, "--- PASS: FuzzX/%d (0.00s)\n", i);
    size_t count = 0;
    for (const struct passed *p = passed_read(*state, (struct bytes){ log.at, log.size }, NULL); p;
         p = p->next)
        count++;
    assert_int_equal(count, PASSED_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(go_names_the_files_of_a_fuzz_function), PURE(go_says_the_same_in_json),
        PURE(libfuzzer_names_what_it_executed),      PURE(a_log_of_fuzzing_names_none),
        PURE(no_log_names_more_than_the_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
