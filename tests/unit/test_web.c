/* lib/base/web.c, web_request.c, web_body.c */
#include <zlib.h>

#include "fcgi_client.h"

enum {
    MEMORY = 32 * 1024 * 1024,
    BODY_MAX = 1024 * 1024,
    UNPACKED_MAX = 4 * 1024 * 1024,
    LARGE = 5 * 1024 * 1024,
};

static struct running running;

/* What the server under test does, by the first segment of the path. */

static void tell(struct web *web, const char *text)
{
    web_send(web, 200, "text/plain; charset=utf-8", bytes_from(text));
}

static const char *or_null(const char *text)
{
    return text ? text : "NULL";
}

static void tell_request(struct web *web)
{
    const char *text = text_format(
        web_mem(web), "%s|%s|%s|%s|%s|%s|%s|%s|%s", web_method(web), web_path(web),
        or_null(web_segment(web, 1)), or_null(web_segment(web, 2)), or_null(web_query(web, "q")),
        or_null(web_header(web, "Idempotency-Key")), or_null(web_header(web, "content-type")),
        or_null(web_cookie(web, "session")), or_null(web_variable(web, "AUTH_ACCOUNT")));
    tell(web, text);
}

static void tell_body(struct web *web)
{
    struct bytes body = web_body(web, BODY_MAX, UNPACKED_MAX);
    const char *again = web_body(web, 1, 1).at;
    uint32_t sum = (uint32_t)crc32(0, (const Bytef *)body.at, (uInt)body.size);
    tell(web, text_format(web_mem(web), "%zu %08x%s", body.size, sum,
                          again == body.at ? "" : " read twice"));
}

static void tell_form(struct web *web)
{
    tell(web, text_format(web_mem(web), "%s|%s", or_null(web_form(web, "a")),
                          or_null(web_form(web, "b"))));
}

static void tell_much(struct web *web)
{
    char *much = arena_alloc(web_mem(web), LARGE);
    memset(much, 'x', LARGE);
    web_add_header(web, "Cache-Control", "public, max-age=60");
    web_add_header(web, "X-Extra", "one");
    web_send(web, 200, "text/plain", (struct bytes){ much, LARGE });
}

static void exhaust_memory(struct web *web)
{
    for (;;)
        arena_alloc(web_mem(web), 1000000);
}

static void redirect(struct web *web)
{
    web_redirect(web, or_null(web_query(web, "to")));
}

static void tell_number(struct web *web)
{
    tell(web, text_int(web_mem(web), web_query_int(web, "n", 7, 1, 50)));
}

static void show(void *arg)
{
    static const struct {
        const char *name;
        void (*show)(struct web *web);
    } pages[] = {
        { "request", tell_request }, { "body", tell_body },         { "form", tell_form },
        { "much", tell_much },       { "exhaust", exhaust_memory }, { "redirect", redirect },
        { "number", tell_number },
    };
    struct web *web = arg;
    const char *name = web_segment(web, 0);
    for (size_t i = 0; i < COUNT_OF(pages); i++)
        if (name && strcmp(name, pages[i].name) == 0) {
            pages[i].show(web);
            return;
        }
    fail(FAIL_ABSENT, "no such page");
}

static void serve(struct web *web, void *arg)
{
    (void)arg;
    const char *reason;
    enum fail kind = fail_guard(show, web, &reason);
    if (kind != FAIL_NOT)
        web_send(web, (int)kind, "text/plain; charset=utf-8", bytes_from(reason));
}

static const struct web_server server = { .workers = 1, .memory_max = MEMORY, .serve = serve };

static int open_server(void **state)
{
    (void)state;
    server_start(&running, server);
    return 0;
}

static int close_server(void **state)
{
    (void)state;
    return server_stop(&running, true);
}

static struct reply get(struct arena *mem, const char *path, const char *query)
{
    const struct pair pairs[] = { { "REQUEST_METHOD", "GET" },
                                  { "DOCUMENT_URI", path },
                                  { "QUERY_STRING", query },
                                  { NULL, NULL } };
    return fastcgi_ask(mem, running.socket, pairs, BYTES(""));
}

/* A post whose Content-Length says what length says; NULL: none. */
static struct reply post(struct arena *mem, struct bytes body, const char *length,
                         const char *encoding)
{
    const struct pair pairs[] = { { "REQUEST_METHOD", "POST" },
                                  { "DOCUMENT_URI", "/body" },
                                  { "HTTP_CONTENT_ENCODING", encoding ? encoding : "" },
                                  { length ? "CONTENT_LENGTH" : NULL, length },
                                  { NULL, NULL } };
    return fastcgi_ask(mem, running.socket, pairs, body);
}

static int status_of(struct arena *mem, struct bytes body, const char *encoding)
{
    return post(mem, body, text_format(mem, "%zu", body.size), encoding).status;
}

static void what_the_client_sent_arrives(void **state)
{
    const struct pair pairs[] = {
        { "REQUEST_METHOD", "PUT" },
        { "DOCUMENT_URI", "/request//XXyCorp/vault/" },
        { "PATH_INFO", "/other" },
        { "QUERY_STRING", "q=a+b%26&x" },
        { "HTTP_IDEMPOTENCY_KEY", "k1" },
        { "CONTENT_TYPE", "text/x" },
        { "HTTP_COOKIE", "xsession=no; session=abc=; session=second" },
        { "HTTP_AUTH_ACCOUNT", "forged" },
        { "AUTH_ACCOUNT", "" },
        { NULL, NULL },
    };
    struct reply r = fastcgi_ask(*state, running.socket, pairs, BYTES(""));
    assert_true(r.whole);
    assert_string_equal(r.body, "PUT|/request//XXyCorp/vault/|XXyCorp|vault|a b&|k1|text/x|abc=|");
    r = get(*state, "/request", "");
    assert_string_equal(r.body, "GET|/request|NULL|NULL|NULL|NULL|NULL|NULL|NULL");
}

static void the_path_is_not_decoded_a_second_time(void **state)
{
    assert_non_null(strstr(get(*state, "/request/%3Cb%3E%00", "").body, "|%3Cb%3E%00|"));
    assert_non_null(
        strstr(get(*state, "/request/a\xff\x1b", "").body, "|a\xef\xbf\xbd\xef\xbf\xbd|"));
    assert_int_equal(get(*state, "", "").status, 404);
    assert_int_equal(get(*state, "request", "").status, 404);
}

static void a_query_with_two_meanings_is_refused(void **state)
{
    assert_int_equal(get(*state, "/request", "q=1&q=2").status, 400);
    assert_int_equal(get(*state, "/request", "q=1&x=1&x=2").status, 200);
    assert_int_equal(get(*state, "/request", "q=%00").status, 400);
    assert_int_equal(get(*state, "/request", "x=%zz").status, 400);
}

static void a_number_in_the_query_has_bounds(void **state)
{
    static const char *const bad[] = {
        "n=0", "n=51", "n=", "n=x", "n=1.0", "n=1+", "n=18446744073709551617", "n=1&n=1"
    };
    assert_string_equal(get(*state, "/number", "").body, "7");
    assert_string_equal(get(*state, "/number", "n=50").body, "50");
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_int_equal(get(*state, "/number", bad[i]).status, 400);
}

static void each_answer_has_its_length_and_is_not_stored(void **state)
{
    const struct pair pairs[] = { { "REQUEST_METHOD", "GET" },
                                  { "DOCUMENT_URI", "/number" },
                                  { "REQUEST_ID", "0123abcd" },
                                  { NULL, NULL } };
    struct reply r = fastcgi_ask(*state, running.socket, pairs, BYTES(""));
    assert_true(r.whole && r.status == 200);
    assert_non_null(strstr(r.head, "Content-Type: text/plain; charset=utf-8\r\n"));
    assert_non_null(strstr(r.head, "Content-Length: 1\r\n"));
    assert_non_null(strstr(r.head, "Cache-Control: no-store\r\n"));
    assert_non_null(strstr(r.head, "X-Request-Id: 0123abcd\r\n"));
}

static void a_request_id_that_is_none_is_left_out(void **state)
{
    static const char *const bad[] = { "", "a\r\nX: y", "<b>", "zz" };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        const struct pair pairs[] = { { "DOCUMENT_URI", "/number" },
                                      { "REQUEST_ID", bad[i] },
                                      { NULL, NULL } };
        struct reply r = fastcgi_ask(*state, running.socket, pairs, BYTES(""));
        assert_int_equal(r.status, 200);
        assert_null(strstr(r.head, "X-"));
    }
}

static void a_large_answer_arrives_whole_with_the_pages_own_headers(void **state)
{
    struct reply r = get(*state, "/much", "");
    assert_true(r.whole);
    assert_int_equal(r.size, LARGE);
    assert_non_null(strstr(r.head, "Cache-Control: public, max-age=60\r\nX-Extra: one\r\n"));
    assert_null(strstr(r.head, "no-store"));
}

static void head_is_answered_without_a_body(void **state)
{
    const struct pair pairs[] = { { "REQUEST_METHOD", "HEAD" },
                                  { "DOCUMENT_URI", "/much" },
                                  { NULL, NULL } };
    struct reply r = fastcgi_ask(*state, running.socket, pairs, BYTES(""));
    assert_int_equal(r.status, 200);
    assert_int_equal(r.size, 0);
    assert_non_null(strstr(r.head, text_format(*state, "Content-Length: %d\r\n", LARGE)));
}

static void a_request_that_needs_too_much_memory_is_answered(void **state)
{
    for (int i = 0; i < 3; i++)
        assert_int_equal(get(*state, "/exhaust", "").status, 413);
    assert_int_equal(get(*state, "/number", "").status, 200);
}

static void redirects_stay_on_this_site(void **state)
{
    static const char *const bad[] = { "//evil",   "https://evil", "/\\evil",    "\\evil",
                                       "/\t/evil", "https:evil",   "/a\r\nX: y", "",
                                       "/ ",       "/\x7f" };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct text query = text_new(*state, 1000);
        text_add(&query, "to=");
        for (const char *c = bad[i]; *c; c++)
            text_add_format(&query, "%%%02x", (unsigned)*c);
        struct reply r = get(*state, "/redirect", query.at);
        assert_int_equal(r.status, 400);
        assert_null(strstr(r.head, "Location"));
    }
    struct reply r = get(*state, "/redirect", "to=/r/a/b?c=d%26e");
    assert_int_equal(r.status, 303);
    assert_non_null(strstr(r.head, "Location: /r/a/b?c=d&e\r\n"));
}

static struct bytes noise(struct arena *mem, size_t size)
{
    char *at = arena_alloc(mem, size + 1);
    uint32_t random = 7;
    for (size_t i = 0; i < size; i++)
        at[i] = (char)((random = random * 1664525 + 1013904223) >> 24);
    return (struct bytes){ at, size };
}

static const char *sum_of(struct arena *mem, struct bytes b)
{
    return text_format(mem, "%zu %08x", b.size,
                       (uint32_t)crc32(0, (const Bytef *)b.at, (uInt)b.size));
}

static void bodies_arrive_byte_by_byte(void **state)
{
    static const size_t sizes[] = { 0, 1, 65535, 65536, 65537, 300000, BODY_MAX };
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        struct bytes body = noise(*state, sizes[i]);
        struct reply r = post(*state, body, text_format(*state, "%zu", body.size), NULL);
        assert_string_equal(r.body, sum_of(*state, body));
    }
}

static void a_length_that_is_none_is_refused(void **state)
{
    static const char *const bad[] = { "-5",
                                       "+41",
                                       "0x29",
                                       "1e3",
                                       " 5",
                                       "5 ",
                                       "5,5",
                                       "five",
                                       "100000000000000000000",
                                       "9999999999999999999" };
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_int_equal(post(*state, BYTES("hello"), bad[i], NULL).status, 400);
    assert_int_equal(post(*state, BYTES("hello"), "", NULL).status, 411);
    assert_int_equal(post(*state, BYTES("hello"), NULL, NULL).status, 411);
}

static void a_body_over_the_limit_is_refused_before_it_is_read(void **state)
{
    const char *over = text_format(*state, "%d", BODY_MAX + 1);
    const struct pair pairs[] = { { "REQUEST_METHOD", "POST" },
                                  { "DOCUMENT_URI", "/body" },
                                  { "CONTENT_LENGTH", over },
                                  { NULL, NULL } };
    int fd = fastcgi_connect(running.socket);
    fastcgi_begin(*state, fd, pairs, false);
    struct reply r = fastcgi_receive(*state, fd);
    assert_int_equal(r.status, 413);
    assert_non_null(strstr(r.body, "1048576 are allowed"));
    assert_int_equal(post(*state, BYTES(""), "2147483648", NULL).status, 413);
}

static void a_body_shorter_than_its_length_is_refused(void **state)
{
    assert_int_equal(post(*state, BYTES("hello"), "6", NULL).status, 400);
    assert_int_equal(post(*state, BYTES(""), "1", NULL).status, 400);
    /* The connection ends in the middle: nobody hears the answer, and the worker goes on. */
    const struct pair pairs[] = { { "REQUEST_METHOD", "POST" },
                                  { "DOCUMENT_URI", "/body" },
                                  { "CONTENT_LENGTH", "1000" },
                                  { NULL, NULL } };
    int fd = fastcgi_connect(running.socket);
    fastcgi_begin(*state, fd, pairs, false);
    fastcgi_send(fd, STDIN, BYTES("half"));
    close(fd);
    assert_int_equal(get(*state, "/number", "").status, 200);
}

static struct bytes gzip(struct arena *mem, struct bytes raw)
{
    z_stream stream = { .next_in = (z_const Bytef *)raw.at, .avail_in = (uInt)raw.size };
    if (deflateInit2(&stream, 9, Z_DEFLATED, 16 + MAX_WBITS, 9, Z_DEFAULT_STRATEGY) != Z_OK)
        abort();
    size_t room = deflateBound(&stream, raw.size);
    char *packed = arena_alloc(mem, room);
    stream.next_out = (Bytef *)packed;
    stream.avail_out = (uInt)room;
    if (deflate(&stream, Z_FINISH) != Z_STREAM_END)
        abort();
    deflateEnd(&stream);
    return (struct bytes){ packed, stream.total_out };
}

static struct bytes join(struct arena *mem, struct bytes a, struct bytes b)
{
    struct text text = text_new(mem, a.size + b.size);
    text_add_bytes(&text, a);
    text_add_bytes(&text, b);
    return (struct bytes){ text.at, text.size };
}

static void packed_bodies_are_unpacked_once(void **state)
{
    static const char *const encodings[] = { "gzip", "GZIP", "x-gzip" };
    for (size_t size = 0; size < 200000; size = size * 3 + 1) {
        struct bytes body = noise(*state, size), packed = gzip(*state, body);
        struct reply r =
            post(*state, packed, text_format(*state, "%zu", packed.size), encodings[size % 3]);
        assert_string_equal(r.body, sum_of(*state, body));
    }
    struct bytes once = gzip(*state, BYTES("hello")), twice = gzip(*state, once);
    struct reply r = post(*state, twice, text_format(*state, "%zu", twice.size), "gzip");
    assert_string_equal(r.body, sum_of(*state, once));
}

static void a_packed_body_that_is_broken_is_refused(void **state)
{
    struct bytes good = gzip(*state, noise(*state, 1000));
    assert_int_equal(status_of(*state, BYTES("plain text, not packed"), "gzip"), 400);
    assert_int_equal(status_of(*state, BYTES(""), "gzip"), 400);
    for (size_t size = 1; size < good.size; size += 37)
        assert_int_equal(status_of(*state, (struct bytes){ good.at, size }, "gzip"), 400);
    assert_int_equal(status_of(*state, (struct bytes){ good.at, good.size - 1 }, "gzip"), 400);
    assert_int_equal(status_of(*state, join(*state, good, BYTES("x")), "gzip"), 400);
    assert_int_equal(status_of(*state, join(*state, good, good), "gzip"), 400);
    char *damaged = text_cut(*state, good);
    damaged[good.size - 6] = (char)(damaged[good.size - 6] ^ 1); /* in the checksum */
    assert_int_equal(status_of(*state, (struct bytes){ damaged, good.size }, "gzip"), 400);
}

static void a_bomb_stops_at_the_limit(void **state)
{
    struct bytes raw = { arena_alloc(*state, UNPACKED_MAX + 1), UNPACKED_MAX };
    assert_int_equal(status_of(*state, gzip(*state, raw), "gzip"), 200);
    raw.size++;
    assert_int_equal(status_of(*state, gzip(*state, raw), "gzip"), 413);
    struct bytes huge = { arena_alloc(*state, 100000000), 100000000 };
    struct bytes bomb = gzip(*state, huge);
    struct reply r = post(*state, bomb, text_format(*state, "%zu", bomb.size), "gzip");
    assert_int_equal(r.status, 413);
    assert_non_null(strstr(r.body, "unpacked")); /* and not the arena, which holds more */
}

static void other_encodings_are_refused(void **state)
{
    static const char *const bad[] = { "br", "zstd", "deflate", "gzip, gzip", "gzip;q=1", "none" };
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_int_equal(status_of(*state, gzip(*state, BYTES("x")), bad[i]), 415);
    assert_int_equal(status_of(*state, BYTES("x"), "Identity"), 200);
}

static struct reply send_form(struct arena *mem, const char *type, struct bytes body)
{
    const struct pair pairs[] = { { "REQUEST_METHOD", "POST" },
                                  { "DOCUMENT_URI", "/form" },
                                  { "CONTENT_TYPE", type },
                                  { "CONTENT_LENGTH", text_format(mem, "%zu", body.size) },
                                  { NULL, NULL } };
    return fastcgi_ask(mem, running.socket, pairs, body);
}

static void fields_of_a_form_are_read(void **state)
{
    const char *form = "application/x-www-form-urlencoded";
    assert_string_equal(send_form(*state, form, BYTES("a=1&b=x+y%0A")).body, "1|x y\n");
    assert_string_equal(
        send_form(*state, "Application/X-WWW-Form-Urlencoded; charset=utf-8", BYTES("b=")).body,
        "NULL|");
    assert_string_equal(send_form(*state, "text/plain", BYTES("a=1")).body, "NULL|NULL");
    assert_string_equal(send_form(*state, "", BYTES("a=1")).body, "NULL|NULL");
    assert_int_equal(send_form(*state, form, BYTES("a=1&a=2")).status, 400);
    assert_int_equal(send_form(*state, form, BYTES("a=%00")).status, 400);
    assert_int_equal(send_form(*state, form, noise(*state, 262145)).status, 413);
}

static void a_connection_is_not_kept(void **state)
{
    const struct pair pairs[] = { { "DOCUMENT_URI", "/number" }, { NULL, NULL } };
    struct text out = text_new(*state, 10000);
    int fd = fastcgi_connect(running.socket);
    fastcgi_begin(*state, fd, pairs, true);
    fastcgi_send(fd, STDIN, BYTES(""));
    bool ended = read_stream(*state, fd, &out);
    char more;
    ssize_t got = recv(fd, &more, 1, 0);
    close(fd);
    assert_true(ended);
    assert_int_equal(got, 0);
}

static void records_that_no_server_sends_harm_nobody(void **state)
{
    static const struct bytes bad[] = {
        BYTES("\0"),
        BYTES("GET / HTTP/1.0\r\n\r\n"),
        BYTES("\1\1\0\1\0\10\0\0\0\1\0\0\0\0\0\0\1\4\0\1\0\10\0\0\xff\xff\xff\xff\xff\xff\xff\xff"),
        BYTES("\1\1\0\1\0\10\0\0\0\1\0\0\0\0\0\0\1\143\0\1\0\0\0\0"),
        BYTES("\1\1\0\1\0\10\0\0\0\11\0\0\0\0\0\0"),
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        int fd = fastcgi_connect(running.socket);
        send_all(fd, bad[i]);
        close(fd);
        assert_int_equal(get(*state, "/number", "").status, 200);
    }
}

/* The output of a run as plain CGI with body on standard input. */
static struct reply run_as_cgi(struct arena *mem, const struct pair pairs[], struct bytes body)
{
    int in[2], out[2];
    if (pipe(in) != 0 || pipe(out) != 0)
        abort();
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        dup2(in[0], STDIN_FILENO);
        dup2(out[1], STDOUT_FILENO);
        close(in[1]);
        for (const struct pair *p = pairs; p->name; p++)
            setenv(p->name, p->value, 1);
        struct web_server cgi = server;
        cgi.socket = "/nonexistent/socket"; /* as it stands in the environment of a hub */
        int status = web_run(&cgi);
        fflush(NULL);
        _exit(status);
    }
    close(in[0]);
    close(out[1]);
    if (write(in[1], body.at, body.size) < 0)
        abort();
    close(in[1]);
    struct text text = text_new(mem, 100000);
    char chunk[1000];
    for (ssize_t got; (got = read(out[0], chunk, sizeof(chunk))) > 0;)
        text_add_bytes(&text, (struct bytes){ chunk, (size_t)got });
    close(out[0]);
    int status = -1;
    waitpid(pid, &status, 0);
    return split_reply(mem, &text, status == 0);
}

static void a_page_runs_from_a_shell_too(void **state)
{
    const struct pair pairs[] = { { "REQUEST_METHOD", "GET" },
                                  { "PATH_INFO", "/request/a" },
                                  { "QUERY_STRING", "q=1" },
                                  { NULL, NULL } };
    struct reply r = run_as_cgi(*state, pairs, BYTES(""));
    assert_true(r.whole && r.status == 200);
    assert_string_equal(r.body, "GET|/request/a|a|NULL|1|NULL|NULL|NULL|NULL");
    const struct pair posts[] = { { "REQUEST_METHOD", "POST" },
                                  { "PATH_INFO", "/body" },
                                  { "CONTENT_LENGTH", "5" },
                                  { NULL, NULL } };
    assert_string_equal(run_as_cgi(*state, posts, BYTES("hello")).body,
                        sum_of(*state, BYTES("hello")));
    assert_int_equal(run_as_cgi(*state, posts, BYTES("hell")).status, 400);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(what_the_client_sent_arrives),
        PURE(the_path_is_not_decoded_a_second_time),
        PURE(a_query_with_two_meanings_is_refused),
        PURE(a_number_in_the_query_has_bounds),
        PURE(each_answer_has_its_length_and_is_not_stored),
        PURE(a_request_id_that_is_none_is_left_out),
        PURE(a_large_answer_arrives_whole_with_the_pages_own_headers),
        PURE(head_is_answered_without_a_body),
        PURE(a_request_that_needs_too_much_memory_is_answered),
        PURE(redirects_stay_on_this_site),
        PURE(bodies_arrive_byte_by_byte),
        PURE(a_length_that_is_none_is_refused),
        PURE(a_body_over_the_limit_is_refused_before_it_is_read),
        PURE(a_body_shorter_than_its_length_is_refused),
        PURE(packed_bodies_are_unpacked_once),
        PURE(a_packed_body_that_is_broken_is_refused),
        PURE(a_bomb_stops_at_the_limit),
        PURE(other_encodings_are_refused),
        PURE(fields_of_a_form_are_read),
        PURE(a_connection_is_not_kept),
        PURE(records_that_no_server_sends_harm_nobody),
        PURE(a_page_runs_from_a_shell_too),
    };
    return cmocka_run_group_tests(tests, open_server, close_server);
}
