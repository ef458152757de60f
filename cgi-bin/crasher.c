/*
 * GET, POST /c/ID     one bug: what, where, since when, how to make it happen again; what is to be
 *                     done with it: app/triage_page.h
 * GET /c/ID/crashes   its occurrences, the newest first
 *     ?before=        those before this one
 * GET /c/ID/input     the newest input that is kept, as a download
 *     ?crash=         that of one occurrence
 *     ?as=            file: as it was sent; raw: the bytes a Go corpus file stands for; test: a Go
 *                     test with its values
 * GET /c/ID/log       the newest log that is kept, as a download
 * GET, POST /c/ID/ticket   its ticket at a tracker: app/ticket_page.h
 *
 * 301: it was merged into another.  404: no such crasher, not for this visitor, or not kept any
 * more; or the input has no such form.  400: a value that cannot be.
 */
#include "app/comment_page.h"
#include "app/crasher_page.h"
#include "app/log_view.h"
#include "app/plot.h"
#include "app/reproducer.h"
#include "app/spark.h"
#include "app/ticket_page.h"
#include "app/triage_page.h"
#include "hub/triage.h"

enum { LATEST = 3, LOG_HEAD = 24 * 1024, LOG_TAIL = 24 * 1024, CACHE_MEMORY = 8 * 1024 * 1024 };

static struct colour_cache *colours; /* of the process */

static void fill_log(struct page *page, const struct kept_log *log)
{
    if (log)
        log_view_fill(doc_part(page->doc, "log"), log, true);
    else
        doc_show(page->doc, "LOG_NOT");
}

static void show_crasher(struct page *page)
{
    const struct crasher_report *report = crasher_page_find(page);
    if (!report)
        return;
    if (page->post) {
        triage_page_post(page, report);
        return;
    }
    struct hub *hub = &page->hub;
    int64_t id = report->crasher.id;
    const struct target *targets = target_list_crasher(hub, &report->crasher);
    struct db_rows *code = excerpt_ask(hub, report);
    struct db_rows *similar = likeness_ask(hub, id);
    struct db_rows *input = crash_input_ask(hub, id, 0, REPRODUCER_SHOWN_MAX);
    struct db_rows *crashes = crash_list_ask(hub, id, 0, LATEST);
    struct db_rows *logs = kept_log_ask(hub, id, (struct kept_log_part){ LOG_HEAD, LOG_TAIL });
    struct db_rows *merged = report->has_merged ? triage_ask_merged(hub, id) : NULL;
    struct db_rows *comments = report->has_comments ? comment_page_ask(page, id) : NULL;
    struct ticket_asked ticket = ticket_page_ask(page, report);
    hub_last(hub);
    struct db_rows *events = event_ask_crasher(hub, id);
    crasher_page_head(page, report, excerpt_take(hub, code, colours));
    crasher_page_good(page, report);
    crasher_page_similar(page, likeness_take(hub, similar));
    reproducer_fill(page, report, crash_input_take(hub, input, targets));
    crasher_page_targets(page, targets);
    crasher_page_crashes(page, crash_list_take(hub, crashes, targets), LATEST);
    if (page->doc->json)
        spark_fill(page->doc, report->activity);
    plot_fill(page->doc, report->activity);
    fill_log(page, kept_log_take(hub, logs, targets));
    triage_page_fill(page, report, merged);
    ticket_page_fill(page, report, ticket);
    comment_page_fill(page, event_take_crasher(hub, events), comment_take(hub, comments));
    page_send(page, "crasher.tpl",
              text_format(hub->mem, "#%" PRId64 " %s", id, report->crasher.title));
}

static void show_crashes(struct page *page)
{
    const struct crasher_report *report = crasher_page_find(page);
    if (!report)
        return;
    int64_t before = web_query_int(page->web, "before", 0, 1, INT64_MAX);
    crasher_page_head(page, report, NULL);
    const struct target *targets = target_list_crasher(&page->hub, &report->crasher);
    struct db_rows *rows =
        crash_list_ask(&page->hub, report->crasher.id, before, HUB_PAGE_ROWS + 1);
    int64_t older =
        crasher_page_crashes(page, crash_list_take(&page->hub, rows, targets), HUB_PAGE_ROWS);
    doc_id(page->doc, "before", before);
    doc_id(page->doc, "older", older);
    doc_show_flag(page->doc, "PAGED", older != 0 || before != 0);
    page_send(page, "crasher-crashes.tpl",
              text_format(page->hub.mem, "Crashes of #%" PRId64, report->crasher.id));
}

static void show_input(struct page *page)
{
    const struct crasher_report *report = crasher_page_find(page);
    if (!report)
        return;
    int64_t crash = web_query_int(page->web, "crash", 0, 1, INT64_MAX);
    struct hub *hub = &page->hub;
    const struct target *targets = target_list_crasher(hub, &report->crasher);
    const struct crash_input *input =
        crash_input_take(hub, crash_input_ask(hub, report->crasher.id, crash, INT32_MAX), targets);
    if (!input)
        fail(FAIL_ABSENT, "no input is kept");
    reproducer_send(page, report, input);
}

static void show_log(struct page *page)
{
    const struct crasher_report *report = crasher_page_find(page);
    if (!report)
        return;
    const struct kept_log_part all = { INT32_MAX, 0 };
    const struct kept_log *log =
        kept_log_take(&page->hub, kept_log_ask(&page->hub, report->crasher.id, all), NULL);
    if (!log)
        fail(FAIL_ABSENT, "no log is kept");
    page_download(page, text_format(page->hub.mem, "np%" PRId64 ".log", report->crasher.id),
                  "text/plain; charset=utf-8", log->head);
}

static void show_ticket(struct page *page)
{
    const struct crasher_report *report = crasher_page_find(page);
    if (!report)
        return;
    (page->post ? ticket_page_post : ticket_page_show)(page, report);
}

int main(void)
{
    static const struct page_route routes[] = {
        { .path = "/c/:", .show = show_crasher, .takes_post = true },
        { .path = "/c/:/crashes", .show = show_crashes },
        { .path = "/c/:/input", .show = show_input },
        { .path = "/c/:/log", .show = show_log },
        { .path = "/c/:/ticket", .show = show_ticket, .takes_post = true },
        { .path = NULL },
    };
    struct arena *mem = arena_new(CACHE_MEMORY);
    colours = colour_cache_new(mem);
    int status = page_main("crasher", "nopanic_page", routes);
    arena_free(mem);
    return status;
}
