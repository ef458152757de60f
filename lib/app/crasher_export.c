#include "app/crasher_export.h"

#include "app/csv.h"
#include "base/clock.h"
#include "base/json.h"

enum { BYTES_MAX = 16 * 1024 * 1024 };

enum form { TEXT, NUMBER, TIME, FLAG };

static const struct column {
    const char *name;
    enum form form;
    size_t at; /* in struct crasher */
} columns[] = {
    { "id", NUMBER, offsetof(struct crasher, id) },
    { "repository", TEXT, offsetof(struct crasher, repo) },
    { "severity", TEXT, offsetof(struct crasher, severity) },
    { "state", TEXT, offsetof(struct crasher, state) },
    { "muted", FLAG, offsetof(struct crasher, muted) },
    { "title", TEXT, offsetof(struct crasher, title) },
    { "function", TEXT, offsetof(struct crasher, function) },
    { "file", TEXT, offsetof(struct crasher, file) },
    { "line", NUMBER, offsetof(struct crasher, line) },
    { "package", TEXT, offsetof(struct crasher, path) },
    { "fuzz_function", TEXT, offsetof(struct crasher, target) },
    { "fuzz_functions", NUMBER, offsetof(struct crasher, targets) },
    { "crashes", NUMBER, offsetof(struct crasher, crashes) },
    { "first_seen", TIME, offsetof(struct crasher, first_seen) },
    { "last_seen", TIME, offsetof(struct crasher, last_seen) },
    { "assignee", TEXT, offsetof(struct crasher, assignee) },
    { "duplicate_of", NUMBER, offsetof(struct crasher, duplicate_of) },
};

static const char *text_at(const struct crasher *c, const struct column *column)
{
    return *(const char *const *)(const void *)((const char *)c + column->at);
}

static int64_t number_at(const struct crasher *c, const struct column *column)
{
    return *(const int64_t *)(const void *)((const char *)c + column->at);
}

static bool flag_at(const struct crasher *c, const struct column *column)
{
    return *(const bool *)((const char *)c + column->at);
}

static const char *url_of(struct page *page, const struct crasher *c)
{
    return text_format(page->hub.mem, "%s/c/%" PRId64, page_url(page), c->id);
}

static const char *csv_value(struct arena *mem, const struct crasher *c,
                             const struct column *column)
{
    switch (column->form) {
    case TEXT: return text_at(c, column);
    case NUMBER: return number_at(c, column) != 0 ? text_int(mem, number_at(c, column)) : NULL;
    case TIME: return clock_iso(mem, number_at(c, column));
    case FLAG: break;
    }
    return flag_at(c, column) ? "yes" : "no";
}

static struct text csv_of(struct page *page, const struct crasher *c)
{
    struct text csv = text_new(page->hub.mem, BYTES_MAX);
    for (size_t i = 0; i < COUNT_OF(columns); i++)
        csv_field(&csv, columns[i].name);
    csv_field(&csv, "url");
    csv_end(&csv);
    for (; c; c = c->next) {
        for (size_t i = 0; i < COUNT_OF(columns); i++)
            csv_field(&csv, csv_value(page->hub.mem, c, &columns[i]));
        csv_field(&csv, url_of(page, c));
        csv_end(&csv);
    }
    return csv;
}

static void set_value(struct arena *mem, struct json *row, const struct crasher *c,
                      const struct column *column)
{
    switch (column->form) {
    case TEXT: json_set_text(row, column->name, text_at(c, column)); break;
    case NUMBER: json_set_int(row, column->name, number_at(c, column)); break;
    case TIME: json_set_text(row, column->name, clock_iso(mem, number_at(c, column))); break;
    case FLAG: json_set_bool(row, column->name, flag_at(c, column)); break;
    }
}

static struct text lines_of(struct page *page, const struct crasher *c)
{
    struct arena *mem = page->hub.mem;
    struct text lines = text_new(mem, BYTES_MAX);
    text_add(&lines, "");
    for (; c; c = c->next) {
        struct json *row = json_new_object(mem);
        for (size_t i = 0; i < COUNT_OF(columns); i++)
            set_value(mem, row, c, &columns[i]);
        json_set_text(row, "url", url_of(page, c));
        text_add_format(&lines, "%s\n", json_write(mem, row));
    }
    return lines;
}

static bool ends_in(const char *path, const char *ending)
{
    size_t size = strlen(path), its = strlen(ending);
    return size > its && strcmp(path + size - its, ending) == 0;
}

bool crasher_export_send(struct page *page, const struct crasher_filter *filter)
{
    const char *path = web_path(page->web);
    bool csv = ends_in(path, ".csv");
    if (!csv && !ends_in(path, ".jsonl"))
        return false;
    struct crasher_filter all = *filter;
    all.skip = 0;
    all.most = CRASHER_EXPORT_MAX;
    const struct crasher *first = crasher_list(&page->hub, &all);
    struct text text = csv ? csv_of(page, first) : lines_of(page, first);
    page_download(page, csv ? "crashers.csv" : "crashers.jsonl",
                  csv ? "text/csv; charset=utf-8" : "application/x-ndjson; charset=utf-8",
                  (struct bytes){ text.at, text.size });
    return true;
}
