/* What the fuzzer of `go test` says of its run and its workers. */
#include "crash/go.h"
#include "crash/slice.h"

bool gofuzz_take_name(struct go_line *here)
{
    struct bytes name = golines_test_name(here->rest);
    golines_set_current(&here->go->package, name);
    here->go->package.fuzzed = gopackage_test(&here->go->package, here->reading, name);
    return true;
}

bool gofuzz_take_progress(struct go_line *here)
{
    gostats_take(&here->go->package.stats, here->rest);
    return true;
}

/* Progress of go-fuzz, the one that was there before that of `go test`. */
bool gofuzz_take_workers(struct go_line *here)
{
    if (!slice_holds(here->rest, ", crashers: "))
        return false;
    gostats_take_workers(&here->go->package.stats, here->rest);
    return true;
}

/* "2026/11/22 12:39:53 workers: 500, …" */
bool gofuzz_take_dated(struct go_line *here)
{
    enum { MOMENT_SIZE = 20 };
    struct bytes text = slice_trim(here->line->text);
    if (text.size < MOMENT_SIZE || text.at[4] != '/')
        return false;
    here->rest = slice_from(text, MOMENT_SIZE);
    return slice_eat(&here->rest, "workers: ") && gofuzz_take_workers(here);
}

/* What the fuzzer says of its worker.  Only one of these is a crash. */
bool gofuzz_take_worker(struct go_line *here)
{
    struct gopackage *package = &here->go->package;
    struct bytes text = slice_trim(here->line->text);
    struct gotest *test = gopackage_current(package, here->reading);
    if (slice_begins(here->rest, "hung or terminated unexpectedly")) {
        if (test && !test->death)
            test->death = reading_text(here->reading, text);
        if (test)
            test->to = here->line->to;
    } else if (slice_begins(here->rest, "terminated") && !package->setup) {
        package->setup = reading_text(here->reading, text);
    }
    return true;
}

/* Said under a test that failed although nothing is wrong with it: the time for fuzzing was over.
 */
bool gofuzz_take_deadline(struct go_line *here)
{
    struct gotest *test = gopackage_current(&here->go->package, here->reading);
    if (!test || test->verdict != GO_FAILED || test->note || test->death)
        return false;
    test->verdict = GO_PASSED;
    here->go->package.out_of_time = true;
    here->go->package.fuzzed = test->top;
    return true;
}

bool gofuzz_take_blocked(struct go_line *here)
{
    struct gopackage *package = &here->go->package;
    struct gotest *test = gopackage_test(package, here->reading,
                                         slice_to(here->rest, slice_find_byte(here->rest, '/')));
    if (!test)
        return true;
    test->blocked = true;
    test->input = gotest_input_name(here->reading, slice_trim(here->rest));
    package->blocked = reading_text(here->reading, slice_trim(here->line->text));
    return true;
}

/* "Failing input written to testdata/fuzz/FuzzX/<hash>", below the test that failed */
bool gofuzz_take_input(struct go_line *here)
{
    struct gopackage *package = &here->go->package;
    struct gotest *test = gopackage_current(package, here->reading);
    if (!test)
        return true;
    test->input = reading_text(here->reading, slice_trim(here->rest));
    test->to = here->line->to;
    struct gotest *died = package->died;
    if (died && died->top == test->top && test->top->result && test->top->result->crashes) {
        struct crash *crash = test->top->result->crashes;
        while (crash->next)
            crash = crash->next;
        crash->input_name = test->input;
    }
    return true;
}
