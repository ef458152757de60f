#include "app/rules_page.h"

#include "app/repo_page.h"
#include "hub/rebucket.h"

enum { PREVIEW_CRASHERS = 200, PREVIEW_BYTES = 32 * 1024 * 1024, DO_MAX = 20 };

static void fill_move(struct doc_list *list, const struct rebucket_change *change,
                      const struct rebucket_move *m)
{
    struct doc *row = doc_row(list);
    doc_id(row, "id", change->crasher);
    doc_text(row, "title", change->title);
    doc_flag(row, "merges", m->merges);
    doc_int(row, "crashes", m->crashes);
    doc_show_flag(row, "ONE_CRASH", m->crashes == 1);
    doc_id(row, "other", m->other);
    doc_text(row, "other_title", m->title);
}

/* What would move of the newest crashers. */
static void fill_preview(struct page *page, const struct repo *repo, const struct rules *rules)
{
    struct doc *part = doc_part(page->doc, "preview");
    struct doc_list *list = doc_list(part, "moves");
    struct rebucket *rebucket = rebucket_new(&page->hub, repo->id, rules);
    const struct rebucket_counts *counts = rebucket_counts(rebucket);
    const int64_t *ids = rebucket_list_newest(&page->hub, repo->id, PREVIEW_CRASHERS);
    for (; *ids && counts->bytes < PREVIEW_BYTES; ids++) {
        const struct rebucket_change *change = rebucket_look(rebucket, *ids);
        for (const struct rebucket_move *m = change ? change->moves : NULL; m; m = m->next)
            fill_move(list, change, m);
    }
    doc_int(part, "looked", counts->looked);
    doc_int(part, "unread", counts->unread);
    doc_flag(part, "all", *ids == 0 && counts->looked < PREVIEW_CRASHERS);
}

static void send_settings(struct page *page, const struct repo *repo,
                          const struct repo_rules *shown, const char *error, const char *field)
{
    repo_page_head(page, repo, "SETTINGS_TAB");
    doc_text(page->doc, "rules", shown->text);
    doc_int(page->doc, "depth", shown->depth);
    doc_flag(page->doc, "waiting", shown->waiting);
    doc_text(page->doc, "csrf", page_csrf(page));
    if (error) {
        doc_show_text(doc_part(page->doc, "error"), "MESSAGE", error);
        doc_show(page->doc, strcmp(field, "rules") == 0 ? "BAD_RULES" : "BAD_DEPTH");
    }
    page_send_status(page, error ? FAIL_REFUSED : 200, "detail-settings.tpl",
                     text_format(page->hub.mem, "Settings of %s", repo->name));
}

/* What was posted; *field is the one that is wrong, *error says how. */
static struct repo_rules posted(struct page *page, const char **error, const char **field)
{
    const char *text = web_form(page->web, "rules"), *depth = web_form(page->web, "depth");
    struct repo_rules rules = { .text = text ? text : "", .depth = CRASH_DEPTH };
    *error = *field = NULL;
    if (!text_is_utf8(bytes_from(rules.text))) {
        *field = "rules";
        *error = "they are not UTF-8 text";
        rules.text = "";
    }
    if (depth &&
        (!text_to_int(depth, &rules.depth) || rules.depth < 1 || rules.depth > CRASH_DEPTH_MAX)) {
        *field = "depth";
        *error = text_format(page->hub.mem, "it must be a number from 1 to %d", CRASH_DEPTH_MAX);
        rules.depth = CRASH_DEPTH;
    }
    return rules;
}

void rules_page_show(struct page *page, const struct repo *repo)
{
    const char *error = NULL, *field = NULL;
    struct repo_rules shown =
        page->post ? posted(page, &error, &field) : repo_rules(&page->hub, repo->id);
    const struct rules *rules = NULL;
    if (page->post && !error) {
        rules = rules_read(page->hub.mem, shown.text, (size_t)shown.depth, &error);
        field = "rules";
    }
    if (error && page->wants_json)
        fail(FAIL_REFUSED, "%s: %s", field, error);
    if (error || !page->post) {
        send_settings(page, repo, &shown, error, field);
        return;
    }
    const char *wanted = page_need(page, "do", DO_MAX);
    if (strcmp(wanted, "save") == 0) {
        repo_set_rules(&page->hub, repo, shown, web_variable(page->web, "REMOTE_ADDR"));
        page_redirect(page, text_format(page->hub.mem, "/r/%s/settings", repo->name),
                      "rules-saved");
        return;
    }
    if (strcmp(wanted, "preview") != 0)
        fail(FAIL_REFUSED, "do is one of preview, save");
    fill_preview(page, repo, rules);
    send_settings(page, repo, &shown, NULL, NULL);
}
