#include "app/junit.h"

#include "app/fill.h"

enum { TEXT_MAX = 64 * 1024 };

struct count {
    int64_t tests, failures, errors, elapsed_ms;
};

static void add_count(struct count *to, const struct count *more)
{
    to->tests += more->tests;
    to->failures += more->failures;
    to->errors += more->errors;
    to->elapsed_ms += more->elapsed_ms;
}

static void fill_seconds(struct doc *doc, int64_t milliseconds)
{
    doc_text(
        doc, "seconds",
        text_format(doc->mem, "%" PRId64 ".%03d", milliseconds / 1000, (int)(milliseconds % 1000)));
}

static void fill_count(struct doc *doc, const struct count *count)
{
    doc_text(doc, "tests", text_int(doc->mem, count->tests));
    doc_text(doc, "failures", text_int(doc->mem, count->failures));
    doc_text(doc, "errors", text_int(doc->mem, count->errors));
    fill_seconds(doc, count->elapsed_ms);
}

/* A line for each crasher of the function that the finding is of. */
static const char *crashers_text(struct page *page, const struct finding *f)
{
    struct text lines = text_new(page->hub.mem, TEXT_MAX);
    const struct finding *first = f;
    text_add(&lines, "");
    for (; f && f->target == first->target && f->crasher != 0; f = f->next) {
        text_add_format(&lines, "%s (%s: %s)%s\n", f->title, f->severity, f->severity_reason,
                        f->is_new ? ", new" : "");
        if (f->file)
            text_add_format(&lines, "    at %s:%" PRId64 "\n", f->file, f->line);
        text_add_format(&lines, "    %s/c/%" PRId64 "\n", page_url(page), f->crasher);
    }
    return lines.at;
}

static void fill_failure(struct page *page, struct doc *row, const struct finding *f)
{
    struct doc *failure = doc_part(row, "failure");
    bool known = f->crasher != 0;
    doc_text(failure, "type", fill_xml(page->hub.mem, known ? f->kind : f->state));
    doc_text(failure, "says", fill_xml(page->hub.mem, known ? f->title : f->state));
    doc_text(failure, "crashers", fill_xml(page->hub.mem, crashers_text(page, f)));
}

static struct count fill_case(struct page *page, struct doc *row, const struct finding *f)
{
    bool well = strcmp(f->state, "ok") == 0, failed = !well && f->failure;
    struct count count = { 1, !well && !failed, failed, f->elapsed_ms > 0 ? f->elapsed_ms : 0 };
    doc_text(row, "case", fill_xml(page->hub.mem, f->name));
    fill_seconds(row, count.elapsed_ms);
    if (count.failures > 0)
        fill_failure(page, row, f);
    if (count.errors > 0) {
        struct doc *error = doc_part(row, "error");
        doc_text(error, "type", f->state);
        doc_text(error, "says", fill_xml(page->hub.mem, f->reason ? f->reason : f->failure));
    }
    return count;
}

static const struct finding *next_target(const struct finding *f)
{
    int64_t target = f->target;
    while (f && f->target == target)
        f = f->next;
    return f;
}

/* Takes the functions of one package off the front. */
static struct count fill_suite(struct page *page, struct doc *suite, const struct finding **rest)
{
    const struct finding *f = *rest;
    const char *path = f->path;
    struct count all = { 0 };
    struct doc_list *cases = doc_list(suite, "cases");
    for (; f && strcmp(f->path, path) == 0; f = next_target(f)) {
        struct doc *row = doc_row(cases);
        doc_text(row, "class", fill_xml(page->hub.mem, path));
        struct count one = fill_case(page, row, f);
        add_count(&all, &one);
    }
    doc_text(suite, "suite", fill_xml(page->hub.mem, path));
    fill_count(suite, &all);
    *rest = f;
    return all;
}

void junit_fill(struct page *page, const struct run *run, const struct finding *findings)
{
    struct count all = { 0 };
    struct doc_list *suites = doc_list(page->doc, "suites");
    doc_text(page->doc, "repository", fill_xml(page->hub.mem, run->repo));
    doc_id(page->doc, "run", run->id);
    while (findings) {
        struct doc *suite = doc_row(suites);
        doc_time(suite, "at", run->started_at);
        struct count one = fill_suite(page, suite, &findings);
        add_count(&all, &one);
    }
    fill_count(page->doc, &all);
}
