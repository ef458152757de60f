#include "app/fill.h"

#include <ctype.h>

enum { COMMIT_SHORT = 7, QUERY_MAX = 64 * 1024 };

static const char *sign_of(enum repo_verdict verdict)
{
    switch (verdict) {
    case REPO_CRASHED: return "bad";
    case REPO_FAILED: return "warn";
    case REPO_STALE:
    case REPO_EMPTY: return "old";
    case REPO_CLEAN: break;
    }
    return "ok";
}

void fill_verdict(struct doc *doc, const struct repo *repo)
{
    doc_text(doc, "status", repo->status);
    if (doc->json)
        doc_text(doc, "verdict", repo_verdict_name(repo->verdict));
    else
        doc_show_text(doc, "SIGN", sign_of(repo->verdict));
}

void fill_commit(struct doc *doc, const char *commit)
{
    doc_text(doc, "commit", commit);
    if (!commit || doc->json)
        return;
    struct bytes all = bytes_from(commit);
    all.size = all.size < COMMIT_SHORT ? all.size : COMMIT_SHORT;
    doc_show_text(doc, "COMMIT_SHORT", text_cut(doc->mem, all));
}

void fill_last_run(struct doc *doc, const struct repo_run *run)
{
    struct doc *part = doc_part(doc, "last_run");
    doc_id(part, "run_id", run->id);
    doc_time(part, "run_at", run->at);
    fill_commit(part, run->commit);
    doc_text(part, "branch", run->branch);
    doc_text(part, "origin", run->origin);
}

void fill_severity(struct doc *doc, const char *severity)
{
    doc_text(doc, "severity", severity);
    if (!doc->json)
        doc_show_text(doc, "SEVERITY_WORD", text_capital(doc->mem, severity));
}

static void fill_state(struct doc *doc, const struct crasher *crasher, int64_t since)
{
    static const struct {
        const char *state, *word, *color;
    } tags[] = { { "open", "Open", "" },         { "triaged", "Triaged", "blue" },
                 { "fixed", "Fixed", "green" },  { "regressed", "Regressed", "red" },
                 { "wontfix", "Won't fix", "" }, { "duplicate", "Duplicate", "" } };
    doc_text(doc, "state", crasher->state);
    if (doc->json)
        return;
    if (since > 0 && crasher->first_seen > since && strcmp(crasher->state, "open") == 0) {
        doc_show_text(doc, "TAG", "New");
        doc_show_text(doc, "TAG_COLOR", "amber");
        return;
    }
    for (size_t i = 0; i < COUNT_OF(tags); i++) {
        if (strcmp(tags[i].state, crasher->state) != 0)
            continue;
        doc_show_text(doc, "TAG", tags[i].word);
        doc_show_text(doc, "TAG_COLOR", tags[i].color);
    }
}

const char *fill_short_function(const char *function)
{
    /* What follows the first bracket, blank or angle is arguments and may hold any slash. */
    size_t name = strcspn(function, "(<[ ");
    const char *slash = memrchr(function, '/', name);
    return slash && slash[1] ? slash + 1 : function;
}

static void fill_place(struct doc *doc, const char *function, const char *file, int64_t line)
{
    doc_text(doc, "function", function);
    if (doc->json) {
        doc_text(doc, "file", file);
        doc_id(doc, "line", line);
        return;
    }
    if (function)
        doc_show_text(doc, "FUNCTION_SHORT", fill_short_function(function));
    if (!file)
        return;
    const char *slash = strrchr(file, '/'), *base = slash ? slash + 1 : file;
    const char *number = line > 0 ? text_format(doc->mem, ":%" PRId64, line) : "";
    doc_text(doc, "place", text_format(doc->mem, "%s%s", base, number));
    doc_text(doc, "place_full", text_format(doc->mem, "%s%s", file, number));
}

/* Whether a re-run of its input crashed. */
static void fill_rerun(struct doc *doc, enum crasher_rerun rerun)
{
    if (!doc->json)
        doc_show_flag(doc, "UNREPRODUCED", rerun == CRASHER_RERUN_PASSED);
    else if (rerun == CRASHER_RERUN_NONE)
        doc_text(doc, "reproduces", NULL);
    else
        doc_flag(doc, "reproduces", rerun == CRASHER_RERUN_CRASHED);
}

void fill_crasher(struct doc *doc, const struct crasher *crasher, int64_t since)
{
    doc_id(doc, "id", crasher->id);
    doc_text(doc, "title", crasher->title);
    fill_severity(doc, crasher->severity);
    fill_state(doc, crasher, since);
    fill_place(doc, crasher->function, crasher->file, crasher->line);
    fill_rerun(doc, crasher->rerun);
    doc_text(doc, "assignee", crasher->assignee);
    doc_flag(doc, "muted", crasher->muted);
    doc_int(doc, "crashes", crasher->crashes);
    doc_time(doc, "first_seen", crasher->first_seen);
    doc_time(doc, "last_seen", crasher->last_seen);
    if (crasher->path)
        doc_text(doc, "package", crasher->path);
    doc_text(doc, "fuzz_function", crasher->target);
    doc_int(doc, "fuzz_functions", crasher->targets);
    if (doc->view)
        doc_int(doc, "more_functions", crasher->targets > 1 ? crasher->targets - 1 : 0);
}

void fill_pages(struct doc *doc, int64_t number, bool more)
{
    doc_id(doc, "previous_page", number - 1);
    doc_id(doc, "next_page", more ? number + 1 : 0);
    if (number > 1 || more)
        doc_show(doc, "PAGED");
}

char *fill_query(struct arena *mem, const char *text)
{
    struct text query = text_new(mem, QUERY_MAX);
    text_add(&query, "");
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c < 0x80 && (isalnum(c) || strchr("-._/", c)))
            text_add_bytes(&query, (struct bytes){ text, 1 });
        else
            text_add_format(&query, "%%%02X", c);
    }
    return query.at;
}

char *fill_xml(struct arena *mem, const char *text)
{
    char *clean = text_copy(mem, text);
    for (char *c = clean; *c; c++) {
        if ((unsigned char)*c < ' ' && *c != '\t' && *c != '\n')
            *c = ' ';
        if (strncmp(c, "\xef\xbf", 2) == 0 && (unsigned char)c[2] >= 0xbe)
            c[2] = '\xbd'; /* U+FFFD, which says that something was here */
    }
    return clean;
}
