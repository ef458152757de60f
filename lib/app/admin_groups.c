#include "app/admin_groups.h"

#include "app/fill.h"
#include "hub/access.h"
#include "hub/group.h"

enum { SEARCH_MAX = 200, PAGE_MAX = 100000, DO_MAX = 20, ACCOUNT_MAX = 39 };

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
    fill_pages(page->doc, number, g != NULL);
    doc_text(page->doc, "csrf", page_csrf(page));
    page_send(page, "admin-groups.tpl", "Groups, administration");
}

static const char *change_group(struct page *page, const struct group *group, const char *wanted)
{
    need_admin(page);
    if (strcmp(wanted, "rename") == 0) {
        group_rename(&page->hub, group, page_need(page, "name", GROUP_NAME_MAX), address_of(page));
        return "group-renamed";
    }
    const char *confirm = web_form(page->web, "confirm");
    if (!confirm || strcmp(confirm, "yes") != 0)
        fail(FAIL_REFUSED, "confirm=yes is missing: its members lose what was granted to it");
    group_remove(&page->hub, group, address_of(page));
    return "group-removed";
}

static const char *change_member(struct page *page, const struct group *group, const char *wanted)
{
    const char *account = page_need(page, "account", ACCOUNT_MAX);
    const char *manager = web_form(page->web, "manager");
    bool manages = manager && strcmp(manager, "yes") == 0;
    if (strcmp(wanted, "remove") == 0) {
        group_leave(&page->hub, group, account, address_of(page));
        return "member-removed";
    }
    if (strcmp(wanted, "add") != 0 || manages)
        need_admin(page);
    if (strcmp(wanted, "add") == 0) {
        group_join(&page->hub, group, account, manages, address_of(page));
        return "member-added";
    }
    bool promotes = strcmp(wanted, "manager") == 0;
    if (!promotes && strcmp(wanted, "member") != 0)
        fail(FAIL_REFUSED, "do is one of add, remove, manager, member, rename, delete");
    group_set_manager(&page->hub, group, account, promotes, address_of(page));
    return "member-changed";
}

static void change(struct page *page, const struct group *group)
{
    const char *wanted = page_need(page, "do", DO_MAX), *path = web_path(page->web);
    bool deletes = strcmp(wanted, "delete") == 0;
    const char *notice = deletes || strcmp(wanted, "rename") == 0
                             ? change_group(page, group, wanted)
                             : change_member(page, group, wanted);
    page_redirect(page, deletes ? "/admin/groups" : path, notice);
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
    int64_t id;
    need_right(page);
    const struct group *group =
        text_to_int(web_segment(page->web, 2), &id) ? group_find(&page->hub, id) : NULL;
    if (!group)
        fail(FAIL_ABSENT, "no such group");
    if (page->post) {
        change(page, group);
        return;
    }
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
