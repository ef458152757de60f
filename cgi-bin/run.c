/*
 * GET /run/ID             what one run found: a verdict, what needs a human, every fuzz function
 *     ?page=              2 and on, of the fuzz functions
 * GET /run/ID/log/LOGID   one of its logs, as a download
 * GET /run/ID/results.sarif   what it found, for code scanning: SARIF 2.1.0
 * GET /run/ID/junit.xml       what it found, for CI systems: JUnit
 *
 * 404: no such run, not for this visitor, or the log is not kept any more.
 */
#include "app/fill.h"
#include "app/junit.h"
#include "app/log_view.h"
#include "app/page.h"
#include "app/result_row.h"
#include "app/run_row.h"
#include "app/sarif.h"
#include "hub/name.h"

enum { PAGE_MAX = 100000, TAIL = 6 * 1024 };

static int64_t id_at(struct page *page, size_t segment)
{
    int64_t id;
    if (!text_to_int(web_segment(page->web, segment), &id) || id <= 0)
        fail(FAIL_ABSENT, "no such run");
    return id;
}

static const struct run *find_run(struct page *page)
{
    const struct run *run = run_take(&page->hub, run_ask(&page->hub, id_at(page, 1)));
    if (!run)
        fail(FAIL_ABSENT, "no such run");
    return run;
}

static void fill_head(struct page *page, const struct run *run)
{
    struct doc *doc = doc_part(page->doc, "run");
    run_row_fill(doc, run);
    doc_text(doc, "repository", run->repo);
    doc_text(doc, "link", name_is_link(run->link) ? run->link : NULL);
    doc_span(doc, "took",
             run->last_at > run->started_at ? (run->last_at - run->started_at) * 1000 : -1);
    doc_show_flag(doc, "ONE_NEW", run->crashers_new == 1);
    doc_show_text(page->doc, "RUN_ID", text_int(page->hub.mem, run->id));
    doc_show_text(page->doc, "REPO_NAME", run->repo);
}

static void fill_results(struct page *page, const struct run *run)
{
    int64_t number = web_query_int(page->web, "page", 1, 1, PAGE_MAX);
    const struct result *results = result_list(&page->hub, run->id, (number - 1) * HUB_PAGE_ROWS);
    const struct result_crasher *crashers = result_list_crashers(&page->hub, run->id);
    result_row_list(page->doc, results, crashers);
    for (int i = 0; results && i < HUB_PAGE_ROWS; i++)
        results = results->next;
    fill_pages(page->doc, number, results != NULL);
}

/* The newest that is kept is shown by its end. */
static void fill_logs(struct page *page, const struct kept_log *log)
{
    struct doc_list *list = doc_list(page->doc, "logs");
    bool shown = page->doc->view == NULL;
    for (int i = 0; log && i < HUB_PAGE_ROWS; i++, log = log->next) {
        struct doc *row = doc_row(list);
        doc_id(row, "log_id", log->id);
        doc_text(row, "log_package", log->path);
        doc_text(row, "log_function", log->target);
        doc_text(row, "log_state", log->state);
        doc_int(row, "log_size", log->size);
        doc_flag(row, "log_kept", log->kept);
        doc_time(row, "log_at", log->at);
        if (shown || !log->kept)
            continue;
        const struct kept_log *text =
            kept_log_read(&page->hub, log->run, log->id, (struct kept_log_part){ 0, TAIL });
        if (text)
            log_view_fill(doc_part(page->doc, "newest_log"), text, text->kept_size > TAIL);
        shown = true;
    }
    doc_flag(page->doc, "more_logs", log != NULL);
}

static void show_run(struct page *page)
{
    const struct run *run = find_run(page);
    fill_head(page, run);
    fill_results(page, run);
    fill_logs(page, kept_log_list(&page->hub, run->id));
    page_send(page, "run.tpl",
              text_format(page->hub.mem, "Run #%" PRId64 " of %s", run->id, run->repo));
}

static void show_log(struct page *page)
{
    int64_t run = id_at(page, 1), id = id_at(page, 3);
    const struct kept_log *log =
        kept_log_read(&page->hub, run, id, (struct kept_log_part){ INT32_MAX, 0 });
    if (!log)
        fail(FAIL_ABSENT, "no such log is kept");
    page_download(page, text_format(page->hub.mem, "run-%" PRId64 "-log-%" PRId64 ".txt", run, id),
                  "text/plain; charset=utf-8", log->head);
}

static void show_sarif(struct page *page)
{
    const struct run *run = find_run(page);
    const char *text =
        sarif_write(page->hub.mem, page_url(page), run, finding_list(&page->hub, run->id));
    page_download(page, text_format(page->hub.mem, "run-%" PRId64 ".sarif", run->id),
                  "application/sarif+json", bytes_from(text));
}

static void show_junit(struct page *page)
{
    const struct run *run = find_run(page);
    junit_fill(page, run, finding_list(&page->hub, run->id));
    page_send_as(page, "application/xml; charset=utf-8", "junit.tpl");
}

int main(void)
{
    static const struct page_route routes[] = {
        { .path = "/run/:", .show = show_run },
        { .path = "/run/:/log/:", .show = show_log },
        { .path = "/run/:/results.sarif", .show = show_sarif },
        { .path = "/run/:/junit.xml", .show = show_junit },
        { .path = NULL },
    };
    return page_main("run", "nopanic_page", routes);
}
