#include "app/feed.h"

#include "app/crasher_table.h"
#include "app/fill.h"
#include "hub/event.h"

static const char *word_of(const char *kind)
{
    static const char *const words[][2] = {
        { "new", "New" },
        { "regressed", "Regressed" },
        { "fixed", "Fixed" },
        { "run_failed", "Run failed" },
    };
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (strcmp(words[i][0], kind) == 0)
            return words[i][1];
    return kind;
}

/* "New: index out of range in Decode", "Run failed: #12 gave no verdict". */
static const char *title_of(struct arena *mem, const struct event *e)
{
    if (e->crasher == 0)
        return text_format(mem, "%s: #%" PRId64 " gave no verdict", word_of(e->kind), e->run);
    return text_format(mem, "%s: %s%s%s", word_of(e->kind), fill_xml(mem, e->title),
                       e->function ? " in " : "",
                       e->function ? fill_xml(mem, fill_short_function(e->function)) : "");
}

static void fill_entry(struct page *page, struct doc_list *list, const struct event *e)
{
    struct doc *row = doc_row(list);
    const char *path = e->crasher != 0 ? text_format(page->hub.mem, "/c/%" PRId64, e->crasher)
                                       : text_format(page->hub.mem, "/run/%" PRId64, e->run);
    doc_id(row, "event_id", e->id);
    doc_text(row, "kind", e->kind);
    doc_text(row, "title", title_of(page->hub.mem, e));
    doc_text(row, "path", path);
    doc_time(row, "at", e->at);
    doc_text(row, "severity", e->severity);
}

/* What the feed is called, for good, and the page that people find the same on. */
static void fill_head(struct page *page, const char *title, const char *id, const char *of)
{
    doc_show_text(page->doc, "HUB_URL", page_url(page));
    doc_show_text(page->doc, "FEED_TITLE", title);
    doc_show_text(page->doc, "FEED_ID", id);
    doc_show_text(page->doc, "FEED_OF", of);
}

static void fill_entries(struct page *page, const struct event *events)
{
    struct doc_list *list = doc_list(page->doc, "entries");
    for (const struct event *e = events; e; e = e->next)
        fill_entry(page, list, e);
}

void feed_fill(struct page *page, const struct repo *repo, bool secret)
{
    struct arena *mem = page->hub.mem;
    const struct event *events = event_take(&page->hub, event_ask_repo(&page->hub, repo->id));
    const char *id = text_format(mem, "/feed/%s.atom", repo->name);
    fill_head(page, repo->name, id, text_format(mem, "/r/%s", repo->name));
    doc_show_flag(page->doc, "SELF", !secret);
    /* Without events the feed is as old as the last run, or as the world. */
    doc_time(page->doc, "updated", events ? events->at : repo->last_run.at ? repo->last_run.at : 1);
    fill_entries(page, events);
}

/* The repository of "/r/OWNER/NAME/crashers?…"; NULL for all: "/crashers?…". */
static const struct repo *repo_of(struct page *page, struct bytes path)
{
    struct bytes before = BYTES("/r/"), after = BYTES("/crashers");
    if (!bytes_begin(path, before) || path.size <= before.size + after.size)
        return NULL;
    size_t size = path.size - before.size - after.size;
    const struct repo *repo =
        repo_find(&page->hub, text_format(page->hub.mem, "%.*s", (int)size, path.at + before.size));
    if (!repo)
        fail(FAIL_ABSENT, "no such repository");
    return repo;
}

static const struct event *events_of(struct page *page, const struct crasher_filter *filter)
{
    int64_t ids[FEED_CRASHERS];
    size_t count = 0;
    const struct crasher *c = crasher_list(&page->hub, filter);
    for (; c && count < COUNT_OF(ids); c = c->next)
        ids[count++] = c->id;
    return event_take(&page->hub, event_ask_crashers(&page->hub, ids, count));
}

void feed_fill_filter(struct page *page, const struct saved_filter *filter)
{
    size_t size = strcspn(filter->address, "?");
    const struct repo *repo = repo_of(page, (struct bytes){ filter->address, size });
    web_set_query(page->web, filter->address + size + (filter->address[size] == '?'));
    struct crasher_filter wanted = crasher_table_filter(page, repo);
    wanted.sort = CRASHER_SORT_LAST;
    wanted.most = FEED_CRASHERS;
    const struct event *events = events_of(page, &wanted);
    const char *id = text_format(page->hub.mem, "/account/feeds#filter-%" PRId64, filter->id);
    fill_head(page, filter->name, id, filter->address);
    doc_time(page->doc, "updated", events ? events->at : 1);
    fill_entries(page, events);
}
