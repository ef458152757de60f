/* The output of `go test`: fuzzing, re-runs of saved inputs, and whole modules. */
#include "crash/go.h"

#include "crash/cause.h"
#include "crash/gomodule.h"
#include "crash/gopanic.h"
#include "crash/gorace.h"
#include "crash/scanner.h"
#include "crash/slice.h"

enum { UNSEEN_MAX = 4096 }; /* bytes that are looked at for the line above */

/* Lines that were not shown, because they say nothing, are none of go test's: notes where the last
 * one before that place is that is not empty. */
static void note_unseen(struct go *go, const struct reading *reading, size_t to)
{
    size_t from = go->seen_to < to && to - go->seen_to > UNSEEN_MAX ? to - UNSEEN_MAX : go->seen_to;
    const char *log = lines_log(reading->lines).at;
    size_t end = to;
    while (end > from &&
           (slice_is_blank(log[end - 1]) || log[end - 1] == '\n' || log[end - 1] == '\r'))
        end--;
    if (end > from)
        go->unseen = (struct go_unseen){ from, end, to };
}

/* Makes it the package's last line that is none of go test's, if it is. */
static void set_last(struct go *go, const struct reading *reading)
{
    struct gopackage *package = &go->package;
    struct go_unseen *unseen = &go->unseen;
    if (unseen->end == 0)
        return;
    struct bytes words = reading_part(reading, unseen->from, unseen->end);
    size_t before = slice_find_last(words, '\n');
    package->last_from = unseen->from + (before < words.size ? before + 1 : 0);
    struct bytes rest = reading_part(reading, unseen->end, unseen->to);
    size_t end = slice_find_byte(rest, '\n');
    package->last_to = unseen->end + (end < rest.size ? end + 1 : end);
    unseen->end = 0;
}

void go_close(struct go *go, struct reading *reading, const char *name, enum go_verdict verdict,
              size_t to)
{
    struct gopackage *package = &go->package;
    bool nothing_ran = package->nothing_ran;
    size_t from = package->from;
    set_last(go, reading);
    bool any = gopackage_close(package, reading, name, verdict, to);
    if (verdict == GO_PASSED)
        reading_passed(reading, reading_part(reading, from, to));
    if (!any && name && verdict == GO_PASSED && go->passed_count < GO_PASSED_MAX)
        go->passed[go->passed_count++] =
            (struct go_passed){ name, nothing_ran, reading_part(reading, from, to) };
    gopackage_begin(package, to);
}

/* "codec_test.go:10: checksum mismatch", what a test said. */
static bool take_note(struct go *go, struct reading *reading, const struct line *line)
{
    struct gopackage *package = &go->package;
    struct bytes text = slice_trim(line->text);
    size_t colon = slice_find(text, ".go:");
    if (colon == text.size || !*package->current)
        return false;
    struct bytes file = slice_to(text, colon + 3), rest = slice_from(text, colon + 4);
    int64_t number;
    if (!slice_eat_int(&rest, &number) || !slice_eat(&rest, ":") ||
        slice_find_byte(file, ' ') < file.size)
        return false;
    struct gotest *test = gopackage_current(package, reading);
    if (!test)
        return true;
    if (slice_is(slice_trim(rest), GORACE_NOTE)) {
        test->raced = true;
        test->panicked |= package->raced;
    }
    if (!test->note) {
        test->note_file = reading_text(reading, file);
        test->note_line = number;
        test->note = reading_text(reading, slice_trim(rest));
        if (test->to == 0)
            test->from = line->from;
    }
    test->to = line->to;
    return true;
}

/* Adds the draft to the test that ran, as the log and the frames of its report tell; false if it
 * was one too many. */
static bool add_report(struct go *go, struct reading *reading, const struct gostack_names *names)
{
    struct gopackage *package = &go->package;
    struct gotest *test = gopackage_current(package, reading);
    struct bytes target = bytes_from(names->target);
    if (test)
        test->panicked = true;
    if (target.size > 0 && (!test || strcmp(test->top->name, names->target) != 0))
        test = gopackage_test(package, reading, target);
    if (*names->package)
        memcpy(package->path, names->package, sizeof(package->path));
    if (test) {
        test->panicked = true;
        reading->draft->input = gotest_input(reading, test);
    }
    package->died = test;
    package->used = true;
    struct crash_result *result = gopackage_result(package, reading, test);
    size_t dropped = result->crashes_dropped;
    reading_add(reading, result, reading->draft);
    cause_tell(reading, reading->draft->to);
    return result->crashes_dropped == dropped;
}

/* A program that recovers says the same again and again: what is the same in all bytes that make
 * the panic need not be read again. */
static bool take_again(struct go *go, struct reading *reading, const struct line *line)
{
    struct go_bare *bare = &go->bare;
    struct bytes log = lines_log(reading->lines);
    if (bare->size == 0 || bare->size > log.size - line->from ||
        memcmp(log.at + bare->from, log.at + line->from, bare->size) != 0)
        return false;
    bare->to += line->from - bare->from;
    bare->from = line->from;
    lines_back(reading->lines, bare->to);
    cause_tell(reading, bare->to);
    return true;
}

static bool take_panic(struct go *go, struct reading *reading, const struct line *line)
{
    struct gostack_names names;
    if (!gopanic_read(reading, line, go->package.used, &names))
        return false;
    bool kept = add_report(go, reading, &names);
    if (kept && reading->draft->frames_count == 0)
        go->bare = (struct go_bare){ line->from, lines_seen(reading->lines) - line->from,
                                     reading->draft->to };
    return true;
}

static bool take_race(struct go *go, struct reading *reading, const struct line *line)
{
    struct gostack_names names;
    if (!gorace_read(reading, line, &names))
        return false;
    go->package.raced = true;
    (void)add_report(go, reading, &names);
    return true;
}

/* "W0622 11:59:19.138728 18712 x:0] FATAL ERROR: …"; what was told before is the reason of it. */
static bool take_logged(struct go *go, struct reading *reading, const struct line *line)
{
    if (reading->crashes_count > 0 || !gopanic_read_logged(reading, line))
        return false;
    (void)add_report(go, reading, &(struct gostack_names){ 0 });
    return true;
}

/* A stack without the words that belong above it: the log begins in the middle of a report, or the
 * program has words of its own, which are the line above then. */
static bool take_stack(struct go *go, struct reading *reading, const struct line *line)
{
    struct gopackage *package = &go->package;
    struct gostack_names names;
    set_last(go, reading);
    if (slice_begins(line->text, "runtime stack:")) {
        if (go->cut_off)
            return false; /* a log has one beginning, and looking for its goroutine costs */
        go->cut_off = true;
    }
    size_t above = package->last_to == line->from ? package->last_from : line->from;
    if (!gopanic_read_bare(reading, line, above, &names))
        return false;
    (void)add_report(go, reading, &names);
    return true;
}

static bool go_take(void *state, struct reading *reading, const struct line *line)
{
    struct go *go = state;
    note_unseen(go, reading, line->from);
    go->seen_to = line->to;
    if (take_again(go, reading, line))
        return true;
    go->bare.size = 0;
    if (gobuild_take(&go->build, reading, line) || golines_take(go, reading, line) ||
        take_panic(go, reading, line) || take_race(go, reading, line) ||
        take_stack(go, reading, line) || take_logged(go, reading, line) ||
        take_note(go, reading, line))
        return true;
    go->package.last_from = line->from;
    go->package.last_to = line->to;
    go->unseen.end = 0;
    return false;
}

/* Packages without anything to fuzz, if they are all there is. */
static void add_passed(struct go *go, struct reading *reading)
{
    for (size_t i = 0; i < go->passed_count; i++) {
        const struct go_passed *passed = &go->passed[i];
        struct crash_result *result = reading_result(reading, "go");
        result->package = passed->name;
        result->log = passed->log;
        if (passed->nothing_ran) {
            result->state = CRASH_STATE_SETUP;
            result->reason = "testing: warning: no tests to run";
        }
        reading_keep(reading, result);
    }
}

static void go_end(void *state, struct reading *reading)
{
    struct go *go = state;
    size_t to = lines_log(reading->lines).size;
    note_unseen(go, reading, to);
    set_last(go, reading);
    bool incomplete = go->package.tests && go->package.word == GO_UNKNOWN;
    bool any = gopackage_close(&go->package, reading, NULL, GO_UNKNOWN, to);
    if (!any && incomplete) {
        struct crash_result *result = reading_result(reading, "go");
        result->state = CRASH_STATE_UNPARSED;
        result->reason = "the log ends before the run does";
        result->package = reading->package;
        result->log = reading_part(reading, go->package.from, to);
        reading_keep(reading, result);
    }
    gopackage_begin(&go->package, 0);
    go->seen_to = 0;
    go->bare.size = 0;
}

static void go_last(void *state, struct reading *reading)
{
    struct go *go = state;
    gobuild_last(&go->build, reading);
    if (!reading->results)
        add_passed(go, reading);
}

static void go_finish(void *state, struct reading *reading)
{
    (void)state;
    gomodule_take_off(reading);
}

static void go_name(struct interest *interest, unsigned who)
{
    golines_name(interest, who);
    gobuild_name(interest, who);
    gopanic_name(interest, who);
    interest_hold(interest, "WARNING: DATA RACE", who);
    interest_hold(interest,
                  ".go:", who); /* "x_test.go:10": what a test says, and behind it a panic */
}

const struct scanner scanner_go = {
    .name = go_name,
    .state_size = sizeof(struct go),
    .take = go_take,
    .end = go_end,
    .last = go_last,
    .finish = go_finish,
};
