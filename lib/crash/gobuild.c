#include "crash/gobuild.h"

#include "base/hash.h"
#include "crash/slice.h"

static const char *const errors[] = {
    "go: ",
    "no Go files in ",
    "no packages to test",
    "no required module provides package ",
    "cannot find main module",
    "cannot find package ",
    "cannot use -fuzz flag with multiple packages",
    "can't load package: ",
    "pattern ",
    "package ",
};

/* What the go command says while all is well. */
static const char *const progress[] = { "go: downloading ", "go: finding ",  "go: extracting ",
                                        "go: warning: ",    "go: upgraded ", "go: added " };

static bool begins_with_one_of(struct bytes line, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (slice_begins(line, words[i]))
            return true;
    return false;
}

/* "# example.com/x [example.com/x.test]" */
static bool take_package(struct gobuild *build, struct reading *reading, struct bytes line)
{
    if (!slice_eat(&line, "# "))
        return false;
    if (slice_begins(line, "[") && build->package)
        return true; /* go vet repeats the name */
    struct bytes name = slice_eat_until(&line, " ");
    if (name.size == 0 || (line.size > 0 && *line.at != '['))
        return false;
    if (!build->notes)
        build->notes = index_new(reading->mem);
    build->package = hash_bytes(HASH_START, name);
    return true;
}

static bool is_compilers(struct bytes line)
{
    if (slice_begins(line, "\t") || slice_begins(line, "vet: ") || slice_begins(line, "note: ") ||
        slice_is(line, "too many errors"))
        return true;
    size_t colon = slice_find(line, ".go:");
    return colon + 4 < line.size && slice_is_digit(line.at[colon + 4]);
}

static void keep_note(struct gobuild *build, struct reading *reading, struct bytes line)
{
    if (index_find(build->notes, build->package) || build->notes_count == GOBUILD_NOTES_MAX)
        return;
    build->notes_count++;
    const char *text = reading_text(reading, slice_trim(line));
    build->last = text;
    index_put(build->notes, build->package, text_copy(reading->mem, text));
}

/* An error of the go command, which has the exact words that some other program may use, too. */
static bool take_error(struct gobuild *build, struct reading *reading, const struct line *line)
{
    struct bytes text = line->text;
    if (!memchr("gnpc", *text.at, 4) || !begins_with_one_of(text, errors, COUNT_OF(errors)))
        return false;
    if (slice_begins(text, "package ") && !slice_holds(text, " is not in "))
        return false;
    if (slice_begins(text, "pattern ") && !slice_holds(text, ": "))
        return false;
    if (begins_with_one_of(text, progress, COUNT_OF(progress)))
        return true;
    if (build->package)
        keep_note(build, reading, text);
    if (!build->error) {
        build->error = reading_text(reading, text);
        build->error_log = reading_part(reading, line->from, lines_log(reading->lines).size);
    }
    return true;
}

/* The lines of the compiler follow the name of the package. */
static void take_notes(struct gobuild *build, struct reading *reading, size_t to)
{
    struct line line;
    while (lines_next(reading->lines, &line)) {
        bool again = slice_begins(line.text, "# ["); /* go vet repeats the name */
        if (line.text.size > 0 && !again && !is_compilers(line.text))
            break;
        if (line.text.size > 0 && !again)
            keep_note(build, reading, line.text);
        to = line.to;
    }
    build->to = to;
    lines_back(reading->lines, to);
}

bool gobuild_take(struct gobuild *build, struct reading *reading, const struct line *line)
{
    if (build->package && line->from != build->to)
        build->package = 0;
    if (*line->text.at == '#' && take_package(build, reading, line->text)) {
        take_notes(build, reading, line->to);
        return true;
    }
    return take_error(build, reading, line);
}

void gobuild_name(struct interest *interest, unsigned who)
{
    interest_begin(interest, "# ", who);
    for (size_t i = 0; i < COUNT_OF(errors); i++)
        interest_begin(interest, errors[i], who);
}

const char *gobuild_reason(struct gobuild *build, struct reading *reading, struct bytes package,
                           struct bytes note)
{
    const char *why = NULL;
    if (build->notes)
        why = index_find(build->notes, hash_bytes(HASH_START, package));
    if (!why)
        why = build->last; /* of a package that this one needs */
    if (slice_begins(note, "[") && slice_ends(note, "]"))
        note = (struct bytes){ note.at + 1, note.size - 2 };
    const char *what = reading_text(reading, note);
    return why ? text_format(reading->mem, "%s: %s", what, why) : what;
}

void gobuild_last(struct gobuild *build, struct reading *reading)
{
    if (!build->error || reading->results)
        return;
    struct crash_result *result = reading_result(reading, "go");
    result->state = CRASH_STATE_SETUP;
    result->reason = build->error;
    result->log = build->error_log;
    reading_keep(reading, result);
}
