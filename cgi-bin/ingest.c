/*
 * POST /ingest?repo=OWNER/NAME, and further fields: those of lib/hub/post_read.c
 *
 * Takes what a fuzzer printed and the inputs that crashed it: as a raw log, as multipart/form-data,
 * as JSON or as an archive of files.  401 without a token of ours, 403 if it is not for this
 * repository, 400 what cannot be read, 409 a run or key that came with something else before, 413
 * and 422 past a limit (named), 415 another type, 429 too often.  201 stored, 200 was there
 * already; both only after the commit.
 */
#include <strings.h>

#include "app/media.h"
#include "app/program.h"
#include "base/config.h"
#include "base/limit.h"
#include "base/token.h"
#include "hub/post.h"
#include "hub/post_read.h"

enum { KEY_MAX = 255, STATEMENT_MS = 30000, CACHE_MEMORY = 1024 * 1024 };

static struct limit *limit; /* shared by the workers: made before they are */
static struct rule_cache *cache;

static void check_method(struct web *web)
{
    if (strcmp(web_method(web), "POST") == 0)
        return;
    web_add_header(web, "Allow", "POST");
    fail(FAIL_METHOD, "results are sent by POST");
}

static const struct token *check_token(struct visit *visit)
{
    int64_t wait_s;
    const char *header = web_header(visit->web, "Authorization"), *why;
    if (!header || strncasecmp(header, "Bearer ", 7) != 0)
        fail(FAIL_STRANGER, "a token is needed: Authorization: Bearer TOKEN");
    const struct token *token = token_check(visit->mem, header + 7, visit->now, &why);
    if (!token)
        fail(FAIL_STRANGER, "the token is not valid: %s", why);
    visit->account = token->sub;
    if (strcmp(token->scope, "ingest") != 0)
        fail(FAIL_DENIED, "the token may read, not push");
    if (!limit_take(limit, token->jti, &wait_s))
        fail(FAIL_TOO_MANY, "too many posts with this token; go on in %" PRId64 " s", wait_s);
    return token;
}

static const char *check_key(struct web *web)
{
    const char *key = web_header(web, "Idempotency-Key");
    size_t size = key ? strlen(key) : 0;
    for (size_t i = 0; i < size; i++)
        if (key[i] < '!' || key[i] > '~')
            fail(FAIL_INPUT, "Idempotency-Key must be of visible ASCII characters");
    if (size > KEY_MAX)
        fail(FAIL_INPUT, "Idempotency-Key has %zu characters, %d are allowed", size, KEY_MAX);
    return key;
}

static void check_charset(const char *type)
{
    const char *charset = strcasestr(type, "charset=");
    if (!charset)
        return;
    charset += 8;
    charset += *charset == '"';
    if (strncasecmp(charset, "utf-8", 5) != 0 || !strchr("\"; \t", charset[5]))
        fail(FAIL_MEDIA, "JSON comes in UTF-8");
}

typedef void reader(struct post *post, struct bytes body);

static reader *reader_of(const char *type)
{
    if (!type || media_is(type, "text/") || media_is(type, "application/x-www-form-urlencoded"))
        return post_read_text;
    if (media_is(type, "multipart/form-data"))
        return NULL; /* needs the boundary */
    if (media_is_archive(type))
        return post_read_archive;
    if (!media_is(type, "application/json"))
        fail(FAIL_MEDIA, "Content-Type must be text/plain, multipart/form-data, application/json, "
                         "application/x-tar, application/gzip or application/zip");
    check_charset(type);
    return post_read_json;
}

static struct post *read_post(struct visit *visit)
{
    struct web *web = visit->web;
    struct post *post = post_new(visit->mem);
    const char *type = web_header(web, "Content-Type");
    for (size_t i = 0; post_field(i); i++)
        post_set(post, post_field(i), web_query(web, post_field(i)));
    post->key = check_key(web);
    post->cache = cache;
    reader *read = reader_of(type);
    struct bytes body =
        web_body(web, (size_t)config_int("BODY_MAX"), (size_t)config_int("UNPACKED_MAX"));
    if (read)
        read(post, body);
    else
        post_read_form(post, type, body);
    post_check(post);
    return post;
}

static void show_ingest(struct visit *visit)
{
    check_method(visit->web);
    const struct token *token = check_token(visit);
    const struct post *post = read_post(visit);
    struct hub hub = { .mem = visit->mem, .db = visit->db, .now = visit->now };
    const struct post_answer *stored =
        post_store(&hub, post, token->jti, web_variable(visit->web, "REMOTE_ADDR"));
    const char *body = post_answer_json(visit->mem, stored, program_url(visit->web));
    web_send(visit->web, stored->known ? 200 : 201, "application/json; charset=utf-8",
             bytes_from(body));
}

int main(void)
{
    const struct program program = {
        .name = "ingest",
        .role = "nopanic_ingest",
        .keys = true,
        .timeout_ms = STATEMENT_MS,
        .memory_max = 4 * (size_t)config_int("UNPACKED_MAX") + 64 * 1024 * 1024,
        .show = show_ingest,
    };
    limit = limit_new(config_int("INGEST_PER_MINUTE"), config_int("INGEST_BURST"));
    struct arena *mem = arena_new(CACHE_MEMORY);
    cache = rule_cache_new(mem);
    int status = program_main(&program);
    arena_free(mem);
    return status;
}
