/*
 * GET /r/OWNER/NAME              what the hub knows of one repository, package by package
 *     ?package=                  one of them, with all its fuzz functions
 *     ?page=                     2 and on; POST: its star, app/star.h
 * GET /r/OWNER/NAME/crashers     its crashers; .csv, .jsonl: for other programs; which, and in
 *                                which order: app/crasher_table.h
 * GET /r/OWNER/NAME/runs         its runs, the newest first
 *     ?before=                   those before this one
 * GET /r/OWNER/NAME/coverage     how its fuzz functions go over a time: app/trend_page.h
 * GET /r/OWNER/NAME/settings     how its crashes are told apart, for those who administer it
 * POST                           do=preview: what would move; do=save
 * GET, POST .../access, .../services, .../source, .../tokens   see app/access_page.h,
 *     app/settings_page.h, app/source_page.h, app/tokens_page.h
 *
 * 301: the name in other capitals.  404: no such repository, or not for this visitor.  400: a value
 * that cannot be.  422: rules that are none.
 */
#include "app/access_page.h"
#include "app/crasher_table.h"
#include "app/fill.h"
#include "app/package_card.h"
#include "app/page.h"
#include "app/repo_page.h"
#include "app/rules_page.h"
#include "app/run_row.h"
#include "app/settings_page.h"
#include "app/source_page.h"
#include "app/tokens_page.h"
#include "app/trend_page.h"

enum { PAGE_MAX = 100000, PATH_SIZE_MAX = 400 };

static const struct package *fill_packages(struct page *page, const struct repo *repo,
                                           const char *path)
{
    int64_t number = web_query_int(page->web, "page", 1, 1, PAGE_MAX);
    struct package *packages =
        package_list(&page->hub, repo->id, path, (number - 1) * HUB_PAGE_ROWS);
    if (path && !packages)
        fail(FAIL_ABSENT, "no such package");
    package_card_list(page, repo, packages, path != NULL);
    const struct package *rest = packages;
    for (int i = 0; rest && i < HUB_PAGE_ROWS; i++)
        rest = rest->next;
    fill_pages(page->doc, number, rest != NULL);
    return packages;
}

static void show_packages(struct page *page)
{
    const struct repo *repo = repo_page_find(page);
    if (!repo || star_post_only(page, repo_page_star(page, repo)))
        return;
    repo_page_head(page, repo, "PACKAGES_TAB");
    const char *path = page_query(page, "package", PATH_SIZE_MAX);
    doc_show_text(page->doc, "ONLY_PATH", path);
    doc_show_flag(page->doc, "ONLY", path != NULL);
    doc_show_flag(page->doc, "EMPTY", repo->packages == 0);
    doc_show_int(page->doc, "CLEAN_COUNT", repo->packages - repo->packages_crashed);
    doc_show_flag(page->doc, "ONE_CLEAN", repo->packages - repo->packages_crashed == 1);
    doc_show_text(page->doc, "HUB_URL", page_url(page));
    struct db_rows *latest = run_ask(&page->hub, repo->last_run.id);
    fill_packages(page, repo, path);
    const struct run *run = run_take(&page->hub, latest);
    if (run)
        run_row_fill(doc_part(page->doc, "latest"), run);
    page_send(page, "detail.tpl", repo->name);
}

static void show_tab(struct page *page, const char *tab,
                     void (*send)(struct page *page, const struct repo *repo))
{
    const struct repo *repo = repo_page_find(page);
    if (!repo)
        return;
    repo_page_head(page, repo, tab);
    send(page, repo);
}

static void show_crashers(struct page *page)
{
    show_tab(page, "CRASHERS_TAB", crasher_table_send);
}

static void show_coverage(struct page *page)
{
    show_tab(page, "COVERAGE_TAB", trend_page_send);
}

static void show_runs(struct page *page)
{
    const struct repo *repo = repo_page_find(page);
    if (!repo)
        return;
    repo_page_head(page, repo, "RUNS_TAB");
    doc_show_text(page->doc, "HUB_URL", page_url(page));
    int64_t before = web_query_int(page->web, "before", 0, 1, INT64_MAX), last = 0;
    struct doc_list *list = doc_list(page->doc, "runs");
    hub_last(&page->hub);
    const struct run *run = run_list(&page->hub, repo->id, before);
    for (int count = 0; run && count < HUB_PAGE_ROWS; count++, run = run->next) {
        run_row_fill(doc_row(list), run);
        last = run->id;
    }
    doc_id(page->doc, "before", before);
    doc_show_flag(page->doc, "LATER", before != 0);
    doc_id(page->doc, "older", run ? last : 0);
    doc_show_flag(page->doc, "PAGED", run || before != 0);
    page_send(page, "detail-runs.tpl", text_format(page->hub.mem, "Runs of %s", repo->name));
}

/* For those who administer it; to others these pages do not exist. */
static void show_administration(struct page *page)
{
    static const struct {
        const char *below;
        void (*send)(struct page *page, const struct repo *repo);
    } pages[] = { { "settings", rules_page_show },
                  { "access", access_page },
                  { "source", source_page },
                  { "services", settings_page },
                  { "tokens", tokens_page } };
    const struct repo *repo = repo_page_find(page);
    if (!repo)
        return;
    if (!repo->may_admin)
        fail(FAIL_ABSENT, "no such repository");
    for (size_t i = 0; i < COUNT_OF(pages); i++)
        if (strcmp(pages[i].below, web_segment(page->web, 3)) == 0)
            pages[i].send(page, repo);
}

int main(void)
{
    static const struct page_route routes[] = {
        { .path = "/r/:/:", .show = show_packages, .takes_post = true },
        { .path = "/r/:/:/crashers", .show = show_crashers, .takes_post = true },
        { .path = "/r/:/:/crashers.csv", .show = show_crashers },
        { .path = "/r/:/:/crashers.jsonl", .show = show_crashers },
        { .path = "/r/:/:/runs", .show = show_runs },
        { .path = "/r/:/:/coverage", .show = show_coverage },
        { "/r/:/:/settings", show_administration, .takes_post = true, .only_account = true },
        { "/r/:/:/services", show_administration, .takes_post = true, .only_account = true },
        { "/r/:/:/source", show_administration, .takes_post = true, .only_account = true },
        { "/r/:/:/access", show_administration, .takes_post = true, .only_account = true },
        { "/r/:/:/tokens", show_administration, .takes_post = true, .only_account = true },
        { .path = NULL },
    };
    return page_main("detail", "nopanic_page", routes);
}
