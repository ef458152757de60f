#include "app/health_page.h"

#include "hub/health.h"

void health_page(struct page *page)
{
    page->wants_json = true;
    page->doc = doc_new(page->hub.mem, page->hub.now, true);
    const struct health_check *checks = health_list(&page->hub);
    bool good = health_good(checks);
    doc_text(page->doc, "status", good ? "ok" : "bad");
    struct doc_list *list = doc_list(page->doc, "checks");
    for (const struct health_check *c = checks; c; c = c->next) {
        struct doc *row = doc_row(list);
        doc_text(row, "name", c->name);
        doc_flag(row, "good", c->good);
        doc_text(row, "says", c->says);
    }
    page_send_status(page, good ? 200 : 503, NULL, NULL);
}
