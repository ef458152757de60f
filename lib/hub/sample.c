#include "hub/sample.h"

#include "hub/kept_log.h"

static const char *unless(const char *text, const char *other)
{
    return strcmp(text, other) == 0 ? NULL : text;
}

/* What a log says of the target. */
static const struct crash_result *result_of(const struct crash_result *results, const char *target)
{
    for (const struct crash_result *r = results; r; r = r->next)
        if (r->target && strcmp(r->target, target) == 0)
            return r;
    return results->next ? NULL : results;
}

static const struct crash *crash_at(const struct crash_result *result, int64_t place)
{
    const struct crash *c = result ? result->crashes : NULL;
    for (; c && place > 1; place--)
        c = c->next;
    return c;
}

static const struct crash *read_again(struct hub *hub, const struct sample *s,
                                      const struct rules *rules)
{
    const struct kept_log *log =
        kept_log_read(hub, s->run, s->log, (struct kept_log_part){ INT32_MAX, 0 });
    if (!log)
        return NULL;
    const struct crash_hint hint = { .engine = unless(s->engine, "unknown"),
                                     .package = unless(s->path, "."),
                                     .target = unless(s->target, "unnamed"),
                                     .rules = rules };
    const struct crash_result *results = crash_read(hub->mem, log->head, &hint);
    return crash_at(result_of(results, s->target), s->place);
}

static struct sample sample_from(struct db_rows *rows)
{
    const char *signature = db_text(rows, "signature");
    return (struct sample){
        .id = db_int(rows, "id"),
        .run = db_int(rows, "run"),
        .log = db_int(rows, "log"),
        .place = db_int(rows, "place"),
        .size = db_int(rows, "size"),
        .signature = signature ? signature : "",
        .title = db_text(rows, "title"),
        .target = db_text(rows, "target_name"),
        .path = db_text(rows, "path"),
        .engine = db_text(rows, "engine"),
    };
}

/* Of the crashes that were told apart by one signature the first stands for it, one with a stack if
 * there is one. */
static void set_anchor(struct sample *s, const struct samples *samples)
{
    for (size_t i = 0; i < samples->count; i++) {
        const struct sample *o = &samples->all[i];
        if (!o->crash || strcmp(o->signature, s->signature) != 0)
            continue;
        if (!s->anchor || (s->anchor->weak && !o->crash->weak))
            s->anchor = o->crash;
    }
}

struct samples *samples_read(struct hub *hub, int64_t crasher, const struct rules *rules)
{
    struct samples *samples = ARENA_ONE(hub->mem, struct samples);
    struct db_rows *rows = sql_sample_list(hub->db, hub->mem, crasher, SAMPLES_MAX);
    while (db_next(rows))
        samples->all[samples->count++] = sample_from(rows);
    for (size_t i = 0; i < samples->count; i++) {
        struct sample *s = &samples->all[i];
        if (samples->bytes + s->size > SAMPLES_BYTES_MAX)
            break;
        samples->bytes += s->size;
        s->crash = read_again(hub, s, rules);
    }
    for (size_t i = 0; i < samples->count; i++)
        set_anchor(&samples->all[i], samples);
    return samples;
}

bool sample_is_same(const struct crash *a, const struct crash *b)
{
    return strcmp(a->signature, b->signature) == 0;
}

bool sample_stays(const struct sample *s)
{
    return sample_is_same(s->crash, s->anchor) || s->crash->weak;
}

const struct crash *samples_main(const struct samples *samples)
{
    const struct crash *first = NULL;
    for (size_t i = 0; i < samples->count; i++) {
        const struct crash *anchor = samples->all[i].anchor;
        if (anchor && (!first || (first->weak && !anchor->weak)))
            first = anchor;
    }
    return first;
}
