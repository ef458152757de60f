/*
 * GET /           every repository the visitor may see, worst first, and what is new
 *     ?show=      crashers, unknown or clean: only those
 *     ?q=         only those whose name holds this text
 *     ?page=      2 and on
 *     ?news=all   all news since the last visit, not the first five
 * POST /          makes a token for the first push; for administrators
 * GET, POST /crashers   the crashers of all of them: app/crasher_table.h
 * GET /crashers.csv, .jsonl   for other programs
 * GET /metrics    numbers for Prometheus: app/metrics_page.h
 * GET /healthz    whether the hub works: 200, or 503 and what is wrong
 *
 * 400: a page or show that cannot be.  404: every address that no other program answers.
 */
#include "app/crasher_table.h"
#include "app/fill.h"
#include "app/health_page.h"
#include "app/metrics_page.h"
#include "app/news.h"
#include "app/page.h"
#include "app/spark.h"
#include "app/welcome.h"

enum { PAGE_MAX = 100000, SEARCH_SIZE_MAX = 200 };

static void fill_totals(struct page *page, const struct repo_totals *t)
{
    struct doc *totals = doc_part(page->doc, "totals");
    doc_int(totals, "repositories", t->all);
    doc_int(totals, "clean", t->clean);
    doc_int(totals, "crashed", t->crashed);
    doc_int(totals, "packages_crashed", t->packages_crashed);
    doc_int(totals, "unknown", t->unknown);
    doc_int(totals, "open_crashers", t->open);
    doc_int(totals, "critical_crashers", t->critical);
    doc_count(totals, "results_today", t->logs);
    doc_count(totals, "failed_today", t->failed);
    doc_count(totals, "executions_today", t->executions);
    doc_show_flag(totals, "ONE_PACKAGE", t->packages_crashed == 1);
    doc_show_int(page->doc, "FOUND", t->found);
    doc_show_int(page->doc, "FOUND_CRASHED", t->found_crashed);
    doc_show_int(page->doc, "FOUND_UNKNOWN", t->found_unknown);
    doc_show_int(page->doc, "FOUND_CLEAN", t->found_clean);
}

static void fill_repo(struct doc_list *list, const struct repo *repo)
{
    struct doc *row = doc_row(list);
    doc_text(row, "name", repo->name);
    if (row->view) {
        size_t owner = strcspn(repo->name, "/") + 1;
        doc_show_text(row, "OWNER", text_cut(row->mem, (struct bytes){ repo->name, owner }));
        doc_show_text(row, "SHORT", repo->name + owner);
    }
    doc_flag(row, "public", repo->public);
    fill_verdict(row, repo);
    doc_int(row, "packages", repo->packages);
    doc_int(row, "fuzz_functions", repo->targets);
    struct doc *open = doc_part(row, "open_crashers");
    doc_int(open, "critical", repo->critical);
    doc_int(open, "high", repo->high);
    doc_int(open, "medium", repo->medium);
    doc_int(open, "low", repo->low);
    if (repo->critical + repo->high + repo->medium + repo->low == 0)
        doc_show(row, "OPEN_NONE");
    fill_last_run(row, &repo->last_run);
    spark_fill(row, repo->activity);
}

static void fill_repos(struct page *page, const struct repo *repo, int64_t number)
{
    struct doc_list *list = doc_list(page->doc, "repositories");
    for (int count = 0; repo && count < HUB_PAGE_ROWS; count++, repo = repo->next)
        fill_repo(list, repo);
    fill_pages(page->doc, number, repo != NULL);
}

static enum repo_show show_of(struct page *page)
{
    static const char *const names[] = { "all", "crashers", "unknown", "clean" };
    static const char *const lit[] = { "SHOW_ALL", "SHOW_CRASHED", "SHOW_UNKNOWN", "SHOW_CLEAN" };
    const char *name = web_query(page->web, "show");
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (strcmp(name ? name : "all", names[i]) != 0)
            continue;
        doc_show(page->doc, lit[i]);
        doc_show_text(page->doc, "SHOW", names[i]);
        return (enum repo_show)i;
    }
    fail(FAIL_INPUT, "show is crashers, unknown, clean or all");
}

static void show_index(struct page *page)
{
    if (page->post) {
        welcome_make_token(page);
        return;
    }
    const char *search = page_query(page, "q", SEARCH_SIZE_MAX);
    struct repo_filter filter = { .search = search ? search : "", .show = show_of(page) };
    int64_t number = web_query_int(page->web, "page", 1, 1, PAGE_MAX);
    filter.skip = (number - 1) * HUB_PAGE_ROWS;
    struct repo_totals totals;
    struct db_rows *rows = repo_list_ask(&page->hub, &filter);
    hub_last(&page->hub);
    struct db_rows *news = news_ask(page);
    const struct repo *repos = repo_list_take(&page->hub, rows, &totals);
    if (totals.all == 0 && !page->wants_json) {
        welcome_send(page);
        return;
    }
    fill_totals(page, &totals);
    doc_show_text(page->doc, "SEARCH", filter.search);
    doc_show_flag(page->doc, "SEARCHED", *filter.search);
    bool visit_begins = news_fill(page, news);
    fill_repos(page, repos, number);
    page_send(page, "index.tpl", "Repositories");
    if (visit_begins)
        hub_visited(&page->hub);
}

static void show_crashers(struct page *page)
{
    crasher_table_send(page, NULL);
}

int main(void)
{
    static const struct page_route routes[] = {
        { .path = "/", .show = show_index, .takes_post = true },
        { .path = "/metrics", .show = metrics_page },
        { .path = "/crashers", .show = show_crashers, .takes_post = true },
        { .path = "/crashers.csv", .show = show_crashers },
        { .path = "/crashers.jsonl", .show = show_crashers },
        { .path = "/healthz", .show = health_page },
        { .path = NULL },
    };
    return page_main("index", "nopanic_page", routes);
}
