#include "app/feed.h"

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

void feed_fill(struct page *page, const struct repo *repo)
{
    const struct event *events = event_take(&page->hub, event_ask_repo(&page->hub, repo->id));
    struct doc_list *list = doc_list(page->doc, "entries");
    doc_show_text(page->doc, "HUB_URL", page_url(page));
    doc_show_text(page->doc, "FEED_OF", repo->name);
    /* Without events the feed is as old as the last run, or as the world. */
    doc_time(page->doc, "updated", events ? events->at : repo->last_run.at ? repo->last_run.at : 1);
    for (const struct event *e = events; e; e = e->next)
        fill_entry(page, list, e);
}
