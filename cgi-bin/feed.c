/*
 * What other programs look at, for whoever may read the repository:
 *
 * GET /badge/OWNER/NAME.svg    its verdict as a picture
 * GET /feed/OWNER/NAME.atom    what happened to its crashers and runs, the newest first: Atom
 *
 * 404: no such repository, or not for this visitor.
 */
#include "app/feed.h"
#include "app/badge.h"
#include "app/page.h"

/* Seconds that whoever fetched one may show it. */
#define KEEP "max-age=300"

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
    web_add_header(page->web, "Cache-Control", repo->public ? "public, " KEEP : "private, " KEEP);
    return repo;
}

static void show_badge(struct page *page)
{
    badge_fill(page->doc, find_repo(page, ".svg"));
    page_send_as(page, "image/svg+xml; charset=utf-8", "badge.tpl");
}

static void show_feed(struct page *page)
{
    feed_fill(page, find_repo(page, ".atom"));
    page_send_as(page, "application/atom+xml; charset=utf-8", "feed.tpl");
}

int main(void)
{
    static const struct page_route routes[] = {
        { .path = "/badge/:/:", .show = show_badge },
        { .path = "/feed/:/:", .show = show_feed },
        { .path = NULL },
    };
    return page_main("feed", "nopanic_page", routes);
}
