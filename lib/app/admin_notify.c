#include "app/admin_notify.h"

#include "app/again.h"
#include "app/channel_test.h"
#include "app/choice.h"
#include "app/deed.h"
#include "app/fill.h"
#include "app/notify_row.h"
#include "app/rule_form.h"
#include "app/wish_field.h"

enum { SEARCH_MAX = 200, PAGE_MAX = 100000, WORD_MAX = 60, URL_MAX = 2000, EMAIL_MAX = 254 };
enum { FEW = 10 }; /* rules that are seen at a glance */

static const char path[] = "/admin/notify";

static const struct choice channel_kinds[] = {
    { "slack", "Slack channel, by its webhook" },
    { "teams", "Microsoft Teams" },
    { "discord", "Discord" },
    { "mattermost", "Mattermost" },
    { "webhook", "Signed webhook" },
    { "email", "E-mail address of nobody's account" },
    { NULL, NULL },
};

static void fill_rule(struct doc *row, const struct notify_rule *r)
{
    doc_id(row, "id", r->id);
    doc_text(row, "to", r->to);
    doc_text(row, "who", r->who);
    doc_text(row, "channel_way", r->way);
    doc_text(row, "repository", r->object.repo != 0 ? r->object.name : NULL);
    doc_text(row, "pattern", r->object.repo == 0 ? r->object.name : NULL);
    doc_int(row, "repositories", r->repos);
    if (strcmp(r->to, "group") == 0)
        doc_int(row, "members", r->members);
    wish_field_fill(row, &r->wish);
    doc_flag(row, "mandatory", r->mandatory);
    doc_text(row, "made_by", r->made_by);
    doc_time(row, "made", r->made_at);
    doc_show_flag(row, "OF_GROUP", strcmp(r->to, "group") == 0);
    doc_show_flag(row, "OF_CHANNEL", r->way != NULL);
    doc_show_flag(row, "ONE_MEMBER", r->members == 1);
    doc_show_flag(row, "ONE_REPOSITORY", r->repos == 1);
    doc_show_text(row, "CHANNEL_WORD", r->way ? wish_field_way(r->way) : NULL);
}

static void fill_rules(struct page *page)
{
    const char *search = page_query(page, "q", SEARCH_MAX);
    int64_t number = web_query_int(page->web, "page", 1, 1, PAGE_MAX), found;
    const struct notify_rule *r =
        notify_rule_list(&page->hub, search ? search : "", (number - 1) * HUB_PAGE_ROWS, &found);
    struct doc_list *list = doc_list(page->doc, "rules");
    for (int count = 0; r && count < HUB_PAGE_ROWS; count++, r = r->next)
        fill_rule(doc_row(list), r);
    doc_int(page->doc, "found", found);
    doc_show_text(page->doc, "SEARCH", search);
    doc_show_flag(page->doc, "SEARCHED", search != NULL);
    doc_show_flag(page->doc, "FINDABLE", search || found > FEW);
    fill_pages(page->doc, number, r != NULL);
}

static void fill_channels(struct page *page, const struct channel *channels)
{
    struct doc_list *list = doc_list(page->doc, "channels");
    for (const struct channel *c = channels; c; c = c->next) {
        struct doc *row = doc_row(list);
        notify_row_channel(row, c);
        doc_flag(row, "sees_private", c->sees_private);
        doc_int(row, "in_rules", c->rules);
        doc_show_flag(row, "ONE_RULE", c->rules == 1);
        channel_test_tell(page, c, notify_row_where(page->hub.mem, c));
    }
}

static void send(struct page *page, int status)
{
    const struct channel *channels = channel_list_shared(&page->hub);
    fill_rules(page);
    fill_channels(page, channels);
    rule_form_fill_new(page, channels);
    rule_form_fill(page, NULL);
    again_text(page, "channel", "url", "URL_TYPED", NULL);
    again_text(page, "channel", "address", "ADDRESS_TYPED", NULL);
    again_text(page, "channel", "name", "NAME_TYPED", NULL);
    const char *kind = again_typed(page, "channel", "channel_kind");
    choice_fill(page->doc, "channel_kinds", channel_kinds, kind ? kind : "slack");
    doc_text(page->doc, "csrf", page_csrf(page));
    page_send_status(page, status, "admin-notify.tpl", "NotifyAdmin, administration");
}

static void do_add(struct page *page)
{
    const struct notify_rule rule = rule_form_read(page, NULL);
    page->field = NULL;
    notify_rule_add(&page->hub, &rule);
    page_redirect(page, path, "rule-added");
}

static void do_preview(struct page *page)
{
    const struct notify_rule rule = rule_form_read(page, NULL);
    rule_form_preview(page, &rule);
    send(page, 200);
}

static void do_channel(struct page *page)
{
    struct channel_wish wish = { .kind = page_need(page, "channel_kind", WORD_MAX),
                                 .name = page_need(page, "name", CHANNEL_NAME_MAX) };
    if (strcmp(wish.kind, "email") == 0)
        wish.address = page_need(page, "address", EMAIL_MAX);
    else
        wish.url = page_need(page, "url", URL_MAX);
    const struct channel_made made =
        channel_add_shared(&page->hub, &wish, page_is_yes(page, "private"));
    if (!made.key) {
        page_redirect(page, text_format(page->hub.mem, "%s?to=channel-%" PRId64, path, made.id),
                      "channel-shared");
        return;
    }
    doc_text(doc_part(page->doc, "made"), "key", made.key);
    send(page, page->wants_json ? 201 : 200);
}

static const struct channel *need_channel(struct page *page)
{
    const struct channel *c = channel_find_shared(&page->hub, page_need_int(page, "id"));
    if (!c)
        fail(FAIL_CONFLICT, "this channel is not there any more");
    return c;
}

static void do_change(struct page *page)
{
    const struct channel *c = need_channel(page);
    channel_set_shared(&page->hub, c, page_need(page, "name", CHANNEL_NAME_MAX),
                       page_is_yes(page, "private"));
    page_redirect(page, path, "channel-changed");
}

static void do_drop(struct page *page)
{
    const struct channel *c = need_channel(page);
    if (c->rules > 0 && !page_is_yes(page, "confirm"))
        fail(FAIL_REFUSED, "confirm=yes is missing: %" PRId64 " %s with this channel", c->rules,
             c->rules == 1 ? "rule goes" : "rules go");
    channel_remove_shared(&page->hub, c);
    page_redirect(page, path, "channel-removed");
}

static void do_test(struct page *page)
{
    channel_test_do(page, path);
}

void admin_notify(struct page *page)
{
    static const struct deed deeds[] = { { "add", do_add },         { "preview", do_preview },
                                         { "channel", do_channel }, { "change", do_change },
                                         { "drop", do_drop },       { "test", do_test } };
    if (page->post)
        deed_do(page, deeds, COUNT_OF(deeds));
    else
        send(page, 200);
}

static void send_rule(struct page *page, const struct notify_rule *shown)
{
    const struct notify_rule *rule = page->of;
    fill_rule(doc_part(page->doc, "rule"), rule);
    rule_form_preview(page, shown);
    rule_form_fill(page, rule);
    doc_text(page->doc, "csrf", page_csrf(page));
    page_send(page, "admin-notify-rule.tpl",
              text_format(page->hub.mem, "Rule for %s, administration", rule->who));
}

static void do_set(struct page *page)
{
    const struct notify_rule wished = rule_form_read(page, page->of);
    notify_rule_set(&page->hub, page->of, &wished.wish, wished.mandatory);
    page_redirect(page, web_path(page->web), "rule-saved");
}

static void do_preview_set(struct page *page)
{
    const struct notify_rule wished = rule_form_read(page, page->of);
    send_rule(page, &wished);
}

static void do_remove(struct page *page)
{
    notify_rule_remove(&page->hub, page->of);
    page_redirect(page, path, "rule-removed");
}

void admin_notify_rule(struct page *page)
{
    static const struct deed deeds[] = { { "set", do_set },
                                         { "preview", do_preview_set },
                                         { "remove", do_remove } };
    int64_t id;
    const struct notify_rule *rule =
        text_to_int(web_segment(page->web, 2), &id) ? notify_rule_find(&page->hub, id) : NULL;
    if (!rule)
        fail(FAIL_ABSENT, "no such rule");
    page->of = rule;
    if (page->post)
        deed_do(page, deeds, COUNT_OF(deeds));
    else
        send_rule(page, rule);
}
