#include "app/two_factor_page.h"

#include "app/account_page.h"
#include "app/again.h"
#include "app/deed.h"
#include "base/log.h"
#include "base/qr.h"
#include "base/totp.h"
#include "hub/account_mail.h"
#include "hub/second_factor.h"
#include "hub/session.h"
#include "hub/site.h"

enum { CODE_MAX = 64, SECRET_GROUP = 4, QUIET = 4 };

static const struct account *account_of(struct page *page)
{
    const struct account *account = account_get(&page->hub, page->hub.account);
    if (!account)
        fail(FAIL_STRANGER, "this account does not exist any more");
    return account;
}

/* "JBSW Y3DP …", to be typed where nothing can scan. */
static const char *in_groups(struct arena *mem, const char *secret)
{
    struct text text = text_new(mem, 200);
    for (size_t i = 0; secret[i]; i++) {
        if (i > 0 && i % SECRET_GROUP == 0)
            text_add(&text, " ");
        text_add_bytes(&text, (struct bytes){ &secret[i], 1 });
    }
    return text.at;
}

static void fill_draft(struct page *page, const struct account *account, struct bytes secret)
{
    struct arena *mem = page->hub.mem;
    const char *url = site_url(mem), *host = strstr(url, "://");
    host = host ? host + 3 : url;
    int side;
    const char *site = text_cut(mem, (struct bytes){ host, strcspn(host, ":/") });
    const char *uri = totp_uri(mem, secret, site, account->name);
    const char *path = qr_path(mem, uri, &side);
    struct doc *draft = doc_part(page->doc, "draft");
    doc_text(draft, "secret", in_groups(mem, totp_base32(mem, secret)));
    doc_text(draft, "uri", uri);
    doc_show_text(draft, "QR_PATH", path);
    doc_show_text(
        draft, "QR_BOX",
        text_format(mem, "-%d -%d %d %d", QUIET, QUIET, side + 2 * QUIET, side + 2 * QUIET));
}

static void send_page(struct page *page, enum fail kind, const char *error,
                      const struct second_factor_code *codes)
{
    const struct account *account = account_of(page);
    struct bytes secret = second_factor_drafted(&page->hub, account);
    doc_text(page->doc, "csrf", page_csrf(page));
    doc_text(page->doc, "account", account->name);
    doc_flag(page->doc, "on", account->two_factor);
    if (account->two_factor)
        doc_int(page->doc, "codes_left", second_factor_left(&page->hub, account));
    else if (secret.at)
        fill_draft(page, account, secret);
    else
        doc_show(page->doc, "OFF");
    struct doc_list *list = doc_list(page->doc, "codes");
    for (; codes; codes = codes->next)
        doc_text(doc_row(list), "code", codes->code);
    if (error)
        again_set(page, kind, error);
    again_secret(page, NULL, "current", "PASSWORD");
    again_secret(page, NULL, "code", "TYPED");
    page_send(page, "account-two-factor.tpl", "Two-factor sign-in");
}

/* NULL, after an answer, unless the password is right. */
static const struct account *owner(struct page *page)
{
    const struct account *account = account_page_check(page, "current");
    if (!account)
        send_page(page, FAIL_DENIED, "That is not your password. Nothing was changed.", NULL);
    return account;
}

/* The same, and the code. */
static const struct account *owner_with_code(struct page *page)
{
    const struct account *account = owner(page);
    bool recovered;
    if (!account ||
        second_factor_check(&page->hub, account, page_need(page, "code", CODE_MAX), &recovered))
        return account;
    send_page(page, FAIL_REFUSED, "This code is wrong, or was used already. Nothing was changed.",
              NULL);
    return NULL;
}

static void note(struct page *page, const char *what)
{
    log_line(LOG_INFO, what, "account", page->hub.name, "address", page_address(page), NULL);
}

static void do_draft(struct page *page)
{
    const struct account *account = owner(page);
    if (!account)
        return;
    second_factor_draft(&page->hub, account);
    page_redirect(page, "/account/two-factor", NULL);
}

static void do_begin(struct page *page)
{
    const struct account *account = account_of(page);
    if (!second_factor_begin(&page->hub, account, page_need(page, "code", CODE_MAX))) {
        send_page(page, FAIL_REFUSED,
                  "This is not the code of now. Is the clock of the device right?", NULL);
        return;
    }
    const struct second_factor_code *codes = second_factor_recovery(&page->hub, account);
    session_end_others(&page->hub, account->id, account_page_session(page));
    account_mail_tell(&page->hub, account, "TWO_FACTOR_ON", page_address(page));
    note(page, "two-factor on");
    send_page(page, FAIL_NOT, NULL, codes);
}

static void do_end(struct page *page)
{
    const struct account *account = account_of(page);
    if (!account->two_factor) { /* a draft is nothing to be guarded */
        second_factor_end(&page->hub, account, page_address(page));
        page_redirect(page, "/account/two-factor", NULL);
        return;
    }
    account = owner_with_code(page);
    if (!account)
        return;
    second_factor_end(&page->hub, account, page_address(page));
    account_mail_tell(&page->hub, account, "TWO_FACTOR_OFF", page_address(page));
    note(page, "two-factor off");
    page_redirect(page, "/account", "two-factor-off");
}

static void do_codes(struct page *page)
{
    const struct account *account = owner_with_code(page);
    if (!account)
        return;
    if (!account->two_factor)
        fail(FAIL_CONFLICT, "two-factor sign-in is off");
    note(page, "recovery codes made");
    send_page(page, FAIL_NOT, NULL, second_factor_recovery(&page->hub, account));
}

void two_factor_page(struct page *page)
{
    static const struct deed deeds[] = {
        { "draft", do_draft }, { "begin", do_begin }, { "end", do_end }, { "codes", do_codes }
    };
    if (page->post)
        deed_do(page, deeds, COUNT_OF(deeds));
    else
        send_page(page, FAIL_NOT, NULL, NULL);
}
