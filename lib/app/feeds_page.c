#include "app/feeds_page.h"

#include "app/again.h"
#include "app/deed.h"
#include "hub/feed_address.h"
#include "hub/repo.h"

enum { NAME_SIZE_MAX = 201 };

static void fill_address(struct doc_list *list, const struct feed_address *f)
{
    struct doc *row = doc_row(list);
    doc_id(row, "id", f->id);
    doc_text(row, "repository", f->repo);
    doc_text(row, "filter", f->filter ? f->filter->name : NULL);
    doc_text(row, "filter_address", f->filter ? f->filter->address : NULL);
    doc_time(row, "created", f->created_at);
    doc_time(row, "used", f->used_at);
}

static void fill_filters(struct page *page)
{
    int64_t chosen = page->post ? 0 : web_query_int(page->web, "filter", 0, 1, INT64_MAX);
    struct doc_list *list = doc_list(page->doc, "saved_filters");
    const struct saved_filter *f = saved_filter_take(&page->hub, saved_filter_ask(&page->hub));
    for (; f; f = f->next) {
        struct doc *row = doc_row(list);
        doc_id(row, "filter_id", f->id);
        doc_text(row, "filter_name", f->name);
        doc_show_flag(row, "CHOSEN", f->id == chosen);
    }
}

static void send_feeds(struct page *page, int status)
{
    const char *repo = page->post ? NULL : page_query(page, "repo", NAME_SIZE_MAX);
    struct doc_list *list = doc_list(page->doc, "feeds");
    for (const struct feed_address *f = feed_address_list(&page->hub); f; f = f->next)
        fill_address(list, f);
    fill_filters(page);
    again_text(page, "repository", "repo", "REPO", repo);
    again_text(page, "filter", "filter", "FILTER_TYPED", NULL);
    doc_text(page->doc, "csrf", page_csrf(page));
    page_send_status(page, status, "feeds.tpl", "Your feeds");
}

static void make(struct page *page, int64_t repo, const struct saved_filter *filter, const char *of)
{
    const char *secret = feed_address_add(&page->hub, repo, filter, of);
    struct doc *made = doc_part(page->doc, "made");
    doc_text(made, "address", text_format(page->hub.mem, "%s/feed?key=%s", page_url(page), secret));
    doc_text(made, "of", of);
    send_feeds(page, page->wants_json ? 201 : 200);
}

static void do_repository(struct page *page)
{
    const struct repo *repo = repo_find(&page->hub, page_need(page, "repo", NAME_SIZE_MAX));
    if (!repo)
        fail(FAIL_REFUSED, "there is no repository of this name");
    make(page, repo->id, NULL, repo->name);
}

static void do_filter(struct page *page)
{
    const struct saved_filter *filter =
        saved_filter_find(&page->hub, page_need_int(page, "filter"));
    if (!filter)
        fail(FAIL_REFUSED, "this filter is not kept any more");
    make(page, 0, filter, filter->name);
}

static void do_revoke(struct page *page)
{
    feed_address_revoke(&page->hub, page_need_int(page, "id"));
    page_redirect(page, "/account/feeds", "feed-revoked");
}

void feeds_page(struct page *page)
{
    static const struct deed deeds[] = { { "repository", do_repository },
                                         { "filter", do_filter },
                                         { "revoke", do_revoke } };
    if (page->post)
        deed_do(page, deeds, COUNT_OF(deeds));
    else
        send_feeds(page, 200);
}
