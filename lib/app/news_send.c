#include "app/news_send.h"

#include "app/fill.h"
#include "app/news_chat.h"
#include "app/news_text.h"
#include "base/clock.h"
#include "base/fail.h"
#include "base/json.h"
#include "base/process.h"

enum { HEADERS = 5, MEMBER_MAX = 30 };

/* A call with room for its headers. */
struct sending {
    struct http_call call;
    const char *headers[HEADERS];
};

static struct sending *call_of(struct arena *mem, const char *url, const char *body)
{
    struct sending *s = ARENA_ONE(mem, struct sending);
    s->headers[0] = "Content-Type: application/json; charset=utf-8";
    s->call = (struct http_call){
        .method = body ? "POST" : "GET",
        .url = url,
        .headers = s->headers,
        .body = bytes_from(body),
        .timeout_ms = NEWS_TIMEOUT_MS,
        .beginning = true,
    };
    return s;
}

static void add_header(struct arena *mem, struct sending *s, const char *name, const char *value)
{
    size_t i = 0;
    while (s->headers[i])
        i++;
    if (i + 1 < HEADERS)
        s->headers[i] = text_format(mem, "%s: %s", name, value);
}

/* "U04QX7M2K" */
static bool is_member(const char *id)
{
    size_t size = strspn(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    return size >= 2 && size <= MEMBER_MAX && id[size] == '\0';
}

/* What a message to a member is made of. */
struct direct {
    const struct news_sender *sender;
    const struct notification *notification;
};

static const struct http_call *post_to(struct arena *mem, const struct direct *direct,
                                       const char *member)
{
    const struct news_sender *sender = direct->sender;
    const char *url = text_format(mem, "%s/chat.postMessage", sender->slack_api);
    struct sending *s =
        call_of(mem, url, news_slack(mem, sender->site, direct->notification, member));
    add_header(mem, s, "Authorization", text_format(mem, "Bearer %s", sender->slack_token));
    return &s->call;
}

/* In the child: once Slack has told who has the address.  What it refuses is the answer. */
static const struct http_call *post_to_found(struct arena *mem, void *arg,
                                             const struct http_answer *answer)
{
    const struct json *json = answer->status == 200 ? json_try(mem, answer->body) : NULL;
    if (!json || !json_bool(json_get(json, "ok")))
        return NULL;
    const char *member = json_text(json_get(json_get(json, "user"), "id"));
    if (!member || !is_member(member))
        fail(FAIL_AWAY, "Slack did not say who has this address");
    return post_to(mem, arg, member);
}

static struct process_child *begin_direct(struct arena *mem, const struct news_sender *sender,
                                          const struct notification *n)
{
    struct direct *direct = ARENA_ONE(mem, struct direct);
    *direct = (struct direct){ sender, n };
    if (is_member(n->to))
        return http_begin(mem, post_to(mem, direct, n->to), NULL, NULL);
    const char *url = text_format(mem, "%s/users.lookupByEmail?email=%s", sender->slack_api,
                                  fill_query(mem, n->to));
    struct sending *s = call_of(mem, url, NULL);
    s->headers[0] = text_format(mem, "Authorization: Bearer %s", sender->slack_token);
    return http_begin(mem, &s->call, post_to_found, direct);
}

static const char *body_of(struct arena *mem, const char *site, const struct notification *n)
{
    if (strcmp(n->way, "slack") == 0)
        return news_slack(mem, site, n, NULL);
    if (strcmp(n->way, "teams") == 0)
        return news_teams(mem, site, n);
    if (strcmp(n->way, "discord") == 0)
        return news_discord(mem, site, n);
    if (strcmp(n->way, "mattermost") == 0)
        return news_mattermost(mem, site, n);
    return strcmp(n->way, "webhook") == 0 ? news_webhook(mem, site, n) : NULL;
}

static struct process_child *begin_hook(struct arena *mem, const struct news_sender *sender,
                                        const struct notification *n)
{
    const char *body = body_of(mem, sender->site, n);
    struct sending *s = call_of(mem, n->to, body);
    add_header(mem, s, "X-Nopanic-Notification",
               text_format(mem, "%" PRId64 "-%" PRId64, n->id, n->made_at));
    if (n->key && *n->key)
        add_header(mem, s, "X-Nopanic-Signature", news_signature(mem, n->key, clock_now(), body));
    return http_begin(mem, &s->call, NULL, NULL);
}

/* What cannot be sent, and why; NULL: it can. */
static const char *why_not(const struct news_sender *sender, const struct notification *n)
{
    bool direct = strcmp(n->way, "slack_dm") == 0;
    if (!n->to || !*n->to)
        return "there is no address to send it to";
    if (direct && (strpbrk(n->to, " \r\n") || (!is_member(n->to) && !strchr(n->to, '@'))))
        return "that is neither a member's id nor an address";
    return direct && !sender->slack_token ? "the hub has no token of Slack" : NULL;
}

struct process_child *news_send_begin(struct arena *mem, const struct news_sender *sender,
                                      const struct notification *n, struct news_end *at_once)
{
    const char *why = why_not(sender, n);
    bool ours = why && strstr(why, "token");
    *at_once = (struct news_end){ ours ? NOTIFICATION_LATER : NOTIFICATION_REFUSED, why, 0 };
    if (why)
        return NULL;
    *at_once = (struct news_end){ NOTIFICATION_LATER, "no process could be started", 0 };
    return strcmp(n->way, "slack_dm") == 0 ? begin_direct(mem, sender, n)
                                           : begin_hook(mem, sender, n);
}

struct news_end news_send_finish(struct arena *mem, const struct notification *n,
                                 struct process_child *child)
{
    struct http_answer answer = http_finish(mem, child);
    return news_answer(mem, n->way, &answer);
}
