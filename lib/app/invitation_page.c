#include "app/invitation_page.h"

#include "app/account_page.h"
#include "hub/signup.h"

enum { EMAIL_MAX = 254 };

static void send_page(struct page *page, enum fail kind, const char *email, const char *error)
{
    doc_text(page->doc, "csrf", page_csrf(page));
    doc_flag(page->doc, "closed", signup_is_closed());
    doc_show_text(page->doc, "TYPED", email);
    struct doc_list *list = doc_list(page->doc, "invitations");
    for (const struct signup_invitation *i = signup_invitations(&page->hub); i; i = i->next) {
        struct doc *row = doc_row(list);
        doc_text(row, "email", i->email);
        doc_text(row, "made_by", i->made_by);
        doc_time(row, "expires", i->expires_at);
    }
    if (error)
        account_page_error(page, fail_code(kind), error);
    doc_show_flag(page->doc, "BAD", error != NULL);
    page_send_status(page, error ? (int)kind : 200, "admin-invitations.tpl", "Invitations");
}

static void invite(struct page *page, const char *email)
{
    if (signup_is_closed())
        fail(FAIL_DENIED, "accounts of this hub come from its command line alone");
    const char *problem = account_email_problem(email);
    if (problem) {
        send_page(page, FAIL_REFUSED, email,
                  text_format(page->hub.mem, "%s.", text_capital(page->hub.mem, problem)));
        return;
    }
    if (!signup_invite(&page->hub, email, page_address(page))) {
        send_page(page, FAIL_CONFLICT, email, "This address has an account.");
        return;
    }
    page_redirect(page, "/admin/invitations", "invited");
}

void invitation_page(struct page *page)
{
    if (!page->post) {
        send_page(page, FAIL_NOT, NULL, NULL);
        return;
    }
    const char *wanted = page_need(page, "do", 20), *email = page_need(page, "email", EMAIL_MAX);
    if (strcmp(wanted, "invite") == 0) {
        invite(page, email);
        return;
    }
    if (strcmp(wanted, "withdraw") != 0)
        fail(FAIL_INPUT, "do must be invite or withdraw");
    if (!signup_withdraw(&page->hub, email, page_address(page)))
        fail(FAIL_CONFLICT, "there is no such invitation any more");
    page_redirect(page, "/admin/invitations", "invitation-withdrawn");
}
