#include "app/crasher_table.h"

#include "app/bulk_page.h"
#include "app/crasher_export.h"
#include "app/fill.h"
#include "app/news.h"

enum { PAGE_MAX = 100000, SEARCH_SIZE_MAX = 200, NARROW_SIZE_MAX = 400, DAYS_MAX = 36500 };

/* What a field of the query may be; the first is what it is without one. */
struct choice {
    const char *field;
    const char *const *names;
    size_t count;
};

static const char *const states[] = {
    "open", "untriaged", "mine", "fixed", "closed", "muted", "all"
};
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

/* "&state=open&q=x", for the links that change one thing of it. */
static const char *query_without(struct page *page, const char *left_out)
{
    static const char *const fields[] = { "state",   "severity", "sort",      "q",
                                          "package", "kind",     "function",  "assignee",
                                          "new",     "seen",     "repository" };
    struct text query = text_new(page->hub.mem, 8192);
    text_add(&query, "");
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        const char *value = web_query(page->web, fields[i]);
        if (value && *value && strcmp(fields[i], left_out) != 0)
            text_add_format(&query, "&%s=%s", fields[i], fill_query(page->hub.mem, value));
    }
    return query.at;
}

/* What stands in a field that narrows the list; *narrowed: whether any does. */
static const char *narrow(struct page *page, const char *field, const char *NAME, bool *narrowed)
{
    const char *value = page_query(page, field, NARROW_SIZE_MAX);
    doc_show_text(page->doc, NAME, value ? value : "");
    *narrowed |= value != NULL;
    return value;
}

static int64_t narrow_days(struct page *page, const char *field, const char *NAME, bool *narrowed)
{
    int64_t days = web_query_int(page->web, field, 0, 1, DAYS_MAX);
    doc_show_text(page->doc, NAME, days > 0 ? text_int(page->hub.mem, days) : "");
    *narrowed |= days > 0;
    return days;
}

static const char *search_of(struct page *page)
{
    const char *search = page_query(page, "q", SEARCH_SIZE_MAX);
    int words = 0;
    for (const char *c = search; c && *c; c++)
        words += *c != ' ' && (c == search || c[-1] == ' ');
    if (words > CRASHER_WORDS_MAX)
        fail(FAIL_INPUT, "q is at most %d words", CRASHER_WORDS_MAX);
    doc_show_text(page->doc, "SEARCH", search ? search : "");
    return search;
}

struct crasher_filter crasher_table_filter(struct page *page, const struct repo *repo)
{
    size_t severity =
        choose(page, &(struct choice){ "severity", severities, COUNT_OF(severities) });
    bool more = false;
    struct crasher_filter f = {
        .show =
            (enum crasher_show)choose(page, &(struct choice){ "state", states, COUNT_OF(states) }),
        .sort = (enum crasher_sort)choose(page, &(struct choice){ "sort", sorts, COUNT_OF(sorts) }),
        .severity = severity == 0 ? 4 : (int64_t)severity,
        .search = search_of(page),
        .path = narrow(page, "package", "ONLY_PATH", &more),
        .target = narrow(page, "function", "ONLY_FUNCTION", &more),
        .kind = narrow(page, "kind", "ONLY_KIND", &more),
        .assignee = narrow(page, "assignee", "ONLY_ASSIGNEE", &more),
        .new_days = narrow_days(page, "new", "ONLY_NEW", &more),
        .seen_days = narrow_days(page, "seen", "ONLY_SEEN", &more),
        .repo = repo ? repo->id : 0,
        .repos = repo ? NULL : page_query(page, "repository", SEARCH_SIZE_MAX),
    };
    if (page->hub.account == 0 && f.show == CRASHER_SHOW_MINE)
        fail(FAIL_STRANGER, "sign in to see yours");
    doc_show_flag(page->doc, "NARROWED", more);
    doc_show_flag(page->doc, "FILTERED",
                  more || severity > 0 || f.search || f.show != CRASHER_SHOW_ALL);
    return f;
}

static void fill_rows(struct page *page, const struct crasher_filter *filter,
                      const struct repo *repo)
{
    int64_t since = news_since(page);
    bool may_any = false, can = page->hub.account != 0 && !page->hub.seen_by;
    struct doc_list *list = doc_list(page->doc, "crashers");
    const struct crasher *c = crasher_list(&page->hub, filter);
    for (int count = 0; c && count < HUB_PAGE_ROWS; count++, c = c->next) {
        struct doc *row = doc_row(list);
        bool may = can && (repo ? repo->may_triage : c->may_triage);
        fill_crasher(row, c, since);
        if (!repo)
            doc_text(row, "repository", c->repo);
        doc_show_flag(row, "MAY", may);
        doc_show_flag(row, "CHOSEN", may && bulk_page_chose(page, c->id));
        may_any |= may;
    }
    doc_show_flag(page->doc, "MAY_ANY", may_any);
    fill_pages(page->doc, filter->skip / HUB_PAGE_ROWS + 1, c != NULL);
}

static void show_chosen(struct page *page, const char *address, const char *query,
                        const struct repo *repo)
{
    doc_show_flag(page->doc, "OF_ALL", !repo);
    doc_show_text(page->doc, "ADDRESS", address);
    doc_show_text(page->doc, "OF", repo ? repo->name : "all repositories");
    if (repo)
        doc_show_int(page->doc, "OPEN", repo->critical + repo->high + repo->medium + repo->low);
    doc_show_flag(page->doc, "SIGNED_IN", page->hub.account != 0);
    doc_show_text(page->doc, "CSRF", page_csrf(page));
    doc_show_text(page->doc, "QUERY", query);
    doc_show_text(page->doc, "QUERY_STATE", query_without(page, "state"));
    doc_show_text(page->doc, "QUERY_SORT", query_without(page, "sort"));
}

void crasher_table_send(struct page *page, const struct repo *repo)
{
    struct arena *mem = page->hub.mem;
    const char *address = repo ? text_format(mem, "/r/%s/crashers", repo->name) : "/crashers";
    const char *query = query_without(page, "");
    const char *here =
        text_format(mem, "%s%s%s", address, *query ? "?" : "", *query ? query + 1 : "");
    if (page->post) {
        bulk_page_post(page, here);
        return;
    }
    struct crasher_filter filter = crasher_table_filter(page, repo);
    filter.skip = (web_query_int(page->web, "page", 1, 1, PAGE_MAX) - 1) * HUB_PAGE_ROWS;
    if (crasher_export_send(page, &filter))
        return;
    doc_show_text(page->doc, "ONLY_REPOSITORY", filter.repos ? filter.repos : "");
    show_chosen(page, address, query, repo);
    struct bulk_asked asked = bulk_page_ask(page);
    hub_last(&page->hub);
    fill_rows(page, &filter, repo);
    bulk_page_fill(page, asked, here);
    page_send(page, "crashers.tpl",
              repo ? text_format(mem, "Crashers of %s", repo->name) : "Crashers");
}
