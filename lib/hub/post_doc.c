#include "hub/post_doc.h"

#include "base/json.h"
#include "base/secret.h"
#include "hub/crash_doc.h"

/* While a document is built: its blobs grow beside it. */
struct building {
    struct arena *mem;
    struct bytes *blobs;
    size_t blobs_count;
    struct json *results;
};

/* Places count from 1, as SQL does. */
static int64_t add_blob(struct building *b, struct bytes content)
{
    b->blobs[b->blobs_count++] = content;
    return (int64_t)b->blobs_count;
}

static void set_known(struct json *object, const char *key, int64_t value)
{
    if (value >= 0)
        json_set_int(object, key, value);
}

static void set_some(struct json *object, const char *key, const char *value)
{
    if (value && *value)
        json_set_text(object, key, value);
}

static void add_stats(struct json *item, const struct crash_stats *told)
{
    struct json *stats = json_set_object(item, "stats");
    set_known(stats, "executions", told->executions);
    set_known(stats, "executions_per_second", told->executions_per_second);
    set_known(stats, "new_interesting", told->new_interesting);
    set_known(stats, "corpus", told->corpus);
    set_known(stats, "coverage", told->coverage);
    set_known(stats, "elapsed_ms", told->elapsed_ms);
    set_known(stats, "peak_rss_mb", told->peak_rss_mb);
}

static void add_crash(struct building *b, struct json *list, const struct post_occurrence *o,
                      int64_t place)
{
    struct json *crash = json_add_object(list);
    crash_doc_fill(b->mem, crash, o->crash);
    json_set_int(crash, "place", place);
    if (o->input)
        json_set_int(crash, "input", add_blob(b, o->input->data));
    set_some(crash, "input_name", o->input_name);
}

static void add_item(struct building *b, const struct post_item *item)
{
    struct json *result = json_add_object(b->results);
    json_set_text(result, "package", item->package);
    json_set_text(result, "target", item->target);
    json_set_text(result, "engine", item->engine);
    json_set_text(result, "state", crash_state_name(item->state));
    set_some(result, "reason", item->reason);
    set_some(result, "failure", item->failure);
    json_set_text(result, "digest", text_hex(b->mem, item->digest));
    json_set_int(result, "log", add_blob(b, item->kept));
    json_set_int(result, "size", (int64_t)item->text.size);
    set_some(result, "rerun_of", item->rerun_of);
    struct json *passed = json_set_array(result, "passed");
    for (const struct passed *p = item->passed; p; p = p->next)
        json_add_text(passed, p->name);
    add_stats(result, &item->stats);
    struct json *crashes = json_set_array(result, "crashes");
    const struct crash *last = NULL;
    int64_t place = 0; /* in the log; further inputs of a crash stand behind it */
    for (const struct post_occurrence *o = item->occurrences; o; o = o->next) {
        place += o->crash != last;
        last = o->crash;
        add_crash(b, crashes, o, place);
    }
}

static void add_source(struct building *b, struct json *doc, const struct code *source)
{
    struct json *list = source ? json_set_array(doc, "source") : NULL;
    for (const struct code *c = source; c; c = c->next) {
        struct json *file = json_add_object(list);
        json_set_text(file, "path", c->path);
        json_set_int(file, "blob", add_blob(b, c->text));
    }
}

static size_t blobs_max(const struct post *post, const struct post_item *items)
{
    size_t count = post->source.count;
    for (const struct post_item *i = items; i; i = i->next) {
        count++;
        for (const struct post_occurrence *o = i->occurrences; o; o = o->next)
            count++;
    }
    return count;
}

struct post_doc post_doc(const struct post *post, const struct post_item *items)
{
    struct json *doc = json_new_object(post->mem);
    json_set_text(doc, "repo", post->repo);
    json_set_int(doc, "rules", post->rules.version);
    set_some(doc, "commit", post->commit);
    set_some(doc, "branch", post->branch);
    set_some(doc, "run", post->run);
    set_some(doc, "origin", post->origin);
    set_some(doc, "link", post->link);
    if (post->key) {
        struct bytes key = secret_sha256(post->mem, bytes_from(post->key));
        json_set_text(doc, "key", text_hex(post->mem, key));
        json_set_text(doc, "body", text_hex(post->mem, post_digest(post)));
    }
    struct building building = {
        .mem = post->mem,
        .blobs = arena_alloc(post->mem, blobs_max(post, items) * sizeof(struct bytes)),
        .results = json_set_array(doc, "results"),
    };
    for (const struct post_item *i = items; i; i = i->next)
        add_item(&building, i);
    add_source(&building, doc, post->source.first);
    return (struct post_doc){ json_write(post->mem, doc),
                              { building.blobs, building.blobs_count } };
}
