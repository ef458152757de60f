/* The lines that libFuzzer prints, reports aside. */
#include "crash/native.h"
#include "crash/progress.h"
#include "crash/slice.h"

struct here {
    struct native *native;
    struct reading *reading;
    const struct line *line;
    struct bytes rest; /* of the line, behind the words that it was recognised by */
};

static bool take_begin(struct here *here)
{
    struct native *native = here->native;
    if (native->fuzzer)
        native_begin(native, here->reading, here->line->from);
    native->fuzzer = true;
    return true;
}

static bool take_seed(struct here *here)
{
    if (here->native->seeded)
        native_begin(here->native, here->reading, here->line->from);
    here->native->fuzzer = here->native->seeded = true;
    return true;
}

static bool take_fork_exit(struct here *here)
{
    here->native->finished = true;
    return true;
}

/* "MERGE-OUTER: 3 new files with 5 new features added" */
static bool take_merge(struct here *here)
{
    here->native->fuzzer = true;
    here->native->finished |= slice_holds(here->rest, " new files with ");
    return true;
}

static bool take_info(struct here *here)
{
    here->native->fuzzer = true;
    return true;
}

static void copy_name(char *to, struct bytes name)
{
    name = slice_to(name, NATIVE_NAME_MAX - 1);
    memcpy(to, name.at, name.size);
    to[name.size] = '\0';
}

static bool take_input(struct here *here)
{
    if (!here->native->fuzzer)
        return false;
    copy_name(here->native->input, slice_base_name(slice_trim(here->rest)));
    here->native->finished = false;
    return true;
}

/* "Executed in_L in 0 ms": the input passed. */
static bool take_executed(struct here *here)
{
    struct native *native = here->native;
    if (!native->fuzzer)
        return false;
    progress_read(native);
    native->stats.executions = native->stats.executions < 0 ? 1 : native->stats.executions + 1;
    native->finished = true;
    return true;
}

static bool take_done(struct here *here)
{
    if (!progress_take_done(here->native, here->rest))
        return false;
    here->native->fuzzer = here->native->finished = true;
    return true;
}

static bool take_stat(struct here *here)
{
    progress_take_stat(here->native, here->rest);
    return true;
}

/* "artifact_prefix='./'; Test unit written to ./crash-190b32d9…" */
static bool take_artifact(struct here *here)
{
    static const char *const kinds[] = { "crash-", "leak-", "timeout-", "oom-" };
    struct native *native = here->native;
    (void)slice_eat_until(&here->rest, "Test unit written to ");
    struct bytes name = slice_base_name(slice_trim(here->rest));
    bool is_crash = false;
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        is_crash |= slice_begins(name, kinds[i]);
    if (!is_crash)
        return true;
    if (native->last) {
        native->last->crash.input_name = reading_text(here->reading, name);
        native->last->crash.excerpt =
            reading_part(here->reading, native->last->from, here->line->to);
        native->last = NULL;
    } else if (!native->artifact) {
        native->artifact = reading_text(here->reading, slice_trim(here->line->text));
    }
    return true;
}

static bool take_nothing(struct here *here)
{
    return here->native->fuzzer;
}

static void set_setup(struct here *here)
{
    if (!here->native->setup)
        here->native->setup = reading_text(here->reading, slice_trim(here->line->text));
}

/* "ERROR: The required directory "x" does not exist", of libFuzzer itself */
static bool take_error(struct here *here)
{
    if (!here->native->fuzzer && !slice_begins(here->rest, "no interesting inputs were found") &&
        !slice_begins(here->rest, "The required directory "))
        return false;
    if (slice_holds(here->rest, "Sanitizer: ") || slice_begins(here->rest, "libFuzzer: "))
        return false;
    set_setup(here);
    return true;
}

static bool take_dictionary(struct here *here)
{
    set_setup(here);
    return true;
}

static const struct row {
    const char *begin;
    bool (*take)(struct here *here);
} rows[] = {
    { "INFO: Running with entropic", take_begin },
    { "INFO: Seed: ", take_seed },
    { "INFO: exiting: ", take_fork_exit },
    { "INFO: Loaded ", take_info },
    { "INFO: seed corpus: ", take_info },
    { "INFO: -fork=", take_info },
    { "INFO: -max_len ", take_info },
    { "MERGE-OUTER: ", take_merge },
    { "Running: ", take_input },
    { "Executed ", take_executed },
    { "Done ", take_done },
    { "stat::", take_stat },
    { "artifact_prefix=", take_artifact },
    { "Base64: ", take_nothing },
    { "MS: ", take_nothing },
    { "***", take_nothing },
    { "ALARM: working on the last Unit", take_nothing },
    { "NEW_FUNC", take_nothing },
    { "NEW_PC: ", take_nothing },
    { "WARNING: no interesting inputs were found", take_nothing },
    { "ERROR: ", take_error },
    { "ParseDictionaryFile: ", take_dictionary },
};

void libfuzzer_name(struct interest *interest, unsigned who)
{
    interest_begin(interest, "#", who);
    INTEREST_BEGINS(interest, rows, begin, who);
    interest_hold(interest, " time(s) each.", who);
    interest_hold(interest, "libFuzzer: run interrupted; exiting", who);
    interest_hold(interest, ": error while loading shared libraries: ", who);
}

/* Notes what the rows begin with: most lines of a log are told by it. */
static void note_first(struct native *native)
{
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        native->may_begin[(unsigned char)*rows[i].begin] = true;
    native->noted = true;
}

/* "./t2: Running 1 inputs 1 time(s) each." */
static bool take_target(struct here *here, struct bytes text)
{
    size_t at = slice_find(text, ": Running ");
    if (at == text.size)
        return false;
    copy_name(here->native->target, slice_base_name(slice_to(text, at)));
    here->native->fuzzer = true;
    return true;
}

/* What libFuzzer or the loader says elsewhere than at the beginning of a line. */
static bool take_inside(struct here *here, struct bytes text)
{
    char last = text.at[text.size - 1]; /* spares most lines the rest */
    if (last != '.' && last != 'g' && last != 'y')
        return false;
    if (slice_ends(text, " time(s) each."))
        return take_target(here, text);
    if (slice_ends(text, "libFuzzer: run interrupted; exiting")) {
        here->native->fuzzer = here->native->finished = true;
        return true;
    }
    if (slice_ends(text, "No such file or directory") &&
        slice_holds(text, ": error while loading shared libraries: ")) {
        set_setup(here);
        return true;
    }
    return false;
}

bool libfuzzer_take(struct native *native, struct reading *reading, const struct line *line)
{
    struct bytes text = slice_trim(line->text);
    if (text.size == 0)
        return false;
    if (*text.at == '#')
        return progress_take(native, line);
    struct here here = { native, reading, line, text };
    if (!native->noted)
        note_first(native);
    if (!native->may_begin[(unsigned char)*text.at])
        return take_inside(&here, text);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (*text.at != *rows[i].begin || !slice_begins(text, rows[i].begin))
            continue;
        here.rest = slice_from(text, strlen(rows[i].begin));
        if (rows[i].take(&here))
            return true;
    }
    return take_inside(&here, text);
}
