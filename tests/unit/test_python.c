/* lib/crash/python.c and its files: what Python, Atheris and PySecSan say */
#include "reads.h"

#define TRACEBACK                                                                                  \
    "Traceback (most recent call last):\n"                                                         \
    "  File \"/src/fuzz.py\", line 40, in TestOneInput\n"                                          \
    "    parse(data)\n"                                                                            \
    "  File \"/src/codec/reader.py\", line 12, in parse\n"                                         \
    "    return lookup({}, data)\n"                                                                \
    "           ^^^^^^^^^^^^^^^^\n"                                                                \
    "  File \"/src/codec/table.py\", line 7, in lookup\n"                                          \
    "    return d[k]\n"

#define EXITED                                                                                     \
    "==7== ERROR: libFuzzer: fuzz target exited\n"                                                 \
    "    #0 0x55d in __sanitizer_print_stack_trace /x/asan_stack.cpp:86:3\n"                       \
    "    #1 0x55e in Py_Exit /x/pylifecycle.c:2299:5\n"                                            \
    "SUMMARY: libFuzzer: fuzz target exited\n"                                                     \
    "MS: 1 ChangeBit-; base unit: adc83b19\n"                                                      \
    "artifact_prefix='./'; Test unit written to ./crash-0eb8e4ed\n"

static void an_exception_under_atheris_is_one_crash_of_the_run(void **state)
{
    const struct crash_result *result = reads_one(
        state, "INFO: Running with entropic power schedule (0xFF, 100).\n"
               "INFO: Seed: 1\n#2\tINITED cov: 9 ft: 9 corp: 1/1b exec/s: 0 rss: 40Mb\n"
               " === Uncaught Python exception: ===\nKeyError: 'abc'\n" TRACEBACK "\n" EXITED);
    assert_string_equal(result->engine, "libfuzzer");
    assert_int_equal(result->state, CRASH_STATE_CRASHED);
    assert_int_equal(result->stats.coverage, 9);
    const struct crash *crash = result->crashes;
    assert_null(crash->next); /* that the process exited is no second one */
    assert_string_equal(crash->engine, "python");
    assert_string_equal(crash->type, "KeyError");
    assert_string_equal(crash->message, "KeyError: 'abc'");
    assert_string_equal(crash->input_name, "crash-0eb8e4ed");
    assert_string_equal(crash->signature, "python-1\nKeyError\ntable.lookup\nreader.parse");
    assert_string_equal(crash->place->function, "lookup");
    assert_string_equal(crash->place->file, "/src/codec/table.py");
    assert_int_equal(crash->place->line, 7);
}

static void a_traceback_says_below_what_was_raised(void **state)
{
    const struct crash *crash =
        reads_crash(state, TRACEBACK "codec.table.Missing: no 'abc'\nbye, all of you\n");
    assert_string_equal(crash->type, "codec.table.Missing");
    assert_string_equal(crash->message, "codec.table.Missing: no 'abc'");
    const char *end = "no 'abc'\n";
    assert_memory_equal(crash->excerpt.at + crash->excerpt.size - strlen(end), end, strlen(end));
    assert_string_equal(reads_crash(state, TRACEBACK "Stop\n")->type, "Stop");
    assert_string_equal(reads_crash(state, TRACEBACK)->type, "uncaught exception");
}

static void of_exceptions_that_led_to_each_other_the_last_one_counts(void **state)
{
    const struct crash *crash = reads_crash(
        state, TRACEBACK "KeyError: 'abc'\n\nThe above exception was the direct cause of the "
                         "following exception:\n\nTraceback (most recent call last):\n"
                         "  File \"/src/main.py\", line 27, in <module>\n    sys.exit(main())\n"
                         "  File \"/src/main.py\", line 22, in main\n    raise Bad() from e\n"
                         "ValueError: bad\n");
    assert_string_equal(crash->signature, "python-1\nValueError\nmain.main");
    assert_memory_equal(crash->excerpt.at, "Traceback", 9);
}

static void recursion_is_folded(void **state)
{
    const struct crash *crash = reads_crash(
        state,
        "Traceback (most recent call last):\n  File \"t.py\", line 9, in parse\n    nest(0)\n"
        "  File \"t.py\", line 2, in nest\n    nest(n)\n"
        "  File \"t.py\", line 2, in nest\n    nest(n)\n"
        "  File \"t.py\", line 2, in nest\n    nest(n)\n"
        "  [Previous line repeated 994 more times]\n"
        "RecursionError: maximum recursion depth exceeded\n");
    assert_string_equal(crash->signature, "python-1\nRecursionError\nt.nest");
    assert_string_equal(crash->severity_reason, "recursion without an end");
}

static void of_a_long_traceback_the_innermost_frames_are_kept(void **state)
{
    struct text log = text_new(*state, 1024 * 1024);
    text_add(&log, "Traceback (most recent call last):\n");
    for (int i = 0; i < 1000; i++)
        text_add_format(&log, "  File \"t.py\", line %d, in f%d\n    go()\n", i, i);
    text_add(&log, "ValueError: x\n");
    const struct crash *crash = reads_crash(state, log.at);
    assert_int_equal(crash->frames_count, CRASH_FRAMES_MAX);
    assert_string_equal(crash->frames[0].function, "f999");
    assert_string_equal(crash->frames[CRASH_FRAMES_MAX - 1].function, "f744");
    assert_string_equal(crash->type, "ValueError");
}

static void lines_of_others_in_a_traceback_are_skipped(void **state)
{
    const struct crash *crash =
        reads_crash(state, "Traceback (most recent call last):\n  File \"t.py\", line 9, in parse\n"
                           "#2048\tpulse  cov: 9 ft: 9 corp: 1/1b exec/s: 0 rss: 40Mb\n"
                           "  File \"t.py\", line 2, in nest\n    nest(n)\nValueError: x\n");
    assert_string_equal(crash->signature, "python-1\nValueError\nt.nest\nt.parse");
}

static void an_exception_that_the_fuzzer_went_on_after_is_none(void **state)
{
    const struct crash_result *result = reads_one(
        state,
        "INFO: Seed: 1\n" TRACEBACK "KeyError: 'abc'\n"
        "#8\tDONE   cov: 9 ft: 9 corp: 1/1b exec/s: 0 rss: 40Mb\nDone 8 runs in 1 second(s)\n");
    assert_int_equal(result->state, CRASH_STATE_OK);
    assert_null(result->crashes);
}

static void to_exit_is_no_crash(void **state)
{
    const struct crash_result *result =
        reads_one(state, "INFO: Seed: 1\n" TRACEBACK "KeyboardInterrupt\n"
                         "Done 8 runs in 1 second(s)\n");
    assert_null(result->crashes);
    result = reads_one(state, TRACEBACK "SystemExit: 3\n");
    assert_string_equal(result->engine, "unknown");
}

static void a_module_that_cannot_be_loaded_is_a_set_up_error(void **state)
{
    const struct crash_result *result = reads_one(
        state, "Traceback (most recent call last):\n  File \"fuzz.py\", line 1, in <module>\n"
               "    import atheris\nModuleNotFoundError: No module named 'atheris'\n");
    assert_int_equal(result->state, CRASH_STATE_SETUP);
    assert_string_equal(result->reason, "ModuleNotFoundError: No module named 'atheris'");
    assert_null(result->crashes);
}

static void a_fatal_signal_has_the_stack_of_the_current_thread(void **state)
{
    const struct crash *crash = reads_crash(
        state,
        "Fatal Python error: Segmentation fault\n\nThread 0x0001 (most recent call first):\n"
        "  File \"/lib/threading.py\", line 3 in wait\n\n"
        "Current thread 0x0002 (most recent call first):\n"
        "  File \"/src/image.py\", line 15 in decode\n  File \"/src/fuzz.py\", line 8 in run\n"
        "\nThread 0x0003 (most recent call first):\n  File \"/src/other.py\", line 3 in wait\n"
        "\nExtension modules: a, b (total: 2)\n");
    assert_string_equal(crash->type, "SEGV");
    assert_string_equal(crash->signature, "python-1\nSEGV\nimage.decode\nfuzz.run");
    assert_int_equal(crash->place->line, 15);
    assert_string_equal(reads_crash(state, "Fatal Python error: init failed\n")->type,
                        "fatal error");
}

static void many_threads_leave_room_for_the_current_one(void **state)
{
    struct text log = text_new(*state, 4 * 1024 * 1024);
    text_add(&log, "Fatal Python error: Aborted\n\n");
    for (int i = 0; i < 4000; i++)
        text_add_format(&log,
                        "Thread 0x%d (most recent call first):\n  File \"/src/%060d.py\", "
                        "line 3 in waits_for_something_that_takes_long\n\n",
                        i, i);
    text_add(&log,
             "Current thread 0x0002 (most recent call first):\n  File \"a.py\", line 1 in f\n");
    assert_string_equal(reads_crash(state, log.at)->signature, "python-1\nabort\na.f");
}

static void a_detector_says_what_the_input_got_to_do(void **state)
{
    const struct crash *crash = reads_crash(
        state, "===BUG DETECTED: PySecSan: Command injection ===\n[PYSECSAN] by way of os.system\n"
               "[PYSECSAN] Stacktrace:\n  File \"t.py\", line 31, in test_one_input\n"
               "  File \"t.py\", line 25, in list_files\n"
               "  File \"pysecsan/sanlib.py\", line 76, in abort_with_issue\n[PYSECSAN] Exiting\n");
    assert_string_equal(crash->type, "security exception");
    assert_int_equal(crash->severity, CRASH_HIGH);
    assert_string_equal(crash->signature,
                        "python-1\nsecurity exception\nCommand injection\nt.list_files");
}

static void what_passing_tests_printed_is_no_crash(void **state)
{
    const struct crash_result *result =
        reads_one(state, TRACEBACK "KeyError: 'abc'\n===== 3 passed in 0.02s =====\n");
    assert_int_equal(result->state, CRASH_STATE_OK);
    assert_null(result->crashes);
    result =
        reads_one(state, TRACEBACK "KeyError: 'abc'\n===== 1 failed, 3 passed in 0.02s =====\n");
    assert_int_equal(result->state, CRASH_STATE_CRASHED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(an_exception_under_atheris_is_one_crash_of_the_run),
        PURE(a_traceback_says_below_what_was_raised),
        PURE(of_exceptions_that_led_to_each_other_the_last_one_counts),
        PURE(recursion_is_folded),
        PURE(of_a_long_traceback_the_innermost_frames_are_kept),
        PURE(lines_of_others_in_a_traceback_are_skipped),
        PURE(an_exception_that_the_fuzzer_went_on_after_is_none),
        PURE(to_exit_is_no_crash),
        PURE(a_module_that_cannot_be_loaded_is_a_set_up_error),
        PURE(a_fatal_signal_has_the_stack_of_the_current_thread),
        PURE(many_threads_leave_room_for_the_current_one),
        PURE(what_passing_tests_printed_is_no_crash),
        PURE(a_detector_says_what_the_input_got_to_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
