#include "app/news.h"

#include "app/cookie.h"
#include "app/fill.h"
#include "hub/event.h"

enum { NEWS_SHOWN = 5, VISIT_S = 30 * 60 };

static void fill_news_row(struct doc_list *list, const struct event *event)
{
    struct doc *row = doc_row(list);
    doc_text(row, "kind", event->kind);
    doc_show(row, event->kind[0] == 'n'   ? "NEW"
                  : event->kind[0] == 'f' ? "FIXED"
                  : event->crasher != 0   ? "REGRESSED"
                                          : "FAILED");
    doc_text(row, "in_repository", event->repo);
    doc_id(row, "crasher_id", event->crasher);
    doc_text(row, "title", event->title);
    doc_text(row, "function", event->function);
    if (event->function)
        doc_show_text(row, "FUNCTION_SHORT", fill_short_function(event->function));
    doc_id(row, "run_id", event->run);
    doc_time(row, "at", event->at);
}

/*
 * A visit is a row of views less than half an hour apart.  Since when it brings news is kept in a
 * cookie for as long; the account remembers when the visit began.
 */
static bool visit_goes_on(struct page *page, int64_t *since)
{
    return text_to_int(cookie_get(page, "since"), since) && *since > 0;
}

int64_t news_since(struct page *page)
{
    int64_t since = 0;
    if (page->hub.account == 0)
        return 0;
    return visit_goes_on(page, &since) ? since : page->hub.visited_at;
}

struct db_rows *news_ask(struct page *page)
{
    int64_t since = news_since(page);
    return since > 0 ? event_ask_news(&page->hub, since) : NULL;
}

static void fill_news(struct page *page, int64_t since, struct db_rows *asked)
{
    struct doc *news = doc_part(page->doc, "news");
    doc_time(news, "since", since);
    struct doc_list *list = doc_list(news, "events");
    bool all = web_query(page->web, "news") != NULL;
    int64_t count = 0;
    for (const struct event *e = event_take(&page->hub, asked); e; e = e->next)
        if (++count <= (all ? HUB_PAGE_ROWS : NEWS_SHOWN))
            fill_news_row(list, e);
    if (count > 0)
        doc_show(news, "ANY");
    if (!all && count > NEWS_SHOWN)
        doc_show_text(doc_part(news, "more"), "COUNT",
                      count > HUB_PAGE_ROWS ? "50 newest" : text_int(page->hub.mem, count));
}

bool news_fill(struct page *page, struct db_rows *asked)
{
    int64_t since = news_since(page), cookie;
    if (asked)
        fill_news(page, since, asked);
    if (page->hub.account == 0 || page->wants_json)
        return false;
    bool begins = !visit_goes_on(page, &cookie) && page->hub.now - page->hub.visited_at > VISIT_S;
    if (since > 0)
        cookie_set(page, "since", text_int(page->hub.mem, since), VISIT_S);
    return begins;
}
