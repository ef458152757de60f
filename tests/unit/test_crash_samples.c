/* Every log of tests/data/crash, against what cases.tsv says of it. */
#include "base/file.h"
#include "reads.h"

enum { CASES_MAX = 200, LOG_MAX = 1024 * 1024 };
static const char folder[] = "tests/data/crash";

struct sample {
    const char *file, *state, *type, *weak, *package, *target, *bug;
    const char *signature; /* as read */
};

struct samples {
    size_t count;
    struct sample at[CASES_MAX];
};

static void free_arena(void *at)
{
    struct arena **mem = at;
    arena_free(*mem);
    *mem = NULL;
}

static struct bytes log_of(struct arena *mem, const char *file)
{
    return file_read(mem, text_format(mem, "%s/%s", folder, file), LOG_MAX);
}

/* Takes the fields of one line off the text; "-" is NULL. */
static void read_sample(struct sample *sample, char *line)
{
    const char **fields[] = { &sample->file,    &sample->state,  &sample->type, &sample->weak,
                              &sample->package, &sample->target, &sample->bug };
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        char *field = strsep(&line, "\t");
        assert_non_null(field);
        *fields[i] = strcmp(field, "-") == 0 ? NULL : field;
    }
}

static struct samples *read_samples(struct arena *mem)
{
    struct samples *samples = ARENA_ONE(mem, struct samples);
    struct bytes table = log_of(mem, "cases.tsv");
    char *text = text_cut(mem, table), *line;
    while ((line = strsep(&text, "\n"))) {
        if (*line == '\0' || *line == '#')
            continue;
        assert_true(samples->count < CASES_MAX);
        read_sample(&samples->at[samples->count++], line);
    }
    assert_int_equal(samples->count, 185);
    return samples;
}

/* What one log says, in an arena that is emptied before each: there are many logs. */
static const struct crash_result *read_log(struct arena *mem, struct bytes log,
                                           const struct crash_hint *hint)
{
    static struct arena *of_one_log;
    if (!of_one_log) {
        of_one_log = arena_new((size_t)64 * 1024 * 1024);
        arena_defer(mem, free_arena, &of_one_log);
    }
    arena_reset(of_one_log);
    return crash_read(of_one_log, log, hint);
}

static void same(const char *file, const char *what, const char *got, const char *wanted)
{
    if ((!got != !wanted) || (got && strcmp(got, wanted) != 0))
        fail_msg("%s: %s is %s, not %s", file, what, got ? got : "NULL", wanted ? wanted : "NULL");
}

static const char *module_of(const struct sample *sample)
{
    if (!sample->package)
        return NULL;
    return strstr(sample->package, "/codec") ? "example.com/corp/vault" : "example.com/othervault";
}

static void check_sample(struct arena *mem, struct sample *sample)
{
    const char *module = module_of(sample);
    struct crash_hint hint = { .target = sample->target, .module = module };
    const struct crash_result *result = read_log(mem, log_of(mem, sample->file), &hint);
    assert_null(result->next);
    same(sample->file, "state", crash_state_name(result->state), sample->state);
    same(sample->file, "target", result->target, sample->target);
    same(sample->file, "package", result->package,
         sample->package ? sample->package + strlen(module) + 1 : NULL);
    const struct crash *crash = result->crashes;
    same(sample->file, "type", crash ? crash->type : NULL, sample->type);
    if (!crash)
        return;
    assert_null(crash->next);
    same(sample->file, "weak", crash->weak ? "weak" : NULL, sample->weak);
    same(sample->file, "target of the crash", crash->target, sample->target);
    sample->signature = text_copy(mem, crash->signature);
}

static void every_sample_is_what_its_case_says(void **state)
{
    struct samples *samples = read_samples(*state);
    for (size_t i = 0; i < samples->count; i++)
        check_sample(*state, &samples->at[i]);
}

static void equal_bugs_have_equal_signatures_and_others_have_others(void **state)
{
    struct samples *samples = read_samples(*state);
    size_t equal = 0, other = 0;
    for (size_t i = 0; i < samples->count; i++)
        check_sample(*state, &samples->at[i]);
    for (size_t i = 0; i < samples->count; i++) {
        for (size_t k = 0; k < i; k++) {
            const struct sample *a = &samples->at[i], *b = &samples->at[k];
            if (!a->bug || !b->bug || a->weak || b->weak)
                continue;
            bool one_bug = strcmp(a->bug, b->bug) == 0;
            if ((strcmp(a->signature, b->signature) == 0) != one_bug)
                fail_msg("%s and %s: one bug: %d, one signature: %d", a->file, b->file, one_bug,
                         !one_bug);
            *(one_bug ? &equal : &other) += 1;
        }
    }
    assert_true(equal > 900 && other > 4000);
}

static void the_log_tells_its_target_itself(void **state)
{
    struct samples *samples = read_samples(*state);
    for (size_t i = 0; i < samples->count; i++) {
        struct sample *sample = &samples->at[i];
        if (!sample->bug || strstr(sample->file, "fork.txt") || strstr(sample->file, "afl/"))
            continue;
        const struct crash_result *result = read_log(*state, log_of(*state, sample->file), NULL);
        same(sample->file, "target", result->target, sample->target);
    }
}

static void the_signature_does_not_depend_on_what_the_caller_knows(void **state)
{
    const struct crash_hint hint = { "go", "helper/xor", "FuzzOther", "example.com", NULL };
    struct samples *samples = read_samples(*state);
    for (size_t i = 0; i < samples->count; i++) {
        struct sample *sample = &samples->at[i];
        if (!sample->bug || sample->weak)
            continue;
        check_sample(*state, sample);
        struct bytes log = log_of(*state, sample->file);
        same(sample->file, "signature, nothing known",
             read_log(*state, log, NULL)->crashes->signature, sample->signature);
        same(sample->file, "signature, all known", read_log(*state, log, &hint)->crashes->signature,
             sample->signature);
    }
}

/* Colours, time stamps and line ends of CI systems around every line change nothing. */
static struct bytes noisy(struct arena *mem, struct bytes log, const char *before,
                          const char *after)
{
    struct text text = text_new(mem, 8 * (size_t)LOG_MAX);
    while (log.size > 0) {
        const char *end = memchr(log.at, '\n', log.size);
        size_t size = end ? (size_t)(end - log.at) : log.size;
        text_add(&text, before);
        text_add_bytes(&text, (struct bytes){ log.at, size });
        text_add(&text, after);
        size += end != NULL;
        log = (struct bytes){ log.at + size, log.size - size };
    }
    return (struct bytes){ text.at, text.size };
}

static void noise_of_ci_systems_changes_nothing(void **state)
{
    static const char *const noises[][2] = {
        { "", "\r\n" },
        { "2026-11-22T10:41:07.1234567Z ", "\n" },
        { "2026-11-22T10:41:07.123456Z 00O ", "\n" },
        { "[2026-11-22T10:41:07.123Z] ", "\n" },
        { "Nov 22 10:41:07 ", "\n" },
        { "fuzz\tRun go test\t2026-11-22T10:41:07.1234567Z ", "\n" },
        { "\x1b[31m", "\x1b[0m\x1b[K\n" },
        { "\x1b_bk;t=1700000000000\a", "\r\r\n" },
    };
    struct samples *samples = read_samples(*state);
    for (size_t i = 0; i < samples->count; i += 3) {
        struct sample *sample = &samples->at[i];
        check_sample(*state, sample);
        for (size_t k = 0; sample->signature && k < COUNT_OF(noises); k++) {
            struct bytes log =
                noisy(*state, log_of(*state, sample->file), noises[k][0], noises[k][1]);
            struct crash_hint hint = { .target = sample->target, .module = module_of(sample) };
            const struct crash_result *result = read_log(*state, log, &hint);
            same(sample->file, "signature", result->crashes ? result->crashes->signature : NULL,
                 sample->signature);
            same(sample->file, "state", crash_state_name(result->state), sample->state);
        }
    }
}

/* Inputs that once broke the reading; the sanitizers would say so again. */
static void what_was_found_by_fuzzing_is_read(void **state)
{
    const char *found = text_format(*state, "%s/found", folder);
    size_t count = 0;
    for (const struct file_name *f = file_list(*state, found); f; f = f->next, count++) {
        struct bytes log = log_of(*state, text_format(*state, "found/%s", f->name));
        assert_non_null(read_log(*state, log, NULL));
    }
    assert_true(count >= 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(every_sample_is_what_its_case_says),
        PURE(equal_bugs_have_equal_signatures_and_others_have_others),
        PURE(the_log_tells_its_target_itself),
        PURE(the_signature_does_not_depend_on_what_the_caller_knows),
        PURE(noise_of_ci_systems_changes_nothing),
        PURE(what_was_found_by_fuzzing_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
