/* The lines that `go test` and its fuzzer print themselves. */
#include "crash/go.h"
#include "crash/slice.h"

struct bytes golines_test_name(struct bytes rest)
{
    rest = slice_trim(rest);
    return slice_to(rest, slice_find_byte(rest, ' '));
}

void golines_set_current(struct gopackage *package, struct bytes name)
{
    name = slice_to(name, GO_NAME_MAX - 1);
    memcpy(package->current, name.at, name.size);
    package->current[name.size] = '\0';
}

static bool take_outcome(struct go_line *here, enum go_verdict verdict)
{
    struct gopackage *package = &here->go->package;
    struct bytes name = golines_test_name(here->rest);
    golines_set_current(package, name);
    bool is_run = slice_find_byte(name, '/') < name.size;
    if (is_run && verdict == GO_PASSED)
        return true;
    struct gotest *test = gopackage_test(package, here->reading, name);
    if (!test)
        return true;
    if (test->verdict != GO_FAILED)
        test->verdict = verdict;
    if (verdict == GO_FAILED && is_run && !test->input)
        test->input = gotest_input_name(here->reading, name);
    if (test->to == 0)
        test->from = here->line->from;
    test->to = here->line->to;
    return true;
}

static bool take_fail(struct go_line *here)
{
    return take_outcome(here, GO_FAILED);
}

static bool take_pass(struct go_line *here)
{
    return take_outcome(here, GO_PASSED);
}

/* A test that was skipped did not pass, and says nothing. */
static bool take_skip(struct go_line *here)
{
    golines_set_current(&here->go->package, golines_test_name(here->rest));
    return true;
}

static bool take_run(struct go_line *here)
{
    golines_set_current(&here->go->package, golines_test_name(here->rest));
    return true;
}

static bool take_rerun(struct go_line *here)
{
    return here->go->package.used;
}

/* "ok  \tpkg\t6.111s [no tests to run]" */
static bool take_ok(struct go_line *here)
{
    struct bytes name = slice_eat_until(&here->rest, "\t");
    here->go->package.nothing_ran |= slice_holds(here->rest, "[no tests to run]");
    go_close(here->go, here->reading, reading_text(here->reading, name), GO_PASSED, here->line->to);
    return true;
}

/* "FAIL\tpkg\t0.5s", "FAIL\tpkg [build failed]" */
static bool take_failed(struct go_line *here)
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

static bool take_no_tests(struct go_line *here)
{
    here->go->package.from = here->line->to;
    return true;
}

static bool take_word_pass(struct go_line *here)
{
    if (here->rest.size > 0)
        return false;
    here->go->package.word = GO_PASSED;
    return true;
}

static bool take_word_fail(struct go_line *here)
{
    if (here->rest.size > 0)
        return false;
    if (here->go->package.used) /* alone, it is the last line of a whole module */
        here->go->package.word = GO_FAILED;
    return true;
}

static bool take_exit(struct go_line *here)
{
    if (!here->go->package.exit)
        here->go->package.exit = reading_text(here->reading, slice_trim(here->line->text));
    return here->go->package.used;
}

/* "testing: will not fuzz, -fuzz matches more than one fuzz test: [A B]", "testing: warning: …" */
static bool take_testing(struct go_line *here)
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

static bool take_flag_error(struct go_line *here)
{
    if (!slice_holds(here->rest, "-test.") && !slice_holds(here->rest, "-fuzz"))
        return false;
    here->go->package.setup = reading_text(here->reading, slice_trim(here->line->text));
    return true;
}

static bool take_warning(struct go_line *here)
{
    (void)here;
    return true;
}

/* What the lines of go test begin with, blanks aside. */
static const struct row {
    const char *begin;
    bool (*take)(struct go_line *here);
} rows[] = {
    { "--- FAIL: ", take_fail },
    { "--- PASS: ", take_pass },
    { "--- SKIP: ", take_skip },
    { "=== RUN ", take_run },
    { "=== CONT ", take_run },
    { "=== NAME ", take_run },
    { "=== PAUSE ", take_run },
    { "=== FUZZ ", gofuzz_take_name },
    { "fuzz: ", gofuzz_take_progress },
    { "20", gofuzz_take_dated },
    { "workers: ", gofuzz_take_workers },
    { "fuzzing process ", gofuzz_take_worker },
    { "context deadline exceeded", gofuzz_take_deadline },
    { "failure while testing seed corpus entry: ", gofuzz_take_blocked },
    { "Failing input written to ", gofuzz_take_input },
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

void golines_name(struct interest *interest, unsigned who)
{
    INTEREST_BEGINS(interest, rows, begin, who);
}

/* Notes which row is the first that begins with a letter: it tells most lines of a log. */
static void note_first(struct go *go)
{
    for (size_t i = COUNT_OF(rows); i-- > 0;)
        go->first_row[(unsigned char)*rows[i].begin] = (unsigned char)(i + 1);
    go->ready = true;
}

bool golines_take(struct go *go, struct reading *reading, const struct line *line)
{
    struct go_line here = { go, reading, line, { 0 } };
    if (!go->ready)
        note_first(go);
    struct bytes text = slice_trim(line->text);
    size_t first = text.size > 0 ? go->first_row[(unsigned char)*text.at] : 0;
    if (first == 0)
        return false;
    for (size_t i = first - 1; i < COUNT_OF(rows); i++) {
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
