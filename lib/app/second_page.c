#include "app/second_page.h"

#include "app/account_page.h"
#include "app/cookie.h"
#include "app/fill.h"
#include "app/sign_in.h"
#include "base/base64.h"
#include "base/log.h"
#include "base/secret.h"
#include "hub/account_mail.h"
#include "hub/second_factor.h"

enum { TICKET_S = 300, TICKET_MAX = 200, CODE_MAX = 64 };

static const char cookie[] = "second";

/* "ID.VERSION.END.MAC": for this account, while its password is of this version, until then. */
static const char *ticket_of(struct page *page, const char *what)
{
    unsigned char key[SECRET_KEY_SIZE];
    struct arena *mem = page->hub.mem;
    if (!secret_key(NULL, "second factor", key))
        fail(FAIL_BROKEN, "there is no current key");
    return text_format(mem, "%s.%s", what,
                       base64_url(mem, secret_hmac(mem, key, bytes_from(what))));
}

/* The next number of a ticket, up to its dot. */
static int64_t number_of(struct arena *mem, const char **at)
{
    int64_t number;
    size_t size = strcspn(*at, ".");
    bool good = text_to_int(text_cut(mem, (struct bytes){ *at, size }), &number);
    *at += size + ((*at)[size] == '.');
    return good ? number : 0;
}

/* Whose login waits for its second proof; NULL: nobody's. */
static const struct account *account_of(struct page *page)
{
    const char *ticket = cookie_get(page, cookie), *dot = ticket ? strrchr(ticket, '.') : NULL;
    if (!dot || strlen(ticket) > TICKET_MAX)
        return NULL;
    struct arena *mem = page->hub.mem;
    const char *what = text_cut(mem, (struct bytes){ ticket, (size_t)(dot - ticket) });
    if (!secret_equal(bytes_from(ticket_of(page, what)), bytes_from(ticket)))
        return NULL;
    const char *at = what;
    int64_t id = number_of(mem, &at), version = number_of(mem, &at), end = number_of(mem, &at);
    const struct account *account = end > page->hub.now ? account_get(&page->hub, id) : NULL;
    bool good = account && !account->disabled && account->two_factor &&
                account->password_version == version;
    return good ? account : NULL;
}

void second_page_begin(struct page *page, const struct account *account, const char *next)
{
    const char *what = text_format(page->hub.mem, "%" PRId64 ".%" PRId64 ".%" PRId64, account->id,
                                   account->password_version, page->hub.now + TICKET_S);
    cookie_set(page, cookie, ticket_of(page, what), TICKET_S);
    page_redirect(
        page, text_format(page->hub.mem, "/login/code?next=%s", fill_query(page->hub.mem, next)),
        NULL);
}

static void send_form(struct page *page, const char *error)
{
    doc_text(page->doc, "csrf", page_csrf(page));
    doc_text(page->doc, "next", account_page_next(page));
    if (error) {
        web_add_header(page->web, "WWW-Authenticate", "Form");
        account_page_error(page, fail_code(FAIL_STRANGER), error);
    }
    page_send_status(page, error ? FAIL_STRANGER : 200, "login-code.tpl", "Sign in");
}

void second_page(struct page *page)
{
    const struct account *account = account_of(page);
    if (!account) {
        page_redirect(page, "/login", "second-too-late");
        return;
    }
    if (!page->post) {
        send_form(page, NULL);
        return;
    }
    bool recovered;
    if (!second_factor_check(&page->hub, account, page_need(page, "code", CODE_MAX), &recovered)) {
        log_line(LOG_WARNING, "login refused", "by", "second factor", "account", account->name,
                 "address", page_address(page), NULL);
        send_form(page, "This code is wrong, or was used already.");
        return;
    }
    cookie_set(page, cookie, "", 0);
    if (recovered)
        account_mail_tell(&page->hub, account, "RECOVERY", page_address(page));
    sign_in(page, account);
    page_redirect(page, account_page_next(page), NULL);
}
