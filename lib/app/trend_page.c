#include "app/trend_page.h"

#include "app/fill.h"
#include "app/plot.h"
#include "base/fail.h"
#include "hub/trend.h"

enum { PAGE_MAX = 100000, DAYS = 30 };

/* In the order of enum trend_kind. */
static const struct {
    const char *field, *title, *unit;
} kinds[] = {
    { "executions_per_second", "Executions per second", "executions per second" },
    { "coverage", "Coverage", "coverage" },
    { "corpus", "Corpus, inputs", "inputs in the corpus" },
    { "new_inputs", "New inputs a run", "new inputs a run" },
};

static struct trend_range range_of(struct page *page)
{
    static const struct {
        int64_t days;
        const char *lit;
    } ranges[] = { { 7, "WEEK" }, { 30, "MONTH" }, { 90, "QUARTER" }, { 365, "YEAR" } };
    int64_t days = web_query_int(page->web, "days", DAYS, 1, 365);
    for (size_t i = 0; i < COUNT_OF(ranges); i++) {
        if (ranges[i].days != days)
            continue;
        doc_show(page->doc, ranges[i].lit);
        doc_int(page->doc, "days", days);
        return trend_range(days, page->hub.now);
    }
    fail(FAIL_INPUT, "days is 7, 30, 90 or 365");
}

/* What says "Coverage of FuzzXor over 30 days: 310 to 612, now 612". */
struct plotted {
    const char *title, *of;
    const struct trend_line *line;
    int64_t days;
};

static const char *words_of(struct arena *mem, const struct plotted *p)
{
    const char *what = text_format(mem, "%s of %s over %" PRId64 " days", p->title, p->of, p->days);
    if (p->line->last < 0)
        return text_format(mem, "%s: not told", what);
    return text_format(mem, "%s: %s to %s, now %s", what, doc_grouped(mem, p->line->least),
                       doc_grouped(mem, p->line->most), doc_grouped(mem, p->line->last));
}

static struct plotted plotted(const struct trend *t, enum trend_kind kind, int64_t days)
{
    return (struct plotted){ kinds[kind].title, t->name, &t->lines[kind], days };
}

/* The points that told something; for programs. */
static void fill_points(struct doc *row, const struct trend *t, struct trend_range range)
{
    struct doc_list *list = doc_list(row, "points");
    for (int i = 0; i < TREND_POINTS; i++) {
        bool told = false;
        for (int kind = 0; kind < TREND_KINDS; kind++)
            told = told || t->lines[kind].points[i] >= 0;
        if (!told)
            continue;
        struct doc *point = doc_row(list);
        doc_time(point, "from", range.since + i * range.step);
        for (int kind = 0; kind < TREND_KINDS; kind++)
            doc_count(point, kinds[kind].field, t->lines[kind].points[i]);
    }
}

static void fill_lines(struct doc *row, const struct trend *t, int64_t days)
{
    struct doc_list *list = doc_list(row, "lines");
    for (enum trend_kind kind = TREND_SPEED; kind < TREND_FRESH; kind++) {
        struct doc *cell = doc_row(list);
        doc_show_text(cell, "UNIT", kinds[kind].unit);
        if (t->lines[kind].last < 0)
            continue;
        doc_show_int(cell, "NOW", t->lines[kind].last);
        doc_show(cell, "TOLD");
        plot_line_fill(cell, &t->lines[kind], PLOT_SMALL);
        struct plotted its = plotted(t, kind, days);
        doc_show_text(cell, "SAYS", words_of(cell->mem, &its));
    }
}

/* Whether there are more than a page shows. */
static bool fill_list(struct page *page, const struct trend *t, struct trend_range range,
                      int64_t chosen)
{
    struct doc_list *list = doc_list(page->doc, "functions");
    for (int count = 0; t && count < HUB_PAGE_ROWS; count++, t = t->next) {
        struct doc *row = doc_row(list);
        doc_id(row, "target_id", t->target);
        doc_text(row, "function", t->name);
        doc_text(row, "package", t->path);
        doc_show_flag(row, "LIT", t->target == chosen);
        if (row->json)
            fill_points(row, t, range);
        else
            fill_lines(row, t, range.days);
    }
    return t != NULL;
}

static void fill_flat(struct doc *doc, const struct trend *t, struct trend_range range)
{
    int64_t flat = trend_flat_days(t, range);
    doc_show_flag(doc, "COVERED", t->lines[TREND_COVERAGE].last >= 0);
    doc_show_flag(doc, "GROWS", flat < 0);
    doc_show_int(doc, "FLAT_DAYS", flat);
    doc_show_flag(doc, "FLAT_ONE", flat == 1);
}

static void fill_plot(struct doc_list *list, const struct plotted *p)
{
    struct doc *plot = doc_row(list);
    doc_show_text(plot, "TITLE", p->title);
    doc_show_flag(plot, "TOLD", p->line->last >= 0);
    doc_show_int(plot, "NOW", p->line->last);
    plot_line_fill(plot, p->line, PLOT_LARGE);
    plot_dates_fill(plot, p->days);
    doc_show_text(plot, "SAYS", words_of(plot->mem, p));
}

static void fill_crashes(struct doc *part, const struct trend_line *line, struct trend_range range)
{
    struct doc_list *list = doc_list(part, "crashes");
    for (int i = 0; i < TREND_POINTS; i++) {
        if (line->points[i] < 0)
            continue;
        struct doc *point = doc_row(list);
        doc_time(point, "from", range.since + i * range.step);
        doc_count(point, "count", line->points[i]);
    }
}

/* Engines that count no coverage tell how many inputs were new. */
static void fill_chosen(struct page *page, const struct repo *repo, const struct trend *t,
                        struct trend_range range)
{
    bool covered = t->lines[TREND_COVERAGE].last >= 0;
    const enum trend_kind shown[] = { TREND_SPEED, covered ? TREND_COVERAGE : TREND_FRESH,
                                      TREND_CORPUS };
    struct trend_line crashes = trend_crashes(&page->hub, repo->id, t, range);
    struct doc *part = doc_part(page->doc, "chosen");
    doc_id(part, "target_id", t->target);
    doc_text(part, "function", t->name);
    doc_text(part, "package", t->path);
    if (part->json) {
        fill_crashes(part, &crashes, range);
        return;
    }
    struct doc_list *list = doc_list(part, "plots");
    for (size_t i = 0; i < COUNT_OF(shown); i++) {
        struct plotted its = plotted(t, shown[i], range.days);
        fill_plot(list, &its);
    }
    fill_plot(list, &(struct plotted){ range.days > TREND_POINTS ? "Crashes" : "Crashes a day",
                                       t->path, &crashes, range.days });
    fill_flat(part, t, range);
}

static bool tells(const struct trend *t)
{
    for (int kind = 0; kind < TREND_KINDS; kind++)
        if (t->lines[kind].last >= 0)
            return true;
    return false;
}

static const struct trend *choose(struct page *page, const struct repo *repo,
                                  const struct trend *all, struct trend_range range)
{
    int64_t wanted = web_query_int(page->web, "target", 0, 1, INT64_MAX);
    const struct trend *t = all;
    while (t && (wanted ? t->target != wanted : !tells(t)))
        t = t->next;
    if (t || wanted == 0)
        return t ? t : all;
    t = trend_list(&page->hub, repo->id, wanted, range, 0);
    if (!t)
        fail(FAIL_ABSENT, "no such fuzz function");
    return t;
}

void trend_page_send(struct page *page, const struct repo *repo)
{
    struct trend_range range = range_of(page);
    int64_t number = web_query_int(page->web, "page", 1, 1, PAGE_MAX);
    const struct trend *all =
        trend_list(&page->hub, repo->id, 0, range, (number - 1) * HUB_PAGE_ROWS);
    const struct trend *chosen = choose(page, repo, all, range);
    bool more = fill_list(page, all, range, chosen ? chosen->target : 0);
    if (chosen)
        fill_chosen(page, repo, chosen, range);
    fill_pages(page->doc, number, more);
    page_send(page, "detail-coverage.tpl",
              text_format(page->hub.mem, "Coverage of %s", repo->name));
}
