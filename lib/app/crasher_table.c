#include "app/crasher_table.h"

#include "app/fill.h"
#include "app/news.h"

enum { PAGE_MAX = 100000, SEARCH_SIZE_MAX = 200 };

/* What a field of the query may be; the first is what it is without one. */
struct choice {
    const char *field;
    const char *const *names;
    size_t count;
};

static const char *const states[] = { "open", "untriaged", "fixed", "closed", "muted", "all" };
static const char *const severities[] = { "any", "critical", "high", "medium" };
static const char *const sorts[] = { "severity", "last", "first", "seen" };

/* The place of the chosen name; the template shows the section FIELD_NAME. */
static size_t choose(struct page *page, const struct choice *choice)
{
    const char *chosen = web_query(page->web, choice->field);
    if (!chosen || !*chosen)
        chosen = choice->names[0];
    for (size_t i = 0; i < choice->count; i++) {
        if (strcmp(choice->names[i], chosen) != 0)
            continue;
        doc_show_flag(page->doc, text_format(page->hub.mem, "%s_%s", choice->field, chosen), true);
        doc_show_text(page->doc, text_format(page->hub.mem, "CHOSEN_%s", choice->field), chosen);
        return i;
    }
    struct text all = text_new(page->hub.mem, 256);
    for (size_t i = 0; i < choice->count; i++)
        text_add_format(&all, "%s%s", i > 0 ? ", " : "", choice->names[i]);
    fail(FAIL_INPUT, "%s is one of %s", choice->field, all.at);
}

/* "state=open&severity=high&q=x", for the links that change one thing of it. */
static void show_query(struct page *page, const char *name, const char *left_out)
{
    static const char *const fields[] = { "state", "severity", "sort", "q", "package" };
    struct text query = text_new(page->hub.mem, 8192);
    text_add(&query, "");
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        const char *value = web_query(page->web, fields[i]);
        if (value && *value && strcmp(fields[i], left_out) != 0)
            text_add_format(&query, "&%s=%s", fields[i], fill_query(page->hub.mem, value));
    }
    doc_show_text(page->doc, name, query.at);
}

void crasher_table_fill(struct page *page, const struct repo *repo, const char *path)
{
    const char *search = page_query(page, "q", SEARCH_SIZE_MAX);
    size_t severity =
        choose(page, &(struct choice){ "severity", severities, COUNT_OF(severities) });
    struct crasher_filter filter = {
        .repo = repo->id,
        .show =
            (enum crasher_show)choose(page, &(struct choice){ "state", states, COUNT_OF(states) }),
        .sort = (enum crasher_sort)choose(page, &(struct choice){ "sort", sorts, COUNT_OF(sorts) }),
        .severity = severity == 0 ? 4 : (int64_t)severity,
        .search = search ? search : "",
        .path = path,
    };
    bool filtered = severity > 0 || path || *filter.search || filter.show != CRASHER_SHOW_ALL;
    doc_show_flag(page->doc, "FILTERED", filtered);
    doc_show_int(page->doc, "OPEN", repo->critical + repo->high + repo->medium + repo->low);
    int64_t number = web_query_int(page->web, "page", 1, 1, PAGE_MAX), since = news_since(page);
    filter.skip = (number - 1) * HUB_PAGE_ROWS;
    struct doc_list *list = doc_list(page->doc, "crashers");
    hub_last(&page->hub);
    const struct crasher *c = crasher_list(&page->hub, &filter);
    for (int count = 0; c && count < HUB_PAGE_ROWS; count++, c = c->next)
        fill_crasher(doc_row(list), c, since);
    fill_pages(page->doc, number, c != NULL);
    doc_show_text(page->doc, "SEARCH", filter.search);
    doc_show_text(page->doc, "ONLY_PATH", path);
    doc_show_flag(page->doc, "ONLY", path != NULL);
    show_query(page, "QUERY", "");
    show_query(page, "QUERY_STATE", "state");
    show_query(page, "QUERY_SORT", "sort");
}
