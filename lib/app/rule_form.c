#include "app/rule_form.h"

#include "app/again.h"
#include "app/choice.h"
#include "app/deed.h"
#include "app/notify_row.h"
#include "app/wish_field.h"
#include "hub/group.h"
#include "hub/notify_reach.h"

enum { TO_MAX = 30 };

static bool is_channel(const char *to)
{
    return strncmp(to, "channel", strlen("channel")) == 0;
}

struct notify_rule rule_form_read(struct page *page, const struct notify_rule *rule)
{
    struct notify_rule r = { 0 };
    if (rule) {
        r = *rule;
    } else {
        const char *to = page_need(page, "to", TO_MAX);
        notify_rule_for(&page->hub, &r, to,
                        is_channel(to) ? NULL : page_need(page, "who", GROUP_NAME_MAX));
        r.object = access_object(&page->hub, page_need(page, "repo", ACCESS_OBJECT_MAX));
    }
    r.wish = wish_field_read(page);
    r.mandatory = page_is_yes(page, "mandatory") && !is_channel(r.to);
    if (is_channel(r.to))
        r.wish.ways = "";
    page->field = !*r.wish.kinds ? "kind" : !*r.wish.ways ? "way" : "packages";
    if (*r.wish.kinds && (*r.wish.ways || is_channel(r.to)) && !*r.wish.packages)
        page->field = NULL;
    notify_rule_need(&page->hub, &r);
    return r;
}

/* Whether what is shown is what was typed: it was refused, or is a preview. */
static bool is_typed(struct page *page)
{
    return deed_is(page, "add") || deed_is(page, "preview") || deed_is(page, "set");
}

void rule_form_fill(struct page *page, const struct notify_rule *rule)
{
    static const struct subscription_wish at_first = { "new,regressed", 4, "", "now", "email" };
    if (!page->doc->view)
        return;
    bool typed = is_typed(page);
    struct subscription_wish wish = rule ? rule->wish : at_first;
    if (typed)
        wish = wish_field_typed(page, &wish);
    struct doc *fields = doc_include(page->doc, "fields", "rule-fields.tpl");
    wish_field_fill(fields, &wish);
    doc_flag(fields, "mandatory", typed ? page_is_yes(page, "mandatory") : rule && rule->mandatory);
    doc_show_flag(fields, "FOR_PEOPLE", !rule || !is_channel(rule->to));
    again_mark(page, fields, "kind", "KINDS");
    again_mark(page, fields, "way", "WAYS");
    again_mark(page, fields, "packages", "PACKAGES");
}

static const char *typed_text(struct page *page, const char *field)
{
    const char *typed = is_typed(page) ? web_form(page->web, field) : NULL;
    return typed && text_is_utf8(bytes_from(typed)) ? typed : NULL;
}

void rule_form_fill_new(struct page *page, const struct channel *channels)
{
    const char *asked = page_query(page, "to", TO_MAX), *typed = typed_text(page, "to");
    const char *to = typed ? typed : asked;
    if (!page->doc->view)
        return;
    again_text(page, NULL, "who", "WHO_TYPED", typed_text(page, "who"));
    again_text(page, NULL, "repo", "REPO_TYPED", typed_text(page, "repo"));
    again_text(page, NULL, "to", "TO_TYPED", to);
    doc_show_flag(page->doc, "TO_ACCOUNT", to && strcmp(to, "account") == 0);
    struct doc_list *list = doc_list(page->doc, "to_channels");
    for (const struct channel *c = channels; c; c = c->next) {
        struct doc *row = doc_row(list);
        const char *value = text_format(row->mem, "channel-%" PRId64, c->id);
        doc_show_text(row, "VALUE", value);
        doc_show_text(row, "WORD", notify_row_where(row->mem, c));
        doc_show_flag(row, "CHOSEN", to && strcmp(to, value) == 0);
    }
}

/* Why somebody is not told, behind a number. */
static const struct choice outcomes[] = {
    { "left", "left the rule" },
    { "no_right", "may read none of these repositories" },
    { "unconfirmed", "without a confirmed e-mail address" },
    { "no_channel", "without a channel of these kinds" },
    { "closed", "with a disabled account" },
    { NULL, NULL },
};

static void fill_people(struct doc *doc, const struct notify_reach *reach)
{
    int64_t told = 0;
    struct doc_list *list = doc_list(doc, "outcomes");
    for (const struct notify_reach_people *p = reach->people; p; p = p->next) {
        struct doc *row = doc_row(list);
        bool is_told = strcmp(p->becomes, "told") == 0;
        told = is_told ? p->count : told;
        doc_text(row, "becomes", p->becomes);
        doc_int(row, "number", p->count);
        doc_text(row, "names", p->names);
        doc_int(row, "more", p->count > NOTIFY_REACH_NAMES ? p->count - NOTIFY_REACH_NAMES : 0);
        doc_show_flag(row, "IS_TOLD", is_told);
        doc_show_text(row, "OUTCOME", choice_word(outcomes, p->becomes));
    }
    doc_int(doc, "told", told);
    doc_show_flag(doc, "ONE_TOLD", told == 1);
}

void rule_form_preview(struct page *page, const struct notify_rule *rule)
{
    const struct notify_reach reach = notify_reach_of(&page->hub, rule);
    struct doc *doc = doc_include(page->doc, "preview", "rule-preview.tpl");
    bool channel = is_channel(rule->to);
    doc_int(doc, "repositories", reach.repos);
    doc_int(doc, "private_repositories", reach.hidden);
    doc_text(doc, "first_repositories", reach.names);
    doc_text(doc, "whom", rule->who);
    doc_text(doc, "whom_kind", rule->to);
    doc_flag(doc, "sees_private", channel && rule->sees_private);
    fill_people(doc, &reach);
    doc_show_flag(doc, "IS_CHANNEL", channel);
    doc_show_flag(doc, "DETAILS", reach.people || reach.names);
    doc_show_flag(doc, "ASKED", deed_is(page, "preview"));
    doc_show_flag(doc, "ONE_REPOSITORY", reach.repos == 1);
    doc_show_flag(doc, "MORE_REPOSITORIES", reach.repos > NOTIFY_REACH_REPOS);
    doc_show_flag(doc, "BY_PATTERN", rule->object.repo == 0);
    doc_show_flag(doc, "ALL_PRIVATE", reach.hidden == reach.repos);
    doc_show_flag(doc, "CHANNEL_HEARS",
                  rule->sees_private || reach.repos == 0 || reach.hidden < reach.repos);
}
