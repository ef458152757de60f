/* lib/app/news_send.c, lib/app/news_answer.c */
#include "app/news_send.h"

#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "news.h"

static struct http_answer answer_of(int status, const char *type, const char *body)
{
    return (struct http_answer){ .status = status, .type = type, .body = bytes_from(body) };
}

static const char plain[] = "text/plain; charset=utf-8", json[] = "application/json";

static const struct {
    const char *way;
    int status;
    const char *type, *body;
    enum notification_end end;
    const char *says;
} cases[] = {
    { "slack", 200, plain, "ok", NOTIFICATION_SENT, "ok (HTTP 200)" },
    { "slack", 400, plain, "invalid_payload", NOTIFICATION_REFUSED, "invalid_payload (HTTP 400)" },
    { "slack", 403, plain, "action_prohibited", NOTIFICATION_REFUSED,
      "action_prohibited (HTTP 403)" },
    { "slack", 404, plain, "no_service", NOTIFICATION_REFUSED, "no_service (HTTP 404)" },
    { "slack", 410, plain, "channel_is_archived", NOTIFICATION_REFUSED,
      "channel_is_archived (HTTP 410)" },
    { "slack", 500, plain, "rollup_error", NOTIFICATION_LATER, "rollup_error (HTTP 500)" },
    { "slack", 429, plain, "", NOTIFICATION_LATER, "HTTP 429" },
    { "slack", 502, "text/html", "<html>", NOTIFICATION_LATER, "HTTP 502" },
    { "slack", 302, "text/html", "", NOTIFICATION_REFUSED,
      "it sends elsewhere, which is not followed (HTTP 302)" },
    { "slack", 200, json, "{\"ok\":false,\"error\":\"channel_not_found\"}", NOTIFICATION_REFUSED,
      "channel_not_found" },
    { "slack_dm", 200, json, "{\"ok\":true,\"ts\":\"1.2\"}", NOTIFICATION_SENT, "ok" },
    { "slack_dm", 200, json, "{\"ok\":false,\"error\":\"users_not_found\"}", NOTIFICATION_REFUSED,
      "users_not_found" },
    { "slack_dm", 200, json, "{\"ok\":false,\"error\":\"invalid_auth\"}", NOTIFICATION_LATER,
      "invalid_auth" },
    { "slack_dm", 200, json, "{\"ok\":false,\"error\":\"fatal_error\"}", NOTIFICATION_LATER,
      "fatal_error" },
    { "slack_dm", 200, "text/html", "<html>", NOTIFICATION_LATER,
      "the answer is not what Slack says" },
    { "slack_dm", 429, json, "{\"ok\":false,\"error\":\"ratelimited\"}", NOTIFICATION_LATER,
      "ratelimited (HTTP 429)" },
    { "teams", 202, NULL, "", NOTIFICATION_SENT, "HTTP 202" },
    { "teams", 200, plain, "1", NOTIFICATION_SENT, "1 (HTTP 200)" },
    { "teams", 200, plain,
      "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP "
      "error 429 with ContextId tcid=0",
      NOTIFICATION_LATER,
      "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP "
      "error 429 with ContextId tcid=0" },
    { "teams", 200, plain, "failed: HTTP error 413", NOTIFICATION_REFUSED,
      "failed: HTTP error 413" },
    { "discord", 204, NULL, "", NOTIFICATION_SENT, "HTTP 204" },
    { "discord", 404, json, "{\"message\":\"Unknown Webhook\",\"code\":10015}",
      NOTIFICATION_REFUSED, "Unknown Webhook (HTTP 404)" },
    { "mattermost", 200, plain, "ok", NOTIFICATION_SENT, "ok (HTTP 200)" },
    { "mattermost", 400, json, "{\"message\":\"Invalid webhook.\",\"status_code\":400}",
      NOTIFICATION_REFUSED, "Invalid webhook. (HTTP 400)" },
    { "webhook", 201, NULL, "", NOTIFICATION_SENT, "HTTP 201" },
    { "webhook", 408, NULL, "", NOTIFICATION_LATER, "HTTP 408" },
    { "webhook", 410, NULL, "", NOTIFICATION_REFUSED, "HTTP 410" },
    { "webhook", 503, NULL, "", NOTIFICATION_LATER, "HTTP 503" },
    { "webhook", 400, plain, "a\x1b[31m", NOTIFICATION_REFUSED, "a\xef\xbf\xbd[31m (HTTP 400)" },
};

static void what_an_answer_means(void **state)
{
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct http_answer answer = answer_of(cases[i].status, cases[i].type, cases[i].body);
        struct news_end end = news_answer(*state, cases[i].way, &answer);
        assert_string_equal(end.says, cases[i].says);
        assert_int_equal(end.end, cases[i].end);
        assert_int_equal(end.retry_after_s, 0);
    }
    const struct http_answer none = { .reason = "it took too long" };
    struct news_end end = news_answer(*state, "slack", &none);
    assert_int_equal(end.end, NOTIFICATION_LATER);
    assert_string_equal(end.says, "no answer: it took too long");
}

/* N6 */
static void n6_what_the_far_side_asks_for_is_kept_but_for_an_hour_at_most(void **state)
{
    struct http_answer answer = answer_of(429, NULL, "");
    answer.retry_after_s = 30;
    assert_int_equal(news_answer(*state, "slack", &answer).retry_after_s, 30);
    answer.retry_after_s = 86400;
    assert_int_equal(news_answer(*state, "slack", &answer).retry_after_s, 3600);
    answer = answer_of(429, "application/json", "{\"retry_after\":0.64,\"global\":false}");
    assert_int_equal(news_answer(*state, "discord", &answer).retry_after_s, 1);
    answer = answer_of(429, "application/json", "{\"retry_after\":1e9}");
    assert_int_equal(news_answer(*state, "discord", &answer).retry_after_s, 3600);
    answer = answer_of(429, "application/json", "{\"retry_after\":-5}");
    assert_int_equal(news_answer(*state, "discord", &answer).retry_after_s, 0);
}

/* A server that answers one connection after the other, and tells what it was asked. */
struct far_side {
    int listener, port, told;
    pid_t child;
};

static void answer_one(int listener, int tell, const char *answer)
{
    char request[65536];
    size_t size = 0, wanted = SIZE_MAX;
    int s = accept(listener, NULL, NULL);
    while (size < wanted && size < sizeof(request) - 1) {
        ssize_t got = read(s, request + size, sizeof(request) - 1 - size);
        if (got <= 0)
            break;
        size += (size_t)got;
        request[size] = '\0';
        const char *end = strstr(request, "\r\n\r\n"),
                   *length = strstr(request, "Content-Length: ");
        if (end)
            wanted = (size_t)(end - request) + 4 + (length ? strtoul(length + 16, NULL, 10) : 0);
    }
    dprintf(s, "%s", answer);
    close(s);
    dprintf(tell, "%.*s\n=====\n", (int)size, request);
}

static struct far_side listen_for(struct arena *mem, const char *const answers[])
{
    struct far_side far = { .listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0) };
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr = { htonl(INADDR_LOOPBACK) } };
    socklen_t size = sizeof(at);
    int ends[2];
    if (bind(far.listener, (void *)&at, size) != 0 || listen(far.listener, 9) != 0 ||
        pipe(ends) != 0)
        abort();
    getsockname(far.listener, (void *)&at, &size);
    far.port = ntohs(at.sin_port);
    far.told = ends[0];
    setenv("NOPANIC_ALLOW_PRIVATE", "127.0.0.1", 1);
    setenv("NOPANIC_CALL_PORTS", text_format(mem, "%d", far.port), 1);
    far.child = fork();
    if (far.child == 0) {
        for (size_t i = 0; answers[i]; i++)
            answer_one(far.listener, ends[1], answers[i]);
        _exit(0);
    }
    close(ends[1]);
    return far;
}

/* All that was asked, when it has answered all. */
static const char *asked_of(struct arena *mem, struct far_side *far)
{
    char *all = arena_alloc(mem, 200000);
    size_t size = 0;
    for (ssize_t got; (got = read(far->told, all + size, 199999 - size)) > 0;)
        size += (size_t)got;
    kill(far->child, SIGKILL);
    waitpid(far->child, NULL, 0);
    close(far->told);
    close(far->listener);
    return all;
}

static struct news_end send_to(struct arena *mem, struct notification *n, int port)
{
    const struct news_sender sender = { .site = NEWS_SITE,
                                        .slack_api =
                                            text_format(mem, "http://127.0.0.1:%d/api", port),
                                        .slack_token = "xoxb-c4n4ry" };
    struct news_end end;
    struct process_child *child = news_send_begin(mem, &sender, n, &end);
    return child ? news_send_finish(mem, n, child) : end;
}

#define OK "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\nok"
#define JSON "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"

static void a_webhook_is_signed_and_names_the_notification(void **state)
{
    static const char *const answers[] = { OK, NULL };
    struct far_side far = listen_for(*state, answers);
    struct notification *n = news_of(*state, 1);
    n->way = "webhook";
    n->to = text_format(*state, "http://127.0.0.1:%d/hook", far.port);
    n->key = "key";
    struct news_end end = send_to(*state, n, 0);
    const char *asked = asked_of(*state, &far);
    assert_int_equal(end.end, NOTIFICATION_SENT);
    assert_string_equal(end.says, "ok (HTTP 200)");
    assert_int_equal(strncmp(asked, "POST /hook HTTP/1.1\r\n", 21), 0);
    assert_non_null(strstr(asked, "\r\nContent-Type: application/json; charset=utf-8\r\n"));
    assert_non_null(strstr(asked, "\r\nX-Nopanic-Notification: 7-1790000000\r\n"));
    assert_non_null(strstr(asked, text_format(*state, "\r\nX-Nopanic-Signature: t=%.7s",
                                              text_int(*state, clock_now()))));
    assert_non_null(strstr(asked, "\r\n\r\n{\"notification\":\"7-1790000000\""));
}

static void each_way_has_its_body(void **state)
{
    static const char *const ways[][2] = { { "slack", "\"blocks\":[" },
                                           { "teams", "AdaptiveCard" },
                                           { "discord", "\"embeds\":[" },
                                           { "mattermost", "\"text\":\"#### " } };
    static const char *const answers[] = { OK, NULL };
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        struct far_side far = listen_for(*state, answers);
        struct notification *n = news_of(*state, 1);
        n->way = ways[i][0];
        n->to = text_format(*state, "http://127.0.0.1:%d/", far.port);
        struct news_end end = send_to(*state, n, 0);
        const char *asked = asked_of(*state, &far);
        assert_int_equal(end.end, NOTIFICATION_SENT);
        assert_non_null(strstr(asked, ways[i][1]));
        assert_null(strstr(asked, "X-Nopanic-Signature"));
    }
}

static void a_member_is_written_to_directly_or_found_by_address(void **state)
{
    static const char *const one[] = { JSON "{\"ok\":true}", NULL };
    struct far_side far = listen_for(*state, one);
    struct notification *n = news_of(*state, 1);
    n->way = "slack_dm";
    n->to = "U04QX7M2K";
    assert_int_equal(send_to(*state, n, far.port).end, NOTIFICATION_SENT);
    const char *asked = asked_of(*state, &far);
    assert_int_equal(strncmp(asked, "POST /api/chat.postMessage HTTP/1.1\r\n", 37), 0);
    assert_non_null(strstr(asked, "\r\nAuthorization: Bearer xoxb-c4n4ry\r\n"));
    assert_non_null(strstr(asked, "\"channel\":\"U04QX7M2K\""));

    static const char *const two[] = { JSON "{\"ok\":true,\"user\":{\"id\":\"U777\"}}",
                                       JSON "{\"ok\":true}", NULL };
    far = listen_for(*state, two);
    n->to = "mira+f@example.org";
    assert_int_equal(send_to(*state, n, far.port).end, NOTIFICATION_SENT);
    asked = asked_of(*state, &far);
    assert_int_equal(
        strncmp(asked, "GET /api/users.lookupByEmail?email=mira%2Bf%40example.org HTTP", 62), 0);
    assert_non_null(strstr(asked, "\"channel\":\"U777\""));
}

static void a_member_that_is_not_found_is_not_written_to(void **state)
{
    static const char *const none[] = { JSON "{\"ok\":false,\"error\":\"users_not_found\"}", NULL };
    struct far_side far = listen_for(*state, none);
    struct notification *n = news_of(*state, 1);
    n->way = "slack_dm";
    n->to = "mira@example.org";
    struct news_end end = send_to(*state, n, far.port);
    assert_int_equal(end.end, NOTIFICATION_REFUSED);
    assert_string_equal(end.says, "users_not_found");
    assert_null(strstr(asked_of(*state, &far), "chat.postMessage"));

    static const char *const strange[] = { JSON "{\"ok\":true}", NULL };
    far = listen_for(*state, strange);
    end = send_to(*state, n, far.port);
    asked_of(*state, &far);
    assert_int_equal(end.end, NOTIFICATION_LATER);
    assert_string_equal(end.says, "no answer: Slack did not say who has this address");
}

static void what_cannot_be_sent_ends_at_once(void **state)
{
    struct notification *n = news_of(*state, 1);
    n->way = "webhook";
    n->to = NULL;
    assert_int_equal(send_to(*state, n, 1).end, NOTIFICATION_REFUSED);
    n->way = "slack_dm";
    n->to = "mira";
    assert_int_equal(send_to(*state, n, 1).end, NOTIFICATION_REFUSED);
    n->to = "U04QX7M2K";
    const struct news_sender without = { .site = NEWS_SITE, .slack_api = "https://x.example" };
    struct news_end end;
    assert_null(news_send_begin(*state, &without, n, &end));
    assert_int_equal(end.end, NOTIFICATION_LATER);
    assert_string_equal(end.says, "the hub has no token of Slack");
}

/* Where only the hub can reach. */
static void no_message_is_sent_inside(void **state)
{
    setenv("NOPANIC_ALLOW_PRIVATE", "", 1);
    struct notification *n = news_of(*state, 1);
    n->way = "slack";
    n->to = "http://169.254.169.254/latest";
    struct news_end end = send_to(*state, n, 1);
    assert_int_equal(end.end, NOTIFICATION_LATER);
    assert_int_equal(strncmp(end.says, "no answer: ", 11), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(what_an_answer_means),
        PURE(n6_what_the_far_side_asks_for_is_kept_but_for_an_hour_at_most),
        PURE(a_webhook_is_signed_and_names_the_notification),
        PURE(each_way_has_its_body),
        PURE(a_member_is_written_to_directly_or_found_by_address),
        PURE(a_member_that_is_not_found_is_not_written_to),
        PURE(what_cannot_be_sent_ends_at_once),
        PURE(no_message_is_sent_inside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
