/* The JSON form of a post, and the part meta of the multipart form. */
#include "base/base64.h"
#include "base/fail.h"
#include "base/json.h"
#include "hub/name.h"
#include "hub/post_read.h"

enum { ENGINE_MAX = 40 };

/* Above this a double, and with it much of the world's JSON, counts wrongly. */
#define COUNT_MAX (INT64_C(1) << 53)

/* A member that is absent or null is NULL; anything but text is refused. */
static const char *text_of(const struct json *object, const char *key)
{
    const struct json *value = json_get(object, key);
    if (!value || json_is_null(value))
        return NULL;
    if (!json_is_string(value))
        fail(FAIL_REFUSED, "%s must be a text", key);
    return json_text(value);
}

static const struct json *array_of(const struct json *object, const char *key)
{
    const struct json *value = json_get(object, key);
    if (!value || json_is_null(value))
        return NULL;
    if (!json_is_array(value))
        fail(FAIL_REFUSED, "%s must be a list", key);
    return value;
}

static void take_fields(struct post *post, const struct json *object)
{
    for (size_t i = 0; post_field(i); i++)
        post_set(post, post_field(i), text_of(object, post_field(i)));
}

static int64_t count_of(const struct json *stats, const char *key)
{
    int64_t count;
    const struct json *value = json_get(stats, key);
    if (!value || json_is_null(value))
        return -1;
    if (!json_int(value, &count) || count < 0 || count >= COUNT_MAX)
        fail(FAIL_REFUSED, "stats.%s must be a whole number from 0 to 2^53 - 1", key);
    return count;
}

static void take_stats(struct post_log *log, const struct json *stats)
{
    if (!stats || json_is_null(stats))
        return;
    if (!json_is_object(stats))
        fail(FAIL_REFUSED, "stats must be an object");
    log->stats = (struct crash_stats){
        .executions = count_of(stats, "executions"),
        .executions_per_second = count_of(stats, "executions_per_second"),
        .new_interesting = count_of(stats, "new_interesting"),
        .corpus = count_of(stats, "corpus"),
        .coverage = count_of(stats, "coverage"),
        .elapsed_ms = count_of(stats, "elapsed_ms"),
        .peak_rss_mb = count_of(stats, "peak_rss_mb"),
    };
}

static void take_crashers(struct post *post, struct post_log *log, const struct json *crashers)
{
    struct bytes data;
    size_t count = json_count(crashers);
    if (count > POST_CRASHES_MAX)
        fail(FAIL_REFUSED, "crashers: at most %d in one post, here are %zu", POST_CRASHES_MAX,
             count);
    for (size_t i = 0; i < count; i++) {
        const struct json *crasher = json_at(crashers, i);
        if (!json_is_object(crasher))
            fail(FAIL_REFUSED, "crashers must be a list of objects");
        const char *name = text_of(crasher, "name"), *base64 = text_of(crasher, "base64");
        if (!base64 || !base64_decode(post->mem, bytes_from(base64), &data))
            fail(FAIL_REFUSED, "crashers[%zu].base64 must be base64 of the standard alphabet", i);
        post_add_input(post, &log->inputs, name, data);
    }
}

static void take_result(struct post *post, const struct json *result)
{
    if (!json_is_object(result))
        fail(FAIL_REFUSED, "results must be a list of objects");
    const char *text = text_of(result, "log");
    struct post_log *log = post_add_log(post, bytes_from(text));
    log->package = text_of(result, "package");
    log->target = text_of(result, "target");
    log->engine = text_of(result, "engine");
    if (log->package)
        name_need_path("package", log->package);
    if (log->target)
        name_need("target", log->target, NAME_SIZE_MAX);
    if (log->engine)
        name_need("engine", log->engine, ENGINE_MAX);
    log->rerun_of = text_of(result, "rerun_of");
    if (log->rerun_of)
        name_need_digest("rerun_of", log->rerun_of);
    take_stats(log, json_get(result, "stats"));
    take_crashers(post, log, array_of(result, "crashers"));
}

void post_read_json(struct post *post, struct bytes body)
{
    const struct json *document = json_parse(post->mem, body);
    if (!json_is_object(document))
        fail(json_is_array(document) ? FAIL_REFUSED : FAIL_INPUT, "the body must be an object");
    take_fields(post, document);
    const struct json *results = array_of(document, "results");
    if (!results && post_read_gitlab(post, body))
        return;
    if (json_count(results) == 0)
        fail(FAIL_REFUSED, "results is missing or empty");
    if (json_count(results) > POST_LOGS_MAX)
        fail(FAIL_REFUSED, "results: at most %d in one post", POST_LOGS_MAX);
    for (size_t i = 0; i < json_count(results); i++)
        take_result(post, json_at(results, i));
}

void post_read_meta(struct post *post, struct bytes text)
{
    const struct json *meta = json_parse(post->mem, text);
    if (!json_is_object(meta))
        fail(FAIL_REFUSED, "meta must be a JSON object");
    take_fields(post, meta);
}
