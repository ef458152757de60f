/*
 * GET       /admin               what there is to administer
 * GET, POST /admin/accounts…     who may come in, see app/admin_people.h
 * GET, POST /admin/groups…       groups and their members, see app/admin_groups.h
 * GET, POST /admin/access        who may what where, see app/admin_access.h
 * GET, POST /admin/repositories  the register; POST adds name=, visibility=public or private
 *     ?q=  ?page=                a part of the name; 2 and on
 * GET, POST /admin/notify…       who is told of what, see app/admin_notify.h
 * GET, POST /admin/tokens        tokens of machines, see app/tokens_page.h
 * GET, POST /admin/settings      services and their credentials, see app/settings_page.h
 * GET, POST /admin/mails         what became of the mails to people, see app/mails_page.h
 * GET, POST /admin/deliveries    and of notifications, see app/deliveries_page.h
 * GET       /admin/audit         who did what, see app/audit_page.h; /admin/audit.csv, .jsonl
 *
 * For administrators of the instance, groups for their managers, too; to everybody else these
 * addresses do not exist (404).
 */
#include "app/admin_access.h"
#include "app/admin_groups.h"
#include "app/admin_notify.h"
#include "app/admin_people.h"
#include "app/again.h"
#include "app/audit_page.h"
#include "app/deliveries_page.h"
#include "app/fill.h"
#include "app/mails_page.h"
#include "app/page.h"
#include "app/settings_page.h"
#include "app/tokens_page.h"
#include "hub/notification_list.h"
#include "hub/outbox.h"
#include "hub/registry.h"

enum { NAME_MAX_SIZE = 201, PAGE_MAX = 100000 };

static void show_overview(struct page *page)
{
    const struct registry_counts counts = registry_counts(&page->hub);
    doc_int(page->doc, "repositories", counts.repos);
    doc_int(page->doc, "accounts", counts.accounts);
    doc_int(page->doc, "groups", counts.groups);
    doc_int(page->doc, "grants", counts.grants);
    doc_int(page->doc, "tokens", counts.tokens);
    doc_int(page->doc, "dead_mails", outbox_dead(&page->hub));
    doc_show_flag(page->doc, "ONE_DEAD", page->dead_mails == 1);
    doc_int(page->doc, "dead_notifications", notification_dead(&page->hub));
    doc_show_flag(page->doc, "ONE_DEAD_NOTIFICATION", page->dead_notifications == 1);
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
    const char *search = page_query(page, "q", NAME_MAX_SIZE);
    int64_t number = web_query_int(page->web, "page", 1, 1, PAGE_MAX), found;
    const struct registry_entry *r =
        registry_page(&page->hub, search ? search : "", (number - 1) * HUB_PAGE_ROWS, &found);
    struct doc_list *list = doc_list(page->doc, "repositories");
    for (int count = 0; r && count < HUB_PAGE_ROWS; count++, r = r->next) {
        struct doc *row = doc_row(list);
        doc_text(row, "name", r->name);
        doc_flag(row, "public", r->public);
        doc_int(row, "packages", r->packages);
        doc_int(row, "tokens", r->tokens);
        doc_time(row, "last_run", r->last_run_at);
        doc_time(row, "added", r->created_at);
    }
    doc_int(page->doc, "found", found);
    doc_show_text(page->doc, "SEARCH", search);
    doc_show_flag(page->doc, "SEARCHED", search != NULL);
    fill_pages(page->doc, number, r != NULL);
    const char *visibility = again_typed(page, NULL, "visibility");
    again_text(page, NULL, "name", "NEW_NAME", NULL);
    doc_show_flag(page->doc, "NEW_PUBLIC", visibility && strcmp(visibility, "public") == 0);
    doc_text(page->doc, "csrf", page_csrf(page));
    page_send(page, "admin-repositories.tpl", "Repositories, administration");
}

static void show_tokens(struct page *page)
{
    tokens_page(page, NULL);
}

static void show_settings(struct page *page)
{
    settings_page(page, NULL);
}

int main(void)
{
    static const struct page_route routes[] = {
        { .path = "/admin", .show = show_overview, .only_admin = true },
        { .path = "/admin/accounts", .show = admin_people, .only_admin = true },
        { .path = "/admin/accounts/:",
          .show = admin_person,
          .takes_post = true,
          .only_admin = true },
        { .path = "/admin/groups", .show = admin_groups, .takes_post = true, .only_account = true },
        { .path = "/admin/groups/:",
          .show = admin_group,
          .takes_post = true,
          .only_account = true },
        { .path = "/admin/access", .show = admin_access, .takes_post = true, .only_admin = true },
        { .path = "/admin/see-as", .show = admin_see_as, .takes_post = true, .only_admin = true },
        { .path = "/admin/repositories",
          .show = show_repositories,
          .takes_post = true,
          .only_admin = true },
        { .path = "/admin/notify", .show = admin_notify, .takes_post = true, .only_admin = true },
        { .path = "/admin/notify/:",
          .show = admin_notify_rule,
          .takes_post = true,
          .only_admin = true },
        { .path = "/admin/tokens", .show = show_tokens, .takes_post = true, .only_admin = true },
        { .path = "/admin/settings",
          .show = show_settings,
          .takes_post = true,
          .only_admin = true },
        { .path = "/admin/mails", .show = mails_page, .takes_post = true, .only_admin = true },
        { .path = "/admin/deliveries",
          .show = deliveries_page,
          .takes_post = true,
          .only_admin = true },
        { .path = "/admin/audit", .show = audit_page, .only_admin = true },
        { .path = "/admin/audit.csv", .show = audit_page_csv, .only_admin = true },
        { .path = "/admin/audit.jsonl", .show = audit_page_lines, .only_admin = true },
        { .path = NULL },
    };
    return page_main("admin", "nopanic_page", routes);
}
