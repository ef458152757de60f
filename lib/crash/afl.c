/*
 * AFL and AFL++: the file fuzzer_stats, the lines of the console, and the names of crash files.
 *
 * There is no stack anywhere in them: a crash is known by its signal alone, and is weak until the
 * log of a re-run comes.
 */
#include <stdio.h>

#include "crash/aflstats.h"
#include "crash/scanner.h"
#include "crash/signalkind.h"
#include "crash/slice.h"

enum { SIGNALS_MAX = 64, NAME_MAX = 256 };

struct afl {
    bool seen;  /* there was a line of it */
    bool stats; /* there was the first line of fuzzer_stats */
    bool ready; /* the numbers are set to unknown */
    struct aflstats figures;
    char target[NAME_MAX], setup[NAME_MAX], inputs[SIGNALS_MAX][NAME_MAX]; /* "" if there is none */
    size_t from, to;
};

static void copy(char to[NAME_MAX], struct bytes name)
{
    name = slice_to(name, NAME_MAX - 1);
    memcpy(to, name.at, name.size);
    to[name.size] = '\0';
}

static int64_t number(struct bytes value)
{
    int64_t n;
    return slice_eat_int(&value, &n) ? n : -1;
}

static const char first_key[] = "start_time", target_key[] = "afl_banner";

/* "execs_done        : 14569" */
static bool take_stat(struct afl *afl, struct bytes text)
{
    size_t colon = slice_find(text, ": ");
    if (colon == text.size)
        return false;
    struct bytes key = slice_trim(slice_to(text, colon));
    struct bytes value = slice_trim(slice_from(text, colon + 1));
    afl->stats |= slice_is(key, first_key);
    if (!afl->stats)
        return false;
    if (slice_is(key, target_key))
        copy(afl->target, slice_base_name(value));
    return slice_is(key, first_key) || slice_is(key, target_key) ||
           aflstats_take(&afl->figures, key, value);
}

/* "id:000000,sig:06,src:000000,time:728,op:havoc,rep:2": one crash of each signal */
static bool take_name(struct afl *afl, struct bytes text)
{
    size_t at = slice_find(text, "id:");
    struct bytes name = slice_from(text, at), rest = name;
    int64_t id, signal;
    if (at == text.size)
        name = rest = slice_from(text, at = slice_find(text, "id_"));
    if (!slice_eat(&rest, "id:") && !slice_eat(&rest, "id_"))
        return false;
    if (!slice_eat_int(&rest, &id) || (!slice_eat(&rest, ",sig:") && !slice_eat(&rest, "_sig_")) ||
        !slice_eat_int(&rest, &signal) || signal >= SIGNALS_MAX)
        return false;
    if (!*afl->inputs[signal])
        copy(afl->inputs[signal], slice_to(name, slice_find_byte(name, ' ')));
    return true;
}

static bool take_console(struct afl *afl, struct bytes text)
{
    struct bytes rest = text;
    if (slice_begins(text, "afl-fuzz++") || slice_holds(text, "afl++ is maintained by") ||
        slice_begins(text, "afl-fuzz 2"))
        return true;
    if (!slice_eat(&rest, "[*] Fuzzing test case #") && !slice_eat(&rest, "[+] Statistics: ")) {
        if (!slice_eat(&rest, "[-] PROGRAM ABORT : "))
            return false;
        copy(afl->setup, slice_trim(rest));
        return true;
    }
    static const struct {
        const char *words;
        bool hangs;
    } counts[] = { { " crashes saved", false },
                   { " hangs saved", true },
                   { " timeouts saved", true } };
    for (size_t i = 0; i < COUNT_OF(counts); i++) {
        struct bytes head = slice_to(rest, slice_find(rest, counts[i].words));
        size_t blank = slice_find_last(head, ' ');
        if (head.size == rest.size || blank == head.size)
            continue;
        int64_t count = number(slice_from(head, blank + 1));
        *(counts[i].hangs ? &afl->figures.hangs : &afl->figures.crashes) = count;
    }
    return true;
}

static bool afl_take(void *state, struct reading *reading, const struct line *line)
{
    struct afl *afl = state;
    (void)reading;
    struct bytes text = slice_trim(line->text);
    if (text.size < 8 || !strchr("serpcuaio[./", *text.at))
        return false;
    if (!afl->ready)
        aflstats_clear(&afl->figures);
    afl->ready = true;
    if (!take_stat(afl, text) && !take_console(afl, text) && !take_name(afl, text))
        return false;
    if (!afl->seen)
        afl->from = line->from;
    afl->seen = true;
    afl->to = line->to;
    return true;
}

static struct draft *begin(struct reading *reading, const struct afl *afl)
{
    struct draft *draft = reading->draft;
    draft_begin(draft, "afl", &frame_native);
    draft->from = afl->from;
    draft->to = afl->to;
    return draft;
}

static void add_signals(struct reading *reading, struct crash_result *result, const struct afl *afl)
{
    for (size_t i = 0; i < SIGNALS_MAX; i++) {
        if (!*afl->inputs[i])
            continue;
        const struct signalkind *kind = signalkind_of_number((int64_t)i);
        struct draft *draft = begin(reading, afl);
        draft->type = kind ? kind->type : "crash";
        draft->input = draft_text(draft, bytes_from(afl->inputs[i]));
        (void)reading_add(reading, result, draft);
    }
}

/* The words for what is only counted. */
static void add_count(struct reading *reading, struct crash_result *result, const struct afl *afl,
                      bool hang)
{
    char words[64];
    struct draft *draft = begin(reading, afl);
    int64_t count = hang ? afl->figures.hangs : afl->figures.crashes;
    snprintf(words, sizeof(words), "%" PRId64 " %s saved", count,
             hang ? (count == 1 ? "hang" : "hangs") : (count == 1 ? "crash" : "crashes"));
    draft->type = hang ? "timeout" : "crash";
    draft->message = draft_text(draft, bytes_from(words));
    draft->state = hang ? CRASH_STATE_TIMEOUT : CRASH_STATE_CRASHED;
    (void)reading_add(reading, result, draft);
}

static void afl_end(void *state, struct reading *reading)
{
    struct afl *afl = state;
    if (!afl->seen)
        return;
    struct crash_result *result = reading_result(reading, "afl");
    if (*afl->target)
        result->target = reading_text(reading, bytes_from(afl->target));
    result->package = reading->package;
    result->stats = afl->figures.stats;
    result->log = reading_part(reading, afl->from, afl->to);
    add_signals(reading, result, afl);
    if (!result->crashes && afl->figures.crashes > 0)
        add_count(reading, result, afl, false);
    if (afl->figures.hangs > 0)
        add_count(reading, result, afl, true);
    result->state = reading_state(result);
    if (!result->crashes && *afl->setup) {
        result->state = CRASH_STATE_SETUP;
        result->reason = reading_text(reading, bytes_from(afl->setup));
    } else if (!result->crashes && afl->figures.stats.executions == 0) {
        result->state = CRASH_STATE_STALLED;
        result->reason = "no input was executed";
    }
    reading_keep(reading, result);
    *afl = (struct afl){ 0 };
}

static void afl_name(struct interest *interest, unsigned who)
{
    aflstats_name(interest, who);
    interest_begin(interest, first_key, who);
    interest_begin(interest, target_key, who);
    interest_begin(interest, "afl-fuzz", who);
    interest_begin(interest, "[*] Fuzzing test case #", who);
    interest_begin(interest, "[+] Statistics: ", who);
    interest_begin(interest, "[-] PROGRAM ABORT : ", who);
    interest_hold(interest, "afl++ is maintained by", who);
    interest_hold(interest, "id:000", who);
    interest_hold(interest, "id_000", who);
}

const struct scanner scanner_afl = {
    .name = afl_name,
    .state_size = sizeof(struct afl),
    .take = afl_take,
    .end = afl_end,
};
