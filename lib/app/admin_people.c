#include "app/admin_people.h"

#include "app/again.h"
#include "app/deed.h"
#include "app/fill.h"
#include "app/seeing.h"
#include "base/log.h"
#include "hub/access.h"
#include "hub/audit.h"
#include "hub/group.h"
#include "hub/people.h"

enum { SEARCH_MAX = 200, PAGE_MAX = 100000, NAME_MAX_SIZE = 39 };

static void fill_person(struct doc *doc, const struct person *p)
{
    doc_text(doc, "name", p->name);
    doc_text(doc, "email", p->email);
    doc_flag(doc, "admin", p->admin);
    doc_flag(doc, "disabled", p->closed);
    doc_flag(doc, "invited", p->invited);
    doc_time(doc, "created", p->created_at);
    doc_time(doc, "visited", p->visited_at);
}

static const char *show_of(struct page *page)
{
    static const char *const shows[][2] = { { "all", "SHOW_ALL" },
                                            { "admins", "SHOW_ADMINS" },
                                            { "closed", "SHOW_CLOSED" },
                                            { "alone", "SHOW_ALONE" } };
    const char *show = web_query(page->web, "show");
    for (size_t i = 0; i < COUNT_OF(shows); i++) {
        if (strcmp(show ? show : "all", shows[i][0]) != 0)
            continue;
        doc_show(page->doc, shows[i][1]);
        doc_show_text(page->doc, "CHOSEN_SHOW", shows[i][0]);
        return shows[i][0];
    }
    fail(FAIL_INPUT, "show is all, admins, closed or alone");
}

void admin_people(struct page *page)
{
    const char *search = page_query(page, "q", SEARCH_MAX), *show = show_of(page);
    int64_t number = web_query_int(page->web, "page", 1, 1, PAGE_MAX), found;
    const struct person *p =
        people_list(&page->hub, search ? search : "", show, (number - 1) * HUB_PAGE_ROWS, &found);
    struct doc_list *list = doc_list(page->doc, "accounts");
    for (int count = 0; p && count < HUB_PAGE_ROWS; count++, p = p->next) {
        struct doc *row = doc_row(list);
        fill_person(row, p);
        doc_text(row, "groups", p->groups);
    }
    doc_int(page->doc, "found", found);
    doc_show_text(page->doc, "SEARCH", search);
    doc_show_flag(page->doc, "SEARCHED", search != NULL || strcmp(show, "all") != 0);
    fill_pages(page->doc, number, p != NULL);
    page_send(page, "admin-accounts.tpl", "Accounts, administration");
}

static void fill_groups(struct page *page, const struct person *person)
{
    struct doc_list *list = doc_list(page->doc, "groups");
    for (const struct group *g = group_of_account(&page->hub, person->id); g; g = g->next) {
        struct doc *row = doc_row(list);
        doc_id(row, "group_id", g->id);
        doc_text(row, "group", g->name);
        doc_flag(row, "manages", g->managed);
    }
}

static void fill_access(struct page *page, const struct person *person)
{
    int64_t number = web_query_int(page->web, "page", 1, 1, PAGE_MAX), found;
    const struct access_grant *g =
        access_of_account(&page->hub, person->id, (number - 1) * HUB_PAGE_ROWS, &found);
    struct doc_list *list = doc_list(page->doc, "access");
    for (int count = 0; g && count < HUB_PAGE_ROWS; count++, g = g->next) {
        struct doc *row = doc_row(list);
        doc_text(row, "repository", g->object);
        doc_text(row, "role", g->role);
        doc_text(row, "by_group", g->who);
        doc_id(row, "by_group_id", g->who_id);
        doc_text(row, "through", g->pattern);
        doc_int(row, "others", g->others);
    }
    doc_int(page->doc, "repositories", found);
    fill_pages(page->doc, number, g != NULL);
}

static const char *address_of(struct page *page)
{
    return web_variable(page->web, "REMOTE_ADDR");
}

static void finish(struct page *page, const char *notice)
{
    const struct person *person = page->of;
    log_line(LOG_INFO, "account changed", "account", page->hub.name, "of", person->name, "what",
             notice, NULL);
    page_redirect(page, person->id == page->hub.account ? "/" : web_path(page->web), notice);
}

static void do_disable(struct page *page)
{
    people_close(&page->hub, page->of, true, address_of(page));
    finish(page, "account-disabled");
}

static void do_enable(struct page *page)
{
    people_close(&page->hub, page->of, false, address_of(page));
    finish(page, "account-enabled");
}

static void do_admin(struct page *page)
{
    people_set_admin(&page->hub, page->of, true, address_of(page));
    finish(page, "account-admin");
}

static void do_no_admin(struct page *page)
{
    people_set_admin(&page->hub, page->of, false, address_of(page));
    finish(page, "account-no-admin");
}

static void do_sign_out(struct page *page)
{
    people_sign_out(&page->hub, page->of, address_of(page));
    finish(page, "account-signed-out");
}

static void do_second_off(struct page *page)
{
    bool was_on = people_second_off(&page->hub, page->of, address_of(page));
    finish(page, was_on ? "account-second-off" : "account-second-none");
}

static const struct group *group_of(struct page *page)
{
    return group_need(&page->hub, page_need(page, "group", GROUP_NAME_MAX));
}

static void do_join(struct page *page)
{
    const struct person *person = page->of;
    group_join(&page->hub, group_of(page), person->name, false, address_of(page));
    finish(page, "member-added");
}

static void do_leave(struct page *page)
{
    const struct person *person = page->of;
    group_leave(&page->hub, group_of(page), person->name, address_of(page));
    finish(page, "member-removed");
}

void admin_person(struct page *page)
{
    static const struct deed deeds[] = {
        { "disable", do_disable },   { "enable", do_enable },         { "admin", do_admin },
        { "no_admin", do_no_admin }, { "sign_out", do_sign_out },     { "join", do_join },
        { "leave", do_leave },       { "second_off", do_second_off },
    };
    const struct person *person = people_find(&page->hub, web_segment(page->web, 2));
    if (!person)
        fail(FAIL_ABSENT, "no such account");
    if (page->post) {
        page->of = person;
        deed_do(page, deeds, COUNT_OF(deeds));
        return;
    }
    again_text(page, "join", "group", "NEW_GROUP", NULL);
    fill_person(page->doc, person);
    doc_int(page->doc, "sessions", person->sessions);
    doc_flag(page->doc, "second_factor", person->second_factor);
    doc_flag(page->doc, "myself", person->id == page->hub.account);
    fill_groups(page, person);
    fill_access(page, person);
    doc_text(page->doc, "csrf", page_csrf(page));
    page_send(page, "admin-account.tpl",
              text_format(page->hub.mem, "%s, administration", person->name));
}

void admin_see_as(struct page *page)
{
    const char *address = web_variable(page->web, "REMOTE_ADDR");
    const char *name = page->post ? web_form(page->web, "account") : NULL;
    if (!page->post)
        fail(FAIL_ABSENT, "no such page");
    if (!name || !*name) {
        seeing_set(page, 0);
        audit_add(&page->hub, "account.see_as_end", page->hub.name, address);
        page_redirect(page, "/", NULL);
        return;
    }
    const struct person *person =
        strlen(name) <= NAME_MAX_SIZE ? people_find(&page->hub, name) : NULL;
    if (!person || person->closed)
        fail(FAIL_REFUSED, "there is no such account that may come in");
    seeing_set(page, person->id);
    audit_add(&page->hub, "account.see_as", person->name, address);
    page_redirect(page, "/", NULL);
}
