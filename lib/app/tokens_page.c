#include "app/tokens_page.h"

#include "app/again.h"
#include "app/deed.h"
#include "app/repo_page.h"
#include "base/log.h"
#include "hub/registry.h"

enum { SOON_S = 7 * 86400, NAME_SIZE_MAX = 201, SCOPE_MAX = 10 };

static void fill_token(struct page *page, struct doc_list *list, const struct token_grant *t)
{
    struct doc *row = doc_row(list);
    bool in_force = token_grant_in_force(&page->hub, t);
    doc_id(row, "id", t->id);
    doc_text(row, "name", t->name);
    doc_text(row, "scope", t->scope);
    doc_text(row, "repositories", t->repos);
    doc_text(row, "made_by", t->account);
    doc_flag(row, "in_force", in_force);
    doc_time(row, "created", t->created_at);
    doc_time(row, "expires", t->expires_at);
    doc_time(row, "revoked", t->revoked_at);
    doc_time(row, "used", t->used_at);
    doc_text(row, "used_from", t->used_address);
    doc_show_flag(row, "PUSHES", strcmp(t->scope, "ingest") == 0);
    doc_show_flag(row, "EVERY", t->repos == NULL);
    if (in_force && t->expires_at - page->hub.now < SOON_S)
        doc_show(row, "SOON");
}

static void send_tokens(struct page *page, const struct repo *repo, int status)
{
    if (repo)
        repo_page_head(page, repo, "SETTINGS_TAB");
    struct doc_list *list = doc_list(page->doc, "tokens");
    for (const struct token_grant *t = token_grant_list(&page->hub, repo ? repo->id : 0); t;
         t = t->next)
        fill_token(page, list, t);
    struct doc_list *repos = doc_list(page->doc, "repositories");
    for (const struct registry_entry *r = repo ? NULL : registry_list(&page->hub); r; r = r->next)
        doc_text(doc_row(repos), "repo", r->name);
    again_text(page, "create", "name", "NEW_NAME", NULL);
    again_text(page, "create", "repo", "NEW_REPO", NULL);
    doc_text(page->doc, "csrf", page_csrf(page));
    doc_flag(page->doc, "fresh", page_is_fresh(page));
    doc_show_text(page->doc, "HERE", web_path(page->web));
    doc_show_flag(page->doc, "OF_HUB", !repo);
    const char *title =
        repo ? text_format(page->hub.mem, "Tokens of %s", repo->name) : "Tokens, administration";
    page_send_status(page, status, "tokens.tpl", title);
}

/* Which repositories the form names: one, a pattern, or all. */
static void read_repos(struct page *page, const struct repo *repo, struct token_grant_order *order)
{
    const char *name = repo ? NULL : web_form(page->web, "repo");
    if (repo)
        order->repo = repo->id;
    if (!name || !*name)
        return;
    page->field = "repo";
    if (strchr(name, '*')) {
        order->pattern = name;
        return;
    }
    const struct registry_entry *entry = registry_find(&page->hub, name);
    if (!entry)
        fail(FAIL_REFUSED, "there is no repository of this name");
    order->repo = entry->id;
}

static void do_create(struct page *page)
{
    const struct repo *repo = page->of;
    if (!page_is_fresh(page)) {
        struct doc *error = doc_part(page->doc, "error");
        doc_text(error, "code", "confirm_password");
        doc_text(error, "message", "Nothing was made: confirm your password first, then repeat.");
        send_tokens(page, repo, 403);
        return;
    }
    struct token_grant_order order = { .address = web_variable(page->web, "REMOTE_ADDR") };
    order.name = page_need(page, "name", TOKEN_GRANT_NAME_MAX);
    order.scope = page_need(page, "scope", SCOPE_MAX);
    if (!text_to_int(page_need(page, "days", 10), &order.days))
        fail(FAIL_REFUSED, "days must be a number");
    read_repos(page, repo, &order);
    struct doc *made = doc_part(page->doc, "made");
    doc_text(made, "token", token_grant_add(&page->hub, &order));
    doc_text(made, "token_name", order.name);
    doc_show_text(made, "HUB_URL", page_url(page));
    doc_show_text(made, "FOR_REPO",
                  repo              ? repo->name
                  : order.repo != 0 ? web_form(page->web, "repo")
                                    : "OWNER/NAME");
    doc_show_flag(made, "FOR_PUSH", strcmp(order.scope, "ingest") == 0);
    log_line(LOG_INFO, "token made", "account", page->hub.name, "token", order.name, "address",
             order.address, NULL);
    send_tokens(page, repo, page->wants_json ? 201 : 200);
}

static void do_revoke(struct page *page)
{
    int64_t id;
    const char *address = web_variable(page->web, "REMOTE_ADDR");
    if (!text_to_int(page_need(page, "id", 20), &id))
        fail(FAIL_REFUSED, "id must be a number");
    const char *name = token_grant_revoke(&page->hub, id, address);
    if (!name)
        fail(FAIL_CONFLICT, "there is no such token in force any more");
    log_line(LOG_INFO, "token revoked", "account", page->hub.name, "token", name, "address",
             address, NULL);
    page_redirect(page, web_path(page->web), "token-revoked");
}

void tokens_page(struct page *page, const struct repo *repo)
{
    static const struct deed deeds[] = { { "create", do_create }, { "revoke", do_revoke } };
    page->of = repo;
    if (page->post)
        deed_do(page, deeds, COUNT_OF(deeds));
    else
        send_tokens(page, repo, 200);
}
