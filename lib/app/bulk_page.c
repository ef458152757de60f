#include "app/bulk_page.h"

#include "app/again.h"
#include "app/deed.h"
#include "base/form.h"
#include "hub/bulk.h"
#include "hub/saved_filter.h"

enum { VALUE_MAX = 100, WORD_MAX = 20 };

static const struct {
    const char *deed, *word;
} words[] = {
    { "triage", "Triaged" },     { "fix", "Fixed" },       { "wontfix", "Won't fix" },
    { "reopen", "Open again" },  { "assign", "Assigned" }, { "mute", "Muted" },
    { "unmute", "Heard again" },
};

static void go_back(struct page *page, int64_t change, const char *notice)
{
    const char *address = page->of;
    const char *path = change == 0 ? address
                                   : text_format(page->hub.mem, "%s%schanged=%" PRId64, address,
                                                 strchr(address, '?') ? "&" : "?", change);
    page_redirect(page, path, notice);
}

static void read_ids(struct page *page, struct bulk_change *change, int64_t ids[BULK_MAX + 1])
{
    page->field = "id";
    for (const struct form_part *p = web_form_all(page->web); p; p = p->next) {
        if (strcmp(p->name, "id") != 0)
            continue;
        if (!text_to_int(p->value.at, &ids[change->count]) || ids[change->count] <= 0)
            fail(FAIL_REFUSED, "id is the number of a crasher");
        if (++change->count > BULK_MAX)
            break;
    }
    change->ids = ids;
}

static void do_change(struct page *page)
{
    int64_t ids[BULK_MAX + 1];
    struct bulk_change change = { .deed = web_form(page->web, "do") };
    const char *typed = web_form(page->web, "value");
    if (deed_is(page, "take")) {
        change.deed = "assign";
        change.value = page->hub.name;
    } else if (deed_is(page, "fix") || deed_is(page, "mute")) {
        change.value = page_need(page, "value", VALUE_MAX);
    } else if (deed_is(page, "assign")) {
        change.value = typed && *typed ? page_need(page, "value", VALUE_MAX) : "";
    }
    read_ids(page, &change, ids);
    page->field = change.value ? "value" : NULL;
    go_back(page, bulk_do(&page->hub, &change), NULL);
}

static void do_undo(struct page *page)
{
    int64_t change = 0;
    if (!text_to_int(page_need(page, "change", VALUE_MAX), &change))
        fail(FAIL_REFUSED, "change is a number");
    int64_t undone = bulk_undo(&page->hub, change);
    go_back(page, 0, undone > 0 ? "bulk-undone" : "bulk-not-undone");
}

static void do_keep(struct page *page)
{
    saved_filter_set(&page->hub, page_need(page, "name", SAVED_NAME_MAX), page->of);
    go_back(page, 0, "filter-kept");
}

static void do_forget(struct page *page)
{
    int64_t filter = 0;
    if (!text_to_int(page_need(page, "filter", VALUE_MAX), &filter))
        fail(FAIL_REFUSED, "filter is a number");
    saved_filter_forget(&page->hub, filter);
    go_back(page, 0, "filter-forgotten");
}

void bulk_page_post(struct page *page, const char *address)
{
    static const struct deed deeds[] = {
        { "triage", do_change }, { "fix", do_change },    { "wontfix", do_change },
        { "reopen", do_change }, { "take", do_change },   { "assign", do_change },
        { "mute", do_change },   { "unmute", do_change }, { "undo", do_undo },
        { "keep", do_keep },     { "forget", do_forget },
    };
    if (page->hub.account == 0)
        fail(FAIL_STRANGER, "sign in to change crashers");
    page->of = address;
    deed_do(page, deeds, COUNT_OF(deeds));
}

static void fill_typed(struct page *page)
{
    const char *deed = again_typed(page, NULL, "do");
    if (deed && strlen(deed) < WORD_MAX)
        doc_show_flag(page->doc, text_format(page->hub.mem, "chose_%s", deed), true);
    again_text(page, NULL, "value", "VALUE", NULL);
}

struct bulk_asked bulk_page_ask(struct page *page)
{
    int64_t change = web_query_int(page->web, "changed", 0, 1, INT64_MAX);
    struct hub *hub = &page->hub;
    return (struct bulk_asked){
        .saved = hub->account != 0 ? saved_filter_ask(hub) : NULL,
        .change = change != 0 ? bulk_ask(hub, change) : NULL,
    };
}

static void fill_saved(struct page *page, struct db_rows *saved, const char *here)
{
    if (!saved)
        return;
    struct doc_list *list = doc_list(page->doc, "saved_filters");
    const struct saved_filter *f = saved_filter_take(&page->hub, saved);
    for (; f; f = f->next) {
        struct doc *row = doc_row(list);
        doc_id(row, "filter_id", f->id);
        doc_text(row, "filter_name", f->name);
        doc_text(row, "filter_address", f->address);
        doc_show_flag(row, "HERE", strcmp(f->address, here) == 0);
    }
    again_text(page, "keep", "name", "FILTER_NAME_TYPED", NULL);
}

void bulk_page_fill(struct page *page, struct bulk_asked asked, const char *here)
{
    fill_typed(page);
    fill_saved(page, asked.saved, here);
    const struct bulk *bulk = bulk_take(&page->hub, asked.change);
    if (!bulk)
        return;
    struct doc *part = doc_part(page->doc, "change");
    doc_id(part, "change_id", bulk->id);
    doc_text(part, "deed", bulk->deed);
    doc_int(part, "changed", bulk->changed);
    doc_int(part, "refused", bulk->refused);
    doc_text(part, "refused_why", bulk->reason);
    doc_flag(part, "may_undo", bulk->may_undo);
    doc_show_flag(part, "ONE_CHANGED", bulk->changed == 1);
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (strcmp(words[i].deed, bulk->deed) == 0)
            doc_show_text(part, "DEED_WORD", words[i].word);
}

bool bulk_page_chose(struct page *page, int64_t crasher)
{
    if (page->refused == FAIL_NOT)
        return false;
    const char *id = text_int(page->hub.mem, crasher);
    for (const struct form_part *p = web_form_all(page->web); p; p = p->next)
        if (strcmp(p->name, "id") == 0 && strcmp(p->value.at, id) == 0)
            return true;
    return false;
}
