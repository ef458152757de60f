#include "app/star.h"

#include "app/deed.h"
#include "base/text.h"
#include "hub/notify_setting.h"
#include "hub/subscription.h"

/* No further than below the page that it is of. */
static const char *next_of(struct page *page, struct star star)
{
    const char *next = web_form(page->web, "next");
    size_t size = strlen(star.path);
    bool below = next && strncmp(next, star.path, size) == 0 &&
                 (next[size] == '\0' || next[size] == '/') &&
                 next[strspn(next, "/._-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                   "abcdefghijklmnopqrstuvwxyz")] == '\0';
    return below ? next : star.path;
}

static const char *notice_of(struct page *page, bool on)
{
    if (!on)
        return "unstarred";
    return notify_setting_find(&page->hub)->confirmed ? "starred" : "starred-unconfirmed";
}

bool star_post(struct page *page, struct star star)
{
    bool on = deed_is(page, "star");
    if (!on && !deed_is(page, "unstar"))
        return false;
    if (page->hub.account == 0)
        fail(FAIL_STRANGER, "sign in to be told of what happens here");
    if (on)
        subscription_star(&page->hub, star.repo, star.crasher);
    else
        subscription_unstar(&page->hub, star.repo, star.crasher);
    page_redirect(page, next_of(page, star), notice_of(page, on));
    return true;
}

bool star_post_only(struct page *page, struct star star)
{
    if (!page->post)
        return false;
    if (page->hub.account == 0)
        fail(FAIL_STRANGER, "sign in to be told of what happens here");
    if (!star_post(page, star))
        fail(FAIL_REFUSED, "do is star or unstar");
    return true;
}

void star_fill(struct page *page, struct doc *doc, struct star star, bool starred)
{
    doc_flag(doc, "starred", starred);
    if (!doc->view || page->hub.account == 0 || page->hub.seen_by)
        return;
    struct view *form = view_include(doc->view, "STAR_FORM", "star-form.tpl");
    view_set(form, "STAR_OF", star.path);
    view_set(form, "STAR_NEXT", web_path(page->web));
    view_set(form, "CSRF", page_csrf(page));
    view_show(form, starred ? "STARRED" : "STARRED_NOT");
}
