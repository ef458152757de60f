/* lib/crash/java.c: what Jazzer and the Java runtime say */
#include "reads.h"

#define FRAMES                                                                                     \
    "\tat java.base/java.lang.Integer.parseInt(Integer.java:652)\n"                                \
    "\tat com.example.codec.Reader$Inner.lambda$body$3(Reader.java:49)\n"                          \
    "\tat app//com.example.codec.Reader.read(Reader.java:12) ~[codec.jar:?]\n"                     \
    "\tat com.example.CodecFuzzer.fuzzerTestOneInput(CodecFuzzer.java:8)\n"

#define CRASHING                                                                                   \
    "== libFuzzer crashing input ==\nMS: 1 ChangeBit-; base unit: adc83b19\n"                      \
    "artifact_prefix='./'; Test unit written to ./crash-0eb8e4ed\n"

static void an_exception_under_jazzer_is_a_crash_of_the_run(void **state)
{
    const struct crash_result *result = reads_one(
        state,
        "INFO: Seed: 1\n#2\tINITED cov: 9 ft: 9 corp: 1/1b exec/s: 0 rss: 40Mb\n\n"
        "== Java Exception: java.lang.NumberFormatException: For input: \"x\"\n" FRAMES CRASHING);
    assert_string_equal(result->engine, "libfuzzer");
    const struct crash *crash = result->crashes;
    assert_null(crash->next);
    assert_string_equal(crash->engine, "java");
    assert_string_equal(crash->type, "java.lang.NumberFormatException");
    assert_string_equal(crash->message, "java.lang.NumberFormatException: For input: \"x\"");
    assert_string_equal(crash->input_name, "crash-0eb8e4ed");
    assert_string_equal(
        crash->signature,
        "java-1\njava.lang.NumberFormatException\n"
        "com.example.codec.Reader$Inner.lambda$body$\ncom.example.codec.Reader.read");
    assert_string_equal(crash->frames[0].module, "java.base/");
    assert_string_equal(crash->place->file, "Reader.java");
    assert_int_equal(crash->place->line, 49);
}

static void the_fuzzer_s_own_key_is_the_signature(void **state)
{
    const struct crash *crash = reads_crash(state, "== Java Exception: com.example.Bad: x\n" FRAMES
                                                   "DEDUP_TOKEN: 2484535967ef85e3\n" CRASHING);
    assert_string_equal(crash->signature, "java-1\ncom.example.Bad\nDEDUP_TOKEN 2484535967ef85e3");
    assert_false(crash->weak);
}

static void what_caused_it_is_another_stack_and_part_of_the_signature(void **state)
{
    const struct crash *crash = reads_crash(
        state, "Exception in thread \"main\" com.example.Wrapped: outer\n"
               "\tat com.example.Target.main(Target.java:4)\n"
               "Caused by: java.io.IOException: inner: more\n" FRAMES "\t... 4 more\nbye\n");
    assert_string_equal(crash->type, "com.example.Wrapped");
    assert_int_equal(crash->frames_count, 1);
    assert_string_equal(crash->stacks->label, "Caused by: java.io.IOException: inner: more");
    assert_int_equal(crash->stacks->count, 4);
    assert_string_equal(crash->signature, "java-1\ncom.example.Wrapped\njava.io.IOException\n"
                                          "com.example.Target.main");
}

static void detectors_say_how_bad_it_is(void **state)
{
    static const struct {
        const char *words, *type;
        enum crash_severity severity;
        enum crash_state result;
    } cases[] = {
        { "FuzzerSecurityIssueCritical: Remote Code Execution", "security exception (critical)",
          CRASH_CRITICAL, CRASH_STATE_CRASHED },
        { "FuzzerSecurityIssueMedium: com.example.Bad: x", "security exception (medium)",
          CRASH_MEDIUM, CRASH_STATE_CRASHED },
        { "FuzzerSecurityIssueLow: Out of memory (use '-Xmx512m' to reproduce)", "out-of-memory",
          CRASH_LOW, CRASH_STATE_OOM },
        { "FuzzerSecurityIssueLow: Stack overflow (use '-Xss1m' to reproduce)", "stack-overflow",
          CRASH_MEDIUM, CRASH_STATE_CRASHED },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct crash_result *result = reads_one(
            state, text_format(*state, "== Java Exception: com.code_intelligence.jazzer.api.%s\n%s",
                               cases[i].words, FRAMES));
        assert_string_equal(result->crashes->type, cases[i].type);
        assert_int_equal(result->crashes->severity, cases[i].severity);
        assert_int_equal(result->state, cases[i].result);
        assert_string_equal(result->crashes->title, cases[i].words);
    }
}

static void a_stack_is_known_by_the_line_above_it(void **state)
{
    const struct crash *crash = reads_crash(
        state, "hello\njava.lang.IllegalStateException: first line\nsecond line\n" FRAMES);
    assert_string_equal(crash->message, "java.lang.IllegalStateException: first line");
    assert_memory_equal(crash->excerpt.at, "java.lang", 9);
    const struct crash_result *none = reads_one(state, "hello\nDumping threads\n" FRAMES);
    assert_int_equal(none->state, CRASH_STATE_UNPARSED);
}

static void a_message_may_have_more_lines_than_one(void **state)
{
    const struct crash *crash =
        reads_crash(state, "== Java Exception: com.example.Bad: one\ntwo\n\nthree\n" FRAMES);
    assert_int_equal(crash->frames_count, 4);
    assert_string_equal(crash->message, "com.example.Bad: one");
}

static void what_a_good_build_printed_is_no_crash(void **state)
{
    const struct crash_result *result = reads_one(
        state, "java.lang.IllegalStateException: expected\n" FRAMES "[INFO] BUILD SUCCESS\n");
    assert_int_equal(result->state, CRASH_STATE_OK);
    assert_null(result->crashes);
}

static void the_stack_of_a_timeout_is_that_of_the_main_thread(void **state)
{
    const struct crash_result *result = reads_one(
        state, "INFO: Seed: 1\n==7== ERROR: libFuzzer: timeout after 2 seconds\n\n"
               "Stack traces of all JVM threads:\nThread[Reference Handler,10,system]\n"
               "\tat java.base@17.0.2/java.lang.ref.Reference.wait(Native Method)\n\n"
               "Thread[main,5,main]\n" FRAMES "\nThread[Common-Cleaner,8,InnocuousThreadGroup]\n"
               "\tat java.base@17.0.2/java.lang.Object.wait(Native Method)\n\n"
               "Garbage collector stats:\n\nSUMMARY: libFuzzer: timeout\n");
    assert_int_equal(result->state, CRASH_STATE_TIMEOUT);
    assert_null(result->crashes->next);
    assert_string_equal(result->crashes->signature,
                        "java-1\ntimeout\ncom.example.codec.Reader$Inner.lambda$body$\n"
                        "com.example.codec.Reader.read");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(an_exception_under_jazzer_is_a_crash_of_the_run),
        PURE(the_fuzzer_s_own_key_is_the_signature),
        PURE(what_caused_it_is_another_stack_and_part_of_the_signature),
        PURE(detectors_say_how_bad_it_is),
        PURE(a_stack_is_known_by_the_line_above_it),
        PURE(a_message_may_have_more_lines_than_one),
        PURE(the_stack_of_a_timeout_is_that_of_the_main_thread),
        PURE(what_a_good_build_printed_is_no_crash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
