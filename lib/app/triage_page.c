#include "app/triage_page.h"

#include "app/again.h"
#include "app/comment_page.h"
#include "app/crasher_page.h"
#include "app/deed.h"
#include "hub/triage.h"

enum { WORD_MAX = 20, NAME_MAX_SIZE = 100 };

static const struct {
    const char *deed, *word;
} steps[] = { { "triage", "Triaged" },
              { "fix", "Fixed in a commit" },
              { "wontfix", "Won't fix" },
              { "reopen", "Open again" } };

static void go_back(struct page *page, const char *notice)
{
    const struct crasher_report *report = page->of;
    page_redirect(page, text_format(page->hub.mem, "/c/%" PRId64, report->crasher.id), notice);
}

static void do_step(struct page *page)
{
    struct triage_step step = { .deed = web_form(page->web, "do") };
    step.was = page_optional(page, "was", WORD_MAX);
    step.reason = page_optional(page, "reason", TRIAGE_REASON_MAX);
    if (strcmp(step.deed, "fix") == 0)
        step.commit = page_need(page, "commit", TRIAGE_COMMIT_MAX);
    triage_step(&page->hub, page->of, &step);
    go_back(page, "crasher-changed");
}

static void do_assign(struct page *page)
{
    bool take = deed_is(page, "take");
    const char *name = take ? page->hub.name : page_optional(page, "name", NAME_MAX_SIZE);
    page->field = take ? NULL : "name";
    triage_assign(&page->hub, page->of, name ? name : "");
    go_back(page, "crasher-assigned");
}

static void do_mute(struct page *page)
{
    const char *count = page_optional(page, "more", WORD_MAX);
    int64_t more = 0;
    page->field = "more";
    if (count && (!text_to_int(count, &more) || more <= 0 || more > TRIAGE_MORE_MAX))
        fail(FAIL_REFUSED, "more is a number from 1 to %d", TRIAGE_MORE_MAX);
    const char *until = page_optional(page, "until", WORD_MAX);
    page->field = "until";
    if (!until && !count)
        fail(FAIL_REFUSED, "until or more is missing");
    triage_mute(&page->hub, page->of, until, more);
    go_back(page, "crasher-muted");
}

static void do_unmute(struct page *page)
{
    triage_mute(&page->hub, page->of, NULL, 0);
    go_back(page, "crasher-unmuted");
}

/* The number of a crasher, "482" or "#482". */
static int64_t crasher_number(struct page *page, const char *field)
{
    const char *text = page_need(page, field, WORD_MAX);
    int64_t id;
    if (!text_to_int(text + (*text == '#'), &id) || id <= 0)
        fail(FAIL_REFUSED, "%s is the number of a crasher", field);
    return id;
}

static void do_merge(struct page *page)
{
    const char *was = page_optional(page, "was", WORD_MAX);
    int64_t other = crasher_number(page, "into");
    triage_merge(&page->hub, page->of, other, was);
    page_redirect(page, text_format(page->hub.mem, "/c/%" PRId64, other), "crasher-merged");
}

static void do_split(struct page *page)
{
    triage_split(&page->hub, page->of, crasher_number(page, "other"));
    go_back(page, "crasher-split");
}

void triage_page_post(struct page *page, const struct crasher_report *report)
{
    static const struct deed deeds[] = { { "triage", do_step },
                                         { "fix", do_step },
                                         { "wontfix", do_step },
                                         { "reopen", do_step },
                                         { "assign", do_assign },
                                         { "take", do_assign },
                                         { "mute", do_mute },
                                         { "merge", do_merge },
                                         { "split", do_split },
                                         { "unmute", do_unmute },
                                         { "comment", comment_page_add },
                                         { "edit", comment_page_edit },
                                         { "remove", comment_page_remove } };
    if (star_post(page, crasher_page_star(page, report)))
        return;
    if (page->hub.account == 0)
        fail(FAIL_STRANGER, "sign in to change this crasher");
    if (!report->may_triage)
        fail(FAIL_DENIED, "you may not triage this repository");
    page->of = report;
    deed_do(page, deeds, COUNT_OF(deeds));
}

/* Whether a list of words with a blank between holds one. */
static bool holds(const char *list, const char *word)
{
    size_t size = strlen(word);
    for (const char *at = list; (at = strstr(at, word)); at += size)
        if ((at == list || at[-1] == ' ') && (at[size] == ' ' || at[size] == '\0'))
            return true;
    return false;
}

static void fill_steps(struct page *page, struct doc *doc, const char *possible)
{
    struct doc_list *list = doc_list(doc, "steps_possible");
    const char *chosen = again_typed(page, NULL, "do");
    for (size_t i = 0; i < COUNT_OF(steps); i++) {
        if (!holds(possible, steps[i].deed))
            continue;
        struct doc *row = doc_row(list);
        doc_text(row, "do", steps[i].deed);
        doc_show_text(row, "DO_WORD", steps[i].word);
        doc_show_flag(row, "CHOSEN", chosen && strcmp(chosen, steps[i].deed) == 0);
    }
}

static void fill_mute(struct page *page, struct doc *triage, const struct crasher_report *report)
{
    struct doc *doc = doc_part(triage, "mute");
    doc_show_flag(doc, "MUTE_OPEN", report->crasher.muted || again_typed(page, "mute", "do"));
    doc_show_flag(doc, "MUTED_NOW", report->crasher.muted);
    doc_time(doc, "still_until", report->muted_until);
    doc_id(doc, "still_more", report->muted_left);
    doc_show_flag(doc, "STILL_BOTH", report->muted_until != 0 && report->muted_left != 0);
    again_text(page, "mute", "until", "MUTE_UNTIL", NULL);
    again_text(page, "mute", "more", "MUTE_MORE", NULL);
}

static void fill_merged(struct page *page, struct doc *triage, const struct triage_merged *m)
{
    struct doc_list *list = doc_list(triage, "merged");
    doc_show_flag(page->doc, "MERGE_OPEN", m || again_typed(page, "merge", "do"));
    for (; m; m = m->next) {
        struct doc *row = doc_row(list);
        doc_id(row, "merged_id", m->id);
        doc_text(row, "merged_title", m->title);
        doc_time(row, "merged_at", m->at);
    }
    again_text(page, "merge", "into", "MERGE_INTO", NULL);
}

void triage_page_fill(struct page *page, const struct crasher_report *report,
                      struct db_rows *merged)
{
    doc_flag(page->doc, "may_triage", report->may_triage);
    if (!report->may_triage)
        return;
    struct doc *doc = doc_part(page->doc, "triage");
    fill_steps(page, doc, report->steps);
    doc_text(page->doc, "csrf", page_csrf(page));
    doc_show_text(page->doc, "WAS", report->crasher.state);
    doc_show_flag(page->doc, "MAY_FIX", holds(report->steps, "fix"));
    const char *assignee = report->crasher.assignee;
    doc_show_flag(page->doc, "ASSIGNED_TO_ME", assignee && strcmp(assignee, page->hub.name) == 0);
    again_text(page, "assign", "name", "ASSIGN_NAME", assignee);
    if (holds(report->steps, "wontfix"))
        fill_mute(page, doc, report);
    fill_merged(page, doc, triage_take_merged(&page->hub, merged));
    again_text(page, "fix", "commit", "FIX_COMMIT", NULL);
    again_text(page, NULL, "reason", "GIVEN_REASON", NULL);
}
