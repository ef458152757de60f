#include "app/result_row.h"

#include "app/fill.h"

enum { NOTICES_MAX = 10 };

static int64_t fill_crashers(struct doc *row, const struct result_crasher *c, int64_t target)
{
    struct doc_list *list = doc_list(row, "crashers");
    int64_t count = 0;
    for (; c; c = c->next) {
        if (c->target != target)
            continue;
        struct doc *crasher = doc_row(list);
        doc_id(crasher, "crasher_id", c->id);
        doc_text(crasher, "title", c->title);
        fill_severity(crasher, c->severity);
        doc_flag(crasher, "is_new", c->is_new);
        doc_int(crasher, "crashes", c->crashes);
        count++;
    }
    return count;
}

static void fill_status(struct doc *row, const struct result *r, int64_t crashers)
{
    const char *sign = "bad", *words = "Crashed";
    if (r->failure) {
        sign = "warn";
        words = text_capital(row->mem, r->failure);
    } else if (crashers > 0) {
        words = text_format(row->mem, "%" PRId64 " %s", crashers,
                            crashers == 1 ? "crasher" : "crashers");
    } else if (strcmp(r->state, "ok") == 0) {
        sign = "ok";
        words = "No Panic";
    }
    doc_text(row, "state", r->state);
    doc_text(row, "status", words);
    doc_show_text(row, "SIGN", sign);
}

static void fill_result(struct doc *row, const struct result *r,
                        const struct result_crasher *crashers)
{
    doc_text(row, "package", r->path);
    doc_text(row, "fuzz_function", r->name);
    doc_text(row, "engine", r->engine);
    fill_status(row, r, fill_crashers(row, crashers, r->target));
    doc_text(row, "reason", r->reason);
    doc_text(row, "failure", r->failure);
    doc_int(row, "logs", r->logs);
    doc_count(row, "executions", r->executions);
    doc_count(row, "per_second", r->executions_per_second);
    doc_count(row, "new_inputs", r->new_interesting);
    doc_count(row, "corpus", r->corpus);
    doc_count(row, "coverage", r->coverage);
    doc_span(row, "fuzzed", r->elapsed_ms > 0 ? r->elapsed_ms : -1);
    doc_count(row, "peak_rss_mb", r->peak_rss_mb);
}

/* What it means and what to do; the tool's own words follow. */
static const char *advice_on(const char *state)
{
    if (strcmp(state, "blocked") == 0)
        return "A seed or a saved input crashes already, so the fuzzer stopped before fuzzing. Fix "
               "that crasher, or move the input away.";
    if (strcmp(state, "stalled") == 0)
        return "It ran, but hardly executed anything. Look for a lock, a network wait or an input "
               "that takes for ever.";
    if (strcmp(state, "setup_error") == 0)
        return "It never started. Nothing was fuzzed until this is mended.";
    return "It gave no verdict.";
}

static void add_notice(struct doc_list *notices, const struct result *r)
{
    struct doc *row = doc_row(notices);
    doc_text(row, "notice_of", r->name);
    doc_text(row, "notice_package", r->path);
    doc_text(row, "notice_failure", r->failure);
    doc_show_text(row, "ADVICE", advice_on(r->state));
    doc_text(row, "notice_reason", r->reason);
}

void result_row_list(struct doc *doc, const struct result *results,
                     const struct result_crasher *crashers)
{
    struct doc_list *list = doc_list(doc, "results"), *notices = NULL;
    int64_t count = 0;
    if (doc->view)
        notices = doc_list(doc, "notices");
    for (int i = 0; results && i < HUB_PAGE_ROWS; i++, results = results->next) {
        fill_result(doc_row(list), results, crashers);
        if (notices && results->failure && count++ < NOTICES_MAX)
            add_notice(notices, results);
    }
}
