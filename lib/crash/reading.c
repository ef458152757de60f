#include "crash/reading.h"

#include "base/hash.h"
#include "crash/slice.h"

struct crash_result *reading_result(struct reading *reading, const char *engine)
{
    struct crash_result *result = &reading->spare;
    if (reading->joined)
        result = reading->joined;
    else if (reading->results_count < CRASH_RESULTS_MAX)
        result = ARENA_ONE(reading->mem, struct crash_result);
    reading->joined = NULL;
    *result = (struct crash_result){ .engine = engine, .stats = { -1, -1, -1, -1, -1, -1, -1 } };
    return result;
}

static struct crash **crashes_end(struct crash_result *result)
{
    struct crash **end = &result->crashes;
    while (*end)
        end = &(*end)->next;
    return end;
}

/* Worst first; a result that is made of two is as bad as the worse of them. */
static int badness(enum crash_state state)
{
    static const enum crash_state order[] = {
        CRASH_STATE_CRASHED, CRASH_STATE_OOM,      CRASH_STATE_TIMEOUT, CRASH_STATE_BLOCKED,
        CRASH_STATE_SETUP,   CRASH_STATE_UNPARSED, CRASH_STATE_STALLED,
    };
    for (size_t i = 0; i < COUNT_OF(order); i++)
        if (order[i] == state)
            return (int)(COUNT_OF(order) - i);
    return 0;
}

/* Whether the bytes are part of the text that is read now; others are in other memory. */
static bool is_here(const struct reading *reading, struct bytes b)
{
    struct bytes log = lines_log(reading->lines);
    return b.at >= log.at && b.at + b.size <= log.at + log.size;
}

static void result_join(const struct reading *reading, struct crash_result *into,
                        struct crash_result *more)
{
    if (badness(more->state) > badness(into->state)) {
        into->state = more->state;
        into->reason = more->reason;
    }
    if (more->stats.executions >= 0)
        into->stats = more->stats;
    if (more->crashes) /* floods of processes that have none need not look for the end */
        *crashes_end(into) = more->crashes;
    into->crashes_dropped += more->crashes_dropped;
    if (is_here(reading, into->log) && is_here(reading, more->log))
        into->log.size = (size_t)(more->log.at + more->log.size - into->log.at);
}

static uint64_t result_hash(const struct crash_result *result)
{
    uint64_t hash = hash_text(HASH_START, result->engine);
    hash = hash_text(hash, result->package);
    return hash_text(hash, result->target);
}

void reading_keep(struct reading *reading, struct crash_result *result)
{
    uint64_t hash = result_hash(result);
    struct crash_result *same = index_find(reading->results_index, hash);
    if (same) {
        result_join(reading, same, result);
        reading->joined = result == &reading->spare ? NULL : result;
        return;
    }
    if (result == &reading->spare) {
        reading->results->crashes_dropped += result->crashes != NULL;
        return;
    }
    index_put(reading->results_index, hash, result);
    reading->results_count++;
    *reading->results_end = result;
    reading->results_end = &result->next;
}

static const char *copy(struct reading *reading, const char *text)
{
    return text ? reading_text(reading, bytes_from(text)) : NULL;
}

static const struct crash_frame *copy_frames(struct reading *reading, const struct draft *draft,
                                             const struct draft_stack *stack)
{
    struct crash_frame *frames =
        arena_alloc(reading->mem, (stack->count + 1) * sizeof(struct crash_frame));
    for (size_t i = 0; i < stack->count; i++) {
        frames[i] = draft->frames[stack->first + i];
        frames[i].function = copy(reading, frames[i].function);
        frames[i].arguments = copy(reading, frames[i].arguments);
        frames[i].file = copy(reading, frames[i].file);
        frames[i].module = copy(reading, frames[i].module);
    }
    frame_mark(draft->family, reading->hint.rules, frames, stack->count);
    return frames;
}

static void copy_stacks(struct reading *reading, struct crash *crash, const struct draft *draft)
{
    if (draft->stacks_count == 0)
        return;
    crash->frames = copy_frames(reading, draft, &draft->stacks[0]);
    crash->frames_count = draft->stacks[0].count;
    crash->place = frame_place(draft->family, crash->frames, crash->frames_count);

    const struct crash_stack **end = &crash->stacks;
    for (size_t i = 1; i < draft->stacks_count; i++) {
        struct crash_stack *stack = ARENA_ONE(reading->mem, struct crash_stack);
        stack->label = copy(reading, draft->stacks[i].label);
        stack->frames = copy_frames(reading, draft, &draft->stacks[i]);
        stack->count = draft->stacks[i].count;
        *end = stack;
        end = (const struct crash_stack **)&stack->next;
    }
}

static struct found *found_from(struct reading *reading, const struct draft *draft)
{
    struct found *found = ARENA_ONE(reading->mem, struct found);
    found->family = draft->family;
    found->state = draft->state;
    found->overflowed = draft->overflowed;
    found->strong = draft->strong;
    found->keyed = draft->keyed;
    found->from = draft->from;

    struct crash *crash = &found->crash;
    crash->engine = draft->engine;
    crash->type = copy(reading, draft->type);
    found->kind = draft->kind ? copy(reading, draft->kind) : crash->type;
    crash->message = draft->message ? copy(reading, draft->message) : crash->type;
    crash->title = text_clean(
        reading->mem, bytes_from(draft->title ? draft->title : crash->message), CRASH_TITLE_MAX);
    crash->input_name = copy(reading, draft->input);
    crash->excerpt = reading_part(reading, draft->from, draft->to);
    copy_stacks(reading, crash, draft);
    return found;
}

struct found *reading_add(struct reading *reading, struct crash_result *result,
                          const struct draft *draft)
{
    uint64_t hash = hash_number(draft_hash(draft), (uint64_t)(uintptr_t)result);
    if (index_find(reading->crashes_index, hash))
        return NULL;
    if (reading->crashes_count == CRASH_FOUND_MAX) {
        result->crashes_dropped++;
        return NULL;
    }
    struct found *found = found_from(reading, draft);
    found->hash = draft_hash(draft);
    index_put(reading->crashes_index, hash, found);
    reading->crashes_count++;
    *crashes_end(result) = &found->crash;
    return found;
}

void reading_set_stack(struct reading *reading, struct found *found, const struct draft *draft)
{
    copy_stacks(reading, &found->crash, draft);
}

enum crash_state reading_state(const struct crash_result *result)
{
    enum crash_state state = CRASH_STATE_OK;
    for (struct crash *c = result->crashes; c; c = c->next) {
        enum crash_state its = ((struct found *)c)->state;
        if (state == CRASH_STATE_OK || its == CRASH_STATE_CRASHED)
            state = its;
    }
    return state;
}

static void forget_sign(struct sign *sign, struct bytes part)
{
    if (sign->text && sign->at >= part.at && sign->at < part.at + part.size)
        sign->text = NULL;
}

void reading_passed(struct reading *reading, struct bytes part)
{
    forget_sign(&reading->failed, part);
    forget_sign(&reading->died, part);
    for (struct found *found = reading->unsure; found; found = found->unsure_other) {
        const char *at = found->crash.excerpt.at;
        found->none |= at >= part.at && at < part.at + part.size;
    }
}

void reading_doubt(struct reading *reading, struct found *found)
{
    found->unsure = true;
    found->unsure_other = reading->unsure;
    reading->unsure = found;
}

void reading_drop(struct crash_result *result, size_t well_at)
{
    bool well = well_at > 0;
    for (struct crash *c = result->crashes; c; c = c->next)
        well &= ((struct found *)c)->unsure && ((struct found *)c)->from < well_at;
    for (struct crash **at = &result->crashes; *at;) {
        if (well || ((struct found *)*at)->none)
            *at = (*at)->next;
        else
            at = &(*at)->next;
    }
}

struct brief reading_line(struct reading *reading, size_t from, size_t next)
{
    struct brief text;
    struct line line;
    brief_clear(&text);
    lines_back(reading->lines, from);
    if (lines_next(reading->lines, &line))
        brief_add(&text, slice_trim(line.text));
    lines_back(reading->lines, next);
    return text;
}

struct bytes reading_part(const struct reading *reading, size_t from, size_t to)
{
    return (struct bytes){ lines_log(reading->lines).at + from, to - from };
}

const char *reading_text(struct reading *reading, struct bytes b)
{
    return text_clean(reading->mem, b, CRASH_TEXT_MAX);
}
