/* lib/base/http.c: ASVS 1.3.6, 12.3.1, 12.3.2, 15.3.2 */
#include "base/http.h"

#include <arpa/inet.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/guard.h"
#include "base/process.h"
#include "inside.h"
#include "scene.h"

static char folder[] = "/tmp/nopanic-http.XXXXXX";
static int asked; /* how often a name was looked up */

/* Listens at an address; *port 0 takes any, and says which. */
static int listen_at(const char *address, int *port)
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons((uint16_t)*port) };
    socklen_t size = sizeof(at);
    int one = 1, s = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
    inet_pton(AF_INET, address, &at.sin_addr);
    if (bind(s, (void *)&at, sizeof(at)) != 0 || listen(s, 16) != 0)
        abort();
    getsockname(s, (void *)&at, &size);
    *port = ntohs(at.sin_port);
    char text[16];
    snprintf(text, sizeof(text), "%d", *port);
    setenv("NOPANIC_CALL_PORTS", text, 1);
    return s;
}

static bool was_called(int listener)
{
    struct pollfd wait = { .fd = listener, .events = POLLIN };
    return poll(&wait, 1, 50) > 0;
}

/* A server that gives everybody this answer, until it is ended; of a pause it waits before. */
static pid_t serve(int listener, const char *answer, unsigned pause_s)
{
    pid_t child = fork();
    if (child != 0)
        return child;
    for (;;) {
        char request[4096];
        int s = accept(listener, NULL, NULL);
        if (read(s, request, sizeof(request)) > 0) {
            sleep(pause_s);
            if (write(s, answer, strlen(answer)) < 0)
                _exit(1);
        }
        shutdown(s, SHUT_WR);
        while (read(s, request, sizeof(request)) > 0)
            continue;
        close(s);
    }
}

static void end_server(pid_t child)
{
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
}

static struct http_answer get(struct arena *mem, const char *url)
{
    const struct http_call call = {
        .method = "GET", .url = url, .timeout_ms = 2000, .answer_max = 64000
    };
    return http_send(mem, &call);
}

static int begin(void **state)
{
    setenv("NOPANIC_ALLOW_PRIVATE", "", 1);
    asked = 0;
    return scene_memory(state);
}

static int end(void **state)
{
    guard_resolve_by(NULL);
    unsetenv("NOPANIC_CALL_CA");
    return scene_no_memory(state);
}

static int loopback_and_public(const char *host, struct in6_addr at[])
{
    (void)host;
    inet_pton(AF_INET6, "2606:2800::1", &at[0]);
    inet_pton(AF_INET6, "::ffff:127.0.0.1", &at[1]);
    return 2;
}

static void asvs_1_3_6_a_listener_inside_sees_no_connection(void **state)
{
    struct arena *mem = *state;
    int port = 0, listener = listen_at("0.0.0.0", &port);
    guard_resolve_by(loopback_and_public);
    for (size_t i = 0; i <= COUNT_OF(inside); i++) {
        const char *host = i < COUNT_OF(inside) ? inside[i] : "mixed.example";
        struct http_answer answer = get(mem, text_format(mem, "http://%s:%d/", host, port));
        assert_int_equal(answer.status, 0);
        assert_non_null(answer.reason);
    }
    assert_false(was_called(listener));

    setenv("NOPANIC_ALLOW_PRIVATE", "127.0.0.1", 1); /* this very listener does see one */
    const struct http_call call = { .method = "GET",
                                    .url = text_format(mem, "http://127.0.0.1:%d/", port),
                                    .timeout_ms = 200 };
    assert_int_equal(http_send(mem, &call).status, 0);
    assert_true(was_called(listener));
    close(listener);
}

/* 127.0.0.2 at first, 127.0.0.1 from then on. */
static int turning(const char *host, struct in6_addr at[])
{
    (void)host;
    inet_pton(AF_INET6, asked++ == 0 ? "::ffff:127.0.0.2" : "::ffff:127.0.0.1", &at[0]);
    return 1;
}

static void asvs_1_3_6_a_name_that_changes_is_asked_once(void **state)
{
    struct arena *mem = *state;
    int port = 0, good = listen_at("127.0.0.2", &port), bad = listen_at("127.0.0.1", &port);
    pid_t server = serve(good, "HTTP/1.1 204 OK\r\nConnection: close\r\n\r\n", 0);
    setenv("NOPANIC_ALLOW_PRIVATE", "127.0.0.2", 1);
    guard_resolve_by(turning);
    struct http_answer answer = get(mem, text_format(mem, "http://turn.example:%d/", port));
    assert_int_equal(answer.status, 204);
    assert_int_equal(asked, 1);
    answer = get(mem, text_format(mem, "http://turn.example:%d/", port));
    assert_int_equal(answer.status, 0);
    assert_false(was_called(bad));
    end_server(server);
    close(good);
    close(bad);
}

static void asvs_15_3_2_no_redirect_is_followed(void **state)
{
    struct arena *mem = *state;
    int port = 0, first = listen_at("127.0.0.2", &port), second = listen_at("127.0.0.1", &port);
    pid_t server = serve(first,
                         text_format(mem,
                                     "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:%d/\r\n"
                                     "Content-Length: 0\r\n\r\n",
                                     port),
                         0);
    setenv("NOPANIC_ALLOW_PRIVATE", "127.0.0.0/8", 1);
    assert_int_equal(get(mem, text_format(mem, "http://127.0.0.2:%d/", port)).status, 302);
    assert_false(was_called(second));
    end_server(server);
    close(first);
    close(second);
}

static void an_answer_is_read_whole(void **state)
{
    struct arena *mem = *state;
    int port = 0, listener = listen_at("127.0.0.1", &port);
    pid_t server = serve(listener,
                         "HTTP/1.1 429 Slow\r\nContent-Type: text/plain\r\nRetry-After: 30\r\n"
                         "Content-Length: 5\r\n\r\nhello",
                         0);
    setenv("NOPANIC_ALLOW_PRIVATE", "127.0.0.1", 1);
    static const char *const headers[] = { "X-One: 1", NULL };
    const struct http_call call = { .method = "POST",
                                    .url = text_format(mem, "http://127.0.0.1:%d/", port),
                                    .headers = headers,
                                    .body = BYTES("{}") };
    struct http_answer answer = http_send(mem, &call);
    assert_int_equal(answer.status, 429);
    assert_string_equal(answer.type, "text/plain");
    assert_int_equal(answer.retry_after_s, 30);
    assert_true(bytes_equal(answer.body, BYTES("hello")));
    end_server(server);
    close(listener);
}

static void too_large_and_too_late_are_no_answers(void **state)
{
    struct arena *mem = *state;
    int port = 0, listener = listen_at("127.0.0.1", &port);
    setenv("NOPANIC_ALLOW_PRIVATE", "127.0.0.1", 1);
    const char *url = text_format(mem, "http://127.0.0.1:%d/", port);
    char *large = arena_alloc(mem, 70000);
    memset(large, 'x', 69999);
    pid_t server = serve(listener, text_format(mem, "HTTP/1.0 200 OK\r\n\r\n%s", large), 0);
    struct http_answer answer = get(mem, url);
    assert_int_equal(answer.status, 0);
    assert_string_equal(answer.reason, "the answer is too large");
    end_server(server);

    server = serve(listener, "HTTP/1.0 200 OK\r\n\r\n", 20);
    int64_t began_ms = clock_monotonic_ms();
    answer = get(mem, url);
    assert_int_equal(answer.status, 0);
    assert_true(clock_monotonic_ms() - began_ms < 4000);
    end_server(server);
    close(listener);
    answer = get(mem, url);
    assert_int_equal(answer.status, 0);
    assert_non_null(answer.reason);
}

/* Its status counts, whatever comes behind. */
static void the_beginning_of_an_answer_is_enough_where_that_was_said(void **state)
{
    struct arena *mem = *state;
    int port = 0, listener = listen_at("127.0.0.1", &port);
    setenv("NOPANIC_ALLOW_PRIVATE", "127.0.0.1", 1);
    char *large = arena_alloc(mem, 70000);
    memset(large, 'x', 69999);
    pid_t server = serve(listener, text_format(mem, "HTTP/1.0 202 OK\r\n\r\n%s", large), 0);
    const struct http_call call = { .method = "GET",
                                    .url = text_format(mem, "http://127.0.0.1:%d/", port),
                                    .answer_max = 1000,
                                    .beginning = true };
    struct http_answer answer = http_send(mem, &call);
    assert_null(answer.reason);
    assert_int_equal(answer.status, 202);
    assert_int_equal(answer.body.size, 1000);
    end_server(server);
    close(listener);
}

static void a_child_brings_the_answer(void **state)
{
    struct arena *mem = *state;
    int port = 0, listener = listen_at("127.0.0.1", &port);
    pid_t server = serve(listener,
                         "HTTP/1.1 429 Slow\r\nContent-Type: text/plain\r\nRetry-After: 30\r\n"
                         "Content-Length: 5\r\n\r\nhello",
                         0);
    setenv("NOPANIC_ALLOW_PRIVATE", "127.0.0.1", 1);
    const struct http_call call = { .method = "POST",
                                    .url = text_format(mem, "http://127.0.0.1:%d/", port),
                                    .body = BYTES("{}") };
    struct http_answer answer = http_finish(mem, http_begin(mem, &call, NULL, NULL));
    assert_int_equal(answer.status, 429);
    assert_string_equal(answer.type, "text/plain");
    assert_int_equal(answer.retry_after_s, 30);
    assert_true(bytes_equal(answer.body, BYTES("hello")));
    end_server(server);
    close(listener);
}

/* arg is the port of the second call, 0: there is none. */
static const struct http_call *call_next(struct arena *mem, void *arg,
                                         const struct http_answer *answer)
{
    const int *port = arg;
    struct http_call *call = ARENA_ONE(mem, struct http_call);
    *call = (struct http_call){ .method = "GET",
                                .url = text_format(mem, "http://127.0.0.1:%d/", *port) };
    if (*port < 0)
        fail(FAIL_AWAY, "the first answer was %d", answer->status);
    return *port > 0 ? call : NULL;
}

static void a_child_may_call_twice_and_give_up(void **state)
{
    struct arena *mem = *state;
    int one = 0, two = 0, none = 0, bad = -1;
    int first = listen_at("127.0.0.1", &one), second = listen_at("127.0.0.1", &two);
    pid_t servers[] = { serve(first, "HTTP/1.0 201 One\r\n\r\none", 0),
                        serve(second, "HTTP/1.0 202 Two\r\n\r\ntwo", 0) };
    setenv("NOPANIC_ALLOW_PRIVATE", "127.0.0.1", 1);
    setenv("NOPANIC_CALL_PORTS", text_format(mem, "%d %d", one, two), 1);
    const struct http_call call = { .method = "GET",
                                    .url = text_format(mem, "http://127.0.0.1:%d/", one) };
    struct http_answer answer = http_finish(mem, http_begin(mem, &call, call_next, &two));
    assert_int_equal(answer.status, 202);
    assert_true(bytes_equal(answer.body, BYTES("two")));
    answer = http_finish(mem, http_begin(mem, &call, call_next, &none));
    assert_int_equal(answer.status, 201);
    answer = http_finish(mem, http_begin(mem, &call, call_next, &bad));
    assert_int_equal(answer.status, 0);
    assert_string_equal(answer.reason, "the first answer was 201");
    end_server(servers[0]);
    end_server(servers[1]);
    close(first);
    close(second);
}

/* N7: one that stalls holds nobody up, and no resolver of names does for ever. */
static int never(const char *host, struct in6_addr at[])
{
    (void)host, (void)at;
    pause();
    return 0;
}

static void n7_a_call_that_stalls_ends_by_force(void **state)
{
    struct arena *mem = *state;
    guard_resolve_by(never);
    const struct http_call call = { .method = "GET",
                                    .url = "http://stall.example/",
                                    .timeout_ms = 500 };
    int64_t began_ms = clock_monotonic_ms();
    struct process_child *child = http_begin(mem, &call, NULL, NULL);
    assert_int_equal(process_wait(&child, 1, 100), -1);
    struct http_answer answer = http_finish(mem, child);
    assert_int_equal(answer.status, 0);
    assert_string_equal(answer.reason, "it took too long");
    assert_true(clock_monotonic_ms() - began_ms < 6000);
}

static void send_two_lines(void *mem)
{
    static const char *const headers[] = { "X: a\r\nY: b", NULL };
    const struct http_call call = { .method = "GET",
                                    .url = "http://127.0.0.1/",
                                    .headers = headers };
    http_send(mem, &call);
}

static void a_header_holds_no_line_end(void **state)
{
    setenv("NOPANIC_ALLOW_PRIVATE", "127.0.0.1", 1);
    setenv("NOPANIC_CALL_PORTS", "80", 1);
    assert_int_equal(scene_fails(send_two_lines, *state), FAIL_REFUSED);
}

/* Makes an authority, and certificates of it: good, of another name, expired; and one of nobody. */
static void make_certificates(void)
{
    char command[2000];
    snprintf(
        command, sizeof(command),
        "cd %s && { openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -subj "
        "/CN=ca -days 2; "
        "openssl req -x509 -newkey rsa:2048 -nodes -keyout key -out self.pem -subj /CN=here.example"
        " -addext subjectAltName=DNS:here.example -days 2; "
        "for name in here other; do echo subjectAltName=DNS:$name.example >ext; "
        "openssl req -new -key key -subj /CN=$name.example |"
        " openssl x509 -req -CA ca.pem -CAkey ca.key -CAcreateserial -extfile ext -days 2 -out "
        "$name.pem; done; "
        "echo subjectAltName=DNS:here.example >ext; openssl req -new -key key -subj "
        "/CN=here.example |"
        " openssl x509 -req -CA ca.pem -CAkey ca.key -CAcreateserial -extfile ext -days -1 -out "
        "late.pem; } 2>/dev/null",
        folder);
    if (system(command) != 0)
        abort();
}

static pid_t serve_tls(const char *certificate, int port, const char *version)
{
    pid_t child = fork();
    if (child != 0)
        return child;
    char at[40];
    snprintf(at, sizeof(at), "127.0.0.1:%d", port);
    if (chdir(folder) != 0 || !freopen("/dev/null", "w", stdout) ||
        !freopen("/dev/null", "w", stderr))
        _exit(1);
    execlp("openssl", "openssl", "s_server", "-accept", at, "-cert", certificate, "-key", "key",
           "-www", version, "-cipher", "DEFAULT@SECLEVEL=0", NULL);
    _exit(1);
}

static int here(const char *host, struct in6_addr at[])
{
    (void)host;
    return inet_pton(AF_INET6, "::ffff:127.0.0.1", &at[0]);
}

/* What a call to https://here.example gets from a server with this certificate. */
static struct http_answer call_tls(struct arena *mem, const char *certificate, const char *version)
{
    int port = 0;
    close(listen_at("127.0.0.1", &port));
    pid_t server = serve_tls(certificate, port, version);
    const char *url = text_format(mem, "https://here.example:%d/", port);
    struct http_answer answer = get(mem, url);
    for (int i = 0; i < 100 && answer.reason && strstr(answer.reason, "onnect"); i++) {
        usleep(50000); /* it has not begun to listen */
        answer = get(mem, url);
    }
    end_server(server);
    return answer;
}

static void asvs_12_3_2_only_a_good_certificate_is_taken(void **state)
{
    struct arena *mem = *state;
    if (!mkdtemp(folder))
        abort();
    make_certificates();
    guard_resolve_by(here);
    setenv("NOPANIC_ALLOW_PRIVATE", "127.0.0.1", 1);
    setenv("NOPANIC_CALL_CA", text_format(mem, "%s/ca.pem", folder), 1);
    struct http_answer answer = call_tls(mem, "here.pem", "-tls1_3");
    assert_string_equal(answer.reason ? answer.reason : "", "");
    assert_int_equal(answer.status, 200);
    static const char *const bad[] = { "self.pem", "other.pem", "late.pem" };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        answer = call_tls(mem, bad[i], "-tls1_3");
        assert_int_equal(answer.status, 0);
        assert_non_null(strstr(answer.reason, "SSL"));
    }
    assert_int_equal(call_tls(mem, "here.pem", "-tls1_2").status, 200);
    assert_int_equal(call_tls(mem, "here.pem", "-tls1_1").status, 0);
    if (system(text_format(mem, "rm -r %s", folder)) != 0)
        abort();
}

#define CALL(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CALL(asvs_1_3_6_a_listener_inside_sees_no_connection),
        CALL(asvs_1_3_6_a_name_that_changes_is_asked_once),
        CALL(asvs_15_3_2_no_redirect_is_followed),
        CALL(an_answer_is_read_whole),
        CALL(too_large_and_too_late_are_no_answers),
        CALL(the_beginning_of_an_answer_is_enough_where_that_was_said),
        CALL(a_child_brings_the_answer),
        CALL(a_child_may_call_twice_and_give_up),
        CALL(n7_a_call_that_stalls_ends_by_force),
        CALL(a_header_holds_no_line_end),
        CALL(asvs_12_3_2_only_a_good_certificate_is_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
