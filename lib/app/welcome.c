#include "app/welcome.h"

void welcome_send(struct page *page)
{
    doc_text(page->doc, "hub_url", page_url(page));
    if (!page->hub.name) {
        page_send(page, "index-stranger.tpl", "Repositories");
        return;
    }
    doc_text(page->doc, "my_name", page->hub.name);
    if (page->hub.admin)
        doc_text(page->doc, "csrf", page_csrf(page));
    page_send(page, "index-empty.tpl", "No results yet");
}
