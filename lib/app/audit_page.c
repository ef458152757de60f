#include "app/audit_page.h"

#include "app/csv.h"
#include "app/fill.h"
#include "base/clock.h"
#include "hub/audit.h"

enum { ROWS = 100, EXPORT_ROWS = 10000, EXPORT_MAX = 16 * 1024 * 1024, FIELD_MAX = 200 };

/* What may be asked for, and where the template shows it. */
static const char *const fields[][2] = { { "who", "ASKED_WHO" },
                                         { "action", "ASKED_ACTION" },
                                         { "object", "ASKED_OBJECT" },
                                         { "since", "ASKED_SINCE" },
                                         { "until", "ASKED_UNTIL" } };

static const char *text_of(struct page *page, const char *field)
{
    const char *value = page_query(page, field, FIELD_MAX);
    return value ? value : "";
}

static const char *day_of(struct page *page, const char *field)
{
    static const char shape[] = "dddd-dd-dd";
    const char *day = text_of(page, field);
    bool good = strlen(day) == sizeof(shape) - 1;
    for (size_t i = 0; good && shape[i]; i++)
        good = shape[i] == 'd' ? day[i] >= '0' && day[i] <= '9' : day[i] == shape[i];
    if (*day && !good)
        fail(FAIL_INPUT, "%s is a day such as 2026-11-22", field);
    return day;
}

static struct audit_filter filter_of(struct page *page, int64_t most)
{
    return (struct audit_filter){ .before = web_query_int(page->web, "before", 0, 1, INT64_MAX),
                                  .who = text_of(page, "who"),
                                  .action = text_of(page, "action"),
                                  .object = text_of(page, "object"),
                                  .since = day_of(page, "since"),
                                  .until = day_of(page, "until"),
                                  .most = most };
}

static void fill_query_of(struct page *page)
{
    struct text query = text_new(page->hub.mem, 8192);
    text_add(&query, "");
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        const char *value = text_of(page, fields[i][0]);
        doc_show_text(page->doc, fields[i][1], value);
        if (*value)
            text_add_format(&query, "&%s=%s", fields[i][0], fill_query(page->hub.mem, value));
    }
    doc_show_text(page->doc, "QUERY", query.at);
    doc_show_flag(page->doc, "FILTERED", query.size > 0);
}

void audit_page(struct page *page)
{
    struct audit_filter filter = filter_of(page, ROWS + 1);
    struct doc_list *list = doc_list(page->doc, "rows");
    const struct audit *a = audit_list(&page->hub, &filter);
    int64_t last = 0;
    for (int count = 0; a && count < ROWS; count++, a = a->next) {
        struct doc *row = doc_row(list);
        doc_id(row, "id", a->id);
        doc_time(row, "at", a->at);
        doc_text(row, "who", a->who);
        doc_text(row, "action", a->action);
        doc_text(row, "object", a->object);
        doc_text(row, "address", a->address);
        last = a->id;
    }
    fill_query_of(page);
    doc_id(page->doc, "older", a ? last : 0);
    doc_show_flag(page->doc, "LATER", filter.before != 0);
    if (a || filter.before != 0)
        doc_show(page->doc, "PAGED");
    page_send(page, "admin-audit.tpl", "Audit, administration");
}

void audit_page_csv(struct page *page)
{
    struct arena *mem = page->hub.mem;
    struct audit_filter filter = filter_of(page, EXPORT_ROWS);
    struct text csv = text_new(mem, EXPORT_MAX);
    text_add(&csv, "\"id\",\"time\",\"who\",\"action\",\"object\",\"address\"\r\n");
    for (const struct audit *a = audit_list(&page->hub, &filter); a; a = a->next) {
        csv_field(&csv, text_int(mem, a->id));
        csv_field(&csv, clock_iso(mem, a->at));
        csv_field(&csv, a->who);
        csv_field(&csv, a->action);
        csv_field(&csv, a->object);
        csv_field(&csv, a->address);
        csv_end(&csv);
    }
    page_download(page, "audit.csv", "text/csv; charset=utf-8", (struct bytes){ csv.at, csv.size });
}

void audit_page_lines(struct page *page)
{
    struct arena *mem = page->hub.mem;
    struct audit_filter filter = filter_of(page, EXPORT_ROWS);
    struct text lines = text_new(mem, EXPORT_MAX);
    text_add(&lines, "");
    for (const struct audit *a = audit_list(&page->hub, &filter); a; a = a->next) {
        struct json *row = json_new_object(mem);
        json_set_int(row, "id", a->id);
        json_set_text(row, "time", clock_iso(mem, a->at));
        json_set_text(row, "who", a->who);
        json_set_text(row, "action", a->action);
        json_set_text(row, "object", a->object);
        json_set_text(row, "address", a->address);
        text_add_format(&lines, "%s\n", json_write(mem, row));
    }
    page_download(page, "audit.jsonl", "application/x-ndjson; charset=utf-8",
                  (struct bytes){ lines.at, lines.size });
}
