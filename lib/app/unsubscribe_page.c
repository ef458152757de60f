#include "app/unsubscribe_page.h"

#include "hub/unsubscribe.h"

void unsubscribe_page(struct page *page)
{
    const char *key = page_query(page, "key", UNSUBSCRIBE_TOKEN_MAX);
    struct unsubscribe *its = key ? unsubscribe_open(&page->hub, key) : NULL;
    if (!its)
        fail(FAIL_ABSENT, "no such subscription");
    if (page->post)
        unsubscribe_end(its);
    const struct subscription *s = its->subscription;
    doc_text(page->doc, "subscription_repository", s ? s->repo : NULL);
    doc_text(page->doc, "pattern", s ? s->pattern : NULL);
    doc_id(page->doc, "crasher_id", s ? s->crasher : 0);
    doc_text(page->doc, "crasher_title", s && s->crasher ? s->title : NULL);
    doc_flag(page->doc, "ended", page->post || !s);
    if (!page->wants_json)
        doc_text(page->doc, "key", key);
    page_send(page, "unsubscribe.tpl", "No more of these");
}
