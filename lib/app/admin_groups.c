#include "app/admin_groups.h"

#include "app/again.h"
#include "app/deed.h"
#include "app/fill.h"
#include "hub/access.h"
#include "hub/group.h"

enum { SEARCH_MAX = 200, PAGE_MAX = 100000, ACCOUNT_MAX = 39 };

static const char *address_of(struct page *page)
{
    return web_variable(page->web, "REMOTE_ADDR");
}

static void need_right(struct page *page)
{
    if (!page->hub.admin && !page->hub.manages)
        fail(FAIL_ABSENT, "for administrators and managers of groups");
}

static void need_admin(struct page *page)
{
    if (!page->hub.admin)
        fail(FAIL_DENIED, "only administrators make, rename and remove groups and their managers");
}

static void add_group(struct page *page)
{
    need_admin(page);
    const char *name = page_need(page, "name", GROUP_NAME_MAX);
    int64_t id = group_add(&page->hub, name, address_of(page));
    page_redirect(page, text_format(page->hub.mem, "/admin/groups/%" PRId64, id), "group-added");
}

void admin_groups(struct page *page)
{
    need_right(page);
    if (page->post) {
        add_group(page);
        return;
    }
    const char *search = page_query(page, "q", SEARCH_MAX);
    int64_t number = web_query_int(page->web, "page", 1, 1, PAGE_MAX), found;
    const struct group *g =
        group_list(&page->hub, search ? search : "", (number - 1) * HUB_PAGE_ROWS, &found);
    struct doc_list *list = doc_list(page->doc, "groups");
    for (int count = 0; g && count < HUB_PAGE_ROWS; count++, g = g->next) {
        struct doc *row = doc_row(list);
        doc_id(row, "id", g->id);
        doc_text(row, "group", g->name);
        doc_text(row, "managers", g->managers);
        doc_int(row, "members", g->members);
        if (page->hub.admin)
            doc_int(row, "grants", g->grants);
    }
    doc_int(page->doc, "found", found);
    doc_show_text(page->doc, "SEARCH", search);
    doc_show_flag(page->doc, "SEARCHED", search != NULL);
    doc_show_flag(page->doc, "MAY_ADMIN", page->hub.admin);
    again_text(page, NULL, "name", "NEW_NAME", NULL);
    fill_pages(page->doc, number, g != NULL);
    doc_text(page->doc, "csrf", page_csrf(page));
    page_send(page, "admin-groups.tpl", "Groups, administration");
}

static void go_back(struct page *page, const char *notice)
{
    page_redirect(page, web_path(page->web), notice);
}

static void do_rename(struct page *page)
{
    need_admin(page);
    group_rename(&page->hub, page->of, page_need(page, "name", GROUP_NAME_MAX), address_of(page));
    go_back(page, "group-renamed");
}

static void do_delete(struct page *page)
{
    need_admin(page);
    if (!page_is_yes(page, "confirm"))
        fail(FAIL_REFUSED, "confirm=yes is missing: its members lose what was granted to it");
    group_remove(&page->hub, page->of, address_of(page));
    page_redirect(page, "/admin/groups", "group-removed");
}

static const char *account_of(struct page *page)
{
    return page_need(page, "account", ACCOUNT_MAX);
}

/* A manager adds members, an administrator managers, too. */
static void do_add(struct page *page)
{
    bool manages = page_is_yes(page, "manager");
    if (manages)
        need_admin(page);
    group_join(&page->hub, page->of, account_of(page), manages, address_of(page));
    go_back(page, "member-added");
}

static void do_remove(struct page *page)
{
    group_leave(&page->hub, page->of, account_of(page), address_of(page));
    go_back(page, "member-removed");
}

static void set_manager(struct page *page, bool manages)
{
    need_admin(page);
    group_set_manager(&page->hub, page->of, account_of(page), manages, address_of(page));
    go_back(page, "member-changed");
}

static void do_manager(struct page *page)
{
    set_manager(page, true);
}

static void do_member(struct page *page)
{
    set_manager(page, false);
}

static void fill_members(struct page *page, const struct group *group)
{
    int64_t number = web_query_int(page->web, "page", 1, 1, PAGE_MAX);
    const struct group_member *m =
        group_members(&page->hub, group->id, (number - 1) * HUB_PAGE_ROWS);
    struct doc_list *list = doc_list(page->doc, "members");
    for (int count = 0; m && count < HUB_PAGE_ROWS; count++, m = m->next) {
        struct doc *row = doc_row(list);
        doc_text(row, "account", m->name);
        doc_flag(row, "manager", m->manager);
        doc_flag(row, "disabled", m->closed);
        doc_show_flag(row, "MAY_REMOVE", page->hub.admin || !m->manager);
    }
    fill_pages(page->doc, number, m != NULL);
}

static void fill_grants(struct page *page, const struct group *group)
{
    int64_t number = web_query_int(page->web, "grants", 1, 1, PAGE_MAX);
    const struct access_grant *g =
        access_of_group(&page->hub, group->id, (number - 1) * HUB_PAGE_ROWS);
    struct doc *part = doc_part(page->doc, "access");
    struct doc_list *list = doc_list(part, "grants");
    for (int count = 0; g && count < HUB_PAGE_ROWS; count++, g = g->next) {
        struct doc *row = doc_row(list);
        doc_text(row, "object", g->object);
        doc_flag(row, "pattern", g->repo == 0);
        doc_text(row, "role", g->role);
    }
    fill_pages(part, number, g != NULL);
}

void admin_group(struct page *page)
{
    static const struct deed deeds[] = { { "add", do_add },         { "remove", do_remove },
                                         { "manager", do_manager }, { "member", do_member },
                                         { "rename", do_rename },   { "delete", do_delete } };
    int64_t id;
    need_right(page);
    const struct group *group =
        text_to_int(web_segment(page->web, 2), &id) ? group_find(&page->hub, id) : NULL;
    if (!group)
        fail(FAIL_ABSENT, "no such group");
    if (page->post) {
        page->of = group;
        deed_do(page, deeds, COUNT_OF(deeds));
        return;
    }
    again_text(page, "add", "account", "NEW_MEMBER", NULL);
    again_text(page, "rename", "name", "NEW_NAME", group->name);
    doc_id(page->doc, "id", group->id);
    doc_text(page->doc, "name", group->name);
    doc_int(page->doc, "member_count", group->members);
    doc_time(page->doc, "created", group->created_at);
    fill_members(page, group);
    if (page->hub.admin)
        fill_grants(page, group);
    doc_show_flag(page->doc, "MAY_ADMIN", page->hub.admin);
    doc_text(page->doc, "csrf", page_csrf(page));
    page_send(page, "admin-group.tpl",
              text_format(page->hub.mem, "%s, administration", group->name));
}
