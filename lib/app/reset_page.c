#include "app/reset_page.h"

#include "app/account_page.h"
#include "base/log.h"
#include "hub/password.h"
#include "hub/reset.h"

enum { EMAIL_MAX = 254, PASSWORD_MAX = 511, CODE_MAX = 100, NAME_MAX_SIZE = 39 };

void reset_page_ask(struct page *page)
{
    if (page->post) {
        reset_ask(&page->hub, page_need(page, "email", EMAIL_MAX), page_address(page));
        log_line(LOG_INFO, "reset asked for", "address", page_address(page), NULL);
        page_redirect(page, "/reset", "reset-asked");
        return;
    }
    doc_text(page->doc, "csrf", page_csrf(page));
    page_send(page, "reset.tpl", "Reset your password");
}

void reset_page_start(struct page *page)
{
    if (!page->post)
        fail(FAIL_ABSENT, "no such page");
    const struct account *account =
        account_find(&page->hub, page_need(page, "account", NAME_MAX_SIZE));
    if (!account || account->disabled)
        fail(FAIL_REFUSED, "there is no such account that may come in");
    reset_start(&page->hub, account);
    log_line(LOG_INFO, "reset started", "account", page->hub.name, "of", account->name, "address",
             page_address(page), NULL);
    page_redirect(page, text_format(page->hub.mem, "/admin/accounts/%s", account->name),
                  "reset-started");
}

static void send_new(struct page *page, enum fail kind, const char *code, const char *error)
{
    doc_text(page->doc, "csrf", page_csrf(page));
    if (!page->wants_json)
        doc_text(page->doc, "code", code);
    if (error)
        account_page_error(page, fail_code(kind), text_capital(page->hub.mem, error));
    page_send_status(page, error ? (int)kind : 200, "reset-new.tpl", "Choose a new password");
}

void reset_page_new(struct page *page)
{
    if (!page->post) {
        send_new(page, FAIL_NOT, NULL, NULL);
        return;
    }
    static const char worthless[] = "this link is wrong, was used, or has expired.";
    const char *code = page_need(page, "code", CODE_MAX);
    const char *password = page_need(page, "password", PASSWORD_MAX);
    const struct account *account = reset_find(&page->hub, code);
    if (!account) {
        log_line(LOG_WARNING, "reset refused", "address", page_address(page), NULL);
        send_new(page, FAIL_INPUT, NULL, worthless);
        return;
    }
    const char *problem = password_problem(password, account->name);
    if (problem) {
        send_new(page, FAIL_REFUSED, code, text_format(page->hub.mem, "%s.", problem));
        return;
    }
    if (!reset_finish(&page->hub, code, account, password, page_address(page))) {
        send_new(page, FAIL_INPUT, NULL, worthless);
        return;
    }
    log_line(LOG_INFO, "password reset", "account", account->name, "address", page_address(page),
             NULL);
    page_redirect(page, "/login", "password-reset");
}
