#include "app/notify_page.h"

#include "app/again.h"
#include "app/channel_test.h"
#include "app/deed.h"
#include "app/notify_row.h"
#include "app/wish_field.h"
#include "hub/channel.h"
#include "hub/notify_setting.h"
#include "hub/repo.h"
#include "hub/subscription.h"

enum { WORD_MAX = 60, NAME_MAX_SIZE = 201, URL_MAX = 2000 };

static void fill_times(struct page *page)
{
    const struct notify_setting *s = notify_setting_find(&page->hub);
    struct doc *doc = doc_part(page->doc, "times");
    doc_text(doc, "email", s->email);
    doc_flag(doc, "confirmed", s->confirmed);
    doc_text(doc, "zone", s->zone);
    doc_text(doc, "quiet_from", s->quiet_from);
    doc_text(doc, "quiet_until", s->quiet_until);
    doc_text(doc, "digest_at", s->digest_at);
    doc_int(doc, "digest_day", s->digest_day);
    doc_time(doc, "away_until", s->away_until);
    notify_row_days(doc, s->digest_day);
    again_text(page, "times", "zone", "ZONE_TYPED", s->zone);
    again_text(page, "times", "quiet_from", "QUIET_FROM_TYPED", s->quiet_from);
    again_text(page, "times", "quiet_until", "QUIET_UNTIL_TYPED", s->quiet_until);
    again_text(page, "times", "digest_at", "DIGEST_AT_TYPED", s->digest_at);
    again_text(page, "times", "away", "AWAY_TYPED", s->away_day);
}

static void send(struct page *page, int status)
{
    fill_times(page);
    struct doc_list *list = doc_list(page->doc, "channels");
    for (const struct channel *c = channel_list(&page->hub); c; c = c->next) {
        notify_row_channel(doc_row(list), c);
        channel_test_tell(page, c, notify_row_where(page->hub.mem, c));
    }
    list = doc_list(page->doc, "subscriptions");
    for (const struct subscription *s = subscription_list(&page->hub); s; s = s->next)
        notify_row_subscription(doc_row(list), s);
    list = doc_list(page->doc, "messages");
    for (const struct notification_told *t = notification_told(&page->hub); t; t = t->next)
        notify_row_told(doc_row(list), t);
    again_text(page, "repository", "repo", "REPO_TYPED", NULL);
    again_text(page, "channel", "url", "URL_TYPED", NULL);
    again_text(page, "channel", "name", "NAME_TYPED", NULL);
    again_text(page, "channel", "member", "MEMBER_TYPED", NULL);
    doc_text(page->doc, "csrf", page_csrf(page));
    page_send_status(page, status, "notify.tpl", "NotifyMe");
}

static void do_repository(struct page *page)
{
    const char *name = page_need(page, "repo", NAME_MAX_SIZE);
    const struct repo *repo = strchr(name, '*') ? NULL : repo_find(&page->hub, name);
    if (!repo && !strchr(name, '*'))
        fail(FAIL_REFUSED, "there is no repository of this name");
    if (repo)
        subscription_star(&page->hub, repo->id, 0);
    else
        subscription_star_pattern(&page->hub, name);
    page_redirect(page, "/notify", "notify-subscribed");
}

static void do_set(struct page *page)
{
    struct subscription_wish wish = wish_field_read(page);
    subscription_set(&page->hub, page_need_int(page, "id"), &wish);
    page_redirect(page, "/notify", "notify-saved");
}

static void do_end(struct page *page)
{
    subscription_remove(&page->hub, page_need_int(page, "id"));
    page_redirect(page, "/notify", "notify-ended");
}

static void do_leave(struct page *page)
{
    bool leaves = deed_is(page, "leave");
    subscription_leave(&page->hub, page_need_int(page, "id"), leaves);
    page_redirect(page, "/notify", leaves ? "notify-left" : "notify-joined");
}

static void do_times(struct page *page)
{
    struct notify_setting s = {
        .zone = page_need(page, "zone", WORD_MAX),
        .quiet_from = page_optional(page, "quiet_from", WORD_MAX),
        .quiet_until = page_optional(page, "quiet_until", WORD_MAX),
        .digest_at = page_need(page, "digest_at", WORD_MAX),
        .digest_day = page_need_int(page, "digest_day"),
        .away_day = page_optional(page, "away", WORD_MAX),
    };
    page->field = NULL;
    notify_setting_set(&page->hub, &s);
    page_redirect(page, "/notify", "notify-saved");
}

static void do_channel(struct page *page)
{
    const char *name = page_optional(page, "name", CHANNEL_NAME_MAX);
    struct channel_wish wish = { .kind = page_need(page, "kind", WORD_MAX),
                                 .name = name ? name : "",
                                 .address = page_optional(page, "member", WORD_MAX),
                                 .url = page_optional(page, "url", URL_MAX) };
    const char *key = channel_add(&page->hub, &wish);
    if (!key) {
        page_redirect(page, "/notify", "channel-added");
        return;
    }
    struct doc *made = doc_part(page->doc, "made");
    doc_text(made, "key", key);
    send(page, page->wants_json ? 201 : 200);
}

static void do_drop(struct page *page)
{
    channel_remove(&page->hub, page_need_int(page, "id"));
    page_redirect(page, "/notify", "channel-removed");
}

static void do_test(struct page *page)
{
    channel_test_do(page, "/notify");
}

void notify_page(struct page *page)
{
    static const struct deed deeds[] = {
        { "repository", do_repository }, { "set", do_set },    { "end", do_end },
        { "leave", do_leave },           { "join", do_leave }, { "times", do_times },
        { "channel", do_channel },       { "drop", do_drop },  { "test", do_test }
    };
    if (page->post)
        deed_do(page, deeds, COUNT_OF(deeds));
    else
        send(page, 200);
}
