#include "app/welcome.h"

#include "base/log.h"
#include "hub/token_grant.h"

enum { TOKEN_DAYS = 90 };

static void send_steps(struct page *page, const char *token)
{
    doc_text(page->doc, "hub_url", page_url(page));
    doc_text(page->doc, "my_name", page->hub.name);
    doc_text(page->doc, "made", token);
    doc_show_flag(page->doc, "MAY_MAKE", page->hub.admin);
    doc_show_text(page->doc, "CSRF", page_csrf(page));
    doc_show_text(page->doc, "GITHUB_SECRET", "${{ secrets.NOPANIC_TOKEN }}");
    page_send(page, "index-empty.tpl", "No results yet");
}

void welcome_send(struct page *page)
{
    if (page->hub.name)
        send_steps(page, NULL);
    else
        page_send(page, "index-stranger.tpl", "Repositories");
}

void welcome_make_token(struct page *page)
{
    if (!page->hub.admin)
        fail(FAIL_DENIED, "only an administrator makes tokens");
    if (!page_is_fresh(page)) {
        page_redirect(page, "/account?confirm=1&next=/", NULL);
        return;
    }
    const struct token_grant_order order = {
        .name = "first push",
        .scope = "ingest",
        .days = TOKEN_DAYS,
        .address = web_variable(page->web, "REMOTE_ADDR"),
    };
    const char *token = token_grant_add(&page->hub, &order);
    log_line(LOG_INFO, "token made", "account", page->hub.name, "token", order.name, "address",
             order.address, NULL);
    send_steps(page, token);
}
