#include "app/settings_page.h"

#include "app/repo_page.h"
#include "base/log.h"
#include "hub/setting.h"
#include "hub/ticket.h"

enum { SERVICE_MAX = 20 };

static const struct {
    const char *service, *title, *lead;
} services[] = {
    { "slack", "Slack", "Where messages are sent to." },
    { "jira", "Jira", "Where tickets are opened." },
    { "github", "GitHub", "Where issues are opened, in place of Jira." },
    { "gitlab", "GitLab", "Where issues are opened, in place of Jira." },
    { "s3", "S3", "How folders of results are read." },
    { "git", "Git", "Where source is fetched from, for the pages of crashers." },
    { "mail", "Mail",
      "How the hub signs in to the mail server of NOPANIC_SMTP_URL, in place of NOPANIC_SMTP_USER "
      "and _PASSWORD." },
};

/* A field of the form that was refused. */
struct mistake {
    const char *name, *says;
};

static void fill_setting(struct page *page, struct doc_list *list, const struct setting *s,
                         const struct mistake *mistake)
{
    struct doc *row = doc_row(list);
    bool secret = setting_is_secret(s->kind), bad = strcmp(s->kind->name, mistake->name) == 0;
    const char *typed = page->post ? web_form(page->web, s->kind->name) : NULL;
    doc_text(row, "setting", s->kind->name);
    doc_text(row, "label", s->kind->label);
    doc_text(row, "hint", s->kind->hint);
    doc_flag(row, "secret", secret);
    doc_flag(row, "is_set", s->set);
    doc_text(row, "value", secret ? NULL : typed ? typed : s->value);
    doc_time(row, "changed", s->changed_at);
    doc_text(row, "changed_by", s->account);
    doc_show_flag(row, "WIDE", s->kind->form == SETTING_OBJECT);
    doc_show_flag(row, "BAD", bad);
    if (bad)
        doc_show_text(row, "MISTAKE", mistake->says);
}

/* What a tracker said when it was asked last. */
static void fill_check(struct page *page, struct doc *row, const char *service,
                       const struct ticket_check *c)
{
    if (!tracker_named(service))
        return;
    doc_show(row, "IS_TRACKER");
    while (c && strcmp(c->tracker, service) != 0)
        c = c->next;
    if (!c)
        return;
    struct doc *doc = doc_part(row, "check");
    doc_flag(doc, "waits", c->waits);
    doc_flag(doc, "good", c->good);
    doc_text(doc, "check_says", c->waits ? NULL : c->says);
    doc_time(doc, "checked", c->done_at);
    if (c->waits && page->doc->view)
        web_add_header(page->web, "Refresh", "2");
}

static void fill_services(struct page *page, const struct repo *repo, const struct mistake *mistake)
{
    const struct setting *s = setting_list(&page->hub, repo ? repo->id : 0);
    const struct ticket_check *checks = ticket_check_list(&page->hub, repo ? repo->id : 0);
    struct doc_list *list = doc_list(page->doc, "services");
    for (size_t i = 0; i < COUNT_OF(services); i++) {
        while (s && strcmp(s->kind->service, services[i].service) != 0)
            s = s->next;
        if (!s)
            return;
        struct doc *row = doc_row(list);
        doc_text(row, "service", services[i].service);
        doc_show_text(row, "SERVICE_TITLE", services[i].title);
        doc_show_text(row, "LEAD", services[i].lead);
        if (strcmp(services[i].service, "mail") == 0)
            doc_show(row, "IS_MAIL");
        fill_check(page, row, services[i].service, checks);
        struct doc_list *fields = doc_list(row, "settings");
        for (; s && strcmp(s->kind->service, services[i].service) == 0; s = s->next)
            fill_setting(page, fields, s, mistake);
    }
}

static void send_settings(struct page *page, const struct repo *repo, int status,
                          const struct mistake *mistake)
{
    if (repo)
        repo_page_head(page, repo, "SETTINGS_TAB");
    fill_services(page, repo, mistake);
    bool fresh = page_is_fresh(page);
    doc_text(page->doc, "csrf", page_csrf(page));
    doc_flag(page->doc, "fresh", fresh);
    doc_show_text(page->doc, "HERE", web_path(page->web));
    if (status != 200) {
        struct doc *error = doc_part(page->doc, "error");
        doc_text(error, "code", fresh ? "unprocessable" : "confirm_password");
        doc_text(error, "message", mistake->says);
    }
    if (repo)
        page_send_status(page, status, "detail-services.tpl",
                         text_format(page->hub.mem, "Services of %s", repo->name));
    else
        page_send_status(page, status, "admin-settings.tpl", "Settings, administration");
}

/* What the form says of one setting: NULL to leave it as it is, "" to remove it. */
static const char *wish_of(struct page *page, const struct setting *s)
{
    const char *value = web_form(page->web, s->kind->name);
    if (!setting_is_secret(s->kind))
        return value && strcmp(value, s->value ? s->value : "") != 0 ? value : NULL;
    if (value && *value)
        return value;
    bool remove = web_form(page->web, text_format(page->hub.mem, "remove.%s", s->kind->name));
    return remove && s->set ? "" : NULL;
}

/* Whether the values can be is asked of all of them before one is stored. */
static bool find_mistake(struct page *page, const struct setting *list, const char *service,
                         struct mistake *mistake)
{
    for (const struct setting *s = list; s; s = s->next) {
        const char *wish = strcmp(s->kind->service, service) == 0 ? wish_of(page, s) : NULL;
        const char *why = wish && *wish ? setting_refuses(&page->hub, s->kind, wish) : NULL;
        if (!why)
            continue;
        *mistake = (struct mistake){ s->kind->name, why };
        return true;
    }
    return false;
}

/* A secret goes to no other address than the one it was given for: it is given again, or goes. */
static bool loses_secret(struct page *page, const struct setting *list, const struct setting *s)
{
    if (!setting_is_secret(s->kind) || !s->set)
        return false;
    for (; list; list = list->next)
        if (list->kind->form == SETTING_ADDRESS && list->set &&
            strcmp(list->kind->service, s->kind->service) == 0 && wish_of(page, list))
            return true;
    return false;
}

/* Whether the password of git was taken away, and no other given. */
static bool store_all(struct page *page, const struct repo *repo, const struct setting *list,
                      const char *service)
{
    const struct setting_scope scope = { repo ? repo->id : 0, repo ? repo->name : NULL,
                                         web_variable(page->web, "REMOTE_ADDR") };
    bool dropped = false;
    for (const struct setting *s = list; s; s = s->next) {
        if (strcmp(s->kind->service, service) != 0)
            continue;
        const char *wish = wish_of(page, s);
        if (!wish && loses_secret(page, list, s))
            wish = "";
        if (!wish)
            continue;
        dropped = setting_set(&page->hub, scope, s->kind, wish) ||
                  (dropped && !(setting_is_secret(s->kind) && *wish));
        log_line(LOG_INFO, *wish ? "setting set" : "setting removed", "account", page->hub.name,
                 "setting", s->kind->name, "repo", scope.repo_name, "address", scope.address, NULL);
    }
    if (tracker_named(service))
        ticket_check_wish(&page->hub, scope.repo, service);
    return dropped;
}

static void save(struct page *page, const struct repo *repo)
{
    struct mistake mistake = { "", "Nothing was saved: confirm your password first, then repeat." };
    if (!page_is_fresh(page)) {
        send_settings(page, repo, FAIL_DENIED, &mistake);
        return;
    }
    const char *service = page_need(page, "service", SERVICE_MAX);
    const struct setting *list = setting_list(&page->hub, repo ? repo->id : 0);
    if (find_mistake(page, list, service, &mistake)) {
        if (page->wants_json)
            fail(FAIL_REFUSED, "%s: %s", mistake.name, mistake.says);
        send_settings(page, repo, FAIL_REFUSED, &mistake);
        return;
    }
    const char *wanted = web_form(page->web, "do");
    if (wanted && strcmp(wanted, "check") == 0 && tracker_named(service)) {
        ticket_check_wish(&page->hub, repo ? repo->id : 0, service);
        page_redirect(page, web_path(page->web), "tracker-checked");
        return;
    }
    bool dropped = store_all(page, repo, list, service);
    page_redirect(page, web_path(page->web), dropped ? "settings-dropped" : "settings-saved");
}

void settings_page(struct page *page, const struct repo *repo)
{
    const struct mistake none = { "", NULL };
    if (page->post)
        save(page, repo);
    else
        send_settings(page, repo, 200, &none);
}
