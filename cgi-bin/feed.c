/*
 * What other programs look at, for whoever may read the repository:
 *
 * GET /badge/OWNER/NAME.svg    its verdict as a picture
 * GET /feed/OWNER/NAME.atom    what happened to its crashers and runs, the newest first: Atom
 * GET /feed?key=               the same at a secret address, of a repository or a kept filter
 * GET, POST /account/feeds     one's own secret addresses: app/feeds_page.h
 *
 * 404: no such repository, or not for this visitor; no such key, or not any more.
 */
#include "app/feed.h"
#include "app/badge.h"
#include "app/feeds_page.h"
#include "app/page.h"
#include "hub/feed_address.h"

/* Seconds that whoever fetched one may show it. */
#define KEEP "max-age=300"

enum { KEY_MAX = 100 };

static void let_keep(struct page *page, bool public)
{
    web_add_header(page->web, "Cache-Control", public ? "public, " KEEP : "private, " KEEP);
}

/* The repository OWNER/NAME of an address that ends in this. */
static const struct repo *find_repo(struct page *page, const char *ending)
{
    struct bytes name = bytes_from(web_segment(page->web, 2));
    size_t size = strlen(ending);
    const struct repo *repo = NULL;
    if (name.size > size && memcmp(name.at + name.size - size, ending, size) == 0)
        repo =
            repo_find(&page->hub, text_format(page->hub.mem, "%s/%.*s", web_segment(page->web, 1),
                                              (int)(name.size - size), name.at));
    if (!repo)
        fail(FAIL_ABSENT, "no such repository");
    let_keep(page, repo->public);
    return repo;
}

static void show_badge(struct page *page)
{
    badge_fill(page->doc, find_repo(page, ".svg"));
    page_send_as(page, "image/svg+xml; charset=utf-8", "badge.tpl");
}

static void send_feed(struct page *page)
{
    page_send_as(page, "application/atom+xml; charset=utf-8", "feed.tpl");
}

static void show_feed(struct page *page)
{
    feed_fill(page, find_repo(page, ".atom"), false);
    send_feed(page);
}

static void show_secret_feed(struct page *page)
{
    const char *key = page_query(page, "key", KEY_MAX);
    const struct feed_address *address = key ? feed_address_open(&page->hub, key) : NULL;
    const struct repo *repo =
        address && address->repo ? repo_find(&page->hub, address->repo) : NULL;
    if (!repo && !(address && address->filter))
        fail(FAIL_ABSENT, "no such feed");
    let_keep(page, false);
    if (repo)
        feed_fill(page, repo, true);
    else
        feed_fill_filter(page, address->filter);
    send_feed(page);
    feed_address_used(&page->hub, address);
}

int main(void)
{
    static const struct page_route routes[] = {
        { .path = "/badge/:/:", .show = show_badge },
        { .path = "/feed/:/:", .show = show_feed },
        { .path = "/feed", .show = show_secret_feed, .no_referrer = true },
        { .path = "/account/feeds", .show = feeds_page, .takes_post = true, .only_account = true },
        { .path = NULL },
    };
    return page_main("feed", "nopanic_page", routes);
}
