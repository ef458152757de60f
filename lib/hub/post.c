#include "hub/post.h"

#include "base/fail.h"
#include "hub/post_doc.h"

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

const struct post_answer *post_store(struct hub *hub, const struct post *post, const char *jti,
                                     const char *address)
{
    struct post_item *items = post_items(post);
    struct post_doc doc = post_doc(post, items);
    struct post_answer *answer = ARENA_ONE(hub->mem, struct post_answer);
    struct db_rows *rows = sql_post_store(hub->db, hub->mem, jti, address, doc.json, doc.blobs);

    answer->results = results_of(hub->mem, items);
    struct post_result *result = answer->results;
    int64_t at = 1;
    while (db_next(rows)) {
        answer->known = db_bool(rows, "known");
        answer->run = db_int(rows, "run");
        for (; result && at < db_int(rows, "ordinal"); at++)
            result = result->next;
        if (!result)
            fail(FAIL_BROKEN, "ingest_store answered more results than it was given");
        if (!db_null(rows, "crasher"))
            add_crasher(hub->mem, result, rows);
    }
    if (answer->run == 0)
        fail(FAIL_BROKEN, "ingest_store answered no row");
    return answer;
}
