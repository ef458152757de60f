/*
 * Fills the files of templates/.  The only door to Google ctemplate, which is C++.
 *
 * Escaping is the template's job: each begins with {{%AUTOESCAPE context="HTML"}}, and ctemplate
 * then escapes every value for the place where it stands.  C code hands over raw text.  Texts of
 * mails, mail-*.tpl, are no HTML and escape nothing.
 *
 * A section sees the names of what it stands in too; an included template sees its own alone.
 */
#ifndef BASE_VIEW_H
#define BASE_VIEW_H

#include "base/arena.h"

struct view; /* what a template is filled with: the whole page, or one section of it */

void view_folder(const char *path); /* once, at program start */

struct view *view_new(struct arena *mem);
void view_set(struct view *page, const char *name, const char *value); /* NULL: empty */
void view_set_int(struct view *page, const char *name, int64_t value);
void view_show(struct view *page, const char *section);
struct view *view_add(struct view *page, const char *section);
struct view *view_include(struct view *page, const char *name, const char *file);

/* The same without a copy: value has to live as long as the view. */
void view_set_kept(struct view *page, const char *name, const char *value);

/* How the templates of the folder spell a value that C calls "last_seen"; NULL is a name that no
 * template has, so that nobody need fill it in. */
struct view_name {
    const char *plain, *set, *not_set; /* "LAST_SEEN", "LAST_SEEN_SET", "LAST_SEEN_NOT" */
    const char *ago, *utc, *date;      /* "LAST_SEEN_AGO", … */
    const char *any, *none;            /* "LAST_SEEN_ANY", "LAST_SEEN_NONE" */
};
const struct view_name *view_name_find(const char *name);

/* The filled page, in mem; fail(FAIL_BROKEN) if the template is missing or does not parse. */
char *view_render(struct arena *mem, const struct view *page, const char *file);
/* The same with every line as it stands in the file, for what is no HTML: mails. */
char *view_render_text(struct arena *mem, const struct view *page, const char *file);

#endif
