#include "app/access_page.h"

#include "app/again.h"
#include "app/deed.h"
#include "app/repo_page.h"
#include "app/role_field.h"
#include "hub/access.h"
#include "hub/group.h"
#include "hub/registry.h"

enum { ROLE_MAX = 10, KIND_MAX = 10 };

static void fill_grant(struct doc_list *list, const struct access_grant *g)
{
    struct doc *row = doc_row(list);
    doc_text(row, "kind", g->group ? "group" : "account");
    doc_text(row, "who", g->who);
    doc_text(row, "through", g->pattern);
    doc_show_flag(row, "IS_GROUP", g->group);
    if (g->group)
        doc_int(row, "members", g->members);
    doc_show_flag(row, "ONE_MEMBER", g->members == 1);
    doc_flag(row, "disabled", g->closed);
    doc_show_int(row, "WHO_ID", g->who_id);
    role_field(row, g->role);
}

static void show_grants(struct page *page, const struct repo *repo)
{
    repo_page_head(page, repo, "SETTINGS_TAB");
    struct doc_list *list = doc_list(page->doc, "grants");
    int count = 0;
    const struct access_grant *g = access_of_repo(&page->hub, repo->id);
    for (; g && count < ACCESS_OF_REPO_MAX; g = g->next, count++)
        fill_grant(list, g);
    doc_flag(page->doc, "more", g != NULL);
    doc_flag(page->doc, "open", repo->public);
    doc_show_flag(page->doc, "INSTANCE_ADMIN", page->hub.admin);
    again_text(page, "rename", "name", "NEW_REPO_NAME", repo->name);
    again_text(page, "remove", "confirm", "CONFIRM_NAME", NULL);
    role_form(page, true);
    doc_text(page->doc, "csrf", page_csrf(page));
    page_send(page, "detail-access.tpl", text_format(page->hub.mem, "Access to %s", repo->name));
}

static void go_back(struct page *page, const char *notice)
{
    page_redirect(page, web_path(page->web), notice);
}

static void do_grant(struct page *page)
{
    const struct repo *repo = page->of;
    const char *kind = page_need(page, "kind", KIND_MAX);
    struct access_wish wish = { .object = { repo->id, repo->name },
                                .was = web_form(page->web, "was"),
                                .address = web_variable(page->web, "REMOTE_ADDR") };
    wish.who = access_who(&page->hub, kind, page_need(page, "name", GROUP_NAME_MAX));
    wish.role = page_need(page, "role", ROLE_MAX);
    go_back(page, access_set(&page->hub, &wish) ? "access-saved" : "access-same");
}

static void set_public(struct page *page, bool public)
{
    const struct repo *repo = page->of;
    registry_set_public(&page->hub, repo->id, repo->name, public,
                        web_variable(page->web, "REMOTE_ADDR"));
    go_back(page, public ? "repo-public" : "repo-private");
}

static void do_public(struct page *page)
{
    set_public(page, true);
}

static void do_private(struct page *page)
{
    set_public(page, false);
}

static void do_rename(struct page *page)
{
    const struct repo *repo = page->of;
    const char *name = page_need(page, "name", ACCESS_OBJECT_MAX);
    registry_rename(&page->hub, repo->id, repo->name, name, web_variable(page->web, "REMOTE_ADDR"));
    page_redirect(page, text_format(page->hub.mem, "/r/%s/access", name), "repo-renamed");
}

static void do_remove(struct page *page)
{
    const struct repo *repo = page->of;
    const char *confirm = page_need(page, "confirm", ACCESS_OBJECT_MAX);
    if (strcmp(confirm, repo->name) != 0)
        fail(FAIL_REFUSED, "to remove it, type the name of the repository: %s", repo->name);
    registry_remove(&page->hub, repo->id, repo->name, web_variable(page->web, "REMOTE_ADDR"));
    page_redirect(page, "/", "repo-removed");
}

void access_page(struct page *page, const struct repo *repo)
{
    static const struct deed deeds[] = { { "grant", do_grant },   { "change", do_grant },
                                         { "public", do_public }, { "private", do_private },
                                         { "rename", do_rename }, { "remove", do_remove } };
    page->of = repo;
    if (page->post)
        deed_do(page, deeds, COUNT_OF(deeds));
    else
        show_grants(page, repo);
}
