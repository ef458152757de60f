#include "crash/gopackage.h"

#include "base/hash.h"
#include "crash/gostack.h"
#include "crash/mask.h"
#include "crash/slice.h"

void gopackage_begin(struct gopackage *package, size_t from)
{
    struct gotest *spare = package->tests;
    if (spare)
        *package->tests_end = package->spare;
    else
        spare = package->spare;
    struct index *index = package->tests_index;
    if (index)
        index_clear(index);
    *package = (struct gopackage){ .from = from, .tests_index = index, .spare = spare };
}

/* A test of the package, taken from those of packages that are done if there are any. */
static struct gotest *test_new(struct gopackage *package, struct reading *reading)
{
    struct gotest *test = package->spare;
    if (test)
        package->spare = test->next;
    else
        test = ARENA_ONE(reading->mem, struct gotest);
    *test = (struct gotest){ .top = test };
    if (!package->tests)
        package->tests_end = &package->tests;
    *package->tests_end = test;
    package->tests_end = &test->next;
    package->tests_count++;
    return test;
}

struct gotest *gopackage_test(struct gopackage *package, struct reading *reading, struct bytes name)
{
    if (!package->tests_index)
        package->tests_index = index_new(reading->mem);
    name = slice_to(name, GO_NAME_MAX - 1);
    uint64_t hash = hash_bytes(HASH_START, name);
    struct gotest *test = index_find(package->tests_index, hash);
    if (test || package->tests_count == GO_TESTS_MAX)
        return test;
    test = test_new(package, reading);
    memcpy(test->name, name.at, name.size);
    index_put(package->tests_index, hash, test);
    size_t slash = slice_find_byte(name, '/');
    struct gotest *top = test;
    if (slash < name.size)
        top = gopackage_test(package, reading, slice_to(name, slash));
    test->top = top ? top : test;
    return test;
}

struct gotest *gopackage_current(struct gopackage *package, struct reading *reading)
{
    if (!*package->current)
        return NULL;
    return gopackage_test(package, reading, bytes_from(package->current));
}

const char *gotest_input_name(struct reading *reading, struct bytes name)
{
    struct bytes base = slice_from(name, slice_find_byte(name, '/'));
    if (base.size == 0 || slice_begins(base, "/seed#"))
        return base.size == 0 ? NULL : reading_text(reading, name);
    return text_format(reading->mem, "testdata/fuzz/%s", reading_text(reading, name));
}

const char *gotest_input(struct reading *reading, const struct gotest *test)
{
    if (test->input || test->top->input)
        return test->input ? test->input : test->top->input;
    return gotest_input_name(reading, bytes_from(test->name));
}

struct crash_result *gopackage_result(struct gopackage *package, struct reading *reading,
                                      struct gotest *test)
{
    struct crash_result **at = test ? &test->top->result : &package->unnamed;
    if (!*at) {
        *at = reading_result(reading, "go");
        (*at)->target = test ? reading_text(reading, bytes_from(test->top->name)) : NULL;
    }
    return *at;
}

/* A draft of something the log tells of a test without a stack. */
static struct draft *draft_of(struct reading *reading, struct gopackage *package,
                              const struct gotest *test)
{
    struct draft *draft = reading->draft;
    draft_begin(draft, "go", &frame_go);
    draft->from = test ? test->from : package->last_from;
    draft->to = test ? test->to : package->last_to;
    draft->input = test ? gotest_input(reading, test) : NULL;
    return draft;
}

/* A check that failed: its file and message are the bug, whichever line they stand in now. */
static void add_failure(struct gopackage *package, struct reading *reading, struct gotest *test)
{
    struct draft *draft = draft_of(reading, package, test);
    draft->type = test->raced ? "data race" : "test failure";
    draft->message = test->note && *test->note ? test->note : draft->type;
    draft->strong = !test->raced; /* whose report is missing */
    char mask[MASK_MAX + 1];
    size_t size = mask_write(bytes_from(test->note), mask);
    struct brief kind;
    brief_clear(&kind);
    brief_add_text(&kind, draft->type);
    brief_add_text(&kind, "\n");
    brief_add(&kind, slice_to(bytes_from(test->note_file), BRIEF_MAX / 4));
    brief_add_text(&kind, "\n");
    brief_add(&kind, (struct bytes){ mask, size });
    draft->kind = draft_text(draft, (struct bytes){ kind.at, kind.size });
    if (test->note_file) {
        struct crash_frame *frame = draft_frame(draft); /* of an unknown function */
        frame->file = test->note_file;
        frame->line = test->note_line;
    }
    reading_add(reading, gopackage_result(package, reading, test), draft);
}

/* The process is gone and the log does not say where; the log of a re-run may. */
static void add_exit(struct gopackage *package, struct reading *reading, struct gotest *test,
                     struct bytes words)
{
    struct draft *draft = draft_of(reading, package, test);
    draft->type = "unexpected exit";
    char mask[MASK_MAX + 1];
    if (mask_write(words, mask) > 0) {
        draft->message = draft_text(draft, words);
        draft->kind = draft_text(draft, bytes_from(mask));
    }
    reading_add(reading, gopackage_result(package, reading, test), draft);
}

static void add_crashes(struct gopackage *package, struct reading *reading)
{
    for (struct gotest *t = package->tests; t; t = t->next)
        if (t->verdict == GO_FAILED && t != t->top)
            t->top->blamed = true;
    for (struct gotest *t = package->tests; t; t = t->next) {
        if (t->verdict != GO_FAILED || t->panicked || (t->blamed && !t->note && !t->death))
            continue;
        if (t->death)
            add_exit(package, reading, t, bytes_from(t->death));
        else if (!package->setup)
            add_failure(package, reading, t);
    }
}

/* Nothing says which test failed, or how: the words before the end are all there is. */
static void add_untold(struct gopackage *package, struct reading *reading, size_t to)
{
    struct gotest *current = gopackage_current(package, reading);
    bool running = current && current->verdict == GO_UNKNOWN; /* and it never came to its end */
    bool spoke = package->last_to > package->last_from;
    bool exited = package->exit || spoke || running;
    if (exited && package->word != GO_FAILED) {
        struct brief last = reading_line(reading, package->last_from, to);
        add_exit(package, reading, current, bytes_from(spoke ? last.at : package->exit));
        return;
    }
    struct crash_result *result = gopackage_result(package, reading, current);
    result->state = CRASH_STATE_UNPARSED;
    result->reason = "the package failed, and the log does not say why";
}

/* The test that the progress lines are about; NULL if the log does not tell. */
static struct gotest *find_fuzzed(const struct gopackage *package)
{
    if (package->fuzzed)
        return package->fuzzed;
    if (package->died)
        return package->died->top;
    for (struct gotest *t = package->tests; t; t = t->next)
        if (t->verdict == GO_FAILED && slice_begins(bytes_from(t->name), "Fuzz"))
            return t->top;
    return NULL;
}

static void set_fuzzed(struct gopackage *package, struct reading *reading, enum go_verdict verdict)
{
    if (!package->stats.fuzzing)
        return;
    struct crash_result *result = gopackage_result(package, reading, find_fuzzed(package));
    gostats_set(&package->stats, &result->stats);
    if (result->crashes || package->setup || result->state == CRASH_STATE_UNPARSED)
        return;
    if (package->stats.crashers > 0) {
        result->state = CRASH_STATE_UNPARSED;
        result->reason =
            text_format(reading->mem, "crashers: %" PRId64 ", and what they say is not in this log",
                        package->stats.crashers);
    } else if (verdict == GO_UNKNOWN && !package->stats.endless) {
        result->state = CRASH_STATE_UNPARSED;
        result->reason = "the log ends before the run does";
    } else if (gostats_is_stalled(&package->stats)) {
        result->state = CRASH_STATE_STALLED;
        result->reason = text_format(
            reading->mem,
            "executions: %" PRId64 " after %" PRId64 " s, none in the last %" PRId64 " s",
            result->stats.executions > 0 ? result->stats.executions : 0, package->stats.elapsed_s,
            package->stats.elapsed_s - package->stats.grown_s);
    }
}

static void keep(struct gopackage *package, struct reading *reading, struct crash_result *result,
                 const char *name, size_t to)
{
    result->package = name ? name : NULL;
    result->log = reading_part(reading, package->from, to);
    if (result->crashes && result->state != CRASH_STATE_BLOCKED)
        result->state = reading_state(result);
    reading_keep(reading, result);
}

static bool keep_all(struct gopackage *package, struct reading *reading, const char *name,
                     size_t to)
{
    bool any = package->unnamed != NULL;
    if (package->unnamed)
        keep(package, reading, package->unnamed, name, to);
    for (struct gotest *t = package->tests; t; t = t->next) {
        bool passed_fuzz =
            t == t->top && t->verdict == GO_PASSED && slice_begins(bytes_from(t->name), "Fuzz");
        if (passed_fuzz)
            (void)gopackage_result(package, reading, t);
        if (!t->result || t != t->top)
            continue;
        if (t->blocked) {
            t->result->state = CRASH_STATE_BLOCKED;
            t->result->reason = package->blocked;
        }
        keep(package, reading, t->result, name, to);
        any = true;
    }
    return any;
}

static void set_setup(struct gopackage *package, struct reading *reading)
{
    struct crash_result *result = gopackage_result(package, reading, find_fuzzed(package));
    result->state = CRASH_STATE_SETUP;
    result->reason = package->setup;
}

static bool has_failed(const struct gopackage *package)
{
    bool failed = package->unnamed != NULL;
    for (const struct gotest *t = package->tests; t && !failed; t = t->next)
        failed = t->verdict == GO_FAILED || t->result;
    return failed;
}

/* What a package says that passed in the end did not crash it. */
static void forget_crashes(struct gopackage *package)
{
    package->unnamed = NULL;
    for (struct gotest *t = package->tests; t; t = t->next)
        t->result = NULL;
}

bool gopackage_close(struct gopackage *package, struct reading *reading, const char *name,
                     enum go_verdict verdict, size_t to)
{
    if (!name)
        name = reading->package ? reading->package
               : *package->path ? reading_text(reading, bytes_from(package->path))
                                : NULL;
    if (verdict == GO_UNKNOWN)
        verdict = package->word;
    if (package->out_of_time && !has_failed(package))
        verdict = GO_PASSED;
    if (verdict == GO_PASSED)
        forget_crashes(package);
    else
        add_crashes(package, reading);
    if (package->setup)
        set_setup(package, reading);
    else if (verdict == GO_FAILED && !package->unnamed) {
        bool told = false;
        for (struct gotest *t = package->tests; t && !told; t = t->next)
            told = t->result != NULL;
        if (!told)
            add_untold(package, reading, to);
    }
    set_fuzzed(package, reading, verdict);
    return keep_all(package, reading, name, to);
}
