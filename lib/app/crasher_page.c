#include "app/crasher_page.h"

#include "app/fill.h"
#include "app/lifecycle.h"
#include "app/link.h"
#include "app/news.h"
#include "app/report.h"
#include "hub/likeness.h"
#include "hub/target.h"

enum { TARGETS_SHOWN = 50 };

static int64_t id_of(struct page *page)
{
    int64_t id;
    if (!text_to_int(web_segment(page->web, 1), &id) || id <= 0)
        fail(FAIL_ABSENT, "no such crasher");
    return id;
}

const struct crasher_report *crasher_page_find(struct page *page)
{
    const struct crasher_report *report = crasher_find(&page->hub, id_of(page));
    if (!report)
        fail(FAIL_ABSENT, "no such crasher");
    if (report->crasher.duplicate_of == 0)
        return report;
    const char *below = web_segment(page->web, 2);
    page_moved(page, text_format(page->hub.mem, "/c/%" PRId64 "%s%s", report->crasher.duplicate_of,
                                 below ? "/" : "", below ? below : ""));
    return NULL;
}

static void fill_run_of_part(struct doc *part, int64_t id, const char *commit)
{
    doc_id(part, "run_id", id);
    fill_commit(part, commit);
}

static void fill_run_of(struct doc *doc, const char *name, int64_t id, const char *commit)
{
    fill_run_of_part(doc_part(doc, name), id, commit);
}

struct star crasher_page_star(struct page *page, const struct crasher_report *report)
{
    int64_t id = report->crasher.id;
    return (struct star){ .crasher = id, .path = text_format(page->hub.mem, "/c/%" PRId64, id) };
}

void crasher_page_head(struct page *page, const struct crasher_report *r, struct excerpts *excerpts)
{
    struct doc *doc = doc_part(page->doc, "crasher");
    fill_crasher(doc, &r->crasher, news_since(page));
    doc_text(doc, "repository", r->repo);
    star_fill(page, doc, crasher_page_star(page, r), r->starred);
    doc_text(doc, "engine", r->engine);
    doc_text(doc, "kind", r->kind);
    doc_text(doc, "severity_reason", r->severity_reason);
    doc_flag(doc, "weak", r->weak);
    doc_text(doc, "fixed_commit", r->fixed_commit);
    doc_time(doc, "muted_until", r->muted_until);
    doc_id(doc, "muted_left", r->muted_left);
    doc_text(doc, "signature", r->signature);
    doc_int(doc, "signatures", r->signatures);
    if (doc->view)
        doc_int(doc, "more_signatures", r->signatures - 1);
    doc_show_flag(doc, "ONCE", r->crasher.crashes == 1);
    fill_run_of(doc, "first_run", r->first_run, r->first_commit);
    fill_run_of(doc, "last_run", r->last_run, r->last_commit);
    lifecycle_fill(doc, r);
    report_fill(doc, r, excerpts);
    doc_show_flag(page->doc, "GO", strcmp(r->engine, "go") == 0);
    doc_show_text(page->doc, "CRASHER_ID", text_int(page->hub.mem, r->crasher.id));
    doc_show_text(page->doc, "REPO_NAME", r->repo);
}

int64_t crasher_page_crashes(struct page *page, const struct crash_seen *c, int64_t most)
{
    struct doc_list *list = doc_list(page->doc, "crashes");
    int64_t last = 0;
    for (; c && most > 0; c = c->next, most--) {
        struct doc *row = doc_row(list);
        doc_id(row, "crash_id", c->id);
        doc_time(row, "at", c->at);
        doc_id(row, "run_id", c->run);
        fill_commit(row, c->commit);
        doc_text(row, "branch", c->branch);
        doc_text(row, "by_package", c->target ? c->target->path : NULL);
        doc_text(row, "by_function", c->target ? c->target->name : NULL);
        doc_id(row, "log_id", c->log);
        doc_flag(row, "has_input", c->has_input);
        doc_show_flag(row, "BOTH", c->has_input && c->log != 0);
        last = c->id;
    }
    return c ? last : 0;
}

void crasher_page_targets(struct page *page, const struct target *t)
{
    struct doc_list *list = doc_list(page->doc, "reached_by");
    for (int shown = 0; t && shown < TARGETS_SHOWN; t = t->next, shown++) {
        struct doc *row = doc_row(list);
        doc_text(row, "path", t->path);
        doc_text(row, "name", t->name);
        doc_time(row, "since", t->first_seen);
    }
}

void crasher_page_good(struct page *page, const struct crasher_report *r)
{
    if (r->good_run == 0)
        return;
    struct doc *part = doc_part(page->doc, "last_good");
    const struct link_words words = { .from = r->good_commit, .to = r->first_commit };
    fill_run_of_part(part, r->good_run, r->good_commit);
    doc_text(part, "compare",
             r->first_commit ? link_fill(part->mem, r->compare_link, &words) : NULL);
}

void crasher_page_similar(struct page *page, const struct likeness *l)
{
    struct doc_list *list = doc_list(page->doc, "similar");
    for (; l; l = l->next) {
        struct doc *row = doc_row(list);
        doc_id(row, "id", l->crasher);
        doc_text(row, "title", l->title);
        fill_severity(row, l->severity);
        doc_text(row, "state", l->state);
        doc_int(row, "percent", l->percent);
    }
}
