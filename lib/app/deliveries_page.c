#include "app/deliveries_page.h"

#include "app/deed.h"
#include "app/fill.h"
#include "app/mailer.h"
#include "app/news_mail.h"
#include "app/wish_field.h"
#include "hub/notification_list.h"

enum { SEARCH_MAX = 254 };

static const char *state_of(struct page *page)
{
    static const char *const states[][3] = { { "all", "SHOW_ALL", "" },
                                             { "dead", "SHOW_DEAD", "dead" },
                                             { "waiting", "SHOW_WAITING", "waiting" },
                                             { "sent", "SHOW_SENT", "sent" } };
    const char *show = web_query(page->web, "show");
    for (size_t i = 0; i < COUNT_OF(states); i++) {
        if (strcmp(show ? show : "all", states[i][0]) != 0)
            continue;
        doc_show(page->doc, states[i][1]);
        doc_text(page->doc, "show", states[i][0]);
        return states[i][2];
    }
    fail(FAIL_INPUT, "show is all, dead, waiting or sent");
}

static void fill_letter(struct doc *row, const struct notification_letter *l)
{
    bool waits = strcmp(l->state, "waiting") == 0, dead = strcmp(l->state, "dead") == 0;
    doc_id(row, "id", l->id);
    doc_text(row, "way", l->way);
    doc_show_text(row, "WAY_WORD", wish_field_way(l->way));
    doc_text(row, "to", l->to);
    doc_text(row, "account", l->account);
    doc_text(row, "repository", l->repo);
    doc_id(row, "crasher", l->crasher);
    doc_int(row, "events", l->events);
    doc_show_flag(row, "ONE_EVENT", l->events == 1);
    doc_text(row, "state", l->state);
    doc_int(row, "attempts", l->attempts);
    doc_text(row, "answer", l->answer);
    doc_time(row, "made", l->made_at);
    doc_time(row, "due", waits ? l->due_at : 0);
    doc_time(row, "sent", l->sent_at);
    doc_show_flag(row, "GIVEN_UP", dead);
    doc_show_flag(row, "WAITS", waits);
    doc_show_flag(row, "CANCELLED", strcmp(l->state, "cancelled") == 0);
    doc_show_flag(row, "DENIED", strcmp(l->state, "denied") == 0);
    doc_show_flag(row, "OPEN", waits || dead);
    doc_show_flag(row, "TRIED", l->attempts > 0);
    doc_show_flag(row, "MANY", l->attempts > 1);
}

static void fill_tries(struct page *page, int64_t id)
{
    struct doc_list *list = doc_list(page->doc, "tries");
    for (const struct notification_try *t = notification_tries(&page->hub, id); t; t = t->next) {
        struct doc *row = doc_row(list);
        doc_int(row, "number", t->number);
        doc_time(row, "tried_at", t->at);
        doc_text(row, "became", t->state);
        doc_text(row, "said", t->answer);
        doc_show_flag(row, "GOOD", strcmp(t->state, "sent") == 0);
        doc_show_flag(row, "LAST", strcmp(t->state, "dead") == 0);
    }
}

/* A hub without a mail server keeps its mails, to be looked at here. */
static void fill_mail(struct page *page, const struct notification_letter *l)
{
    const char *host = mailer_host(page->hub.mem);
    const struct message_told *mail =
        strcmp(l->way, "email") == 0
            ? mailer_find(&page->hub, news_mail_id(page->hub.mem, l->id, l->made_at, host))
            : NULL;
    if (!mail)
        return;
    struct doc *part = doc_part(page->doc, "mail");
    doc_text(part, "subject", mail->subject);
    doc_text(part, "text", mail->text);
}

static void show_one(struct page *page, int64_t id)
{
    const struct notification_letter *l = notification_find(&page->hub, id);
    if (!l)
        fail(FAIL_ABSENT, "no such notification");
    fill_letter(doc_row(doc_list(page->doc, "notifications")), l);
    fill_tries(page, id);
    fill_mail(page, l);
    doc_show(page->doc, "ONE");
    doc_text(page->doc, "csrf", page_csrf(page));
    page_send(page, "admin-deliveries.tpl",
              text_format(page->hub.mem, "Delivery %" PRId64 ", administration", id));
}

static void show_deliveries(struct page *page)
{
    int64_t only = web_query_int(page->web, "id", 0, 1, INT64_MAX);
    if (only > 0) {
        show_one(page, only);
        return;
    }
    const char *to = page_query(page, "to", SEARCH_MAX);
    struct notification_filter filter = { .state = state_of(page),
                                          .search = to ? to : "",
                                          .before =
                                              web_query_int(page->web, "before", 0, 1, INT64_MAX),
                                          .most = HUB_PAGE_ROWS + 1 };
    struct doc_list *list = doc_list(page->doc, "notifications");
    const struct notification_letter *l = notification_list(&page->hub, &filter);
    int64_t last = 0;
    for (int count = 0; l && count < HUB_PAGE_ROWS; count++, l = l->next) {
        fill_letter(doc_row(list), l);
        last = l->id;
    }
    doc_id(page->doc, "older", l ? last : 0);
    doc_show_text(page->doc, "SEARCH", filter.search);
    doc_show_flag(page->doc, "SEARCHED", to != NULL);
    doc_show_flag(page->doc, "LATER", filter.before != 0);
    if (l || filter.before != 0)
        doc_show(page->doc, "PAGED");
    doc_int(page->doc, "dead", notification_dead(&page->hub));
    const struct notification_untold untold = notification_untold(&page->hub);
    doc_int(page->doc, "untold", untold.number);
    doc_text(page->doc, "untold_reason", untold.reason);
    doc_show_flag(page->doc, "ONE_UNTOLD", untold.number == 1);
    doc_show(page->doc, "ONE_NOT");
    doc_text(page->doc, "csrf", page_csrf(page));
    page_send(page, "admin-deliveries.tpl", "Deliveries, administration");
}

static void do_again(struct page *page)
{
    notification_again(&page->hub, page_need_int(page, "id"),
                       web_variable(page->web, "REMOTE_ADDR"));
    page_redirect(page, "/admin/deliveries", "delivery-again");
}

static void do_again_all(struct page *page)
{
    notification_again_all(&page->hub, web_variable(page->web, "REMOTE_ADDR"));
    page_redirect(page, "/admin/deliveries", "deliveries-again");
}

static void do_cancel(struct page *page)
{
    notification_cancel(&page->hub, page_need_int(page, "id"),
                        web_variable(page->web, "REMOTE_ADDR"));
    page_redirect(page, "/admin/deliveries", "delivery-cancelled");
}

void deliveries_page(struct page *page)
{
    static const struct deed deeds[] = { { "again", do_again },
                                         { "again_all", do_again_all },
                                         { "cancel", do_cancel } };
    if (page->post)
        deed_do(page, deeds, COUNT_OF(deeds));
    else
        show_deliveries(page);
}
