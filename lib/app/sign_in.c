#include "app/sign_in.h"

#include "app/account_page.h"
#include "app/cookie.h"
#include "base/log.h"
#include "hub/audit.h"
#include "hub/session.h"

enum { DAY_S = 86400 };

void sign_in(struct page *page, const struct account *account)
{
    const char *before = web_variable(page->web, "AUTH_SESSION");
    const char *agent = web_header(page->web, "User-Agent");
    if (before && *before)
        session_end(&page->hub, page->hub.account, before);
    const char *token =
        session_begin(&page->hub, account, page_address(page),
                      text_clean(page->hub.mem, bytes_from(agent ? agent : ""), 300));
    cookie_set(page, "nopanic", token, SESSION_DAYS * DAY_S);
    page->hub.account = account->id;
    audit_add(&page->hub, "account.login", account->name, page_address(page));
    log_line(LOG_INFO, "login", "by", "form", "account", account->name, "address",
             page_address(page), NULL);
}
