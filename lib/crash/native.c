/* The reports of sanitizers, and libFuzzer. */
#include "crash/native.h"

#include "crash/exception.h"
#include "crash/nativeframe.h"
#include "crash/progress.h"
#include "crash/sanheader.h"
#include "crash/scanner.h"
#include "crash/slice.h"
#include "crash/trace.h"
#include "crash/waiting.h"
#include "crash/words.h"

/* The parts of this scanner, as bits. */
enum { FOR_LIBFUZZER = 1, FOR_SANITIZER = 2, FOR_EXCEPTION = 4, FOR_WORDS = 8 };

static void set_state(struct native *native, struct crash_result *result)
{
    if (result->crashes) {
        result->state = reading_state(result);
    } else if (native->setup) {
        result->state = CRASH_STATE_SETUP;
        result->reason = native->setup;
    } else if (native->artifact) {
        result->state = CRASH_STATE_UNPARSED;
        result->reason = native->artifact;
    } else if (!native->finished) {
        result->state = CRASH_STATE_UNPARSED;
        result->reason = "the log ends before the run does";
    }
}

/* The caller's word on the target goes before the name of the program. */
static const char *target_of(const struct native *native, struct reading *reading)
{
    if (reading->hint.target || !*native->target)
        return reading->hint.target;
    return reading_text(reading, bytes_from(native->target));
}

static struct crash_result *result_of(struct native *native, struct reading *reading)
{
    if (!native->result)
        native->result = reading_result(reading, NULL);
    return native->result;
}

static void end_process(struct native *native, struct reading *reading, size_t to)
{
    progress_read(native);
    exception_end(native, reading, native->fuzzer || reading->nested);
    if (native->result)
        reading_drop(native->result, native->finished ? native->finished_at : 0);
    bool crashed = native->result && native->result->crashes;
    bool passed = native->language && native->finished;
    if (!crashed && (native->echoed || !(native->fuzzer || native->setup || passed)))
        return;
    struct crash_result *result = result_of(native, reading);
    result->engine = native->fuzzer         ? "libfuzzer"
                     : reading->hint.engine ? reading->hint.engine
                     : native->language     ? native->language
                                            : "sanitizer";
    result->target = target_of(native, reading);
    result->package = reading->package;
    result->stats = native->stats;
    if (result->stats.new_interesting < 0 && native->stats.executions >= 0)
        result->stats.new_interesting = native->news;
    result->log = reading_part(reading, native->from, to);
    set_state(native, result);
    if (result->state == CRASH_STATE_OK)
        reading_passed(reading, result->log);
    reading_keep(reading, result);
}

static void clear(struct native *native, size_t from)
{
    *native =
        (struct native){ .ready = true, .from = from, .stats = { -1, -1, -1, -1, -1, -1, -1 } };
}

void native_begin(struct native *native, struct reading *reading, size_t from)
{
    end_process(native, reading, from);
    reading->cause.told = false;
    clear(native, from);
}

static void set_target(struct native *native, struct reading *reading)
{
    struct bytes program = nativeframe_program(reading->draft);
    if (program.size == 0 || program.size >= sizeof(native->target))
        return;
    bool other = *native->target && !slice_is(program, native->target);
    if (other && native->fuzzer)
        return; /* libFuzzer told its name itself */
    if (other)
        native_begin(native, reading, reading->draft->from);
    memcpy(native->target, program.at, program.size);
    native->target[program.size] = '\0';
}

void native_add(struct native *native, struct reading *reading)
{
    struct draft *draft = reading->draft;
    set_target(native, reading);
    if (*native->input)
        draft->input = native->input;
    struct found *found = reading_add(reading, result_of(native, reading), draft);
    if (found) {
        native->last = found;
        native->bare = trace_is_named(draft) ? NULL : found;
    }
}

static bool native_take(void *state, struct reading *reading, const struct line *line)
{
    struct native *native = state;
    if (!native->ready)
        clear(native, 0);
    size_t from = line->from;
    bool finished = native->finished;
    unsigned who = reading->who;
    bool taken = ((who & FOR_LIBFUZZER) && libfuzzer_take(native, reading, line)) ||
                 ((who & FOR_SANITIZER) && (sanreport_take(native, reading, line) ||
                                            undefined_take(native, reading, line))) ||
                 ((who & FOR_EXCEPTION) && exception_take(native, reading, line));
    if (!taken && (who & FOR_WORDS))
        words_look(reading, line);
    if (native->finished && !finished)
        native->finished_at = from;
    return taken;
}

static void native_end(void *state, struct reading *reading)
{
    struct native *native = state;
    size_t size = lines_log(reading->lines).size;
    end_process(native, reading, size);
    char target[NATIVE_NAME_MAX];
    memcpy(target, native->target, sizeof(target));
    clear(native, 0);
    if (waiting_is_offered(reading)) /* words that may be added when all is read */
        memcpy(native->target, target, sizeof(target));
}

/* What a program said of its death counts if nothing else was found. */
static void native_last(void *state, struct reading *reading)
{
    struct native *native = state;
    exception_end(native, reading, true);
    native_end(native, reading);
}

static void native_name(struct interest *interest, unsigned who)
{
    libfuzzer_name(interest, who * FOR_LIBFUZZER);
    sanheader_name(interest, who * FOR_SANITIZER);
    interest_hold(interest, ": runtime error: ", who * FOR_SANITIZER);
    exception_name(interest, who * FOR_EXCEPTION);
    words_name(interest, who * FOR_WORDS);
}

const struct scanner scanner_native = {
    .name = native_name,
    .state_size = sizeof(struct native),
    .take = native_take,
    .end = native_end,
    .last = native_last,
};
