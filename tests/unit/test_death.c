/* lib/crash: how native programs die when no sanitizer reports it */
#include "reads.h"

static const char gdb[] =
    "Program received signal SIGSEGV, Segmentation fault.\n"
    "__strlen_avx2 () at ../sysdeps/x86_64/strlen.S:76\n"
    "#0  __strlen_avx2 () at ../sysdeps/x86_64/strlen.S:76\n"
    "#1  0x0000555555555175 in ns::list<int>::name_len (this=0x55, s=\"a(\",\n"
    "    data=std::vector of length 2 = {...}) at plain.c:5\n"
    "#2  0x00005555555551e2 in main (c=2, v=0x7fff) at plain.c:12\n"
    "A debugging session is active.\n";

static void gdb_tells_signal_and_stack(void **state)
{
    const struct crash *crash = reads_crash(state, gdb);
    assert_string_equal(crash->engine, "gdb");
    assert_string_equal(crash->type, "SEGV");
    assert_int_equal(crash->frames_count, 3);
    assert_string_equal(crash->frames[1].function, "ns::list<int>::name_len");
    assert_string_equal(crash->frames[1].file, "plain.c");
    assert_int_equal(crash->frames[1].line, 5);
    assert_string_equal(crash->signature, "san-1\nSEGV\nns::list::name_len");
    assert_ptr_equal(crash->place, &crash->frames[1]);
}

static void a_stack_alone_is_a_crash_and_builds_are_none(void **state)
{
    const char *stack = strstr(gdb, "#0");
    assert_string_equal(reads_crash(state, stack)->type, "crash");
    const struct crash_result *result =
        reads(state, "#0 building with \"default\" instance\n#1 [internal] load build definition\n"
                     "#1 transferring dockerfile: 32B done\n");
    assert_int_equal(result->state, CRASH_STATE_UNPARSED);
}

static void a_stack_that_comes_late_is_that_of_the_report_without_one(void **state)
{
    const struct crash *crash = reads_crash(
        state, "==14454== ERROR: libFuzzer: deadly signal\n"
               "SUMMARY: libFuzzer: deadly signal\n"
               "dso: id=88668a28 base=0x00005332f2c44000 name=/pkg/bin/basic_fuzzer\n"
               "   #0    0x00005332f2c7 in parse(int) ../../x.cc:34 <<application>>+0x6\n"
               "   #1    0x00005332f2c8 in run() ../../x.cc:40 <<application>>+0x7\n");
    assert_string_equal(crash->type, "deadly signal");
    assert_string_equal(crash->signature, "san-1\ndeadly signal\nparse\nrun");
}

static void words_alone_are_a_crash_and_a_report_has_their_stack(void **state)
{
    static const char *const words[][2] = {
        { "prog: a.c:8: int f(int): Assertion `n > 0' failed.", "assertion failure: n > 0" },
        { "Assertion failed: (n > 0), function f, file a.c, line 8.", "assertion failure: n > 0" },
        { "Assertion failure: n > 0, at /src/a.cpp:8", "assertion failure: n > 0" },
        { "[7:8:0908/072005.7:FATAL:a.cc(40)] Check failed: n > 0 (0 vs. 0)",
          "check failure: n > 0" },
        { "F0813 00:29:27.775753  384244 a.cc:130] Check failed: n > 0", "check failure: n > 0" },
        { "terminate called after throwing an instance of 'ns::E'", "uncaught exception: ns::E" },
        { "free(): invalid pointer", "bad-free: free(): invalid pointer" },
        { "*** stack smashing detected ***: terminated", "stack-buffer-overflow" },
    };
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        const struct crash *alone = reads_crash(state, text_format(*state, "%s\n", words[i][0]));
        assert_string_equal(alone->signature, text_format(*state, "weak-1\n%s\n ", words[i][1]));
        const char *log =
            text_format(*state,
                        "%s\n==1==ERROR: AddressSanitizer: ABRT on unknown address 0x1"
                        "\n    #0 0x1 in abort (/lib/libc.so.6+0x1)\n"
                        "    #1 0x2 in parse a.c:8:1\n",
                        words[i][0]);
        assert_string_equal(reads_crash(state, log)->signature,
                            text_format(*state, "san-1\n%s\nparse", words[i][1]));
    }
}

static void words_with_a_stack_of_their_own_have_it(void **state)
{
    const struct crash *crash = reads_crash(
        state, "#\n# Fatal error in ../src/a.cc, line 394\n"
               "# Debug check failed: a == b (2 vs. 3).\n#\n#\n"
               "==== C stack trace ====\n\n"
               "    /out/libv8.so(_ZN2v84base5debug10StackTraceC1Ev+0x1f)[0xf29b845f]\n"
               "    /out/libv8.so(V8_Fatal+0x19a) [0xf230001a]\n"
               "    /out/libv8.so(_ZN2v86Script3RunENS_5LocalINS_7ContextEEE+0x2c) [0xf4]\n");
    assert_string_equal(crash->engine, "v8");
    assert_string_equal(crash->signature, "san-1\ndebug check failure: a == b\nv8::Script::Run");
}

/* The log of a device has the deaths of all its programs: they count where it has nothing else. */
static void a_tombstone_beside_a_report_is_no_second_crash(void **state)
{
    static const char report[] =
        "INFO: Seed: 1\n==14066== ERROR: libFuzzer: timeout after 90 seconds\n"
        "    #0 0x1 in parse /src/parse.c:1:3\n    #1 0x2 in LLVMFuzzerTestOneInput "
        "/src/fuzz.c:2:1\n"
        "SUMMARY: libFuzzer: timeout\n";
    static const char tombstone[] =
        "pid: 13935, tid: 14017, name: timer  >>> /vendor/bin/bluetooth <<<\n"
        "signal 6 (SIGABRT), code -1 (SI_QUEUE), fault addr --------\nbacktrace:\n"
        "    #0 0x3 in ns::fail() /src/bt.cc:1:3\n    #1 0x4 in ns::read() /src/bt.cc:2:3\n";
    const struct crash_result *result =
        reads_one(state, text_format(*state, "%s%s", report, tombstone));
    assert_int_equal(result->state, CRASH_STATE_TIMEOUT);
    assert_string_equal(result->crashes->frames[0].function, "parse");
    assert_null(result->crashes->next);
    const struct crash *alone = reads_crash(state, tombstone);
    assert_string_equal(alone->engine, "android");
    assert_string_equal(alone->type, "abort");
    assert_string_equal(alone->frames[0].function, "ns::fail");
}

static void words_of_a_passing_run_are_none(void **state)
{
    const struct crash_result *result =
        reads_one(state, "INFO: Seed: 1\n#2\tINITED cov: 1 ft: 1 corp: 1/1b exec/s: 0 rss: 31Mb\n"
                         "t: a.c:8: int f(int): Assertion `n > 0' failed.\n"
                         "Done 100 runs in 2 second(s)\n");
    assert_int_equal(result->state, CRASH_STATE_OK);
    assert_null(result->crashes);
    result = reads_one(state, "[ RUN      ] A.B\nCheck failed: this is expected\n"
                              "[       OK ] A.B (0 ms)\n[  PASSED  ] 2 tests.\n");
    assert_int_equal(result->state, CRASH_STATE_OK);
    result = reads_one(state, "Check failed: this is expected\n[  PASSED  ] 2 tests.\n"
                              "[  FAILED  ] 1 test, listed below:\n");
    assert_int_equal(result->state, CRASH_STATE_UNPARSED);
}

/* The text of a log of JSON is read when that around it is not done yet. */
static void words_behind_a_json_log_are_of_the_text_around_it(void **state)
{
    static const char words[] = "# Fatal error in a.cc, line 1\n# Debug check failed: a == b\n#\n";
    const char *log = text_format(*state,
                                  "{\"Action\":\"output\",\"Package\":\"a\",\"Output\":\"x\\n\"}\n"
                                  "%s",
                                  words);
    const struct crash *found = NULL;
    for (const struct crash_result *r = reads(state, log); r; r = r->next)
        if (r->crashes && strcmp(r->crashes->type, "debug check failure") == 0)
            found = r->crashes;
    assert_non_null(found);
    assert_ptr_equal(found->excerpt.at, strstr(log, words));
}

static void valgrind_tells_errors_and_their_stacks(void **state)
{
    const struct crash *crash = reads_crash(
        state, "==9== Memcheck, a memory error detector\n"
               "==9== Invalid read of size 1\n"
               "==9==    at 0x48: strlen (in /usr/libexec/valgrind/vgpreload_memcheck.so)\n"
               "==9==    by 0x10: name_len (plain.c:5)\n"
               "==9==    by 0x11: main (plain.c:12)\n"
               "==9==  Address 0x0 is not stack'd, malloc'd or (recently) free'd\n"
               "==9== \n==9== \n"
               "==9== Process terminating with default action of signal 11 (SIGSEGV)\n"
               "==9==  Access not within mapped region at address 0x0\n"
               "==9==    at 0x48: strlen (in /usr/libexec/valgrind/vgpreload_memcheck.so)\n"
               "==9==    by 0x10: name_len (plain.c:5)\n");
    assert_string_equal(crash->engine, "valgrind");
    assert_string_equal(crash->type, "invalid read");
    assert_string_equal(crash->signature, "san-1\ninvalid read\nname_len");
}

static void limits_of_centipede_are_the_reason_of_the_abort(void **state)
{
    const struct crash_result *result =
        reads_one(state, "========= Per-input timeout exceeded: 11 > 10 (sec); exiting\n"
                         "==1==ERROR: AddressSanitizer: ABRT on unknown address 0x1\n"
                         "    #0 0x1 in abort (/lib/libc.so.6+0x1)\n    #1 0x2 in spin a.c:8:1\n");
    assert_int_equal(result->state, CRASH_STATE_TIMEOUT);
    assert_string_equal(result->crashes->signature, "san-1\ntimeout\nspin");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(gdb_tells_signal_and_stack),
        PURE(a_stack_alone_is_a_crash_and_builds_are_none),
        PURE(a_stack_that_comes_late_is_that_of_the_report_without_one),
        PURE(words_alone_are_a_crash_and_a_report_has_their_stack),
        PURE(words_with_a_stack_of_their_own_have_it),
        PURE(a_tombstone_beside_a_report_is_no_second_crash),
        PURE(words_of_a_passing_run_are_none),
        PURE(words_behind_a_json_log_are_of_the_text_around_it),
        PURE(valgrind_tells_errors_and_their_stacks),
        PURE(limits_of_centipede_are_the_reason_of_the_abort),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
