#include "app/comment_page.h"

#include "app/again.h"
#include "app/lifecycle.h"
#include "base/markdown.h"

/* Pieces of Markdown on a page; comments beyond are shown as they were written. */
enum { PIECES_MAX = 10000 };

static void go_back(struct page *page, const char *notice)
{
    const struct crasher_report *of = page->of;
    page_redirect(page, text_format(page->hub.mem, "/c/%" PRId64, of->crasher.id), notice);
}

static int64_t which(struct page *page)
{
    int64_t id;
    if (!text_to_int(page_need(page, "comment", 20), &id))
        fail(FAIL_REFUSED, "comment is a number");
    return id;
}

void comment_page_add(struct page *page)
{
    comment_add(&page->hub, page->of, page_need(page, "text", COMMENT_MAX));
    go_back(page, "comment-added");
}

void comment_page_edit(struct page *page)
{
    int64_t id = which(page);
    comment_edit(&page->hub, page->of, id, page_need(page, "text", COMMENT_MAX));
    go_back(page, "comment-changed");
}

void comment_page_remove(struct page *page)
{
    comment_remove(&page->hub, page->of, which(page));
    go_back(page, "comment-removed");
}

struct db_rows *comment_page_ask(struct page *page, int64_t crasher)
{
    return comment_ask(&page->hub, crasher, web_query_int(page->web, "comments", 0, 1, INT64_MAX));
}

/* The pieces of a text; what is left of those that the page may have is counted down. */
static void fill_said(struct doc *row, const char *text, size_t *left)
{
    const struct markdown *m = *left > 0 ? markdown_read(row->mem, bytes_from(text)) : NULL;
    doc_show_flag(row, "FORMATTED", m != NULL);
    if (!m)
        return;
    struct doc *said = doc_part(row, "said");
    struct doc_list *pieces = doc_list(said, "pieces");
    for (; m; m = m->next) {
        struct doc *piece = doc_row(pieces);
        doc_show(piece, m->name);
        if (m->text)
            doc_show_text(piece, "PIECE", m->text);
        *left -= *left > 0;
    }
}

/* Its form has what was typed, if that was refused. */
static void fill_form(struct page *page, struct doc *row, const struct comment *c)
{
    const char *asked = again_typed(page, "edit", "comment");
    bool again = asked && strcmp(asked, text_int(page->hub.mem, c->id)) == 0;
    const char *typed = again ? again_typed(page, "edit", "text") : NULL;
    doc_show_text(row, "DRAFT", typed ? typed : c->text);
    doc_show_flag(row, "EDITING", again);
}

static void fill_comment(struct page *page, struct doc *row, const struct comment *c, size_t *left)
{
    doc_id(row, "comment_id", c->id);
    doc_text(row, "author", c->account);
    doc_time(row, "said_at", c->at);
    doc_time(row, "edited_at", c->edited_at);
    doc_text(row, "text", c->text);
    doc_flag(row, "mine", c->mine);
    if (!row->view)
        return;
    fill_said(row, c->text, left);
    if (c->mine)
        fill_form(page, row, c);
}

/* Newest first becomes oldest first; at most so many of the newest. */
static const struct comment *turned(struct arena *mem, const struct comment *newest, int most)
{
    struct comment *first = NULL;
    for (; newest && most > 0; newest = newest->next, most--) {
        struct comment *copy = ARENA_ONE(mem, struct comment);
        *copy = *newest;
        copy->next = first;
        first = copy;
    }
    return first;
}

static void fill_feed(struct page *page, const struct event *e, const struct comment *c)
{
    struct doc_list *feed = doc_list(page->doc, "feed");
    size_t left = PIECES_MAX;
    while (e || c) {
        struct doc *row = doc_row(feed);
        bool event = e && (!c || e->at <= c->at);
        doc_show(row, event ? "HAPPENED" : "COMMENT");
        if (event) {
            lifecycle_event(row, e);
            e = e->next;
        } else {
            fill_comment(page, row, c, &left);
            c = c->next;
        }
    }
}

void comment_page_fill(struct page *page, const struct event *events, const struct comment *newest)
{
    const struct comment *c = turned(page->hub.mem, newest, HUB_PAGE_ROWS);
    int count = 0;
    for (; newest && count <= HUB_PAGE_ROWS; newest = newest->next)
        count++;
    doc_id(page->doc, "older_comments", count > HUB_PAGE_ROWS ? c->id : 0);
    if (page->doc->view) {
        fill_feed(page, events, c);
        again_text(page, "comment", "text", "COMMENT_TEXT", NULL);
        return;
    }
    struct doc_list *history = doc_list(page->doc, "history");
    for (; events; events = events->next)
        lifecycle_event(doc_row(history), events);
    struct doc_list *comments = doc_list(page->doc, "comments");
    size_t none = 0;
    for (; c; c = c->next)
        fill_comment(page, doc_row(comments), c, &none);
}
