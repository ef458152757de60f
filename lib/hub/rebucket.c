#include "hub/rebucket.h"

#include "base/hash.h"
#include "base/secret.h"
#include "crash/index.h"
#include "hub/crash_doc.h"
#include "hub/sample.h"

enum { READ_MEMORY = 256 * 1024 * 1024 };

/* Whom a signature will mean. */
struct owner {
    int64_t crasher; /* 0: one that is not there yet */
    const char *title;
};

struct rebucket {
    struct hub *hub;
    int64_t repo;
    const struct rules *rules;
    struct index *owners; /* of signatures that were looked at */
    struct rebucket_counts counts;
    struct arena *mem; /* of one crasher */
};

static void free_arena(void *mem)
{
    arena_free(mem);
}

struct rebucket *rebucket_new(struct hub *hub, int64_t repo, const struct rules *rules)
{
    struct rebucket *r = ARENA_ONE(hub->mem, struct rebucket);
    r->hub = hub;
    r->repo = repo;
    r->rules = rules;
    r->owners = index_new(hub->mem);
    r->mem = arena_new(READ_MEMORY);
    arena_defer(hub->mem, free_arena, r->mem);
    return r;
}

const struct rebucket_counts *rebucket_counts(const struct rebucket *rebucket)
{
    return &rebucket->counts;
}

static void owner_put(struct rebucket *r, const char *signature, struct owner owner)
{
    struct owner *kept = ARENA_ONE(r->hub->mem, struct owner);
    *kept = owner;
    index_put(r->owners, hash_text(HASH_START, signature), kept);
}

/* NULL if nobody has the signature, nor is going to; one that was not there when it was given one
 * may be by now. */
static const struct owner *owner_find(struct rebucket *r, const char *signature)
{
    struct owner *owner = index_find(r->owners, hash_text(HASH_START, signature));
    if (owner && owner->crasher != 0)
        return owner;
    struct bytes digest = secret_sha256(r->mem, bytes_from(signature));
    struct db_rows *rows = sql_rebucket_owner(r->hub->db, r->mem, r->repo, digest);
    if (!db_next(rows))
        return owner;
    if (!owner)
        owner = ARENA_ONE(r->hub->mem, struct owner);
    owner->crasher = db_int(rows, "id");
    owner->title = text_copy(r->hub->mem, db_text(rows, "title"));
    return owner;
}

static struct rebucket_move *add_move(struct rebucket *r, struct rebucket_change *change,
                                      struct rebucket_move move)
{
    const struct rebucket_move **end = &change->moves;
    while (*end)
        end = (const struct rebucket_move **)&(*end)->next;
    struct rebucket_move *kept = ARENA_ONE(r->hub->mem, struct rebucket_move);
    *kept = move;
    *end = kept;
    return kept;
}

/* The signatures that the crasher has from now on; whether one of them is new. */
static bool plan_stays(struct rebucket *r, const struct samples *samples,
                       struct rebucket_change *change)
{
    bool news = false;
    for (size_t i = 0; i < samples->count; i++) {
        const struct sample *s = &samples->all[i];
        if (!s->crash || s->crash != s->anchor)
            continue;
        const struct owner *owner = owner_find(r, s->crash->signature);
        if (!owner)
            owner_put(r, s->crash->signature, (struct owner){ change->crasher, change->title });
        news |= !owner;
        if (owner && owner->crasher != change->crasher) {
            add_move(r, change,
                     (struct rebucket_move){
                         .merges = true, .other = owner->crasher, .title = owner->title });
            r->counts.merged++;
        }
    }
    return news;
}

static void plan_goes(struct rebucket *r, const struct samples *samples,
                      struct rebucket_change *change)
{
    struct index *moves = index_new(r->mem);
    for (size_t i = 0; i < samples->count; i++) {
        const struct sample *s = &samples->all[i];
        if (!s->crash || sample_stays(s))
            continue;
        uint64_t hash = hash_text(HASH_START, s->crash->signature);
        struct rebucket_move *move = index_find(moves, hash);
        if (!move) {
            const char *title = text_copy(r->hub->mem, s->crash->title);
            const struct owner *owner = owner_find(r, s->crash->signature);
            if (!owner)
                owner_put(r, s->crash->signature, (struct owner){ 0, title });
            if (owner && owner->crasher == change->crasher)
                continue;
            move = add_move(r, change,
                            (struct rebucket_move){ .other = owner ? owner->crasher : 0,
                                                    .title = owner ? owner->title : title });
            index_put(moves, hash, move);
            r->counts.parted++;
        }
        move->crashes++;
    }
}

static const struct rebucket_change *plan(struct rebucket *r, int64_t crasher,
                                          const struct samples *samples)
{
    r->counts.looked++;
    if (!samples_main(samples)) {
        r->counts.unread++;
        return NULL;
    }
    struct rebucket_change *change = ARENA_ONE(r->hub->mem, struct rebucket_change);
    change->crasher = crasher;
    change->title = text_copy(r->hub->mem, samples->all[0].title);
    bool news = plan_stays(r, samples, change);
    plan_goes(r, samples, change);
    if (!news && !change->moves)
        return NULL;
    r->counts.changed++;
    return change;
}

static struct samples *samples_of(struct rebucket *r, int64_t crasher)
{
    arena_reset(r->mem);
    struct hub here = *r->hub;
    here.mem = r->mem;
    struct samples *samples = samples_read(&here, crasher, r->rules);
    r->counts.bytes += samples->bytes;
    return samples;
}

const struct rebucket_change *rebucket_look(struct rebucket *rebucket, int64_t crasher)
{
    return plan(rebucket, crasher, samples_of(rebucket, crasher));
}

/* {crash, ids}: of all samples that go, or stay, together with this one. */
static void add_part(struct rebucket *r, struct json *list, const struct samples *samples,
                     const struct crash *crash, bool staying)
{
    struct json *part = json_add_object(list);
    crash_doc_fill(r->mem, json_set_object(part, "crash"), crash);
    struct json *ids = json_set_array(part, "ids");
    for (size_t i = 0; i < samples->count; i++) {
        const struct sample *s = &samples->all[i];
        if (s->crash && sample_is_same(s->crash, crash) && sample_stays(s) == staying)
            json_add_text(ids, text_int(r->mem, s->id));
    }
}

/* Whether a sample before this one has its signature, and goes or stays as it does. */
static bool was_told(const struct samples *samples, size_t at)
{
    const struct sample *s = &samples->all[at];
    for (size_t i = 0; i < at; i++) {
        const struct sample *o = &samples->all[i];
        if (o->crash && sample_stays(o) == sample_stays(s) && sample_is_same(o->crash, s->crash))
            return true;
    }
    return false;
}

static const char *doc_of(struct rebucket *r, const struct samples *samples)
{
    struct json *doc = json_new_object(r->mem);
    crash_doc_fill(r->mem, json_set_object(doc, "main"), samples_main(samples));
    struct json *stay = json_set_array(doc, "stay"), *go = json_set_array(doc, "go");
    for (size_t i = 0; i < samples->count; i++) {
        const struct sample *s = &samples->all[i];
        bool silent = s->crash && sample_stays(s) && !sample_is_same(s->crash, s->anchor);
        if (s->crash && !silent && !was_told(samples, i))
            add_part(r, sample_stays(s) ? stay : go, samples, s->crash, sample_stays(s));
    }
    return json_write(r->mem, doc);
}

const struct rebucket_change *rebucket_apply(struct rebucket *rebucket, int64_t crasher)
{
    struct samples *samples = samples_of(rebucket, crasher);
    const struct rebucket_change *change = plan(rebucket, crasher, samples);
    if (!samples_main(samples))
        return NULL;
    sql_rebucket_apply(rebucket->hub->db, rebucket->mem, crasher, doc_of(rebucket, samples));
    return change;
}
