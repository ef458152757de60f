/*
 * GET       /admin               what there is to administer
 * GET, POST /admin/repositories  the register; POST adds name=, visibility=public or private
 * GET, POST /admin/tokens        tokens of machines, see app/admin_tokens.h
 * GET, POST /admin/settings      services and their credentials, see app/settings_page.h
 *
 * For administrators of the instance; to everybody else these addresses do not exist (404).
 */
#include "app/admin_tokens.h"
#include "app/page.h"
#include "app/settings_page.h"
#include "hub/registry.h"

enum { NAME_MAX_SIZE = 201 };

static void show_overview(struct page *page)
{
    int64_t repos = 0, tokens = 0;
    for (const struct registry_entry *r = registry_list(&page->hub); r; r = r->next)
        repos++;
    for (const struct token_grant *t = token_grant_list(&page->hub); t; t = t->next)
        tokens += token_grant_in_force(&page->hub, t);
    doc_int(page->doc, "repositories", repos);
    doc_int(page->doc, "tokens", tokens);
    page_send(page, "admin.tpl", "Administration");
}

static void add_repository(struct page *page)
{
    const char *visibility = web_form(page->web, "visibility");
    bool is_public = visibility && strcmp(visibility, "public") == 0;
    if (visibility && !is_public && strcmp(visibility, "private") != 0)
        fail(FAIL_REFUSED, "visibility must be public or private");
    registry_add(&page->hub, page_need(page, "name", NAME_MAX_SIZE), is_public,
                 web_variable(page->web, "REMOTE_ADDR"));
    page_redirect(page, "/admin/repositories", "repo-added");
}

static void show_repositories(struct page *page)
{
    if (page->post) {
        add_repository(page);
        return;
    }
    struct doc_list *list = doc_list(page->doc, "repositories");
    for (const struct registry_entry *r = registry_list(&page->hub); r; r = r->next) {
        struct doc *row = doc_row(list);
        doc_text(row, "name", r->name);
        doc_flag(row, "public", r->public);
        doc_int(row, "packages", r->packages);
        doc_int(row, "tokens", r->tokens);
        doc_time(row, "last_run", r->last_run_at);
        doc_time(row, "added", r->created_at);
    }
    doc_text(page->doc, "csrf", page_csrf(page));
    page_send(page, "admin-repositories.tpl", "Repositories, administration");
}

static void show_settings(struct page *page)
{
    settings_page(page, NULL);
}

int main(void)
{
    static const struct page_route routes[] = {
        { .path = "/admin", .show = show_overview, .only_admin = true },
        { .path = "/admin/repositories",
          .show = show_repositories,
          .takes_post = true,
          .only_admin = true },
        { .path = "/admin/tokens", .show = admin_tokens, .takes_post = true, .only_admin = true },
        { .path = "/admin/settings",
          .show = show_settings,
          .takes_post = true,
          .only_admin = true },
        { .path = NULL },
    };
    return page_main("admin", "nopanic_page", routes);
}
