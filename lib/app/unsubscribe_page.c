#include "app/unsubscribe_page.h"

#include "hub/unsubscribe.h"

enum { ALSO_MAX = UNSUBSCRIBE_BESIDE_MAX * (UNSUBSCRIBE_TOKEN_MAX + 1) };

/* What else of theirs brings the same, but for what was ended just now; to people with the tokens
 * by which it ends. */
static void fill_beside(struct page *page, const struct unsubscribe *its, const char *ended)
{
    struct doc_list *list = doc_list(page->doc, "also");
    struct text tokens = text_new(page->hub.mem, ALSO_MAX + 1);
    bool any = false;
    for (const struct unsubscribe_beside *b = its->beside; b; b = b->next) {
        if (ended && b->token && strstr(ended, b->token))
            continue;
        const struct subscription *s = b->subscription;
        struct doc *row = doc_row(list);
        doc_text(row, "other_repository", s->repo);
        doc_text(row, "other_pattern", s->pattern);
        doc_id(row, "other_crasher_id", s->crasher);
        doc_text(row, "other_crasher_title", s->crasher ? s->title : NULL);
        doc_flag(row, "other_is_rule", s->rule);
        doc_flag(row, "other_is_mandatory", s->mandatory);
        if (b->token)
            text_add_format(&tokens, "%s%s", any ? " " : "", b->token);
        any |= b->token != NULL;
    }
    if (any)
        doc_show_text(page->doc, "TOKENS", tokens.at);
    doc_show_flag(page->doc, "MAY_END", any);
}

static void fill_it(struct page *page, const struct subscription *s)
{
    doc_text(page->doc, "subscription_repository", s ? s->repo : NULL);
    doc_text(page->doc, "pattern", s ? s->pattern : NULL);
    doc_id(page->doc, "crasher_id", s ? s->crasher : 0);
    doc_text(page->doc, "crasher_title", s && s->crasher ? s->title : NULL);
}

void unsubscribe_page(struct page *page)
{
    const char *key = page_query(page, "key", UNSUBSCRIBE_TOKEN_MAX);
    struct unsubscribe *its = key ? unsubscribe_open(&page->hub, key) : NULL;
    if (!its)
        fail(FAIL_ABSENT, "no such subscription");
    const char *also = page->post ? web_form(page->web, "also") : NULL;
    if (page->post)
        unsubscribe_end(its);
    if (also && *also)
        unsubscribe_end_also(its, page_need(page, "also", ALSO_MAX));
    fill_it(page, its->subscription);
    fill_beside(page, its, also);
    doc_show_flag(page->doc, "GONE", !its->subscription && !also); /* nobody looked for others */
    doc_flag(page->doc, "ended", page->post || !its->subscription);
    if (!page->wants_json)
        doc_text(page->doc, "key", key);
    page_send(page, "unsubscribe.tpl", "No more of these");
}
