#include "hub/post_read.h"

#include "base/fail.h"
#include "base/form.h"
#include "base/secret.h"
#include "crash/casrcut.h"
#include "hub/name.h"

enum { ENGINE_MAX = 40, RUN_MAX = 200, ORIGIN_MAX = 200 };

static void need_repo(const char *field, const char *value)
{
    (void)field;
    name_need_repo(value);
}

static void need_commit(const char *field, const char *value)
{
    (void)field;
    name_need_commit(value);
}

static void need_name(const char *field, const char *value)
{
    name_need(field, value, NAME_SIZE_MAX);
}

static void need_short(const char *field, const char *value)
{
    name_need(field, value, RUN_MAX);
}

static void need_engine(const char *field, const char *value)
{
    name_need(field, value, ENGINE_MAX);
}

static const struct field {
    const char *name;
    size_t offset;
    void (*need)(const char *field, const char *value);
} fields[] = {
    { "repo", offsetof(struct post, repo), need_repo },
    { "package", offsetof(struct post, package), name_need_path },
    { "target", offsetof(struct post, target), need_name },
    { "engine", offsetof(struct post, engine), need_engine },
    { "commit", offsetof(struct post, commit), need_commit },
    { "branch", offsetof(struct post, branch), need_name },
    { "run", offsetof(struct post, run), need_short },
    { "origin", offsetof(struct post, origin), need_short },
    { "link", offsetof(struct post, link), name_need_link },
    { "rerun_of", offsetof(struct post, rerun_of), name_need_digest },
};

const char *post_field(size_t index)
{
    return index < COUNT_OF(fields) ? fields[index].name : NULL;
}

static const struct field *field_find(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        if (strcmp(fields[i].name, name) == 0)
            return &fields[i];
    return NULL;
}

const char *post_get(const struct post *post, const char *name)
{
    const struct field *field = field_find(name);
    return field ? *(const char *const *)((const char *)post + field->offset) : NULL;
}

struct post *post_new(struct arena *mem)
{
    struct post *post = ARENA_ONE(mem, struct post);
    post->mem = mem;
    post->logs_end = &post->logs;
    return post;
}

void post_set(struct post *post, const char *name, const char *value)
{
    const struct field *field = field_find(name);
    if (!field || !value)
        return;
    field->need(name, value);
    const char **at = (const char **)((char *)post + field->offset);
    if (*at && strcmp(*at, value) != 0)
        fail(FAIL_INPUT, "%s is given twice, with different values", name);
    *at = value;
}

struct post_log *post_add_log(struct post *post, struct bytes text)
{
    if (text.size > POST_LOG_MAX)
        fail(FAIL_TOO_BIG, "log has %zu bytes, %d are allowed", text.size, POST_LOG_MAX);
    if (++post->logs_count > POST_LOGS_MAX)
        fail(FAIL_REFUSED, "results: at most %d in one post", POST_LOGS_MAX);
    struct post_log *log = ARENA_ONE(post->mem, struct post_log);
    log->text = casrcut(post->mem, text);
    log->digest = secret_sha256(post->mem, log->text);
    log->stats = (struct crash_stats){ -1, -1, -1, -1, -1, -1, -1 };
    *post->logs_end = log;
    post->logs_end = &log->next;
    return log;
}

struct post_input *post_add_input(struct post *post, struct post_inputs *list, const char *name,
                                  struct bytes data)
{
    if (data.size > POST_INPUT_MAX)
        fail(FAIL_TOO_BIG, "crasher has %zu bytes, %d are allowed", data.size, POST_INPUT_MAX);
    if (++post->inputs_count > POST_CRASHES_MAX)
        fail(FAIL_REFUSED, "crashers: at most %d in one post", POST_CRASHES_MAX);
    struct post_input *input = ARENA_ONE(post->mem, struct post_input);
    input->name = name_from(post->mem, name, "");
    input->data = data;
    input->digest = secret_sha256(post->mem, data);
    *(list->end ? list->end : &list->first) = input;
    list->end = &input->next;
    return input;
}

void post_read_log(struct post *post, struct bytes text)
{
    if (!post_read_gitlab(post, text))
        post_add_log(post, text);
}

void post_read_text(struct post *post, struct bytes body)
{
    if (body.size == 0)
        fail(FAIL_INPUT, "the body is empty; it should be the fuzzer's log");
    post_read_log(post, body);
}

static const char *field_text(struct post *post, const struct form_part *part)
{
    if (!text_is_utf8(part->value))
        fail(FAIL_REFUSED, "%s is not UTF-8 text", part->name);
    return text_cut(post->mem, part->value);
}

static void read_part(struct post *post, const struct form_part *part)
{
    if (strcmp(part->name, "log") == 0)
        post_read_log(post, part->value);
    else if (strcmp(part->name, "crasher") == 0)
        post_add_input(post, &post->inputs, part->filename, part->value);
    else if (strcmp(part->name, "source") == 0)
        code_add(post->mem, &post->source, part->filename, part->value);
    else if (strcmp(part->name, "meta") == 0)
        post_read_meta(post, part->value);
    else if (field_find(part->name))
        post_set(post, part->name, field_text(post, part));
}

/* Archives come last, since the logs beside them may be of what they hold. */
void post_read_form(struct post *post, const char *content_type, struct bytes body)
{
    const struct form_part *parts = form_parts(post->mem, content_type, body);
    size_t archives = 0;
    for (const struct form_part *p = parts; p; p = p->next)
        read_part(post, p);
    bool with_logs = post->logs != NULL;
    for (const struct form_part *p = parts; p; p = p->next) {
        if (strcmp(p->name, "archive") != 0)
            continue;
        if (++archives > POST_ARCHIVES_MAX)
            fail(FAIL_REFUSED, "archive: at most %d in one post", POST_ARCHIVES_MAX);
        post_add_archive(post, p->value, with_logs);
    }
    if (!post->logs && post->inputs.first)
        post_add_log(post, BYTES(""))->told = true;
}

void post_check(const struct post *post)
{
    bool something = post->inputs.first != NULL;
    for (const struct post_log *l = post->logs; l; l = l->next)
        something = something || l->text.size > 0 || l->inputs.first || l->stats.executions >= 0;
    if (!post->repo)
        fail(FAIL_REFUSED, "repo is missing: /ingest?repo=OWNER/NAME");
    if (post->source.first && !post->commit)
        fail(FAIL_REFUSED, "source needs the field commit");
    if (!something)
        fail(FAIL_REFUSED, "there is no log that is not empty, and no crasher");
}
