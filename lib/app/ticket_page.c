#include "app/ticket_page.h"

#include "app/again.h"
#include "app/crasher_page.h"
#include "app/deed.h"
#include "app/ticket_draft.h"
#include "hub/ticket_text.h"

enum { KEY_TYPED_MAX = 300, TITLE_BYTES_MAX = 4 * TRACKER_TITLE_MAX, HOPE_S = 60 };

static void go_back(struct page *page, const char *notice)
{
    const struct crasher_report *of = page->of;
    page_redirect(page, text_format(page->hub.mem, "/c/%" PRId64 "#ticket", of->crasher.id),
                  notice);
}

/* To its own page, which tells how it went. */
static void go_on(struct page *page, const char *notice)
{
    const struct crasher_report *of = page->of;
    page_redirect(page, text_format(page->hub.mem, "/c/%" PRId64 "/ticket", of->crasher.id),
                  notice);
}

/* A field of the form, or what was drafted if it is not there. */
static const char *field_or(struct page *page, const char *name, size_t size_max,
                            char *(*draft)(struct hub *, const struct crasher_report *))
{
    return web_form(page->web, name) ? page_need(page, name, size_max)
                                     : draft(&page->hub, page->of);
}

static size_t characters(const char *text)
{
    size_t count = 0;
    for (; *text; text++)
        count += ((unsigned char)*text & 0xc0) != 0x80;
    return count;
}

static const struct tracker_place *need_place(struct page *page)
{
    const struct crasher_report *of = page->of;
    struct hub *hub = &page->hub;
    const struct tracker_place *place = ticket_take_place(hub, ticket_ask_place(hub, of->repo_id));
    if (!place)
        fail(FAIL_CONFLICT, "no tracker is set up for %s", of->repo);
    return place;
}

static void do_open(struct page *page)
{
    const char *title = field_or(page, "title", TITLE_BYTES_MAX, ticket_draft_title);
    if (characters(title) > TRACKER_TITLE_MAX)
        fail(FAIL_REFUSED, "title is longer than %d characters", TRACKER_TITLE_MAX);
    const char *text = field_or(page, "text", TRACKER_TEXT_MAX, ticket_draft_text);
    if (!ticket_is_connected(need_place(page)))
        fail(FAIL_CONFLICT, "the hub has no access to a tracker for this repository");
    ticket_open(&page->hub, page->of, ticket_title(page->hub.mem, title, TRACKER_TITLE_MAX),
                text_clean(page->hub.mem, bytes_from(text), TRACKER_TEXT_MAX));
    go_on(page, NULL);
}

/* Numbers are those of a project each: an address has to be of the one that is set. */
static bool is_elsewhere(const struct tracker_place *place, const char *typed)
{
    const char *project = place->project;
    bool by_number = strcmp(place->tracker->noun, "issue") == 0;
    return by_number && project && strchr(project, '/') && strstr(typed, "://") &&
           !strcasestr(typed, project);
}

static void do_link(struct page *page)
{
    const char *typed = page_need(page, "key", KEY_TYPED_MAX);
    const struct tracker_place *place = need_place(page);
    const char *key = place->tracker->key_from(page->hub.mem, typed);
    if (!key)
        fail(FAIL_REFUSED, "key is that of %s of %s, or its address",
             strcmp(place->tracker->noun, "issue") == 0 ? "an issue" : "a ticket",
             place->tracker->title);
    if (is_elsewhere(place, typed))
        fail(FAIL_REFUSED, "key is the address of an issue that is not of %s", place->project);
    if (!ticket_link(&page->hub, page->of, key))
        fail(FAIL_CONFLICT, "there is a ticket already: unlink it first");
    go_on(page, NULL);
}

static void do_unlink(struct page *page)
{
    ticket_drop(&page->hub, page->of);
    go_back(page, "ticket-unlinked");
}

static void do_not_fixed(struct page *page)
{
    ticket_not_fixed(&page->hub, page->of);
    go_back(page, "ticket-not-fixed");
}

/* For those who may triage; a reader sees the ticket on the page of the crasher. */
static void check_triage(struct page *page, const struct crasher_report *report)
{
    if (!report->may_triage && page->hub.account == 0)
        fail(FAIL_STRANGER, "sign in to open a ticket");
    if (!report->may_triage)
        fail(FAIL_DENIED, "you may not triage this repository");
}

void ticket_page_post(struct page *page, const struct crasher_report *report)
{
    static const struct deed deeds[] = { { "open", do_open },
                                         { "link", do_link },
                                         { "unlink", do_unlink },
                                         { "not_fixed", do_not_fixed } };
    check_triage(page, report);
    page->of = report;
    deed_do(page, deeds, COUNT_OF(deeds));
}

static bool asks_if_fixed(const struct crasher_report *report, const struct ticket *t)
{
    const char *state = report->crasher.state;
    return t->state == TICKET_OPEN && t->closed && !t->answered && strcmp(state, "fixed") != 0 &&
           strcmp(state, "wontfix") != 0;
}

static void fill_ticket(struct page *page, const struct crasher_report *report,
                        const struct ticket *t)
{
    static const char *const words[] = { "opening", "linking", "open", "failed" };
    static const char *const sections[] = { "IS_OPENING", "IS_LINKING", "IS_OPEN", "IS_FAILED" };
    struct doc *doc = doc_part(page->doc, "ticket");
    bool waits = t->state == TICKET_OPENING || t->state == TICKET_LINKING;
    doc_text(doc, "ticket_state", words[t->state]);
    for (size_t i = 0; i < COUNT_OF(sections); i++)
        doc_show_flag(doc, sections[i], i == t->state);
    doc_text(doc, "tracker", t->tracker ? t->tracker->name : NULL);
    doc_text(doc, "key", t->key);
    doc_text(doc, "link", t->link);
    doc_text(doc, "ticket_title", t->title);
    doc_text(doc, "status", t->status);
    doc_text(doc, "ticket_assignee", t->assignee);
    doc_flag(doc, "closed", t->closed);
    doc_text(doc, "ticket_says", t->says);
    doc_time(doc, "read_at", t->read_at);
    doc_time(doc, "next_try", waits && t->says && !t->busy ? t->due_at : 0);
    doc_show_flag(doc, "ASKS_IF_FIXED", report->may_triage && asks_if_fixed(report, t));
}

/* What the button does: opens a ticket, goes to Jira's own form, or to a page to copy from. */
static void fill_place(struct page *page, const struct tracker_place *place)
{
    const struct tracker *jira = tracker_named("jira");
    const struct tracker *tracker = place ? place->tracker : jira;
    bool connected = ticket_is_connected(place);
    doc_show_text(page->doc, "TRACKER_TITLE", tracker->title);
    doc_show_text(page->doc, "TRACKER_NOUN", tracker->noun);
    doc_show_flag(page->doc, "CONNECTED", connected);
    doc_show_flag(page->doc, "HAS_PLACE", place != NULL);
    doc_show_flag(page->doc, "HAS_FORM", !connected && place && place->address && tracker == jira);
    doc_show_text(page->doc, "TRACKER_PROJECT", place ? place->project : NULL);
    doc_show_text(page->doc, "KEY_LIKE", tracker == jira ? "VAULT-1288" : "#17");
}

struct ticket_asked ticket_page_ask(struct page *page, const struct crasher_report *report)
{
    struct hub *hub = &page->hub;
    struct ticket_asked asked = { NULL, NULL };
    if (report->has_ticket)
        asked.ticket = ticket_ask(hub, report->crasher.id);
    if (report->may_triage)
        asked.place = ticket_ask_place(hub, report->repo_id);
    return asked;
}

void ticket_page_fill(struct page *page, const struct crasher_report *report,
                      struct ticket_asked asked)
{
    const struct ticket *t = ticket_take(&page->hub, asked.ticket);
    const struct tracker_place *place = ticket_take_place(&page->hub, asked.place);
    if (t)
        fill_ticket(page, report, t);
    else
        doc_show(page->doc, "TICKET_NOT");
    if (!report->may_triage || !page->doc->view)
        return;
    fill_place(page, place);
    if (!t && place && !ticket_is_connected(place))
        doc_show_text(page->doc, "TICKET_FORM",
                      ticket_form(&page->hub, place, ticket_draft_title(&page->hub, report),
                                  ticket_draft_text(&page->hub, report)));
}

static void fill_draft(struct page *page, const struct crasher_report *report,
                       const struct ticket *t, const struct tracker_place *place)
{
    struct hub *hub = &page->hub;
    const char *title = t && t->title && t->text ? t->title : ticket_draft_title(hub, report);
    const char *text = t && t->text ? t->text : ticket_draft_text(hub, report);
    struct doc *draft = doc_part(page->doc, "draft");
    doc_text(draft, "draft_title", title);
    doc_text(draft, "draft_text", text);
    doc_text(draft, "draft_label", ticket_label(hub, report->crasher.id));
    doc_text(draft, "form",
             ticket_form(hub, ticket_is_connected(place) ? NULL : place, title, text));
    again_text(page, "open", "title", "TYPED_TITLE", title);
    again_text(page, "open", "text", "TYPED_TEXT", text);
    again_text(page, "link", "key", "TYPED_KEY", NULL);
}

void ticket_page_show(struct page *page, const struct crasher_report *report)
{
    check_triage(page, report);
    struct hub *hub = &page->hub;
    const struct ticket_asked asked = ticket_page_ask(page, report);
    const struct ticket *t = ticket_take(hub, asked.ticket);
    const struct tracker_place *place = ticket_take_place(hub, asked.place);
    bool waits = t && t->state != TICKET_OPEN && t->state != TICKET_FAILED;
    if (waits && !t->says && hub->now - t->created_at < HOPE_S)
        web_add_header(page->web, "Refresh", "1");
    if (t)
        fill_ticket(page, report, t);
    doc_show_flag(page->doc, "MAY_DRAFT", !t || t->state == TICKET_FAILED);
    fill_place(page, place);
    fill_draft(page, report, t, place);
    doc_text(page->doc, "csrf", page_csrf(page));
    doc_id(page->doc, "crasher_id", report->crasher.id);
    doc_text(page->doc, "repository", report->repo);
    doc_show_text(page->doc, "CRASHER_TITLE", report->crasher.title);
    page_send(page, "ticket.tpl", text_format(hub->mem, "Ticket of #%" PRId64, report->crasher.id));
}
