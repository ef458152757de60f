/* lib/app/page.c, page_error.c, layout.c, cookie.c, notice.c: a page program, run as plain CGI. */
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "app/news.h"
#include "app/page.h"
#include "base/view.h"
#include "cast.h"

enum { ANSWER_MAX = 256 * 1024, ADMIN = 1, PERSON = 2, GONE = 3, READ_TOKEN = 1 };

static void show_word(struct page *page)
{
    doc_text(page->doc, "word", web_query(page->web, "word"));
    page_send(page, "word.tpl", "A word");
}

static void show_post(struct page *page)
{
    if (page->post)
        page_redirect(page, "/word", "signed-out");
    else
        show_word(page);
}

static void show_refusal(struct page *page)
{
    fail((enum fail)web_query_int(page->web, "kind", 0, 0, 999), "the reason <%s>", "why");
}

static void show_download(struct page *page)
{
    page_download(page, "a b\"\r\n/x.log", "application/octet-stream", BYTES("<html>\0x"));
}

static void show_address(struct page *page)
{
    doc_text(page->doc, "word", page_url(page));
    page_send(page, "word.tpl", "An address");
}

static void show_move(struct page *page)
{
    page_moved(page, "/word");
}

static void show_nothing(struct page *page)
{
    (void)page;
}

static void show_news(struct page *page)
{
    bool visit_begins = news_fill(page, news_ask(page));
    page_send(page, "word.tpl", "News");
    if (visit_begins)
        hub_visited(&page->hub);
}

static const struct page_route routes[] = {
    { .path = "/news", .show = show_news },
    { .path = "/", .show = show_word },
    { .path = "/word", .show = show_word },
    { .path = "/r/:/:", .show = show_word },
    { .path = "/r/:/:/runs", .show = show_word },
    { .path = "/post", .show = show_post, .takes_post = true },
    { .path = "/refuse", .show = show_refusal },
    { .path = "/download", .show = show_download },
    { .path = "/address", .show = show_address },
    { .path = "/moved", .show = show_move },
    { .path = "/nothing", .show = show_nothing },
    { .path = "/mine", .show = show_word, .only_account = true },
    { .path = "/admin", .show = show_word, .only_admin = true },
    { .path = NULL },
};

/* What a request is made of. */
struct request {
    const char *method, *path, *query, *accept, *cookie, *host;
    int account, token;
};

static void set(const char *name, const char *value)
{
    setenv(name, value ? value : "", 1);
}

static void run_program(const struct request *r, int out)
{
    char account[16], token[16];
    snprintf(account, sizeof(account), "%d", r->account);
    snprintf(token, sizeof(token), "%d", r->token);
    set("REQUEST_METHOD", r->method ? r->method : "GET");
    set("SCRIPT_NAME", r->path);
    set("DOCUMENT_URI", r->path);
    set("REQUEST_URI", r->path);
    set("QUERY_STRING", r->query);
    set("HTTP_ACCEPT", r->accept ? r->accept : "text/html");
    set("HTTP_COOKIE", r->cookie);
    set("HTTP_HOST", r->host ? r->host : "hub.example");
    set("CONTENT_LENGTH", "0");
    set("AUTH_ACCOUNT", r->account ? account : "");
    set("AUTH_TOKEN", r->token ? token : "");
    dup2(out, STDOUT_FILENO);
    int silent = open("/dev/null", O_WRONLY);
    dup2(silent, STDERR_FILENO);
    _exit(page_main("index", "nopanic_page", routes));
}

/* The whole answer to a request, head and body. */
static const char *answer(void **state, struct request request)
{
    int ends[2];
    char *text = arena_alloc(*state, ANSWER_MAX);
    assert_int_equal(pipe(ends), 0);
    fflush(stdout);
    pid_t child = fork();
    if (child == 0)
        run_program(&request, ends[1]);
    close(ends[1]);
    size_t size = 0;
    for (ssize_t got = 1; got > 0; size += (size_t)got)
        got = read(ends[0], text + size, ANSWER_MAX - 1 - size);
    close(ends[0]);
    int status;
    waitpid(child, &status, 0);
    assert_int_equal(status, 0);
    return text;
}

#define ANSWER(...) answer(state, (struct request){ __VA_ARGS__ })

static int status_of(const char *whole)
{
    return strncmp(whole, "Status: ", 8) == 0 ? atoi(whole + 8) : 0;
}

static const char *body_of(const char *whole)
{
    const char *body = strstr(whole, "\r\n\r\n");
    return body ? body + 4 : "";
}

#define assert_holds(whole, part) assert_non_null(strstr(whole, part))
#define assert_lacks(whole, part) assert_null(strstr(whole, part))

static void a_page_is_html_for_people_and_json_for_programs(void **state)
{
    const char *page = ANSWER(.path = "/word", .query = "word=%3Cb%3E");
    assert_int_equal(status_of(page), 200);
    assert_holds(page, "Content-Type: text/html; charset=utf-8\r\n");
    assert_holds(page, "Cache-Control: no-store\r\n");
    assert_holds(page, "Vary: Accept, Cookie\r\n");
    assert_holds(body_of(page), "<p>&lt;b&gt;</p>");
    assert_holds(body_of(page), "<title>A word · nopanic</title>");
    page = ANSWER(.path = "/word", .query = "word=%3Cb%3E", .accept = "application/json");
    assert_holds(page, "Content-Type: application/json; charset=utf-8\r\n");
    assert_string_equal(body_of(page), "{\"word\":\"<b>\"}");
    page = ANSWER(.path = "/word", .query = "format=json");
    assert_string_equal(body_of(page), "{\"word\":null}");
}

static void a_browser_that_also_takes_json_gets_the_page(void **state)
{
    const char *page = ANSWER(.path = "/word", .accept = "text/html,application/json;q=0.9,*/*");
    assert_holds(page, "Content-Type: text/html");
    page = ANSWER(.path = "/word", .query = "format=html", .accept = "application/json");
    assert_holds(page, "Content-Type: text/html");
    assert_int_equal(status_of(ANSWER(.path = "/word", .query = "format=xml")), 400);
}

static void only_whole_paths_lead_somewhere(void **state)
{
    static const char *const good[] = { "/", "/word", "/r/a/b", "/r/a/b/runs" };
    static const char *const bad[] = { "/wor", "/words",   "/word/x",      "/r",
                                       "/r/a", "/r/a/b/c", "/r/a/b/runs/x" };
    for (size_t i = 0; i < COUNT_OF(good); i++)
        assert_int_equal(status_of(ANSWER(.path = good[i])), 200);
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_int_equal(status_of(ANSWER(.path = bad[i])), 404);
}

static void other_methods_are_told_which_there_are(void **state)
{
    const char *page = ANSWER(.path = "/word", .method = "POST");
    assert_int_equal(status_of(page), 405);
    assert_holds(page, "Allow: GET, HEAD\r\n");
    page = ANSWER(.path = "/post", .method = "DELETE", .accept = "application/json");
    assert_int_equal(status_of(page), 405);
    assert_holds(page, "Allow: GET, HEAD, POST\r\n");
    assert_holds(body_of(page), "{\"error\":{\"code\":\"method_not_allowed\"");
    assert_string_equal(body_of(ANSWER(.path = "/word", .method = "HEAD")), "");
    assert_int_equal(status_of(ANSWER(.path = "/word", .method = "HEAD")), 200);
}

static void a_post_without_a_token_of_ours_is_refused(void **state)
{
    assert_int_equal(status_of(ANSWER(.path = "/post", .method = "POST", .account = PERSON)), 403);
    assert_int_equal(status_of(ANSWER(.path = "/post", .method = "POST")), 403);
}

static void what_is_not_there_reads_like_what_one_may_not_see(void **state)
{
    const char *absent = ANSWER(.path = "/absent", .account = PERSON);
    const char *hidden = ANSWER(.path = "/admin", .account = PERSON);
    assert_int_equal(status_of(absent), 404);
    assert_string_equal(absent, hidden);
    assert_lacks(body_of(absent), "absent");
    absent = ANSWER(.path = "/absent", .account = PERSON, .accept = "application/json");
    hidden = ANSWER(.path = "/refuse", .query = "kind=404", .account = PERSON,
                    .accept = "application/json");
    assert_string_equal(absent, hidden);
}

static void strangers_are_sent_to_the_login_and_back(void **state)
{
    const char *page = ANSWER(.path = "/mine", .query = "word=a%26b");
    assert_int_equal(status_of(page), 303);
    assert_holds(page, "Location: /login?next=/mine%3Fword%3Da%2526b\r\n");
    assert_int_equal(status_of(ANSWER(.path = "/admin")), 303);
    page = ANSWER(.path = "/mine", .accept = "application/json");
    assert_int_equal(status_of(page), 401);
    assert_holds(body_of(page), "{\"error\":{\"code\":\"unauthorized\"");
    assert_int_equal(status_of(ANSWER(.path = "/mine", .account = PERSON)), 200);
    assert_int_equal(status_of(ANSWER(.path = "/admin", .account = ADMIN)), 200);
}

static void an_account_that_is_gone_is_a_stranger_everywhere(void **state)
{
    assert_int_equal(status_of(ANSWER(.path = "/word", .account = GONE)), 303);
    assert_int_equal(
        status_of(ANSWER(.path = "/word", .account = 99, .accept = "application/json")), 401);
}

static void a_token_reads_and_changes_nothing(void **state)
{
    assert_int_equal(status_of(ANSWER(.path = "/word", .token = READ_TOKEN)), 200);
    assert_int_equal(status_of(ANSWER(.path = "/post", .method = "POST", .token = READ_TOKEN)),
                     403);
    assert_int_equal(
        status_of(ANSWER(.path = "/mine", .token = READ_TOKEN, .accept = "application/json")), 401);
}

static void a_refusal_says_why_unless_the_fault_is_ours(void **state)
{
    const char *page = ANSWER(.path = "/refuse", .query = "kind=422");
    assert_int_equal(status_of(page), 422);
    assert_holds(body_of(page), "the reason &lt;why&gt;");
    page = ANSWER(.path = "/refuse", .query = "kind=500");
    assert_int_equal(status_of(page), 500);
    assert_lacks(body_of(page), "reason &lt;");
    page = ANSWER(.path = "/refuse", .query = "kind=503");
    assert_int_equal(status_of(page), 503);
    assert_holds(page, "Retry-After: 10\r\n");
    assert_lacks(body_of(page), "reason &lt;");
}

static void a_page_that_answers_nothing_is_our_fault(void **state)
{
    assert_int_equal(status_of(ANSWER(.path = "/nothing")), 500);
}

static void a_download_is_never_a_page_of_ours(void **state)
{
    const char *page = ANSWER(.path = "/download");
    assert_holds(page, "Content-Type: application/octet-stream\r\n");
    assert_holds(page, "Content-Disposition: attachment; filename=\"a_b____x.log\"\r\n");
    assert_holds(page, "Content-Security-Policy: sandbox; default-src 'none'\r\n");
    assert_holds(page, "Content-Length: 8\r\n");
}

static void the_query_moves_along(void **state)
{
    const char *page = ANSWER(.path = "/moved", .query = "a=b%0d%0ac");
    assert_int_equal(status_of(page), 301);
    assert_holds(page, "Location: /word?a=b%0d%0ac\r\n");
}

static void a_host_that_is_no_name_is_not_repeated(void **state)
{
    assert_holds(ANSWER(.path = "/address", .host = "hub.example:8080"),
                 "<p>http://hub.example:8080</p>");
    assert_lacks(ANSWER(.path = "/address", .host = "evil\"'; rm -rf"), "evil");
}

static void a_notice_is_told_once(void **state)
{
    const char *page = ANSWER(.path = "/word", .cookie = "notice=signed-out");
    assert_holds(body_of(page), "You are signed out.");
    assert_holds(page, "Set-Cookie: notice=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax\r\n");
    page = ANSWER(.path = "/word", .cookie = "notice=<script>");
    assert_lacks(body_of(page), "flash");
    assert_lacks(page, "Set-Cookie");
}

static void the_theme_is_the_readers(void **state)
{
    assert_holds(ANSWER(.path = "/word", .cookie = "theme=dark"),
                 "<html lang=\"en\" data-theme=\"dark\">");
    assert_holds(ANSWER(.path = "/word", .cookie = "theme=x"), "<html lang=\"en\">");
}

static void the_head_knows_who_reads(void **state)
{
    const char *page = ANSWER(.path = "/word", .account = ADMIN);
    assert_holds(page, "mira");
    assert_holds(page, "href=\"/admin\"");
    page = ANSWER(.path = "/word", .account = PERSON);
    assert_holds(page, "jonas");
    assert_lacks(page, "href=\"/admin\"");
    assert_holds(ANSWER(.path = "/word"), "href=\"/login\"");
}

/* Hours since the account of mira was last seen, in the eyes of the database. */
static const char *hours_away(void **state, const char *set_to)
{
    struct db *db = cast_connect(*state, "nopanic_owner");
    if (set_to)
        db_execute(db,
                   text_format(*state, "UPDATE account SET visited_at = %s WHERE id = 1", set_to));
    return cast_value(*state, db,
                      "SELECT extract(hour FROM now() - visited_at)::text AS value FROM account"
                      " WHERE id = 1");
}

static void a_visit_is_remembered_when_it_begins_and_its_news_stay_until_it_ends(void **state)
{
    hours_away(state, "now() - interval '20 hours'");
    const char *page = ANSWER(.path = "/news", .account = ADMIN);
    assert_holds(page, "Set-Cookie: since=");
    assert_holds(page, "; Path=/; Max-Age=1800; HttpOnly; SameSite=Lax");
    assert_string_equal(hours_away(state, NULL), "0");

    hours_away(state, "now() - interval '20 hours'");
    page = ANSWER(.path = "/news", .account = ADMIN, .cookie = "since=1700000000");
    assert_holds(page, "Set-Cookie: since=1700000000;");
    assert_string_equal(hours_away(state, NULL), "20");
    page = ANSWER(.path = "/news", .account = ADMIN, .accept = "application/json");
    assert_lacks(page, "Set-Cookie");
    assert_string_equal(hours_away(state, NULL), "20");
    assert_lacks(ANSWER(.path = "/news"), "Set-Cookie");
}

/* The program has a connection of its own, so what it reads is committed first. */
static int open_hub(void **state)
{
    if (scene_open(state) != 0)
        return -1;
    struct scene *scene = *state;
    scene_sql(
        scene,
        "INSERT INTO account (id, name, email, is_admin, disabled_at) OVERRIDING SYSTEM VALUE"
        " VALUES (1, 'mira', 'm@example.org', true, NULL),"
        " (2, 'jonas', 'j@example.org', false, NULL), (3, 'gone', 'g@example.org', false, now());"
        "INSERT INTO token (id, jti, name, scope, expires_at) OVERRIDING SYSTEM VALUE"
        " VALUES (1, 'jti', 'reader', 'read', now() + interval '1 day');"
        "INSERT INTO schema_version (version) VALUES (5) ON CONFLICT DO NOTHING");
    static char keys[] = "/tmp/nopanic-keys.XXXXXX";
    int file = mkstemp(keys);
    dprintf(file, "k1 %064d\n", 7);
    fchmod(file, 0400);
    close(file);
    setenv("NOPANIC_KEYS", keys, 1);
    setenv("NOPANIC_DATABASE_URL", getenv("NOPANIC_TEST_DATABASE"), 1);
    setenv("NOPANIC_TEMPLATES", "tests/data/page", 1);
    return 0;
}

static int close_hub(void **state)
{
    unlink(getenv("NOPANIC_KEYS"));
    return scene_close(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(a_page_is_html_for_people_and_json_for_programs),
        PURE(a_browser_that_also_takes_json_gets_the_page),
        PURE(only_whole_paths_lead_somewhere),
        PURE(other_methods_are_told_which_there_are),
        PURE(a_post_without_a_token_of_ours_is_refused),
        PURE(what_is_not_there_reads_like_what_one_may_not_see),
        PURE(strangers_are_sent_to_the_login_and_back),
        PURE(an_account_that_is_gone_is_a_stranger_everywhere),
        PURE(a_token_reads_and_changes_nothing),
        PURE(a_refusal_says_why_unless_the_fault_is_ours),
        PURE(a_page_that_answers_nothing_is_our_fault),
        PURE(a_download_is_never_a_page_of_ours),
        PURE(the_query_moves_along),
        PURE(a_host_that_is_no_name_is_not_repeated),
        PURE(a_notice_is_told_once),
        PURE(the_theme_is_the_readers),
        PURE(the_head_knows_who_reads),
        PURE(a_visit_is_remembered_when_it_begins_and_its_news_stay_until_it_ends),
    };
    return cmocka_run_group_tests(tests, open_hub, close_hub);
}
