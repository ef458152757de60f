#include "app/repo_page.h"

#include "app/fill.h"

const struct repo *repo_page_find(struct page *page)
{
    struct arena *mem = page->hub.mem;
    const char *owner = web_segment(page->web, 1), *name = web_segment(page->web, 2);
    const struct repo *repo = repo_find(&page->hub, text_format(mem, "%s/%s", owner, name));
    if (!repo)
        fail(FAIL_ABSENT, "no such repository");
    if (strcmp(repo->name, text_format(mem, "%s/%s", owner, name)) == 0)
        return repo;
    const char *below = web_segment(page->web, 3);
    page_moved(page,
               text_format(mem, "/r/%s%s%s", repo->name, below ? "/" : "", below ? below : ""));
    return NULL;
}

/* The menu below the tab Settings, with the entry of this page lit. */
static void fill_settings_nav(struct page *page, const struct repo *repo)
{
    if (!page->doc->view)
        return;
    const char *at = web_segment(page->web, 3);
    struct view *nav = view_include(page->doc->view, "SETTINGS_NAV", "settings-nav.tpl");
    view_set(nav, "SETTINGS_OF", repo->name);
    view_show(nav, strcmp(at, "services") == 0 ? "IN_SERVICES"
                   : strcmp(at, "source") == 0 ? "IN_SOURCE"
                   : strcmp(at, "tokens") == 0 ? "IN_TOKENS"
                   : strcmp(at, "access") == 0 ? "IN_ACCESS"
                                               : "IN_GROUPING");
}

struct star repo_page_star(struct page *page, const struct repo *repo)
{
    return (struct star){ .repo = repo->id,
                          .path = text_format(page->hub.mem, "/r/%s", repo->name) };
}

void repo_page_head(struct page *page, const struct repo *repo, const char *tab)
{
    struct doc *head = doc_include(page->doc, "repository", "repo-head.tpl");
    doc_text(head, "name", repo->name);
    doc_flag(head, "public", repo->public);
    doc_flag(head, "full", repo->full);
    star_fill(page, head, repo_page_star(page, repo), repo->starred);
    fill_verdict(head, repo);
    doc_int(head, "packages", repo->packages);
    doc_int(head, "fuzz_functions", repo->targets);
    doc_int(head, "open_crashers", repo->critical + repo->high + repo->medium + repo->low);
    fill_last_run(head, &repo->last_run);
    doc_show_flag(head, "MAY_ADMIN", repo->may_admin);
    doc_show(head, tab);
    if (strcmp(tab, "SETTINGS_TAB") == 0)
        fill_settings_nav(page, repo);
    doc_show_text(page->doc, "REPO_NAME", repo->name);
    doc_show_flag(page->doc, "HAS_ACCOUNT", page->hub.account != 0);
}
