#include "app/again.h"

#include "app/deed.h"
#include "app/page_own.h"
#include "base/text.h"

enum { WHY_MAX = 600 };

void again_set(struct page *page, enum fail kind, const char *why)
{
    struct arena *mem = page->hub.mem;
    if (page->wants_json) {
        struct doc *error = doc_part(page->doc, "error");
        doc_text(error, "code", fail_code(kind));
        doc_text(error, "message", why);
    }
    why = text_capital(mem, text_clean(mem, bytes_from(why), WHY_MAX));
    page->refused = kind;
    page->why = text_format(mem, "%s%s", why, strchr(".?", why[strlen(why) - 1]) ? "" : ".");
}

static bool is_form(struct page *page, const char *deed)
{
    return page->refused != FAIL_NOT && (!deed || deed_is(page, deed));
}

const char *again_typed(struct page *page, const char *deed, const char *field)
{
    const char *typed = is_form(page, deed) ? web_form(page->web, field) : NULL;
    return typed && text_is_utf8(bytes_from(typed)) ? typed : NULL;
}

void again_mark(struct page *page, struct doc *doc, const char *field, const char *NAME)
{
    bool bad = page->why && page->field && strcmp(page->field, field) == 0;
    doc_show_flag(doc, text_format(page->hub.mem, "BAD_%s", NAME), bad);
    if (!bad)
        return;
    doc_show_text(doc, "WHY", page->why);
    page->why = NULL; /* told */
}

void again_secret(struct page *page, const char *deed, const char *field, const char *NAME)
{
    if (is_form(page, deed))
        again_mark(page, page->doc, field, NAME);
    else
        doc_show_flag(page->doc, text_format(page->hub.mem, "BAD_%s", NAME), false);
}

void again_text(struct page *page, const char *deed, const char *field, const char *NAME,
                const char *value)
{
    const char *typed = again_typed(page, deed, field);
    doc_show_text(page->doc, NAME, typed ? typed : value);
    again_secret(page, deed, field, NAME);
}

static void show(void *arg)
{
    struct visit *visit = arg;
    struct page *page = visit->page;
    page_enter(page, visit);
    page->doc = doc_new(page->hub.mem, page->hub.now, false);
    page->route->show(page);
}

bool page_again(struct visit *visit, enum fail kind, const char *reason)
{
    struct page *page = visit->page;
    bool mistake = kind == FAIL_REFUSED || kind == FAIL_CONFLICT;
    if (!mistake || !page->post || page->wants_json || !page->route)
        return false;
    const char *why;
    again_set(page, kind, reason);
    page->post = false; /* what is read now is what a GET reads */
    if (fail_guard(show, visit, &why) == FAIL_NOT)
        return true;
    db_forget(visit->db);
    page->refused = FAIL_NOT;
    page->why = NULL;
    return false;
}

const char *again_left(struct page *page)
{
    return page->why;
}
