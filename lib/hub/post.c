#include "hub/post.h"

#include "base/fail.h"
#include "base/secret.h"
#include "hub/post_doc.h"

enum { TRIES_MAX = 3 };

/* A result for each item, without crashers yet. */
static struct post_result *results_of(struct arena *mem, const struct post_item *items)
{
    struct post_result *first = NULL, **end = &first;
    for (const struct post_item *i = items; i; i = i->next) {
        struct post_result *r = *end = ARENA_ONE(mem, struct post_result);
        end = &r->next;
        r->package = i->package;
        r->target = i->target;
        r->state = crash_state_name(i->state);
    }
    return first;
}

/* The same crasher may come in several crashes of a result; it is told once, as new if one made it.
 */
static void add_crasher(struct arena *mem, struct post_result *result, struct db_rows *rows)
{
    int64_t id = db_int(rows, "crasher");
    struct post_crasher **at = &result->crashers;
    while (*at && (*at)->id != id)
        at = &(*at)->next;
    if (*at) {
        (*at)->is_new = (*at)->is_new || db_bool(rows, "is_new");
        return;
    }
    *at = ARENA_ONE(mem, struct post_crasher);
    (*at)->id = id;
    (*at)->is_new = db_bool(rows, "is_new");
    (*at)->state = db_text(rows, "crasher_state");
    (*at)->title = db_text(rows, "title");
    (*at)->signature = db_text(rows, "signature");
}

/* A row that says which rules are in force. */
static struct post_answer *answer_newer(struct arena *mem, struct db_rows *rows)
{
    struct rule_text *newer = ARENA_ONE(mem, struct rule_text);
    struct post_answer *answer = ARENA_ONE(mem, struct post_answer);
    newer->version = db_int(rows, "run");
    newer->depth = db_int(rows, "crasher");
    newer->text = db_text(rows, "signature");
    answer->newer = newer;
    return answer;
}

/* NULL if there is no row. */
static struct post_answer *answer_of(struct arena *mem, const struct post_item *items,
                                     struct db_rows *rows)
{
    if (!db_next(rows))
        return NULL;
    if (db_int(rows, "ordinal") == 0)
        return answer_newer(mem, rows);
    struct post_answer *answer = ARENA_ONE(mem, struct post_answer);
    struct post_result *result = answer->results = results_of(mem, items);
    int64_t at = 1;
    do {
        answer->known = db_bool(rows, "known");
        answer->run = db_int(rows, "run");
        for (; result && at < db_int(rows, "ordinal"); at++)
            result = result->next;
        if (!result)
            fail(FAIL_BROKEN, "there are answers to more results than were stored");
        if (!db_null(rows, "crasher"))
            add_crasher(mem, result, rows);
    } while (db_next(rows));
    return answer;
}

static const char *some(const char *text)
{
    return text && *text ? text : NULL;
}

static const char *list_of(struct arena *mem, const struct crash_stats *told)
{
    const int64_t stats[] = { told->executions,      told->executions_per_second,
                              told->new_interesting, told->corpus,
                              told->coverage,        told->elapsed_ms,
                              told->peak_rss_mb };
    struct text list = text_new(mem, 256);
    for (size_t i = 0; i < COUNT_OF(stats); i++) {
        text_add(&list, i == 0 ? "{" : ",");
        text_add(&list, stats[i] >= 0 ? text_int(mem, stats[i]) : "NULL");
    }
    text_add(&list, "}");
    return list.at;
}

/* A post as most are: of one target, with one crash at most, without source and without an input
 * that was run again.  NULL if more must be made for it than rows, or it was there already, or is
 * refused. */
static struct post_answer *store_known(struct hub *hub, const struct post *post,
                                       const struct post_item *item, const char *jti,
                                       const char *address)
{
    const struct post_occurrence *o = item->occurrences;
    if (item->next || (o && o->next) || item->passed || item->rerun_of || post->source.first)
        return NULL;
    struct bytes nothing = { 0 }, key = nothing;
    if (post->key)
        key = secret_sha256(hub->mem, bytes_from(post->key));
    const struct post_input *input = o ? o->input : NULL;
    struct db_rows *rows = sql_post_store_known(
        hub->db, hub->mem, jti, address, post->repo, key, post->key ? post_digest(post) : nothing,
        some(post->run), some(post->commit), some(post->branch),
        some(post->origin) ? post->origin : "CI", some(post->link), item->package, item->target,
        crash_state_name(item->state), some(item->reason), item->failure,
        list_of(hub->mem, &item->stats), item->digest, (int64_t)item->text.size, item->kept_digest,
        item->kept, o ? o->crash->signature : NULL, input ? input->digest : nothing,
        input ? input->data : nothing, o ? some(o->input_name) : NULL, post->rules.version);
    return answer_of(hub->mem, item, rows);
}

static struct post_answer *store_any(struct hub *hub, const struct post *post,
                                     const struct post_item *items, const char *jti,
                                     const char *address)
{
    struct post_doc doc = post_doc(post, items);
    struct post_answer *answer = answer_of(
        hub->mem, items, sql_post_store(hub->db, hub->mem, jti, address, doc.json, doc.blobs));
    if (!answer)
        fail(FAIL_BROKEN, "ingest_store answered no row");
    return answer;
}

const struct post_answer *post_store(struct hub *hub, const struct post *post, const char *jti,
                                     const char *address)
{
    struct post with = *post;
    with.rules = rule_cache_find(post->cache, post->repo);
    for (int tries = 0; tries < TRIES_MAX; tries++) {
        struct post_item *items = post_items(&with);
        struct post_answer *answer = store_known(hub, &with, items, jti, address);
        if (!answer)
            answer = store_any(hub, &with, items, jti, address);
        if (!answer->newer)
            return answer;
        with.rules = rule_cache_put(post->cache, hub->mem, post->repo, answer->newer);
    }
    fail(FAIL_AWAY, "the rules of the repository are being changed");
}
