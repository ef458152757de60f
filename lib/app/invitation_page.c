#include "app/invitation_page.h"

#include "app/account_page.h"
#include "app/again.h"
#include "app/deed.h"
#include "hub/signup.h"

enum { EMAIL_MAX = 254 };

static void send_page(struct page *page)
{
    doc_text(page->doc, "csrf", page_csrf(page));
    doc_flag(page->doc, "closed", signup_is_closed());
    again_text(page, "invite", "email", "TYPED", NULL);
    struct doc_list *list = doc_list(page->doc, "invitations");
    for (const struct signup_invitation *i = signup_invitations(&page->hub); i; i = i->next) {
        struct doc *row = doc_row(list);
        doc_text(row, "email", i->email);
        doc_text(row, "made_by", i->made_by);
        doc_time(row, "expires", i->expires_at);
    }
    page_send(page, "admin-invitations.tpl", "Invitations, administration");
}

static void do_invite(struct page *page)
{
    if (signup_is_closed())
        fail(FAIL_DENIED, "accounts of this hub come from its command line alone");
    const char *email = page_need(page, "email", EMAIL_MAX);
    const char *problem = account_email_problem(email);
    if (problem)
        fail(FAIL_REFUSED, "%s", problem);
    if (!signup_invite(&page->hub, email, page_address(page)))
        fail(FAIL_CONFLICT, "this address has an account");
    page_redirect(page, "/admin/invitations", "invited");
}

static void do_withdraw(struct page *page)
{
    const char *email = page_need(page, "email", EMAIL_MAX);
    if (!signup_withdraw(&page->hub, email, page_address(page)))
        fail(FAIL_CONFLICT, "there is no such invitation any more");
    page_redirect(page, "/admin/invitations", "invitation-withdrawn");
}

void invitation_page(struct page *page)
{
    static const struct deed deeds[] = { { "invite", do_invite }, { "withdraw", do_withdraw } };
    if (page->post)
        deed_do(page, deeds, COUNT_OF(deeds));
    else
        send_page(page);
}
