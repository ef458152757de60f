/* The lines that `go test` and its fuzzer print themselves. */
#include "crash/go.h"
#include "crash/slice.h"

struct here {
    struct go *go;
    struct reading *reading;
    const struct line *line;
    struct bytes rest; /* of the line, behind the words that it was recognised by */
};

/* "FuzzX/seed#0 (0.03s)" */
static struct bytes test_name(struct bytes rest)
{
    rest = slice_trim(rest);
    return slice_to(rest, slice_find_byte(rest, ' '));
}

static void set_current(struct gopackage *package, struct bytes name)
{
    name = slice_to(name, GO_NAME_MAX - 1);
    memcpy(package->current, name.at, name.size);
    package->current[name.size] = '\0';
}

/* The file of an input in the package's folder; inputs of the code have none and keep their name.
 */
static const char *input_name(struct reading *reading, struct bytes name)
{
    struct bytes base = slice_from(name, slice_find_byte(name, '/'));
    if (base.size == 0 || slice_begins(base, "/seed#"))
        return base.size == 0 ? NULL : reading_text(reading, name);
    return text_format(reading->mem, "testdata/fuzz/%s", reading_text(reading, name));
}

static bool take_outcome(struct here *here, enum go_verdict verdict)
{
    struct gopackage *package = &here->go->package;
    struct bytes name = test_name(here->rest);
    set_current(package, name);
    bool is_run = slice_find_byte(name, '/') < name.size;
    if (is_run && verdict == GO_PASSED)
        return true;
    struct gotest *test = gopackage_test(package, here->reading, name);
    if (!test)
        return true;
    if (test->verdict != GO_FAILED)
        test->verdict = verdict;
    if (verdict == GO_FAILED && is_run && !test->input)
        test->input = input_name(here->reading, name);
    if (test->to == 0)
        test->from = here->line->from;
    test->to = here->line->to;
    return true;
}

static bool take_fail(struct here *here)
{
    return take_outcome(here, GO_FAILED);
}

static bool take_pass(struct here *here)
{
    return take_outcome(here, GO_PASSED);
}

/* A test that was skipped did not pass, and says nothing. */
static bool take_skip(struct here *here)
{
    set_current(&here->go->package, test_name(here->rest));
    return true;
}

static bool take_run(struct here *here)
{
    set_current(&here->go->package, test_name(here->rest));
    return true;
}

static bool take_fuzz_name(struct here *here)
{
    struct bytes name = test_name(here->rest);
    set_current(&here->go->package, name);
    here->go->package.fuzzed = gopackage_test(&here->go->package, here->reading, name);
    return true;
}

static bool take_progress(struct here *here)
{
    gostats_take(&here->go->package.stats, here->rest);
    return true;
}

/* What the fuzzer says of its worker.  Only one of these is a crash. */
static bool take_worker(struct here *here)
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
static bool take_deadline(struct here *here)
{
    struct gotest *test = gopackage_current(&here->go->package, here->reading);
    if (!test || test->verdict != GO_FAILED || test->note || test->death)
        return false;
    test->verdict = GO_PASSED;
    here->go->package.word = GO_PASSED;
    return true;
}

static bool take_blocked(struct here *here)
{
    struct gopackage *package = &here->go->package;
    struct gotest *test = gopackage_test(package, here->reading,
                                         slice_to(here->rest, slice_find_byte(here->rest, '/')));
    if (!test)
        return true;
    test->blocked = true;
    test->input = input_name(here->reading, slice_trim(here->rest));
    package->blocked = reading_text(here->reading, slice_trim(here->line->text));
    return true;
}

/* "Failing input written to testdata/fuzz/FuzzX/<hash>", below the test that failed */
static bool take_input(struct here *here)
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

static bool take_rerun(struct here *here)
{
    return here->go->package.used;
}

/* "ok  \tpkg\t6.111s [no tests to run]" */
static bool take_ok(struct here *here)
{
    struct bytes name = slice_eat_until(&here->rest, "\t");
    here->go->package.nothing_ran |= slice_holds(here->rest, "[no tests to run]");
    go_close(here->go, here->reading, reading_text(here->reading, name), GO_PASSED, here->line->to);
    return true;
}

/* "FAIL\tpkg\t0.5s", "FAIL\tpkg [build failed]" */
static bool take_failed(struct here *here)
{
    struct gopackage *package = &here->go->package;
    struct bytes name = slice_to(here->rest, slice_find_byte(here->rest, '\t'));
    struct bytes path = slice_to(name, slice_find(name, " ["));
    if (path.size < name.size && !package->setup)
        package->setup =
            gobuild_reason(&here->go->build, here->reading, path, slice_from(name, path.size + 1));
    go_close(here->go, here->reading, reading_text(here->reading, path), GO_FAILED, here->line->to);
    return true;
}

static bool take_no_tests(struct here *here)
{
    here->go->package.from = here->line->to;
    return true;
}

static bool take_word_pass(struct here *here)
{
    if (here->rest.size > 0)
        return false;
    here->go->package.word = GO_PASSED;
    return true;
}

static bool take_word_fail(struct here *here)
{
    if (here->rest.size > 0)
        return false;
    if (here->go->package.used) /* alone, it is the last line of a whole module */
        here->go->package.word = GO_FAILED;
    return true;
}

static bool take_exit(struct here *here)
{
    if (!here->go->package.exit)
        here->go->package.exit = reading_text(here->reading, slice_trim(here->line->text));
    return here->go->package.used;
}

/* "testing: will not fuzz, -fuzz matches more than one fuzz test: [A B]", "testing: warning: …" */
static bool take_testing(struct here *here)
{
    struct gopackage *package = &here->go->package;
    if (slice_begins(here->rest, "warning: no tests to run"))
        package->nothing_ran = true;
    else if (slice_begins(here->rest, "will not fuzz") ||
             slice_begins(here->rest, "warning: no fuzz tests to fuzz") ||
             slice_begins(here->rest, "warning: no targets to fuzz"))
        package->setup = reading_text(here->reading, slice_trim(here->line->text));
    return true;
}

static bool take_flag_error(struct here *here)
{
    if (!slice_holds(here->rest, "-test.") && !slice_holds(here->rest, "-fuzz"))
        return false;
    here->go->package.setup = reading_text(here->reading, slice_trim(here->line->text));
    return true;
}

static bool take_warning(struct here *here)
{
    (void)here;
    return true;
}

/* What the lines of go test begin with, blanks aside. */
static const struct row {
    const char *begin;
    bool (*take)(struct here *here);
} rows[] = {
    { "--- FAIL: ", take_fail },
    { "--- PASS: ", take_pass },
    { "--- SKIP: ", take_skip },
    { "=== RUN ", take_run },
    { "=== CONT ", take_run },
    { "=== NAME ", take_run },
    { "=== PAUSE ", take_run },
    { "=== FUZZ ", take_fuzz_name },
    { "fuzz: ", take_progress },
    { "fuzzing process ", take_worker },
    { "context deadline exceeded", take_deadline },
    { "failure while testing seed corpus entry: ", take_blocked },
    { "Failing input written to ", take_input },
    { "To re-run:", take_rerun },
    { "go test -run=", take_rerun },
    { "ok  \t", take_ok },
    { "FAIL\t", take_failed },
    { "FAIL", take_word_fail },
    { "PASS", take_word_pass },
    { "?   \t", take_no_tests },
    { "exit status ", take_exit },
    { "signal: ", take_exit },
    { "testing: ", take_testing },
    { "invalid value ", take_flag_error },
    { "flag provided but not defined", take_flag_error },
    { "warning: starting with empty corpus", take_warning },
    { "warning: the test binary was not built with coverage", take_warning },
    { "coverage: ", take_rerun },
};

/* Whether a row begins with the byte: most lines of a log are told by it. */
static bool may_begin(char c)
{
    switch (c) {
    case '-':
    case '=':
    case 'f':
    case 'c':
    case 'F':
    case 'T':
    case 'g':
    case 'o':
    case 'P':
    case '?':
    case 'e':
    case 's':
    case 't':
    case 'i':
    case 'w': return true;
    default: return false;
    }
}

bool golines_take(struct go *go, struct reading *reading, const struct line *line)
{
    struct here here = { go, reading, line, { 0 } };
    struct bytes text = slice_trim(line->text);
    if (text.size == 0 || !may_begin(*text.at))
        return false;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (*text.at != *rows[i].begin || !slice_begins(text, rows[i].begin))
            continue;
        here.rest = slice_from(text, strlen(rows[i].begin));
        /* Before it is taken: a line that ends the package leaves an unused one behind. */
        bool used = go->package.used;
        go->package.used = used || rows[i].take != take_word_fail;
        if (rows[i].take(&here))
            return true;
        go->package.used = used;
    }
    return false;
}
