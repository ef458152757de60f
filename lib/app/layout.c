#include "app/layout.h"

#include "app/again.h"
#include "app/cookie.h"
#include "app/notice.h"

/* "dark" or "light" if the reader has chosen, else NULL: then the system decides. */
static const char *theme_of(struct page *page)
{
    const char *theme = web_cookie(page->web, "theme");
    bool known = theme && (strcmp(theme, "dark") == 0 || strcmp(theme, "light") == 0);
    return known ? theme : NULL;
}

static void fill_visitor(struct page *page, struct view *head)
{
    if (!page->hub.name) {
        view_show(head, "STRANGER");
        return;
    }
    struct view *account = view_add(head, "ACCOUNT");
    view_set(account, "ACCOUNT_NAME", page->hub.name);
    const char *session = web_variable(page->web, "AUTH_SESSION");
    if (session && *session)
        view_set(view_add(account, "SIGN_OUT"), "CSRF", page_csrf(page));
}

/* Told once: the cookie goes with the answer that shows it. */
static void fill_notice(struct page *page, struct view *head)
{
    if (again_left(page))
        view_set(view_add(head, "NOTICE_BAD"), "SAYS", again_left(page));
    const struct notice *notice = notice_find(cookie_get(page, "notice"));
    if (!notice)
        return;
    view_set(view_add(head, notice->bad ? "NOTICE_BAD" : "NOTICE_GOOD"), "SAYS", notice->says);
    cookie_set(page, "notice", "", 0);
}

/* The menu of the administration, with the entry of this page lit. */
static void fill_admin_nav(struct page *page)
{
    static const char *const entries[][2] = { { "accounts", "IN_ACCOUNTS" },
                                              { "invitations", "IN_INVITATIONS" },
                                              { "groups", "IN_GROUPS" },
                                              { "access", "IN_ACCESS" },
                                              { "repositories", "IN_REGISTER" },
                                              { "notify", "IN_RULES" },
                                              { "tokens", "IN_TOKENS" },
                                              { "settings", "IN_SETTINGS" },
                                              { "mails", "IN_MAILS" },
                                              { "deliveries", "IN_DELIVERIES" },
                                              { "audit", "IN_AUDIT" } };
    struct view *nav = view_include(page->doc->view, "ADMIN_NAV", "admin-nav.tpl");
    const char *at = web_segment(page->web, 1);
    if (page->hub.admin)
        view_show(nav, "OF_ADMIN");
    if (!at)
        view_show(nav, "IN_OVERVIEW");
    if (page->dead_mails > 0)
        view_set_int(view_add(nav, "DEAD_MAILS_SET"), "DEAD_MAILS", page->dead_mails);
    if (page->dead_notifications > 0)
        view_set_int(view_add(nav, "DEAD_NOTIFICATIONS_SET"), "DEAD_NOTIFICATIONS",
                     page->dead_notifications);
    for (size_t i = 0; at && i < COUNT_OF(entries); i++)
        if (strcmp(entries[i][0], at) == 0)
            view_show(nav, entries[i][1]);
}

/* Whose eyes these are, and the way back to one's own. */
static void fill_seeing(struct page *page, struct view *head)
{
    if (!page->hub.seen_by)
        return;
    struct view *seeing = view_add(head, "SEEING");
    view_set(seeing, "SEEN_NAME", page->hub.name);
    view_set(seeing, "SEEN_BY", page->hub.seen_by);
    view_set(seeing, "CSRF", page_csrf(page));
}

void layout_fill(struct page *page, const char *title)
{
    struct view *head = view_include(page->doc->view, "HEAD", "head.tpl");
    view_set(head, "TITLE", title);
    const char *theme = theme_of(page);
    if (theme)
        view_set(view_add(head, "THEME_SET"), "THEME", theme);
    if (strcmp(page->program, "index") != 0)
        view_show(head, "FIND"); /* the index has a box of its own */
    /* To others the pages of administrators are not there, and look so. */
    bool is_admins = bytes_begin(bytes_from(web_path(page->web)), BYTES("/admin"));
    bool in_admin = is_admins && page->hub.admin;
    bool is_own = strcmp(page->program, "account") == 0 ||
                  bytes_begin(bytes_from(web_path(page->web)), BYTES("/account"));
    bool in_notify = strcmp(page->program, "notify") == 0;
    if (strcmp(web_path(page->web), "/crashers") == 0)
        view_show(head, "IN_CRASHERS");
    else if (!in_admin && !in_notify && (is_admins || !is_own))
        view_show(head, "IN_REPOSITORIES");
    if (page->hub.account != 0)
        view_show(view_add(head, "NOTIFIABLE"), in_notify ? "IN_NOTIFY" : "NOT_IN_NOTIFY");
    if (page->hub.admin)
        view_show(view_add(head, "ADMIN"), in_admin ? "IN_ADMIN" : "NOT_IN_ADMIN");
    else if (page->hub.manages)
        view_show(view_add(head, "MANAGER"), in_admin ? "IN_ADMIN" : "NOT_IN_ADMIN");
    if (in_admin)
        fill_admin_nav(page);
    fill_seeing(page, head);
    fill_visitor(page, head);
    fill_notice(page, head);
    view_include(page->doc->view, "FOOT", "foot.tpl");
}
