#include "app/mails_page.h"

#include "app/deed.h"
#include "app/fill.h"
#include "base/log.h"
#include "hub/outbox.h"
#include "hub/site.h"

enum { PAGE_MAX = 100000, HOPE_S = 120 };

static const char *state_of(struct page *page)
{
    static const char *const states[][2] = { { "dead", "SHOW_DEAD" },
                                             { "waiting", "SHOW_WAITING" },
                                             { "sent", "SHOW_SENT" } };
    const char *show = web_query(page->web, "show");
    for (size_t i = 0; i < COUNT_OF(states); i++) {
        if (strcmp(show ? show : "dead", states[i][0]) != 0)
            continue;
        doc_show(page->doc, states[i][1]);
        doc_text(page->doc, "show", states[i][0]);
        return states[i][0];
    }
    fail(FAIL_INPUT, "show is dead, waiting or sent");
}

static void fill_letter(struct doc *row, const struct outbox_letter *l)
{
    bool waits = strcmp(l->state, "waiting") == 0;
    doc_id(row, "id", l->id);
    doc_text(row, "to", l->to);
    doc_text(row, "subject", l->subject);
    doc_text(row, "state", l->state);
    doc_int(row, "attempts", l->attempts);
    doc_text(row, "answer", l->answer);
    doc_time(row, "made", l->made_at);
    doc_time(row, "due", waits ? l->due_at : 0);
    doc_time(row, "sent", l->sent_at);
    doc_show_flag(row, "DEAD", strcmp(l->state, "dead") == 0);
    doc_show_flag(row, "WAITS", waits);
    doc_show_flag(row, "MANY", l->attempts > 1);
}

static void show_list(struct page *page, struct doc_list *list)
{
    int64_t number = web_query_int(page->web, "page", 1, 1, PAGE_MAX), found;
    const struct outbox_letter *l =
        outbox_list(&page->hub, state_of(page), (number - 1) * HUB_PAGE_ROWS, &found);
    for (int count = 0; l && count < HUB_PAGE_ROWS; count++, l = l->next)
        fill_letter(doc_row(list), l);
    doc_int(page->doc, "found", found);
    fill_pages(page->doc, number, l != NULL);
}

/* One's own test, until the server has answered. */
static void show_one(struct page *page, struct doc_list *list, int64_t id)
{
    const struct outbox_letter *l = outbox_find(&page->hub, id);
    if (!l)
        fail(FAIL_ABSENT, "no such mail");
    fill_letter(doc_row(list), l);
    doc_show(page->doc, "ONE");
    bool hopes = !l->answer && page->hub.now - l->made_at < HOPE_S;
    if (hopes)
        web_add_header(page->web, "Refresh", "1");
    doc_show_flag(page->doc, "HOPES", hopes);
}

static void show_mails(struct page *page)
{
    int64_t only = web_query_int(page->web, "mail", 0, 1, INT64_MAX);
    struct doc_list *list = doc_list(page->doc, "mails");
    if (only > 0)
        show_one(page, list, only);
    else
        show_list(page, list);
    doc_text(page->doc, "csrf", page_csrf(page));
    page_send(page, "admin-mails.tpl", "Mails, administration");
}

static int64_t id_of(struct page *page)
{
    int64_t id;
    if (!text_to_int(page_need(page, "id", 20), &id))
        fail(FAIL_REFUSED, "id must be a number");
    return id;
}

static void do_again(struct page *page)
{
    outbox_again(&page->hub, id_of(page), web_variable(page->web, "REMOTE_ADDR"));
    page_redirect(page, "/admin/mails?show=waiting", "mail-again");
}

static void do_drop(struct page *page)
{
    outbox_drop(&page->hub, id_of(page), web_variable(page->web, "REMOTE_ADDR"));
    page_redirect(page, "/admin/mails", "mail-dropped");
}

static void do_test(struct page *page)
{
    struct view *values = view_new(page->hub.mem);
    view_set(values, "URL", site_url(page->hub.mem));
    view_set(values, "NAME", page->hub.name);
    int64_t id = outbox_put(&page->hub, page->hub.account, NULL, "mail-test.tpl", values);
    log_line(LOG_INFO, "test mail", "account", page->hub.name, NULL);
    page_redirect(page, text_format(page->hub.mem, "/admin/mails?mail=%" PRId64, id), NULL);
}

void mails_page(struct page *page)
{
    static const struct deed deeds[] = { { "again", do_again },
                                         { "drop", do_drop },
                                         { "test", do_test } };
    if (page->post)
        deed_do(page, deeds, COUNT_OF(deeds));
    else
        show_mails(page);
}
