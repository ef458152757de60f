#include "app/account_change.h"

#include "app/account_page.h"
#include "app/cookie.h"
#include "base/log.h"
#include "hub/account_code.h"
#include "hub/account_mail.h"
#include "hub/mail_request.h"
#include "hub/password.h"
#include "hub/session.h"

enum { PASSWORD_MAX = 511, EMAIL_MAX = 254, CODE_MAX = 100, CONFIRM_S = 86400 };

/* NULL, after an answer, if the password is wrong. */
static const struct account *owner(struct page *page)
{
    const struct account *account = account_page_check(page, "current");
    if (!account)
        account_page_send(page, FAIL_DENIED,
                          "That is not your current password. Nothing was changed.");
    return account;
}

static void note(struct page *page, const struct account *account, const char *what)
{
    log_line(LOG_INFO, what, "account", account->name, "address", page_address(page), NULL);
}

void account_change_password(struct page *page)
{
    const struct account *account = owner(page);
    if (!account)
        return;
    const char *new = page_need(page, "new", PASSWORD_MAX);
    const char *problem = password_problem(new, account->name);
    if (problem) {
        account_page_send(page, FAIL_REFUSED,
                          text_format(page->hub.mem, "%s.", text_capital(page->hub.mem, problem)));
        return;
    }
    int64_t version = account_set_password(&page->hub, account, new);
    session_keep(&page->hub, account_page_session(page), version);
    session_end_others(&page->hub, account->id, account_page_session(page));
    account_mail_tell(&page->hub, account, "PASSWORD", page_address(page));
    note(page, account, "password changed");
    page_redirect(page, "/account", "password-changed");
}

void account_change_email(struct page *page)
{
    const struct account *account = owner(page);
    if (!account)
        return;
    const char *email = page_need(page, "email", EMAIL_MAX);
    const char *problem = account_email_problem(email);
    if (problem) {
        account_page_send(page, FAIL_REFUSED,
                          text_format(page->hub.mem, "%s.", text_capital(page->hub.mem, problem)));
        return;
    }
    const struct account_code wanted = {
        .purpose = "confirm", .account = account->id, .email = email, .life_s = CONFIRM_S
    };
    if (mail_request_take(&page->hub, "confirm", email, page_address(page)))
        account_mail_link(&page->hub, email, "mail-confirm.tpl",
                          account_code_make(&page->hub, &wanted), account->name);
    page_redirect(page, "/account", "email-asked");
}

void account_change_remove(struct page *page)
{
    const struct account *account = owner(page);
    if (!account)
        return;
    if (!account_remove(&page->hub, account, page_address(page))) {
        page->field = NULL; /* it is not about the password */
        account_page_send(page, FAIL_CONFLICT,
                          "You are the only administrator. Make somebody else one first.");
        return;
    }
    account_mail_tell(&page->hub, account, "REMOVED", page_address(page));
    cookie_set(page, "nopanic", "", 0);
    note(page, account, "account removed");
    page_redirect(page, "/login", "account-removed");
}

static void send_confirm(struct page *page, enum fail kind, const char *error)
{
    doc_text(page->doc, "csrf", page_csrf(page));
    if (error)
        account_page_error(page, fail_code(kind), error);
    page_send_status(page, error ? (int)kind : 200, "account-email.tpl", "Confirm your address");
}

void account_change_confirm(struct page *page)
{
    if (!page->post) {
        send_confirm(page, FAIL_NOT, NULL);
        return;
    }
    const char *typed = page_need(page, "code", CODE_MAX);
    const struct account_code *code = account_code_find(&page->hub, "confirm", typed);
    if (code && code->account == page->hub.account)
        code = account_code_use(&page->hub, "confirm", typed);
    const struct account *account = account_get(&page->hub, page->hub.account);
    if (!code || !account || code->account != account->id) {
        send_confirm(page, FAIL_INPUT, "This link is wrong, was used, or has expired.");
        return;
    }
    if (!account_set_email(&page->hub, account, code->email)) {
        send_confirm(page, FAIL_CONFLICT, "Another account has this address.");
        return;
    }
    if (strcmp(account->email, code->email) != 0)
        account_mail_tell(&page->hub, account, "EMAIL", page_address(page));
    note(page, account, "address confirmed");
    page_redirect(page, "/account", "email-confirmed");
}
