#include "app/fill.h"
#include "app/layout.h"
#include "app/page_own.h"
#include "base/config.h"

/* What people read of a failure.  What one may not see reads exactly like what is not there. */
struct words {
    enum fail kind;
    const char *title, *says;
};

static const struct words absent = {
    FAIL_ABSENT, "No such page, or not for you",
    "It may have been merged or removed, or its repository is not open to you."
};

static const struct words all_words[] = {
    { FAIL_INPUT, "That cannot be read", "The address or the form holds something unexpected." },
    { FAIL_STRANGER, "Sign in first", "This page is for people with an account." },
    { FAIL_DENIED, "Not allowed", "Nothing was changed." },
    { FAIL_METHOD, "Not possible here", "This page is for looking." },
    { FAIL_TOO_BIG, "Too large", "That is more than this page takes." },
    { FAIL_REFUSED, "Please check what you entered", "Nothing was changed." },
    { FAIL_CONFLICT, "That has changed meanwhile", "Nothing was changed." },
    { FAIL_TOO_MANY, "Too many tries", "Wait a minute, then try again." },
    { FAIL_AWAY, "The hub is not available",
      "Nothing that was acknowledged is lost. Try again in a few seconds." },
    { FAIL_BROKEN, "This page failed",
      "The fault is the hub's, and its log has the reason. Nothing was lost." },
};

static const struct words *words_of(enum fail kind)
{
    if (kind == FAIL_ABSENT)
        return &absent;
    for (size_t i = 0; i < COUNT_OF(all_words); i++)
        if (all_words[i].kind == kind)
            return &all_words[i];
    return &all_words[0];
}

/* "/login?next=%2Fc%2F482" */
static const char *login_path(struct page *page)
{
    struct arena *mem = page->hub.mem;
    if (page->post)
        return "/login?next=/";
    const char *query = web_variable(page->web, "QUERY_STRING"), *path = web_path(page->web);
    const char *next = query && *query ? text_format(mem, "%s?%s", path, query) : path;
    return text_format(mem, "/login?next=%s", fill_query(mem, next));
}

static void send_error_page(struct page *page, enum fail kind, const char *reason)
{
    const struct words *words = words_of(kind);
    bool ours = kind == FAIL_BROKEN || kind == FAIL_AWAY;
    page->doc = doc_new(page->hub.mem, page->hub.now, false);
    doc_text(page->doc, "heading", words->title);
    doc_text(page->doc, "says", words->says);
    if (ours)
        doc_text(page->doc, "request", web_variable(page->web, "REQUEST_ID"));
    else if (kind != FAIL_ABSENT)
        doc_text(page->doc, "reason", text_clean(page->hub.mem, bytes_from(reason), 600));
    if (!page->hub.name && kind == FAIL_ABSENT)
        doc_show(page->doc, "MAY_SIGN_IN");
    if (kind == FAIL_TOO_MANY || kind == FAIL_AWAY)
        web_add_header(page->web, "Retry-After", "10");
    layout_fill(page, words->title);
    web_send(page->web, (int)kind, "text/html; charset=utf-8",
             bytes_from(view_render(page->hub.mem, page->doc->view, "error.tpl")));
}

void page_give_up(struct visit *visit, enum fail kind, const char *reason)
{
    struct page *page = page_begin(visit);
    if (page_again(visit, kind, reason))
        return;
    bool challenge = strcmp(config_text("AUTH"), "basic") == 0;
    if (page->wants_json) {
        program_send_error(page->web, kind, kind == FAIL_ABSENT ? absent.title : reason);
    } else if (kind == FAIL_STRANGER && !challenge) {
        web_redirect(page->web, login_path(page));
    } else {
        if (kind == FAIL_STRANGER)
            program_ask_basic(page->web);
        send_error_page(page, kind, reason);
    }
}
