/*
 * GET /c/ID           one bug: what, where, since when, how to make it happen again
 * GET /c/ID/crashes   its occurrences, the newest first
 *     ?before=        those before this one
 * GET /c/ID/input     the newest input that is kept, as a download
 *     ?crash=         that of one occurrence
 *     ?as=            file: as it was sent; raw: the bytes a Go corpus file stands for; test: a Go
 *                     test with its values
 * GET /c/ID/log       the newest log that is kept, as a download
 *
 * 301: it was merged into another.  404: no such crasher, not for this visitor, or not kept any
 * more; or the input has no such form.  400: a value that cannot be.
 */
#include "app/crasher_page.h"
#include "app/lifecycle.h"
#include "app/log_view.h"
#include "app/plot.h"
#include "app/reproducer.h"
#include "app/spark.h"

enum { LATEST = 5, LOG_HEAD = 24 * 1024, LOG_TAIL = 24 * 1024 };

static void show_crasher(struct page *page)
{
    const struct crasher_report *report = crasher_page_find(page);
    if (!report)
        return;
    struct hub *hub = &page->hub;
    int64_t id = report->crasher.id;
    crasher_page_head(page, report);
    crasher_page_targets(page, &report->crasher);
    crasher_page_similar(page, id);
    reproducer_fill(page, report, crash_input(hub, id, 0, REPRODUCER_SHOWN_MAX));
    crasher_page_crashes(page, crash_list(hub, id, 0, LATEST), LATEST);
    if (page->doc->json)
        spark_fill(page->doc, report->activity);
    plot_fill(page->doc, report->activity);
    const struct kept_log *log =
        kept_log_of_crasher(hub, id, (struct kept_log_part){ LOG_HEAD, LOG_TAIL });
    if (log)
        log_view_fill(doc_part(page->doc, "log"), log, true);
    else
        doc_show(page->doc, "LOG_NOT");
    hub_last(hub);
    lifecycle_history(page->doc, event_list_crasher(hub, id));
    page_send(page, "crasher.tpl",
              text_format(hub->mem, "#%" PRId64 " %s", id, report->crasher.title));
}

static void show_crashes(struct page *page)
{
    const struct crasher_report *report = crasher_page_find(page);
    if (!report)
        return;
    int64_t before = web_query_int(page->web, "before", 0, 1, INT64_MAX);
    crasher_page_head(page, report);
    int64_t older = crasher_page_crashes(
        page, crash_list(&page->hub, report->crasher.id, before, HUB_PAGE_ROWS + 1), HUB_PAGE_ROWS);
    doc_id(page->doc, "before", before);
    doc_id(page->doc, "older", older);
    if (older != 0 || before != 0)
        doc_show(page->doc, "PAGED");
    page_send(page, "crasher-crashes.tpl",
              text_format(page->hub.mem, "Crashes of #%" PRId64, report->crasher.id));
}

static void show_input(struct page *page)
{
    const struct crasher_report *report = crasher_page_find(page);
    if (!report)
        return;
    int64_t crash = web_query_int(page->web, "crash", 0, 1, INT64_MAX);
    const struct crash_input *input = crash_input(&page->hub, report->crasher.id, crash, INT32_MAX);
    if (!input)
        fail(FAIL_ABSENT, "no input is kept");
    reproducer_send(page, report, input);
}

static void show_log(struct page *page)
{
    const struct crasher_report *report = crasher_page_find(page);
    if (!report)
        return;
    const struct kept_log *log =
        kept_log_of_crasher(&page->hub, report->crasher.id, (struct kept_log_part){ INT32_MAX, 0 });
    if (!log)
        fail(FAIL_ABSENT, "no log is kept");
    page_download(page, text_format(page->hub.mem, "np%" PRId64 ".log", report->crasher.id),
                  "text/plain; charset=utf-8", log->head);
}

int main(void)
{
    static const struct page_route routes[] = {
        { .path = "/c/:", .show = show_crasher },
        { .path = "/c/:/crashes", .show = show_crashes },
        { .path = "/c/:/input", .show = show_input },
        { .path = "/c/:/log", .show = show_log },
        { .path = NULL },
    };
    return page_main("crasher", "nopanic_page", routes);
}
