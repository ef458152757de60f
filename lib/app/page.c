#include "app/page.h"

#include "app/cookie.h"
#include "app/csrf.h"
#include "app/layout.h"
#include "app/page_own.h"
#include "app/seeing.h"
#include "base/config.h"
#include "hub/notification_list.h"
#include "hub/outbox.h"
#include "hub/second_factor.h"
#include "hub/session.h"

static void start(void)
{
    view_folder(config_text("TEMPLATES"));
}

/* A browser names HTML among what it takes; a program that wants JSON does not. */
static bool accepts_json(struct web *web)
{
    const char *accept = web_header(web, "Accept");
    return accept && strstr(accept, "application/json") && !strstr(accept, "text/html");
}

struct page *page_begin(struct visit *visit)
{
    if (visit->page)
        return visit->page;
    struct page *page = visit->page = ARENA_ONE(visit->mem, struct page);
    page->hub = (struct hub){ .mem = visit->mem, .db = visit->db, .now = visit->now };
    page->web = visit->web;
    page->hub.address = web_variable(page->web, "REMOTE_ADDR");
    page->program = visit->program->name;
    page->post = strcmp(web_method(page->web), "POST") == 0;
    page->wants_json = accepts_json(page->web);
    web_add_header(page->web, "Vary", "Accept, Cookie");
    return page;
}

/* ?format= is stronger than the header, so that a person can look at the JSON. */
static void choose_form(struct page *page)
{
    const char *format = web_query(page->web, "format");
    if (!format)
        return;
    bool json = strcmp(format, "json") == 0;
    if (!json && strcmp(format, "html") != 0)
        fail(FAIL_INPUT, "format is json or html");
    page->wants_json = json;
}

static bool is_read(const char *method)
{
    return strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0;
}

/* Whether the path of the request fits "/r/:/:/crashers". */
static bool route_fits(struct web *web, const char *path)
{
    size_t index = 0;
    while (*path == '/') {
        size_t size = strcspn(++path, "/");
        const char *segment = web_segment(web, index);
        if (size == 0)
            break;
        if (!segment)
            return false;
        if (*path != ':' && !bytes_equal(bytes_from(segment), (struct bytes){ path, size }))
            return false;
        path += size;
        index++;
    }
    return web_segment(web, index) == NULL;
}

static const struct page_route *route_find(struct web *web, const struct page_route *routes)
{
    for (; routes->path; routes++)
        if (route_fits(web, routes->path))
            return routes;
    return NULL;
}

static void check_method(struct page *page, const struct page_route *route)
{
    bool takes_post = route && route->takes_post;
    if (is_read(web_method(page->web)) || (takes_post && page->post))
        return;
    web_add_header(page->web, "Allow", takes_post ? "GET, HEAD, POST" : "GET, HEAD");
    fail(FAIL_METHOD, "this page takes %s only", takes_post ? "GET and POST" : "GET");
}

static int64_t id_of(struct web *web, const char *variable)
{
    int64_t id;
    const char *text = web_variable(web, variable);
    if (!text || !*text)
        return 0;
    if (!text_to_int(text, &id))
        fail(FAIL_BROKEN, "%s is not a number", variable);
    return id;
}

void page_enter(struct page *page, struct visit *visit)
{
    int64_t account = id_of(page->web, "AUTH_ACCOUNT"), token = id_of(page->web, "AUTH_TOKEN");
    /* Pages of one's own account are one's own, whoever's eyes one looks with. */
    int64_t seen = seeing_account(page);
    bool sees = seen != 0 && strcmp(visit->program->role, "nopanic_page") == 0;
    if (!(sees ? hub_enter_as(&page->hub, account, seen)
               : hub_enter(&page->hub, account, token, !page->post)))
        fail(FAIL_STRANGER, "this account or token is not valid any more");
    struct hub *hub = &page->hub;
    visit->account =
        hub->seen_by ? text_format(hub->mem, "%s as %s", hub->seen_by, hub->name) : hub->name;
    if (token != 0 && page->post)
        fail(FAIL_DENIED, "a token may read and change nothing");
    const char *place = web_segment(page->web, 0);
    if (hub->admin && !page->post && !page->wants_json && place && strcmp(place, "admin") == 0) {
        page->dead_mails = outbox_dead(hub);
        page->dead_notifications = notification_dead(hub);
    }
}

static void check_visitor(struct page *page, const struct page_route *route)
{
    if (!route->only_account && !route->only_admin)
        return;
    if (page->hub.account == 0)
        fail(FAIL_STRANGER, "sign in first");
    if (route->only_admin && !page->hub.admin)
        fail(FAIL_ABSENT, "for administrators only");
}

/* An administrator who lacks the second factor that administrators need gets as far as the page
 * that sets it up. */
static bool lacks_second_factor(struct page *page, const struct page_route *route)
{
    bool is_own = strcmp(page->program, "account") == 0 && !route->only_admin;
    return page->hub.admin && !is_own && config_flag("ADMIN_TWO_FACTOR") &&
           !second_factor_is_on(&page->hub);
}

static void show(struct visit *visit)
{
    struct page *page = page_begin(visit);
    const struct page_route *route = route_find(page->web, visit->program->arg);
    check_method(page, route);
    choose_form(page);
    page_enter(page, visit);
    if (!route)
        fail(FAIL_ABSENT, "no such page");
    page->route = route;
    check_visitor(page, route);
    if (lacks_second_factor(page, route)) {
        if (page->post || page->wants_json)
            fail(FAIL_DENIED, "administrators need a second factor: set it up on "
                              "/account/two-factor");
        page_redirect(page, "/account/two-factor", "two-factor-needed");
        return;
    }
    if (route->no_referrer)
        web_add_header(page->web, "Referrer-Policy", "no-referrer");
    if (page->post && !route->by_key)
        csrf_check(page->web, page->hub.now, route->no_referrer);
    page->doc = doc_new(page->hub.mem, page->hub.now, page->wants_json);
    route->show(page);
    if (!web_sent(page->web))
        fail(FAIL_BROKEN, "%s answered nothing", route->path);
}

int page_main(const char *program, const char *role, const struct page_route *routes)
{
    const struct program frame = {
        .name = program,
        .role = role,
        .keys = true,
        .start = start,
        .show = show,
        .give_up = page_give_up,
        .arg = routes,
    };
    return program_main(&frame);
}

void page_send(struct page *page, const char *file, const char *title)
{
    page_send_status(page, 200, file, title);
}

static void send_rendered(struct page *page, int status, const char *type, const char *file)
{
    struct doc *doc = page->doc;
    const char *body =
        doc->json ? json_write(doc->mem, doc->json) : view_render(doc->mem, doc->view, file);
    hub_leave(&page->hub);
    web_send(page->web, page->refused != FAIL_NOT ? (int)page->refused : status,
             doc->json ? "application/json; charset=utf-8" : type, bytes_from(body));
}

void page_send_status(struct page *page, int status, const char *file, const char *title)
{
    doc_finish(page->doc);
    if (!page->doc->json)
        layout_fill(page, title);
    send_rendered(page, status, "text/html; charset=utf-8", file);
}

void page_send_as(struct page *page, const char *type, const char *file)
{
    doc_finish(page->doc);
    send_rendered(page, 200, type, file);
}

/* Where a refused form has no page of its own, the refusal gets one. */
static void check_leaving(struct page *page)
{
    if (page->refused != FAIL_NOT)
        fail(page->refused, "there is no form to show again");
}

void page_redirect(struct page *page, const char *path, const char *notice)
{
    check_leaving(page);
    hub_leave(&page->hub);
    if (page->wants_json) {
        web_send(page->web, 200, "application/json; charset=utf-8", BYTES("{\"ok\":true}"));
        return;
    }
    if (notice)
        cookie_set(page, "notice", notice, 60);
    web_redirect(page->web, path);
}

void page_moved(struct page *page, const char *path)
{
    check_leaving(page);
    const char *query = web_variable(page->web, "QUERY_STRING");
    hub_leave(&page->hub);
    web_add_header(
        page->web, "Location",
        text_format(page->hub.mem, "%s%s%s", path, query && *query ? "?" : "", query ? query : ""));
    web_send(page->web, 301, "text/plain; charset=utf-8", BYTES("Moved.\n"));
}

bool page_is_fresh(struct page *page)
{
    const char *session = web_variable(page->web, "AUTH_SESSION");
    return !session || !*session || session_is_fresh(&page->hub, session);
}

const char *page_csrf(struct page *page)
{
    return csrf_token(page->web, page->hub.now);
}

const char *page_url(struct page *page)
{
    return program_url(page->web);
}
