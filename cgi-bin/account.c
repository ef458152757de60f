/*
 * GET, POST /login     name and password; next= is a path of this site to go on to
 * GET, POST /login/code  and a second factor: app/second_page.h, app/two_factor_page.h
 * POST      /logout    ends the session
 * GET, POST /setup     the first administrator, by a code; 404 once there is one
 * GET, POST /admin/invitations   of people without an account: app/invitation_page.h
 * POST      /admin/reset   mails the link of a forgotten password to account=: app/reset_page.h
 * POST      /theme     light, dark or system
 * GET, POST /account   one's sessions, password, address: app/account_page.h, app/account_change.h
 * GET, POST /reset     a forgotten password: app/reset_page.h
 * GET, POST /signup    an account for whoever reads mails at an address: app/signup_page.h
 *
 * 401 wrong name or password; 403 wrong code, or a form that is not ours; 422 what cannot be
 * chosen; 429 too many wrong passwords.
 */
#include "app/account_change.h"
#include "app/account_page.h"
#include "app/again.h"
#include "app/cookie.h"
#include "app/invitation_page.h"
#include "app/program.h"
#include "app/reset_page.h"
#include "app/second_page.h"
#include "app/sign_in.h"
#include "app/signup_page.h"
#include "app/theme_page.h"
#include "app/two_factor_page.h"
#include "base/log.h"
#include "hub/session.h"
#include "hub/setup.h"
#include "hub/signup.h"

enum { WHO_MAX = 254, PASSWORD_MAX = 511, CODE_MAX = 100 };

static void send_login(struct page *page, int status, const char *next, const char *error)
{
    doc_text(page->doc, "csrf", page_csrf(page));
    doc_text(page->doc, "next", next);
    doc_flag(page->doc, "open", signup_is_open());
    doc_show_flag(page->doc, "NO_ADMIN", !account_admin_exists(&page->hub));
    if (error)
        account_page_error(page, "unauthorized", error);
    page_send_status(page, status, "login.tpl", "Sign in");
}

static void show_login(struct page *page)
{
    const char *next = account_page_next(page), *known;
    if (!page->post) {
        send_login(page, 200, next, NULL);
        return;
    }
    const char *who = page_need(page, "user", WHO_MAX);
    const char *password = page_need(page, "password", PASSWORD_MAX);
    const struct account *account =
        account_login(&page->hub, who, password, page_address(page), &known);
    if (!account) {
        log_line(LOG_WARNING, "login refused", "by", "form", "account", known, "address",
                 page_address(page), NULL);
        web_add_header(page->web, "WWW-Authenticate", "Form");
        send_login(page, 401, next, "Name and password do not match.");
        return;
    }
    if (account->two_factor) {
        second_page_begin(page, account, next);
        return;
    }
    sign_in(page, account);
    page_redirect(page, next, NULL);
}

static void show_logout(struct page *page)
{
    if (!page->post) {
        page_redirect(page, "/", NULL);
        return;
    }
    const char *session = web_variable(page->web, "AUTH_SESSION");
    if (session && *session)
        session_end(&page->hub, page->hub.account, session);
    cookie_set(page, "nopanic", "", 0);
    web_add_header(page->web, "Clear-Site-Data", "\"cache\", \"storage\"");
    log_line(LOG_INFO, "logout", "account", page->hub.name, "address", page_address(page), NULL);
    page_redirect(page, "/", "signed-out");
}

static void show_setup(struct page *page)
{
    if (account_admin_exists(&page->hub))
        fail(FAIL_ABSENT, "there is an administrator");
    doc_text(page->doc, "csrf", page_csrf(page));
    if (!page->post) {
        again_text(page, NULL, "code", "CODE", NULL);
        again_text(page, NULL, "user", "USER", NULL);
        again_text(page, NULL, "email", "EMAIL", NULL);
        page_send(page, "setup.tpl", "Set up nopanic");
        return;
    }
    const char *code = page_need(page, "code", CODE_MAX), *user = page_need(page, "user", WHO_MAX);
    const char *email = page_need(page, "email", WHO_MAX);
    const char *password = page_need(page, "password", PASSWORD_MAX);
    page->field = NULL;
    const struct account *account = setup_finish(&page->hub, code, user, email, password);
    if (!account) {
        log_line(LOG_WARNING, "set-up refused", "address", page_address(page), NULL);
        doc_show_text(page->doc, "USER", user);
        doc_show_text(page->doc, "EMAIL", email);
        account_page_error(page, "forbidden", "This code is wrong, was used, or has expired.");
        page_send_status(page, 403, "setup.tpl", "Set up nopanic");
        return;
    }
    sign_in(page, account);
    page_redirect(page, "/", "admin-made");
}

int main(void)
{
    static const struct page_route routes[] = {
        { .path = "/login", .show = show_login, .takes_post = true },
        { .path = "/logout", .show = show_logout, .takes_post = true },
        { .path = "/setup", .show = show_setup, .takes_post = true },
        { .path = "/theme", .show = theme_page, .takes_post = true },
        { .path = "/reset", .show = reset_page_ask, .takes_post = true, .no_referrer = true },
        { .path = "/reset/new", .show = reset_page_new, .takes_post = true, .no_referrer = true },
        { .path = "/signup", .show = signup_page_ask, .takes_post = true },
        { .path = "/signup/new", .show = signup_page_new, .takes_post = true, .no_referrer = true },
        { .path = "/account/email",
          .show = account_change_confirm,
          .takes_post = true,
          .only_account = true },
        { .path = "/account/two-factor",
          .show = two_factor_page,
          .takes_post = true,
          .only_account = true },
        { .path = "/login/code", .show = second_page, .takes_post = true },
        { .path = "/admin/invitations",
          .show = invitation_page,
          .takes_post = true,
          .only_admin = true },
        { .path = "/admin/reset",
          .show = reset_page_start,
          .takes_post = true,
          .only_admin = true },
        { .path = "/account", .show = account_page, .takes_post = true, .only_account = true },
        { .path = NULL },
    };
    return page_main("account", "nopanic_auth", routes);
}
