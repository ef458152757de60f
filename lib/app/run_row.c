#include "app/run_row.h"

#include "app/fill.h"

static const char *sign_of(const struct run *run)
{
    if (run->targets_crashed > 0)
        return "bad";
    if (run->failed)
        return "warn";
    return run->targets == 0 ? "old" : "ok";
}

void run_row_fill(struct doc *doc, const struct run *run)
{
    doc_id(doc, "id", run->id);
    doc_text(doc, "status", run_status(doc->mem, run));
    doc_show_text(doc, "SIGN", sign_of(run));
    fill_commit(doc, run->commit);
    doc_text(doc, "branch", run->branch);
    doc_text(doc, "origin", run->origin);
    doc_int(doc, "fuzz_functions", run->targets);
    doc_int(doc, "functions_crashed", run->targets_crashed);
    doc_int(doc, "functions_failed", run->targets_failed);
    doc_int(doc, "packages", run->packages);
    doc_show_flag(doc, "ONE_PACKAGE", run->packages == 1);
    doc_int(doc, "crashers_new", run->crashers_new);
    doc_count(doc, "executions", run->executions);
    doc_count(doc, "executions_per_second", run->executions_per_second);
    doc_count(doc, "new_inputs", run->new_interesting);
    doc_show_flag(doc, "ONE_INPUT", run->new_interesting == 1);
    doc_time(doc, "started_at", run->started_at);
    doc_time(doc, "last_at", run->last_at);
    doc_span(doc, "fuzzed", run->elapsed_ms > 0 ? run->elapsed_ms : -1);
}
