#include "app/access_page.h"

#include "app/repo_page.h"
#include "app/role_field.h"
#include "hub/access.h"
#include "hub/group.h"
#include "hub/registry.h"

enum { DO_MAX = 10, KIND_MAX = 10 };

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
    doc_text(page->doc, "csrf", page_csrf(page));
    page_send(page, "detail-access.tpl", text_format(page->hub.mem, "Access to %s", repo->name));
}

static const char *grant(struct page *page, const struct repo *repo)
{
    const char *kind = page_need(page, "kind", KIND_MAX);
    const char *name = page_need(page, "name", GROUP_NAME_MAX);
    const struct access_wish wish = { .who = access_who(&page->hub, kind, name),
                                      .object = { repo->id, repo->name },
                                      .role = page_need(page, "role", DO_MAX),
                                      .was = web_form(page->web, "was"),
                                      .address = web_variable(page->web, "REMOTE_ADDR") };
    return access_set(&page->hub, &wish) ? "access-saved" : "access-same";
}

static void rename_to(struct page *page, const struct repo *repo)
{
    const char *name = page_need(page, "name", ACCESS_OBJECT_MAX);
    registry_rename(&page->hub, repo->id, repo->name, name, web_variable(page->web, "REMOTE_ADDR"));
    page_redirect(page, text_format(page->hub.mem, "/r/%s/access", name), "repo-renamed");
}

static void remove_it(struct page *page, const struct repo *repo)
{
    const char *confirm = page_need(page, "confirm", ACCESS_OBJECT_MAX);
    if (strcmp(confirm, repo->name) != 0)
        fail(FAIL_REFUSED, "to remove it, type the name of the repository: %s", repo->name);
    registry_remove(&page->hub, repo->id, repo->name, web_variable(page->web, "REMOTE_ADDR"));
    page_redirect(page, "/", "repo-removed");
}

void access_page(struct page *page, const struct repo *repo)
{
    const char *wanted = page->post ? page_need(page, "do", DO_MAX) : "";
    const char *here = text_format(page->hub.mem, "/r/%s/access", repo->name);
    bool opens = strcmp(wanted, "public") == 0;
    if (!page->post) {
        show_grants(page, repo);
    } else if (strcmp(wanted, "grant") == 0) {
        const char *notice = grant(page, repo);
        page_redirect(page, here, notice);
    } else if (opens || strcmp(wanted, "private") == 0) {
        registry_set_public(&page->hub, repo->id, repo->name, opens,
                            web_variable(page->web, "REMOTE_ADDR"));
        page_redirect(page, here, opens ? "repo-public" : "repo-private");
    } else if (strcmp(wanted, "rename") == 0) {
        rename_to(page, repo);
    } else if (strcmp(wanted, "remove") == 0) {
        remove_it(page, repo);
    } else {
        fail(FAIL_REFUSED, "do is one of grant, public, private, rename, remove");
    }
}
