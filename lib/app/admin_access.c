#include "app/admin_access.h"

#include "app/again.h"
#include "app/deed.h"
#include "app/fill.h"
#include "app/role_field.h"
#include "base/form.h"
#include "hub/access.h"
#include "hub/group.h"

enum { SEARCH_MAX = 200, PAGE_MAX = 100000, ROLE_MAX = 10, KIND_MAX = 10 };

/* A cell that is to be another than it was. */
struct change {
    struct change *next;
    const char *field, *object, *who, *was, *role;
};

static bool is_of_groups(struct page *page)
{
    const char *of = web_query(page->web, "of");
    bool accounts = of && strcmp(of, "accounts") == 0;
    if (of && !accounts && strcmp(of, "groups") != 0)
        fail(FAIL_INPUT, "of is groups or accounts");
    return !accounts;
}

static void fill_cell(struct doc_list *list, const struct access_line *line,
                      const struct access_cell *c)
{
    struct doc *cell = doc_row(list);
    const char *own = c->own ? c->own : "none";
    doc_text(cell, "who", c->who);
    doc_text(cell, "through", c->via);
    doc_text(cell, "through_role", c->via_role);
    role_field(cell, own);
    doc_show_text(cell, "FIELD", text_format(cell->mem, "%s %s %s", own, line->name, c->who));
}

static const struct access_line *fill_lines(struct page *page, const struct access_line *line)
{
    struct doc_list *list = doc_list(page->doc, "lines");
    for (int count = 0; line && count < ACCESS_LINES; count++, line = line->next) {
        struct doc *row = doc_row(list);
        doc_text(row, "object", line->name);
        doc_flag(row, "pattern", line->repo == 0);
        doc_flag(row, "public", line->public);
        struct doc_list *cells = doc_list(row, "cells");
        for (const struct access_cell *c = line->cells; c; c = c->next)
            fill_cell(cells, line, c);
    }
    return line;
}

static void fill_columns(struct page *page, const struct access_line *line, bool groups)
{
    struct doc_list *list = doc_list(page->doc, "columns");
    for (const struct access_cell *c = line ? line->cells : NULL; c; c = c->next) {
        struct doc *column = doc_row(list);
        doc_text(column, "column", c->who);
        doc_id(column, "column_id", c->who_id);
        doc_show_flag(column, "COLUMN_GROUP", groups);
    }
}

static void fill_steps(struct page *page, int64_t column, int64_t columns)
{
    doc_int(page->doc, "column_count", columns);
    doc_id(page->doc, "previous_columns_page", column - 1);
    doc_id(page->doc, "next_columns_page", column * ACCESS_COLUMNS < columns ? column + 1 : 0);
    doc_show_flag(page->doc, "MANY_COLUMNS", columns > ACCESS_COLUMNS);
}

static void show_matrix(struct page *page)
{
    const char *who = page_query(page, "who", SEARCH_MAX),
               *search = page_query(page, "q", SEARCH_MAX);
    int64_t number = web_query_int(page->web, "page", 1, 1, PAGE_MAX);
    int64_t column = web_query_int(page->web, "columns", 1, 1, PAGE_MAX), columns;
    const struct access_view view = { .groups = is_of_groups(page),
                                      .who = who ? who : "",
                                      .search = search ? search : "",
                                      .column_skip = (column - 1) * ACCESS_COLUMNS,
                                      .skip = (number - 1) * ACCESS_LINES };
    const struct access_line *first = access_matrix(&page->hub, &view, &columns);
    doc_text(page->doc, "of", view.groups ? "groups" : "accounts");
    doc_show_flag(page->doc, "GROUPS", view.groups);
    doc_show_text(page->doc, "WHO_SEARCH", who);
    doc_show_text(page->doc, "SEARCH", search);
    doc_show_int(page->doc, "COLUMNS_PAGE", column);
    doc_show_int(page->doc, "LINES_PAGE", number);
    fill_columns(page, first, view.groups);
    fill_pages(page->doc, number, fill_lines(page, first) != NULL);
    fill_steps(page, column, columns);
    again_text(page, "grant", "object", "NEW_OBJECT", NULL);
    role_form(page, view.groups);
    doc_show_flag(page->doc, "SEARCHED", who || search);
    doc_text(page->doc, "csrf", page_csrf(page));
    page_send(page, "admin-access.tpl", "Access, administration");
}

/* "read XXyCorp/vault Vault team" and its value; NULL if that is no cell, or one left as it was. */
static struct change *change_from(struct arena *mem, const struct form_part *part)
{
    char *rest = text_copy(mem, part->name);
    const char *was = strsep(&rest, " "), *object = strsep(&rest, " ");
    if (!object || !rest || !*rest || strcmp(part->value.at, was) == 0)
        return NULL;
    access_rank(was);
    access_rank(part->value.at);
    struct change *c = ARENA_ONE(mem, struct change);
    *c = (struct change){ NULL, part->name, object, rest, was, part->value.at };
    return c;
}

static const struct change *changes_of(struct page *page, bool *lose)
{
    struct change *first = NULL, **end = &first;
    *lose = false;
    for (const struct form_part *p = web_form_all(page->web); p; p = p->next) {
        if (!(*end = change_from(page->hub.mem, p)))
            continue;
        *lose = *lose || access_rank((*end)->role) < access_rank((*end)->was);
        end = &(*end)->next;
    }
    return first;
}

static void ask(struct page *page, const struct change *changes)
{
    struct doc_list *list = doc_list(page->doc, "changes");
    for (const struct change *c = changes; c; c = c->next) {
        struct doc *row = doc_row(list);
        doc_text(row, "object", c->object);
        doc_text(row, "who", c->who);
        doc_text(row, "was", c->was);
        doc_text(row, "role", c->role);
        doc_show_text(row, "FIELD", c->field);
        doc_show_flag(row, "LESS", access_rank(c->role) < access_rank(c->was));
    }
    doc_show_text(page->doc, "QUERY", web_variable(page->web, "QUERY_STRING"));
    doc_show_flag(page->doc, "GROUPS", is_of_groups(page));
    doc_text(page->doc, "csrf", page_csrf(page));
    page_send_status(page, FAIL_CONFLICT, "admin-access-confirm.tpl", "Change the access?");
}

static void set(struct page *page, const char *kind, const struct change *c)
{
    const struct access_wish wish = { .who = access_who(&page->hub, kind, c->who),
                                      .object = access_object(&page->hub, c->object),
                                      .role = c->role,
                                      .was = c->was,
                                      .address = web_variable(page->web, "REMOTE_ADDR") };
    access_set(&page->hub, &wish);
}

static void go_back(struct page *page, bool changed)
{
    const char *query = web_variable(page->web, "QUERY_STRING");
    page_redirect(page, text_format(page->hub.mem, "/admin/access?%s", query ? query : ""),
                  changed ? "access-saved" : "access-same");
}

static void do_save(struct page *page)
{
    bool lose;
    const char *kind = is_of_groups(page) ? "group" : "account";
    const struct change *changes = changes_of(page, &lose);
    if (lose && !page_is_yes(page, "confirm")) {
        ask(page, changes);
        return;
    }
    for (const struct change *c = changes; c; c = c->next)
        set(page, kind, c);
    go_back(page, changes != NULL);
}

/* Each value is judged before the next is read: the form marks the one that cannot be. */
static void do_grant(struct page *page)
{
    struct hub *hub = &page->hub;
    struct access_wish wish = { .address = web_variable(page->web, "REMOTE_ADDR") };
    const char *kind = page_need(page, "kind", KIND_MAX);
    wish.who = access_who(hub, kind, page_need(page, "name", GROUP_NAME_MAX));
    wish.object = access_object(hub, page_need(page, "object", ACCESS_OBJECT_MAX));
    wish.role = page_need(page, "role", ROLE_MAX);
    access_set(hub, &wish);
    go_back(page, true);
}

void admin_access(struct page *page)
{
    static const struct deed deeds[] = { { "save", do_save }, { "grant", do_grant } };
    if (page->post)
        deed_do(page, deeds, COUNT_OF(deeds));
    else
        show_matrix(page);
}
