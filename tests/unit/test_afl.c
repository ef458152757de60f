/* lib/crash/afl.c, honggfuzz.c: what these fuzzers leave on disk and print */
#include "crash/artifact.h"
#include "crash/signalkind.h"
#include "reads.h"

static const char stats[] = "start_time        : 1795344345\nrun_time          : 10\n"
                            "execs_done        : 14569\nexecs_per_sec     : 1451.67\n"
                            "corpus_count      : 2\nsaved_crashes     : 0\n"
                            "saved_hangs       : 0\nedges_found       : 6\n"
                            "afl_banner        : /src/fuzz_codec\n";

static void statistics_of_a_clean_run_are_ok_and_have_their_numbers(void **state)
{
    const struct crash_result *result = reads_one(state, stats);
    assert_string_equal(result->engine, "afl");
    assert_int_equal(result->state, CRASH_STATE_OK);
    assert_string_equal(result->target, "fuzz_codec");
    assert_int_equal(result->stats.executions, 14569);
    assert_int_equal(result->stats.executions_per_second, 1451);
    assert_int_equal(result->stats.coverage, 6);
    assert_int_equal(result->stats.elapsed_ms, 10000);
}

static void names_of_crash_files_tell_the_signal(void **state)
{
    const struct crash_result *result =
        reads_one(state, "out/main/crashes/id:000000,sig:06,src:000000,time:728,op:havoc,rep:2\n"
                         "out/main/crashes/id:000001,sig:06,src:000000,time:900,op:havoc,rep:2\n"
                         "out/main/crashes/id:000002,sig:11,sync:other,src:000002\n");
    const struct crash *first = result->crashes, *second = first->next;
    assert_string_equal(first->type, "abort");
    assert_string_equal(first->input_name, "id:000000,sig:06,src:000000,time:728,op:havoc,rep:2");
    assert_true(first->weak);
    assert_string_equal(second->type, "SEGV");
    assert_null(second->next);
}

/* Where a program is said to have been killed, that is no crash of it; but AFL saves such inputs.
 */
static void an_input_that_was_saved_because_of_sigkill_is_a_crash(void **state)
{
    const struct crash_result *result =
        reads_one(state, "out/main/crashes/id:000000,sig:09,src:000000,time:728,op:havoc,rep:2\n");
    assert_string_equal(result->crashes->type, "killed");
    enum crash_state known;
    const struct crash_hint hint = { 0 };
    static const char *const cases[][2] = {
        { "out/crashes/id:000000,sig:09,src:0", "killed" },
        { "out/crashes/id:000000,sig:11,src:0", "SEGV" },
        { "SIGVTALRM.PC.0.STACK.1.CODE.0.ADDR.0.INSTR.x.fuzz", "timeout" },
        { "SIGABRT.PC.7f.STACK.18ffd6.CODE.-6.ADDR.0.INSTR.x.fuzz", "abort" },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_string_equal(artifact_crash(*state, cases[i][0], &hint, &known)->type, cases[i][1]);
    struct sankind kind;
    assert_false(signalkind_set(&kind, BYTES("SIGKILL")));
    assert_false(signalkind_set(&kind, BYTES("9")));
    assert_false(signalkind_set(&kind, BYTES("0")));
    assert_false(signalkind_set(&kind, BYTES("11c")));
    assert_true(signalkind_set(&kind, BYTES("11 (core dumped)")));
    assert_string_equal(kind.type, "SEGV");
}

static void hangs_are_timeouts_and_an_abort_of_the_fuzzer_is_a_setup_error(void **state)
{
    const struct crash_result *result =
        reads_one(state, "start_time        : 1\nexecs_done        : 5\nunique_hangs      : 2\n");
    assert_int_equal(result->state, CRASH_STATE_TIMEOUT);
    assert_string_equal(result->crashes->message, "2 hangs saved");
    result = reads_one(state, "afl-fuzz++4.04c based on afl\n"
                              "[-] PROGRAM ABORT : No usable test cases in 'in'\n");
    assert_int_equal(result->state, CRASH_STATE_SETUP);
    assert_string_equal(result->reason, "No usable test cases in 'in'");
}

static void honggfuzz_without_names_goes_by_its_own_hash(void **state)
{
    const struct crash *crash =
        reads_crash(state, "ORIG_FNAME: seed\nFUZZ_FNAME: /w/SIGABRT.PC.7f.fuzz\nPID: 12\n"
                           "SIGNAL: SIGABRT (6)\nFAULT ADDRESS: (nil)\nSTACK HASH: 0013599d485\n"
                           "STACK:\n <0x7f> [func:UNKNOWN file: line:0 module:/w/fuzz]\n");
    assert_string_equal(crash->engine, "honggfuzz");
    assert_string_equal(crash->input_name, "SIGABRT.PC.7f.fuzz");
    assert_string_equal(crash->signature, "weak-1\nabort\nstack 0013599d485\n ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(statistics_of_a_clean_run_are_ok_and_have_their_numbers),
        PURE(names_of_crash_files_tell_the_signal),
        PURE(an_input_that_was_saved_because_of_sigkill_is_a_crash),
        PURE(hangs_are_timeouts_and_an_abort_of_the_fuzzer_is_a_setup_error),
        PURE(honggfuzz_without_names_goes_by_its_own_hash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
