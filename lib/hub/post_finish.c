#include "base/config.h"
#include "base/secret.h"
#include "hub/name.h"
#include "hub/post_item.h"
#include "hub/post_read.h"

enum { REASON_MAX = 1000, CONTENT_MAX = 4 * 1024 * 1024 };

/* The head and the tail of a long log: what was run and what came of it. */
static struct bytes kept_part(struct arena *mem, struct bytes log, size_t most)
{
    if (log.size <= most)
        return log;
    size_t half = most / 2;
    struct text kept = text_new(mem, most + 100);
    text_add_bytes(&kept, (struct bytes){ log.at, half });
    text_add_format(&kept, "\n[... %zu bytes left out ...]\n", log.size - 2 * half);
    text_add_bytes(&kept, (struct bytes){ log.at + log.size - half, half });
    return (struct bytes){ kept.at, kept.size };
}

/* A sender that tells figures has counted them; the log may have been cut or be one of many.  They
 * are added up for ever, so none may be so large that a sum of them leaves 64 bits. */
static int64_t told(int64_t by_sender, int64_t by_log)
{
    int64_t figure = by_sender >= 0 ? by_sender : by_log;
    return figure < POST_FIGURE_MAX ? figure : POST_FIGURE_MAX;
}

static struct crash_stats stats_told(const struct crash_stats *sender,
                                     const struct crash_stats *log)
{
    return (struct crash_stats){
        .executions = told(sender->executions, log->executions),
        .executions_per_second = told(sender->executions_per_second, log->executions_per_second),
        .new_interesting = told(sender->new_interesting, log->new_interesting),
        .corpus = told(sender->corpus, log->corpus),
        .coverage = told(sender->coverage, log->coverage),
        .elapsed_ms = told(sender->elapsed_ms, log->elapsed_ms),
        .peak_rss_mb = told(sender->peak_rss_mb, log->peak_rss_mb),
    };
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

/* Why a result gives no verdict, in the words of the pages; NULL if it does.  A crash is one, but
 * where it kept the fuzzer from fuzzing, nobody knows what else is there. */
static const char *failure_of(const struct post_item *item)
{
    const char *reason = item->result->reason;
    if (item->occurrences && item->state != CRASH_STATE_BLOCKED)
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

/* Of the text and of the inputs that came with it, or that it is about. */
static struct bytes digest_of(struct arena *mem, const struct post_item *item, struct bytes of_text)
{
    struct text digests = text_new(mem, CONTENT_MAX);
    text_add_bytes(&digests, of_text);
    for (const struct post_occurrence *o = item->occurrences; o; o = o->next)
        if (o->input)
            text_add_bytes(&digests, o->input->digest);
    text_add(&digests, item->rerun_of ? item->rerun_of : "");
    return secret_sha256(mem, (struct bytes){ digests.at, digests.size });
}

void post_item_finish(const struct post *post, struct post_item *item)
{
    struct arena *mem = post->mem;
    bool whole = item->text.at == item->log->text.at && item->text.size == item->log->text.size;
    item->rerun_of = item->log->rerun_of ? item->log->rerun_of : post->rerun_of;
    item->passed = passed_read(mem, item->text, item->target);
    struct bytes of_text = whole ? item->log->digest : secret_sha256(mem, item->text);
    item->digest = digest_of(mem, item, of_text);
    item->kept = kept_part(mem, item->text, (size_t)config_int("LOG_KEPT_MAX"));
    item->kept_digest =
        item->kept.size == item->text.size ? of_text : secret_sha256(mem, item->kept);
    if (item->result->reason)
        item->reason = text_clean(mem, bytes_from(item->result->reason), REASON_MAX);
    item->failure = failure_of(item);
    item->stats = stats_told(&item->log->stats, &item->result->stats);
    for (struct post_occurrence *o = item->occurrences; o; o = o->next)
        o->input_name = input_name(mem, o);
}

/* With its size, so that no two lists of values read alike. */
static void add_value(struct text *content, const char *name, struct bytes value)
{
    text_add_format(content, "%s %zu:", value.at ? name : "none", value.size);
    text_add_bytes(content, value);
}

struct bytes post_digest(const struct post *post)
{
    struct text content = text_new(post->mem, CONTENT_MAX);
    for (size_t i = 0; post_field(i); i++)
        add_value(&content, "field", bytes_from(post_get(post, post_field(i))));
    for (const struct post_log *l = post->logs; l; l = l->next) {
        add_value(&content, "log", l->digest);
        add_value(&content, "package", bytes_from(l->package));
        add_value(&content, "target", bytes_from(l->target));
        add_value(&content, "rerun_of", bytes_from(l->rerun_of));
        for (const struct post_input *i = l->inputs.first; i; i = i->next) {
            add_value(&content, "name", bytes_from(i->name));
            add_value(&content, "input", i->digest);
        }
    }
    for (const struct post_input *i = post->inputs.first; i; i = i->next) {
        add_value(&content, "name", bytes_from(i->name));
        add_value(&content, "input", i->digest);
    }
    for (const struct code *c = post->source.first; c; c = c->next) {
        add_value(&content, "path", bytes_from(c->path));
        add_value(&content, "source", c->digest);
    }
    return secret_sha256(post->mem, (struct bytes){ content.at, content.size });
}
