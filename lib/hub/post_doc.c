#include "hub/post_doc.h"

#include "base/config.h"
#include "base/fail.h"
#include "base/json.h"
#include "base/secret.h"
#include "hub/name.h"

enum { REASON_MAX = 1000, DIGEST_SIZE = 32, CONTENT_MAX = 4 * 1024 * 1024 };

/* While a document is built: its blobs grow beside it. */
struct building {
    struct arena *mem;
    struct bytes *blobs;
    size_t blobs_count, log_kept_max;
    struct json *results;
};

/* Places count from 1, as SQL does. */
static int64_t add_blob(struct building *b, struct bytes content)
{
    b->blobs[b->blobs_count++] = content;
    return (int64_t)b->blobs_count;
}

/* The head and the tail of a long log: what was run and what came of it. */
static struct bytes kept_part(const struct building *b, struct bytes log)
{
    if (log.size <= b->log_kept_max)
        return log;
    size_t half = b->log_kept_max / 2;
    struct text kept = text_new(b->mem, b->log_kept_max + 100);
    text_add_bytes(&kept, (struct bytes){ log.at, half });
    text_add_format(&kept, "\n[... %zu bytes left out ...]\n", log.size - 2 * half);
    text_add_bytes(&kept, (struct bytes){ log.at + log.size - half, half });
    return (struct bytes){ kept.at, kept.size };
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

/* A sender that tells figures has counted them; the log may have been cut or be one of many. */
static int64_t told(int64_t by_sender, int64_t by_log)
{
    return by_sender >= 0 ? by_sender : by_log;
}

static void add_stats(struct json *item, const struct crash_stats *sender,
                      const struct crash_stats *log)
{
    struct json *stats = json_set_object(item, "stats");
    set_known(stats, "executions", told(sender->executions, log->executions));
    set_known(stats, "executions_per_second",
              told(sender->executions_per_second, log->executions_per_second));
    set_known(stats, "new_interesting", told(sender->new_interesting, log->new_interesting));
    set_known(stats, "corpus", told(sender->corpus, log->corpus));
    set_known(stats, "coverage", told(sender->coverage, log->coverage));
    set_known(stats, "elapsed_ms", told(sender->elapsed_ms, log->elapsed_ms));
    set_known(stats, "peak_rss_mb", told(sender->peak_rss_mb, log->peak_rss_mb));
}

/* As it was sent; what the log says of the same file may have its folder, too. */
static const char *input_name(struct arena *mem, const struct post_occurrence *o)
{
    const char *in_log = name_from(mem, o->crash->input_name, NULL);
    if (!o->input || !*o->input->name)
        return in_log;
    const char *slash = strrchr(o->input->name, '/');
    const char *base = slash ? slash + 1 : o->input->name;
    size_t sent = strlen(base), told_size = in_log ? strlen(in_log) : 0;
    bool same = told_size >= sent && strcmp(in_log + told_size - sent, base) == 0 &&
                (told_size == sent || in_log[told_size - sent - 1] == '/');
    return same ? in_log : o->input->name;
}

static void add_frames(struct json *parent, const struct crash_frame *frames, size_t count)
{
    struct json *list = json_set_array(parent, "frames");
    for (size_t i = 0; i < count; i++) {
        const struct crash_frame *f = &frames[i];
        struct json *frame = json_add_object(list);
        json_set_text(frame, "function", f->function);
        set_some(frame, "arguments", f->arguments);
        set_some(frame, "file", f->file);
        if (f->line > 0)
            json_set_int(frame, "line", f->line);
        if (f->column > 0)
            json_set_int(frame, "column", f->column);
        set_some(frame, "module", f->module);
        json_set_bool(frame, "in_app", f->in_app);
    }
}

static void add_place(struct json *crash, const struct crash_frame *place)
{
    if (!place)
        return;
    set_some(crash, "function", place->function);
    set_some(crash, "file", place->file);
    if (place->line > 0)
        json_set_int(crash, "line", place->line);
}

static void add_crash(struct building *b, struct json *list, const struct post_occurrence *o)
{
    const struct crash *c = o->crash;
    struct json *crash = json_add_object(list);
    json_set_text(crash, "signature", c->signature);
    json_set_text(crash, "version", c->version);
    json_set_bool(crash, "weak", c->weak);
    json_set_text(crash, "severity", crash_severity_name(c->severity));
    json_set_text(crash, "severity_reason", c->severity_reason);
    json_set_text(crash, "engine", c->engine);
    json_set_text(crash, "kind", c->type);
    json_set_text(crash, "title", c->title);
    json_set_text(crash, "message", c->message);
    add_place(crash, c->place);
    add_frames(crash, c->frames, c->frames_count);
    struct json *stacks = json_set_array(crash, "stacks");
    for (const struct crash_stack *s = c->stacks; s; s = s->next) {
        struct json *stack = json_add_object(stacks);
        json_set_text(stack, "label", s->label);
        add_frames(stack, s->frames, s->count);
    }
    if (o->input)
        json_set_int(crash, "input", add_blob(b, o->input->data));
    set_some(crash, "input_name", input_name(b->mem, o));
}

/* Of the text and of the inputs that came with it. */
static const char *digest_of(struct building *b, const struct post_item *item)
{
    struct text digests = text_new(b->mem, CONTENT_MAX);
    text_add_bytes(&digests, secret_sha256(b->mem, item->text));
    for (const struct post_occurrence *o = item->occurrences; o; o = o->next)
        if (o->input)
            text_add_bytes(&digests, secret_sha256(b->mem, o->input->data));
    return text_hex(b->mem, secret_sha256(b->mem, (struct bytes){ digests.at, digests.size }));
}

/* Why a result gives no verdict, in the words of the pages; NULL if it does. */
static const char *failure_of(const struct post_item *item)
{
    const char *reason = item->result->reason;
    if (item->occurrences)
        return NULL;
    switch (item->state) {
    case CRASH_STATE_SETUP:
        return reason && strstr(reason, "build") ? "build error" : "did not fuzz";
    case CRASH_STATE_BLOCKED: return "did not fuzz";
    case CRASH_STATE_STALLED: return "stalled";
    case CRASH_STATE_OK: return NULL;
    case CRASH_STATE_CRASHED:
    case CRASH_STATE_TIMEOUT:
    case CRASH_STATE_OOM:
    case CRASH_STATE_UNPARSED: break;
    }
    return "worker lost";
}

static void add_item(struct building *b, const struct post_item *item)
{
    struct json *result = json_add_object(b->results);
    json_set_text(result, "package", item->package);
    json_set_text(result, "target", item->target);
    json_set_text(result, "engine", item->engine);
    json_set_text(result, "state", crash_state_name(item->state));
    if (item->result->reason)
        json_set_text(result, "reason",
                      text_clean(b->mem, bytes_from(item->result->reason), REASON_MAX));
    set_some(result, "failure", failure_of(item));
    json_set_text(result, "digest", digest_of(b, item));
    json_set_int(result, "log", add_blob(b, kept_part(b, item->text)));
    json_set_int(result, "size", (int64_t)item->text.size);
    add_stats(result, &item->log->stats, &item->result->stats);
    struct json *crashes = json_set_array(result, "crashes");
    for (const struct post_occurrence *o = item->occurrences; o; o = o->next)
        add_crash(b, crashes, o);
}

static void add_content(struct arena *mem, struct text *content, const char *name,
                        struct bytes data)
{
    text_add_format(content, "%zu %s %s\n", strlen(name), name,
                    text_hex(mem, secret_sha256(mem, data)));
}

/* Digest of all that was sent, whatever the form: a retry may come with another boundary. */
static const char *body_digest(const struct post *post)
{
    struct arena *mem = post->mem;
    struct text content = text_new(mem, CONTENT_MAX);
    const char *const fields[] = { post->repo,   post->package, post->target,
                                   post->engine, post->commit,  post->branch,
                                   post->run,    post->origin,  post->link };
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        add_content(mem, &content, fields[i] ? "field" : "none", bytes_from(fields[i]));
    for (const struct post_log *l = post->logs; l; l = l->next) {
        add_content(mem, &content, "log", l->text);
        add_content(mem, &content, "package", bytes_from(l->package));
        add_content(mem, &content, "target", bytes_from(l->target));
        for (const struct post_input *i = l->inputs.first; i; i = i->next)
            add_content(mem, &content, i->name, i->data);
    }
    for (const struct post_input *i = post->inputs.first; i; i = i->next)
        add_content(mem, &content, i->name, i->data);
    return text_hex(mem, secret_sha256(mem, (struct bytes){ content.at, content.size }));
}

static size_t blobs_max(const struct post_item *items)
{
    size_t count = 0;
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
    set_some(doc, "commit", post->commit);
    set_some(doc, "branch", post->branch);
    set_some(doc, "run", post->run);
    set_some(doc, "origin", post->origin);
    set_some(doc, "link", post->link);
    if (post->key) {
        struct bytes key = secret_sha256(post->mem, bytes_from(post->key));
        json_set_text(doc, "key", text_hex(post->mem, key));
        json_set_text(doc, "body", body_digest(post));
    }
    struct building building = {
        .mem = post->mem,
        .blobs = arena_alloc(post->mem, blobs_max(items) * sizeof(struct bytes)),
        .log_kept_max = (size_t)config_int("LOG_KEPT_MAX"),
        .results = json_set_array(doc, "results"),
    };
    for (const struct post_item *i = items; i; i = i->next)
        add_item(&building, i);
    return (struct post_doc){ json_write(post->mem, doc),
                              { building.blobs, building.blobs_count } };
}
