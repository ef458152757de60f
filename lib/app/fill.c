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
    if (doc->json)
        return;
    char *word = text_copy(doc->mem, severity);
    word[0] = (char)toupper((unsigned char)word[0]);
    doc_show_text(doc, "SEVERITY_WORD", word);
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
