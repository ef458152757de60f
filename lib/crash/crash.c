#include "crash/crash.h"

#include "base/hash.h"
#include "crash/scanner.h"
#include "crash/severity.h"
#include "crash/signature.h"
#include "crash/slice.h"
#include "crash/unparsed.h"

/* The families of tools, in the order in which they see a line. */
static const struct scanner *const scanners[] = {
    &scanner_gojson,    &scanner_casrep, &scanner_afl,
    &scanner_honggfuzz, &scanner_go,     &scanner_native,
};

const char *crash_state_name(enum crash_state state)
{
    static const char *const names[] = {
        [CRASH_STATE_OK] = "ok",
        [CRASH_STATE_CRASHED] = "crashed",
        [CRASH_STATE_TIMEOUT] = "timeout",
        [CRASH_STATE_OOM] = "oom",
        [CRASH_STATE_STALLED] = "stalled",
        [CRASH_STATE_BLOCKED] = "blocked",
        [CRASH_STATE_SETUP] = "setup_error",
        [CRASH_STATE_UNPARSED] = "unparsed",
    };
    return names[state];
}

const char *crash_severity_name(enum crash_severity severity)
{
    static const char *const names[] = {
        [CRASH_LOW] = "low",
        [CRASH_MEDIUM] = "medium",
        [CRASH_HIGH] = "high",
        [CRASH_CRITICAL] = "critical",
    };
    return names[severity];
}

/* Whether the scanner sees what is read now. */
static bool is_shown(const struct scanner *scanner, const struct reading *reading)
{
    return !(scanner->outer && reading->nested);
}

static unsigned bits_of(size_t scanner)
{
    return 1U << (scanner * SCANNER_BITS);
}

/* The bits of those that it is of interest to come in the order of the table, and last
 * unparsed.c's.
 */
static void show_line(struct reading *reading, const struct line *line, unsigned who)
{
    while (who != 0) {
        size_t i = (size_t)__builtin_ctz(who) / SCANNER_BITS;
        if (i >= COUNT_OF(scanners)) {
            unparsed_look(reading, line);
            return;
        }
        reading->who = who >> (i * SCANNER_BITS) & (bits_of(1) - 1);
        who &= ~((bits_of(1) - 1) * bits_of(i));
        if (is_shown(scanners[i], reading) && scanners[i]->take(reading->states[i], reading, line))
            return;
    }
}

static void read_lines(struct reading *reading)
{
    struct line line;
    unsigned who;
    interest_open(reading->interest, reading->lines);
    while ((who = interest_next(reading->interest, &line)) != 0)
        show_line(reading, &line, who);
    /* In reverse: the first ones read texts inside of this one, when all others are done with it.
     */
    for (size_t i = COUNT_OF(scanners); i-- > 0;)
        if (is_shown(scanners[i], reading))
            scanners[i]->end(reading->states[i], reading);
}

void scanner_read(struct reading *reading, struct bytes text, const char *package)
{
    struct lines *lines = reading->lines;
    if (!reading->inner)
        reading->inner = lines_new(reading->mem);
    reading->lines = reading->inner;
    lines_open(reading->lines, text);
    reading->package = package;
    reading->nested = true;
    reading->cause = (struct cause){ .uses = reading->cause.uses };
    read_lines(reading);
    reading->cause = (struct cause){ .uses = reading->cause.uses };
    reading->nested = false;
    reading->package = NULL;
    reading->lines = lines;
}

static void name_words(struct interest *interest)
{
    unparsed_name(interest, bits_of(COUNT_OF(scanners)));
    for (size_t i = 0; i < COUNT_OF(scanners); i++)
        scanners[i]->name(interest, bits_of(i));
}

static struct reading *reading_new(struct arena *mem, struct bytes log,
                                   const struct crash_hint *hint)
{
    static const struct interest *words;
    struct reading *reading = ARENA_ONE(mem, struct reading);
    reading->mem = mem;
    if (hint)
        reading->hint = *hint;
    reading->lines = lines_new(mem);
    lines_open(reading->lines, log);
    reading->draft = ARENA_ONE(mem, struct draft);
    unparsed_begin(reading);
    reading->results_end = &reading->results;
    reading->results_index = index_new(mem);
    reading->crashes_index = index_new(mem);
    reading->states = arena_alloc(mem, COUNT_OF(scanners) * sizeof(void *));
    reading->interest = interest_log_new(mem, interest_once(&words, name_words));
    for (size_t i = 0; i < COUNT_OF(scanners); i++)
        reading->states[i] = arena_alloc(mem, scanners[i]->state_size);
    return reading;
}

/* Takes out crashes that are the same twice, which joined results may hold. */
static void drop_twins(struct reading *reading, struct crash_result *result)
{
    if (!result->crashes || !result->crashes->next)
        return;
    struct index *index = index_new(reading->mem);
    for (struct crash **at = &result->crashes; *at;) {
        struct found *found = (struct found *)*at;
        uint64_t hash = hash_text(found->hash, found->crash.signature);
        if (index_find(index, hash)) {
            *at = (*at)->next;
            continue;
        }
        index_put(index, hash, found);
        at = &(*at)->next;
    }
}

static void finish_result(struct reading *reading, struct crash_result *result)
{
    if (!result->package)
        result->package = reading->hint.package;
    if (!result->target)
        result->target = reading->hint.target;
    unparsed_add(reading, result);
    for (struct crash *c = result->crashes; c; c = c->next) {
        struct found *found = (struct found *)c;
        c->target = result->target;
        signature_set(reading->mem, reading->hint.rules, found, result);
        severity_set(c);
    }
    drop_twins(reading, result);
}

struct crash_result *crash_read(struct arena *mem, struct bytes log, const struct crash_hint *hint)
{
    struct reading *reading = reading_new(mem, log, hint);
    read_lines(reading);
    for (size_t i = 0; i < COUNT_OF(scanners); i++)
        if (scanners[i]->last)
            scanners[i]->last(reading->states[i], reading);
    unparsed_result(reading);
    for (struct crash_result *r = reading->results; r; r = r->next)
        finish_result(reading, r);
    for (size_t i = 0; i < COUNT_OF(scanners); i++)
        if (scanners[i]->finish)
            scanners[i]->finish(reading->states[i], reading);
    for (struct crash_result *r = reading->results; r; r = r->next)
        for (struct crash *c = r->crashes; c; c = c->next)
            c->package = r->package;
    return reading->results;
}
