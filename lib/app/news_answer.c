#include <stdlib.h>

#include "app/news_send.h"
#include "base/json.h"

static struct news_end ended(enum notification_end end, const char *says)
{
    return (struct news_end){ .end = end, .says = says };
}

static bool is(const char *way, const char *name)
{
    return strcmp(way, name) == 0;
}

/* The words of an error: the member of a JSON object, or all of it, if it is text. */
static const char *words_of(struct arena *mem, const struct http_answer *answer)
{
    static const char *const members[] = { "message", "error", "error_description" };
    const struct json *json = json_try(mem, answer->body);
    for (size_t i = 0; json && i < COUNT_OF(members); i++) {
        const char *words = json_text(json_get(json, members[i]));
        if (words && *words)
            return text_clean(mem, bytes_from(words), NEWS_SAYS_MAX);
    }
    bool plain = answer->type && strncmp(answer->type, "text/plain", 10) == 0;
    return plain && answer->body.size > 0 ? text_clean(mem, answer->body, NEWS_SAYS_MAX) : NULL;
}

static const char *with_status(struct arena *mem, const struct http_answer *answer)
{
    const char *words = words_of(mem, answer);
    if (words)
        return text_format(mem, "%s (HTTP %d)", words, answer->status);
    return text_format(mem, "HTTP %d", answer->status);
}

/* Discord says in its JSON more precisely how long, in seconds with a fraction. */
static int64_t wait_of(struct arena *mem, const struct http_answer *answer)
{
    double said = 0;
    int64_t wait = answer->retry_after_s;
    const struct json *json = json_try(mem, answer->body);
    if (json && json_number(json_get(json, "retry_after"), &said) && said > (double)wait)
        wait = said < NEWS_WAIT_MAX_S ? (int64_t)said + 1 : NEWS_WAIT_MAX_S;
    return wait < NEWS_WAIT_MAX_S ? wait : NEWS_WAIT_MAX_S;
}

/* Slack's interface says what is wrong in a success. */
static struct news_end answer_of_api(struct arena *mem, const struct http_answer *answer)
{
    /* What passes by itself, or what whoever runs the hub mends. */
    static const char *const later[] = {
        "ratelimited",         "rate_limited",           "internal_error",    "fatal_error",
        "service_unavailable", "request_timeout",        "team_added_to_org", "invalid_auth",
        "not_authed",          "account_inactive",       "token_revoked",     "token_expired",
        "missing_scope",       "not_allowed_token_type",
    };
    const struct json *json = json_try(mem, answer->body);
    if (json_bool(json_get(json, "ok")))
        return ended(NOTIFICATION_SENT, "ok");
    const char *error = json ? json_text(json_get(json, "error")) : NULL;
    if (!error)
        return ended(NOTIFICATION_LATER, "the answer is not what Slack says");
    for (size_t i = 0; i < COUNT_OF(later); i++)
        if (strcmp(error, later[i]) == 0)
            return ended(NOTIFICATION_LATER, later[i]);
    return ended(NOTIFICATION_REFUSED, text_clean(mem, bytes_from(error), NEWS_SAYS_MAX));
}

/* An incoming webhook of Teams tells within a success what became of it further on. */
static struct news_end answer_of_teams(struct arena *mem, const struct http_answer *answer)
{
    static const char mark[] = "HTTP error ";
    const char *body = text_clean(mem, answer->body, NEWS_SAYS_MAX), *at = strstr(body, mark);
    if (!at)
        return ended(NOTIFICATION_SENT, with_status(mem, answer));
    int status = atoi(at + strlen(mark));
    return ended(status == 429 || status >= 500 ? NOTIFICATION_LATER : NOTIFICATION_REFUSED, body);
}

static struct news_end answer_of_success(struct arena *mem, const char *way,
                                         const struct http_answer *answer)
{
    if (is(way, "slack_dm"))
        return answer_of_api(mem, answer);
    if (is(way, "teams"))
        return answer_of_teams(mem, answer);
    /* Servers that take Slack's webhooks, too, but answer like its interface. */
    const struct json *ok = json_get(json_try(mem, answer->body), "ok");
    if (is(way, "slack") && ok && !json_bool(ok))
        return answer_of_api(mem, answer);
    return ended(NOTIFICATION_SENT, with_status(mem, answer));
}

struct news_end news_answer(struct arena *mem, const char *way, const struct http_answer *answer)
{
    int status = answer->status;
    if (status == 0)
        return ended(NOTIFICATION_LATER, text_format(mem, "no answer: %s", answer->reason));
    if (status / 100 == 2)
        return answer_of_success(mem, way, answer);
    if (status / 100 == 3)
        return ended(
            NOTIFICATION_REFUSED,
            text_format(mem, "it sends elsewhere, which is not followed (HTTP %d)", status));
    struct news_end end = ended(NOTIFICATION_REFUSED, with_status(mem, answer));
    if (status == 408 || status == 425 || status == 429 || status >= 500) {
        end.end = NOTIFICATION_LATER;
        end.retry_after_s = wait_of(mem, answer);
    }
    return end;
}
