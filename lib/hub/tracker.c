#include "hub/tracker.h"

#include "base/guard.h"
#include "base/http.h"
#include "hub/tracker_own.h"

enum { TIMEOUT_MS = 15000, HEADERS_MAX = 8, WORDS_MAX = 20 };

const struct tracker *tracker_named(const char *name)
{
    static const struct tracker *const all[] = { &tracker_jira, &tracker_github, &tracker_gitlab };
    for (size_t i = 0; name && i < COUNT_OF(all); i++)
        if (strcmp(all[i]->name, name) == 0)
            return all[i];
    return NULL;
}

struct tracker_answer tracker_refusal(const char *says)
{
    return (struct tracker_answer){ .end = TRACKER_REFUSED, .says = says };
}

struct tracker_answer tracker_strange(void)
{
    return tracker_refusal("its answer is not what such a tracker says: is the address right?");
}

/* Adds "name: words" of whatever form of error this is. */
static void add_words(struct text *says, const char *name, const struct json *value, int depth)
{
    size_t left = says->size < TRACKER_SAYS_MAX ? TRACKER_SAYS_MAX - says->size : 0;
    const char *words = json_text(value), *key = NULL;
    if (left == 0 || depth > 3)
        return;
    if (words && *words)
        text_add_format(says, "%s%s%s%s", says->size > 0 ? "; " : "", name ? name : "",
                        name ? ": " : "", text_clean(says->mem, bytes_from(words), left));
    for (size_t i = 0; json_is_array(value) && i < json_count(value) && i < WORDS_MAX; i++)
        add_words(says, name, json_at(value, i), depth + 1);
    for (int i = 0; json_is_object(value) && i < WORDS_MAX && (key = json_next_key(value, key));
         i++)
        add_words(says, text_clean(says->mem, bytes_from(key), 100), json_get(value, key),
                  depth + 1);
}

/*
 * The words of an error: Jira's errorMessages, a list, and errors, by field; GitHub's message and
 * errors, a list of objects; GitLab's message, a text or lists by field, or error and
 * error_description.
 */
static const char *words_of(struct arena *mem, const struct http_answer *http)
{
    static const char *const members[] = { "errorMessages", "message", "errors", "error",
                                           "error_description" };
    const struct json *json = json_try(mem, http->body);
    struct text says = text_new(mem, 3 * TRACKER_SAYS_MAX);
    text_add(&says, "");
    for (size_t i = 0; json_is_object(json) && i < COUNT_OF(members); i++)
        add_words(&says, NULL, json_get(json, members[i]), 0);
    bool plain = http->type && strncmp(http->type, "text/plain", 10) == 0;
    if (says.size == 0 && plain && http->body.size > 0)
        return text_clean(mem, http->body, 300);
    return says.size > 0 ? text_clean(mem, bytes_from(says.at), TRACKER_SAYS_MAX) : NULL;
}

static const char *what_it_means(int status)
{
    if (status / 100 == 3)
        return "it sends elsewhere, which is not followed: is the address right?";
    switch (status) {
    case 401: return "it does not know the account or the token";
    case 403: return "the account may not do this";
    case 404: return "there is no such thing, or the account may not see it";
    case 429: return "it was called too often";
    default: return status >= 500 ? "it is out of order" : "it refuses, and does not say why";
    }
}

/* GitHub says that it has enough by 403, too. */
static bool is_later(int status, const struct http_answer *http, const char *words)
{
    return status == 408 || status == 429 || status >= 500 ||
           (status == 403 && (http->retry_after_s > 0 || (words && strstr(words, "rate limit"))));
}

static struct tracker_answer judge(struct arena *mem, const struct http_answer *http)
{
    struct tracker_answer answer = { .end = TRACKER_LATER, .wait_s = http->retry_after_s };
    if (http->status == 0) {
        answer.says = text_format(mem, "no answer: %s", http->reason);
        return answer;
    }
    if (http->status / 100 == 2) {
        answer.end = TRACKER_DONE;
        return answer;
    }
    const char *words = words_of(mem, http);
    if (!is_later(http->status, http, words))
        answer.end = TRACKER_REFUSED;
    answer.says =
        text_format(mem, "%s (HTTP %d)", words ? words : what_it_means(http->status), http->status);
    return answer;
}

struct tracker_reply tracker_send(struct arena *mem, const struct tracker_place *place,
                                  const struct tracker_call *call, const char *const headers[])
{
    struct tracker_reply reply = { 0 };
    const char *url = text_format(mem, "%s%s", place->address, call->path);
    const char *all[HEADERS_MAX + 1] = { "Content-Type: application/json" }, *why;
    for (size_t i = 0; headers[i] && i + 1 < HEADERS_MAX; i++)
        all[i + 1] = headers[i];
    if ((why = guard_refuses(mem, GUARD_WEB, url))) {
        reply.answer = tracker_refusal(text_format(mem, "the address cannot be called: %s", why));
        return reply;
    }
    const struct http_call http = {
        .method = call->method,
        .url = url,
        .headers = all,
        .body = call->body ? bytes_from(json_write(mem, call->body)) : BYTES(""),
        .timeout_ms = TIMEOUT_MS,
    };
    struct http_answer answer = http_send(mem, &http);
    reply.answer = judge(mem, &answer);
    reply.body = answer.body;
    if (reply.answer.end == TRACKER_DONE && !(reply.json = json_try(mem, answer.body)))
        reply.answer = tracker_strange();
    return reply;
}

struct tracker_answer tracker_takes_issues(struct arena *mem, const struct tracker_reply *reply,
                                           const char *name_member, const char *flag_member)
{
    struct tracker_answer answer = reply->answer;
    const char *name = json_text(json_get(reply->json, name_member));
    const struct json *flag = json_get(reply->json, flag_member);
    if (answer.end != TRACKER_DONE)
        return answer;
    if (!name)
        return tracker_strange();
    name = text_clean(mem, bytes_from(name), 200);
    if (flag && !json_bool(flag))
        return tracker_refusal(text_format(mem, "%s has no issues", name));
    answer.says = text_format(mem, "issues can be opened in %s", name);
    return answer;
}

const char *tracker_number_from(struct arena *mem, const char *typed)
{
    const char *last = strrchr(typed, '/');
    typed = last ? last + 1 : typed;
    typed += strspn(typed, " #");
    size_t size = strspn(typed, "0123456789");
    if (size == 0 || size > 18 || typed[size + strspn(typed + size, " \r\n")] != '\0')
        return NULL;
    return text_format(mem, "#%.*s", (int)size, typed);
}

void tracker_words(struct arena *mem, const char *list, void (*add)(void *to, const char *word),
                   void *to)
{
    static const char between[] = " ,\t\r\n";
    for (int i = 0; list && i < WORDS_MAX; i++) {
        list += strspn(list, between);
        size_t size = strcspn(list, between);
        if (size == 0)
            return;
        add(to, text_cut(mem, (struct bytes){ list, size }));
        list += size;
    }
}
