#include "app/account_page.h"

#include "app/account_change.h"
#include "app/again.h"
#include "app/agent.h"
#include "app/deed.h"
#include "base/log.h"
#include "hub/account.h"
#include "hub/session.h"

enum { NEXT_MAX = 2000, PASSWORD_MAX = 511 };

const char *page_address(struct page *page)
{
    const char *address = web_variable(page->web, "REMOTE_ADDR");
    return address ? address : "";
}

/* A path that every browser takes for one of this site: no "//", no backslash, nothing hidden. */
static bool is_local(const char *path)
{
    struct bytes all = bytes_from(path);
    for (size_t i = 0; i < all.size; i++)
        if ((unsigned char)path[i] <= ' ' || path[i] == '\\' || path[i] == 0x7f)
            return false;
    return all.size > 0 && all.size <= NEXT_MAX && *path == '/' && text_is_utf8(all) &&
           !strstr(path, "//") && !strstr(path, "/.") && strncmp(path, "/login", 6) != 0;
}

const char *account_page_next(struct page *page)
{
    const char *next = page->post ? web_form(page->web, "next") : web_query(page->web, "next");
    return next && is_local(next) ? next : "/";
}

const char *account_page_back(struct page *page)
{
    const char *from = web_header(page->web, "Referer"), *host = web_header(page->web, "Host");
    const char *name = from ? strstr(from, "://") : NULL;
    size_t size = host ? strlen(host) : 0;
    if (!name || size == 0 || strncmp(name + 3, host, size) != 0 || !is_local(name + 3 + size))
        return "/account";
    return name + 3 + size;
}

void account_page_error(struct page *page, const char *code, const char *message)
{
    struct doc *error = doc_part(page->doc, "error");
    doc_text(error, "code", code);
    doc_text(error, "message", message);
}

const char *account_page_session(struct page *page)
{
    const char *session = web_variable(page->web, "AUTH_SESSION");
    return session ? session : "";
}

static void fill_sessions(struct page *page)
{
    struct doc_list *list = doc_list(page->doc, "sessions");
    for (const struct session *s = session_list(&page->hub, page->hub.account); s; s = s->next) {
        struct doc *row = doc_row(list);
        doc_text(row, "session", s->name);
        doc_flag(row, "current", strcmp(s->name, account_page_session(page)) == 0);
        doc_text(row, "address", s->address);
        doc_text(row, "agent", s->agent);
        doc_text(row, "browser", agent_words(page->hub.mem, s->agent));
        doc_time(row, "began", s->created_at);
        doc_time(row, "seen", s->seen_at);
    }
}

static const struct account *account_of(struct page *page)
{
    const struct account *account = account_get(&page->hub, page->hub.account);
    if (!account)
        fail(FAIL_STRANGER, "this account does not exist any more");
    return account;
}

static void fill_forms(struct page *page, const struct account *account)
{
    again_secret(page, "password", "current", "PASSWORD");
    again_secret(page, "password", "new", "NEW_PASSWORD");
    again_text(page, "email", "email", "NEW_EMAIL", account->email);
    again_secret(page, "email", "current", "EMAIL_PASSWORD");
    again_secret(page, "remove", "current", "REMOVE_PASSWORD");
}

void account_page_send(struct page *page, int status, const char *error)
{
    const struct account *account = account_of(page);
    doc_text(page->doc, "account", account->name);
    doc_text(page->doc, "email", account->email);
    doc_flag(page->doc, "confirmed", account->confirmed);
    doc_flag(page->doc, "two_factor", account->two_factor);
    doc_flag(page->doc, "admin", account->is_admin);
    doc_text(page->doc, "csrf", page_csrf(page));
    if (error)
        again_set(page, (enum fail)status, error);
    fill_forms(page, account);
    fill_sessions(page);
    page_send(page, "account.tpl", "Your account");
}

static void send_confirm(struct page *page, int status, const char *error)
{
    doc_text(page->doc, "csrf", page_csrf(page));
    doc_text(page->doc, "next", account_page_next(page));
    doc_text(page->doc, "account", page->hub.name);
    if (error)
        account_page_error(page, "forbidden", error);
    page_send_status(page, status, "confirm.tpl", "Confirm your password");
}

const struct account *account_page_check(struct page *page, const char *field)
{
    const char *known;
    const struct account *account =
        account_login(&page->hub, page->hub.name, page_need(page, field, PASSWORD_MAX),
                      page_address(page), &known);
    if (!account)
        log_line(LOG_WARNING, "password refused", "account", page->hub.name, "address",
                 page_address(page), NULL);
    return account;
}

static void do_confirm(struct page *page)
{
    if (!account_page_check(page, "password")) {
        send_confirm(page, 403, "That is not your password.");
        return;
    }
    session_confirm(&page->hub, account_page_session(page));
    page_redirect(page, account_page_next(page), "confirmed");
}

static void do_end(struct page *page)
{
    if (!session_end(&page->hub, page->hub.account, page_need(page, "session", 64)))
        fail(FAIL_CONFLICT, "there is no such session any more");
    page_redirect(page, "/account", "session-ended");
}

static void do_end_others(struct page *page)
{
    session_end_others(&page->hub, page->hub.account, account_page_session(page));
    page_redirect(page, "/account", "sessions-ended");
}

void account_page(struct page *page)
{
    static const struct deed deeds[] = { { "confirm", do_confirm },
                                         { "password", account_change_password },
                                         { "email", account_change_email },
                                         { "remove", account_change_remove },
                                         { "end", do_end },
                                         { "end_others", do_end_others } };
    if (page->post)
        deed_do(page, deeds, COUNT_OF(deeds));
    else if (web_query(page->web, "confirm"))
        send_confirm(page, 200, NULL);
    else
        account_page_send(page, 200, NULL);
}
