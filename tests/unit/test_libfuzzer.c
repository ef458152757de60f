/* lib/crash/libfuzzer.c and native.c: runs of libFuzzer */
#include "reads.h"

#define BEGIN                                                                                      \
    "INFO: Running with entropic power schedule (0xFF, 100).\nINFO: Seed: 3581303694\n"            \
    "INFO: Loaded 1 modules   (10 inline 8-bit counters): 10 [0x55, 0x56),\n"
#define PROGRESS                                                                                   \
    "#2\tINITED cov: 4 ft: 5 corp: 1/3b exec/s: 0 rss: 30Mb\n"                                     \
    "#3\tNEW    cov: 5 ft: 6 corp: 2/7b lim: 4 exec/s: 0 rss: 30Mb L: 4/4 MS: 1 CrossOver-\n"      \
    "#41\tREDUCE cov: 5 ft: 6 corp: 2/5b lim: 4 exec/s: 0 rss: 31Mb L: 2/3 MS: 1 EraseBytes-\n"    \
    "#8192\tpulse  cov: 5 ft: 6 corp: 2/5b lim: 80 exec/s: 4096 rss: 44Mb\n"
#define CRASH                                                                                      \
    "==1==ERROR: AddressSanitizer: heap-buffer-overflow on address 0x602 at pc 0x55\n"             \
    "READ of size 4 at 0x602 thread T0\n"                                                          \
    "    #0 0x55 in parse /src/t.cc:8:32\n    #1 0x56 in main (/out/t+0x5c)\n\n"                   \
    "SUMMARY: AddressSanitizer: heap-buffer-overflow /src/t.cc:8:32 in parse\n==1==ABORTING\n"

static void a_run_that_ends_well_has_its_numbers(void **state)
{
    const struct crash_result *result =
        reads_one(state, BEGIN PROGRESS
                  "#9000\tDONE   cov: 6 ft: 6 corp: 3/9b lim: 80 exec/s: 4500 rss: 40Mb\n"
                  "Done 9000 runs in 2 second(s)\n");
    assert_int_equal(result->state, CRASH_STATE_OK);
    assert_string_equal(result->engine, "libfuzzer");
    assert_null(result->target);
    assert_int_equal(result->stats.executions, 9000);
    assert_int_equal(result->stats.executions_per_second, 4500);
    assert_int_equal(result->stats.new_interesting, 1);
    assert_int_equal(result->stats.corpus, 3);
    assert_int_equal(result->stats.coverage, 6);
    assert_int_equal(result->stats.elapsed_ms, 2000);
    assert_int_equal(result->stats.peak_rss_mb, 44);
}

static void final_statistics_go_before_what_was_counted(void **state)
{
    const struct crash_result *result =
        reads_one(state, BEGIN PROGRESS "Done 9000 runs in 2 second(s)\n"
                                        "stat::number_of_executed_units: 9001\n"
                                        "stat::average_exec_per_sec:     4400\n"
                                        "stat::new_units_added:          7\n"
                                        "stat::slowest_unit_time_sec:    0\n"
                                        "stat::peak_rss_mb:              55\n");
    assert_int_equal(result->stats.executions, 9001);
    assert_int_equal(result->stats.executions_per_second, 4400);
    assert_int_equal(result->stats.new_interesting, 7);
    assert_int_equal(result->stats.peak_rss_mb, 55);
}

static void a_crash_takes_its_artifact_and_its_text(void **state)
{
    const char *log = BEGIN PROGRESS CRASH
        "MS: 2 InsertByte-CrossOver-; base unit: adc83b19\n0x46,0x75,\nFu\n"
        "artifact_prefix='./out/'; Test unit written to ./out/crash-190b32d9\nBase64: RnU=\n";
    const struct crash_result *result = reads_one(state, log);
    const struct crash *crash = result->crashes;
    assert_int_equal(result->state, CRASH_STATE_CRASHED);
    assert_string_equal(result->target, "t");
    assert_string_equal(crash->input_name, "crash-190b32d9");
    assert_memory_equal(crash->excerpt.at, "==1==ERROR", 10);
    const char *end = "crash-190b32d9\n";
    assert_memory_equal(crash->excerpt.at + crash->excerpt.size - strlen(end), end, strlen(end));
    assert_int_equal(result->stats.executions, 8192);
}

static void a_slow_unit_is_no_crash(void **state)
{
    const struct crash_result *result = reads_one(
        state, BEGIN PROGRESS "Slowest unit: 12 s:\n"
                              "artifact_prefix='./'; Test unit written to ./slow-unit-0b1c\n"
                              "Done 9000 runs in 20 second(s)\n");
    assert_int_equal(result->state, CRASH_STATE_OK);
}

static void an_artifact_without_a_report_is_not_taken_for_a_good_end(void **state)
{
    const struct crash_result *result =
        reads_one(state, BEGIN PROGRESS "artifact_prefix='./'; Test unit written to ./crash-0b1c\n"
                                        "Done 9000 runs in 20 second(s)\n");
    assert_int_equal(result->state, CRASH_STATE_UNPARSED);
    assert_non_null(strstr(result->reason, "crash-0b1c"));
}

static void inputs_that_pass_are_a_good_run_of_the_named_target(void **state)
{
    const struct crash_result *result =
        reads_one(state, BEGIN "/out/bin/t2: Running 2 inputs 1 time(s) each.\n"
                               "Running: in/a\nExecuted in/a in 0 ms\n"
                               "Running: in/b\nExecuted in/b in 3 ms\n"
                               "***\n*** NOTE: fuzzing was not performed, you have only\n***\n");
    assert_int_equal(result->state, CRASH_STATE_OK);
    assert_string_equal(result->target, "t2");
    assert_int_equal(result->stats.executions, 2);
}

static void an_input_that_never_ends_well_is_not_a_good_run(void **state)
{
    const struct crash_result *result =
        reads_one(state, BEGIN "./t2: Running 1 inputs 1 time(s) each.\nRunning: in/a\n");
    assert_int_equal(result->state, CRASH_STATE_UNPARSED);
    assert_string_equal(result->reason, "the log ends before the run does");
}

static void the_last_input_has_to_end_well_too(void **state)
{
    const struct crash_result *result =
        reads_one(state, BEGIN "./t2: Running 2 inputs 1 time(s) each.\nRunning: in/a\n"
                               "Executed in/a in 0 ms\nRunning: in/b\n");
    assert_int_equal(result->state, CRASH_STATE_UNPARSED);
}

static void the_caller_s_name_of_the_target_goes_before_the_program_s(void **state)
{
    struct crash_hint hint = { .target = "mine" };
    const struct crash_result *result = crash_read(*state, BYTES(BEGIN CRASH), &hint);
    assert_string_equal(result->target, "mine");
    assert_string_equal(result->crashes->target, "mine");
}

static void a_crash_of_a_given_input_names_it(void **state)
{
    const struct crash_result *result = reads_one(
        state, BEGIN "./t: Running 1 inputs 1 time(s) each.\nRunning: in/crash-1\n" CRASH);
    assert_string_equal(result->crashes->input_name, "crash-1");
}

static void fork_mode_without_stacks_is_weak_and_told_once(void **state)
{
    const struct crash_result *result = reads_one(
        state, BEGIN
        "INFO: -fork=1: fuzzing in separate process(s)\n"
        "#212: cov: 7 ft: 7 corp: 3 exec/s 0 oom/timeout/crash: 0/0/0 time: 0s job: 1 dft_time: 0\n"
        "==21930==ERROR: AddressSanitizer: heap-buffer-overflow on address 0x602000003995 at pc "
        "0x5\n"
        "#7106: cov: 7 ft: 7 corp: 3 exec/s 0 oom/timeout/crash: 0/0/1 time: 2s job: 2 dft_time: "
        "0\n"
        "==21945==ERROR: AddressSanitizer: heap-buffer-overflow on address 0x602000064268 at pc "
        "0x7\n"
        "==21950== ERROR: libFuzzer: timeout after 2 seconds\n"
        "#9099: cov: 10 ft: 8 corp: 4 exec/s 0 oom/timeout/crash: 0/0/2 time: 3s job: 3\n"
        "INFO: exiting: 1 time: 3s\n");
    assert_int_equal(result->state, CRASH_STATE_CRASHED);
    assert_int_equal(count_crashes(result), 2);
    assert_true(result->crashes->weak);
    assert_string_equal(result->crashes->type, "heap-buffer-overflow");
    assert_int_equal(result->crashes->severity, CRASH_HIGH); /* it may be a read */
    assert_string_equal(result->crashes->next->type, "timeout");
    assert_int_equal(result->stats.executions, 9099);
    assert_int_equal(result->stats.executions_per_second, 3033);
    assert_int_equal(result->stats.elapsed_ms, 3000);
}

static void the_caller_names_the_target_of_weak_crashes(void **state)
{
    const char *log = BEGIN "==1==ERROR: AddressSanitizer: heap-buffer-overflow on address 0x6\n"
                            "#9099: cov: 10 ft: 8 corp: 4 exec/s 0 oom/timeout/crash: 0/0/2\n";
    struct crash_hint a = { .target = "fuzz_a", .package = "fuzz" }, b = { .target = "fuzz_b" };
    const struct crash *of_a = crash_read(*state, bytes_from(log), &a)->crashes;
    const struct crash *of_b = crash_read(*state, bytes_from(log), &b)->crashes;
    assert_string_equal(of_a->signature, "weak-1\nheap-buffer-overflow\nfuzz fuzz_a");
    assert_string_equal(of_a->target, "fuzz_a");
    assert_string_equal(of_a->package, "fuzz");
    assert_string_not_equal(of_a->signature, of_b->signature);
}

static void timeouts_and_exhausted_memory_are_states_of_their_own(void **state)
{
    const struct crash_result *result =
        reads_one(state, BEGIN "==1== ERROR: libFuzzer: timeout after 25 seconds\n"
                               "    #0 0x1 in spin /src/a.c:1:2\nSUMMARY: libFuzzer: timeout\n");
    assert_int_equal(result->state, CRASH_STATE_TIMEOUT);
    assert_string_equal(result->crashes->title, "timeout after 25 seconds");
    result =
        reads_one(state, BEGIN
                  "==1== ERROR: libFuzzer: out-of-memory (used: 492Mb; limit: 300Mb)\n"
                  "   To change the out-of-memory limit use -rss_limit_mb=<N>\n\n"
                  "Live Heap Allocations: 510734523 bytes in 49 chunks; quarantined: 9306 bytes\n"
                  "486539264 byte(s) (95%) in 29 allocation(s)\n"
                  "    #0 0x1 in malloc (/out/t+0x1)\n    #1 0x2 in hoard /src/a.c:8:51\n\n"
                  "20971840 byte(s) (4%) in 1 allocation(s)\n"
                  "    #0 0x1 in malloc (/out/t+0x1)\n    #1 0x2 in other /src/a.c:9:51\n\n"
                  "SUMMARY: libFuzzer: out-of-memory\n");
    assert_int_equal(result->state, CRASH_STATE_OOM);
    assert_string_equal(result->crashes->signature, "san-1\nout-of-memory\nhoard");
    assert_string_equal(result->crashes->stacks->label, "20971840 byte(s) (4%) in 1 allocation(s)");
}

static void what_did_not_fuzz_says_why(void **state)
{
    static const char *const cases[][2] = {
        { BEGIN "ERROR: The required directory \"corp\" does not exist\n",
          "ERROR: The required directory \"corp\" does not exist" },
        { BEGIN "ERROR: no interesting inputs were found. Is the code instrumented for coverage? "
                "Exiting.\n",
          "ERROR: no interesting inputs were found. Is the code instrumented for coverage? "
          "Exiting." },
        { "./t: error while loading shared libraries: libx.so.1: cannot open shared object file: "
          "No "
          "such file or directory\n",
          "./t: error while loading shared libraries: libx.so.1: cannot open shared object file: "
          "No "
          "such file or directory" },
        { BEGIN "ParseDictionaryFile: error in line 3\n", "ParseDictionaryFile: error in line 3" },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct crash_result *result = reads_one(state, cases[i][0]);
        assert_string_equal(crash_state_name(result->state), "setup_error");
        assert_string_equal(result->reason, cases[i][1]);
    }
}

static void a_run_that_was_stopped_is_a_good_one_and_a_cut_off_one_is_not(void **state)
{
    const struct crash_result *result =
        reads_one(state, BEGIN PROGRESS "==12== libFuzzer: run interrupted; exiting\n");
    assert_int_equal(result->state, CRASH_STATE_OK);
    result = reads_one(state, BEGIN PROGRESS);
    assert_int_equal(result->state, CRASH_STATE_UNPARSED);
    assert_string_equal(result->crashes->version, "unparsed-1");
}

static void runs_of_several_targets_are_several_results(void **state)
{
    const struct crash_result *result = reads(
        state, BEGIN "./a: Running 1 inputs 1 time(s) each.\nRunning: x\nExecuted x in 0 ms\n" BEGIN
                     "./b: Running 1 inputs 1 time(s) each.\nRunning: x\n" CRASH);
    assert_string_equal(result->target, "a");
    assert_int_equal(result->state, CRASH_STATE_OK);
    assert_string_equal(result->next->target, "b");
    assert_int_equal(result->next->state, CRASH_STATE_CRASHED);
    assert_null(result->next->next);
}

static void two_runs_of_a_target_are_one_result_as_bad_as_the_worse(void **state)
{
    const char *good = "./t: Running 1 inputs 1 time(s) each.\nRunning: x\nExecuted x in 0 ms\n";
    const char *log = text_format(*state,
                                  "%s./t: Running 1 inputs 1 time(s) each.\nRunning: x\n"
                                  "%s%s%s",
                                  BEGIN, CRASH, BEGIN, good);
    const struct crash_result *result = reads_one(state, log);
    assert_int_equal(result->state, CRASH_STATE_CRASHED);
    assert_int_equal(count_crashes(result), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(a_run_that_ends_well_has_its_numbers),
        PURE(final_statistics_go_before_what_was_counted),
        PURE(a_crash_takes_its_artifact_and_its_text),
        PURE(a_slow_unit_is_no_crash),
        PURE(an_artifact_without_a_report_is_not_taken_for_a_good_end),
        PURE(inputs_that_pass_are_a_good_run_of_the_named_target),
        PURE(an_input_that_never_ends_well_is_not_a_good_run),
        PURE(the_last_input_has_to_end_well_too),
        PURE(the_caller_s_name_of_the_target_goes_before_the_program_s),
        PURE(a_crash_of_a_given_input_names_it),
        PURE(fork_mode_without_stacks_is_weak_and_told_once),
        PURE(the_caller_names_the_target_of_weak_crashes),
        PURE(timeouts_and_exhausted_memory_are_states_of_their_own),
        PURE(what_did_not_fuzz_says_why),
        PURE(a_run_that_was_stopped_is_a_good_one_and_a_cut_off_one_is_not),
        PURE(runs_of_several_targets_are_several_results),
        PURE(two_runs_of_a_target_are_one_result_as_bad_as_the_worse),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
