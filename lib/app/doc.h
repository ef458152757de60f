/*
 * The content of a page, written once and read one of two ways: as JSON by programs, through a
 * template by people.
 *
 * Each value gets a lower-case name.  JSON has it under that name, the template under the same in
 * upper case, with hidden characters made visible.  In the template a part or a row also sees the
 * names of what it stands in, so give its own values names of their own.  Only the one that was
 * asked for is built; what only people need is written with doc_show_*(), which does nothing in the
 * other case.
 */
#ifndef APP_DOC_H
#define APP_DOC_H

#include "base/json.h"
#include "base/view.h"

struct doc {
    struct arena *mem;
    struct json *json;       /* NULL for people */
    struct view *view;       /* NULL for programs */
    int64_t now;             /* what "42 min ago" counts from */
    struct doc_list **lists; /* all that were declared below the same root */
};

struct doc *doc_new(struct arena *mem, int64_t now, bool json);

/* In the template each value is {{NAME}}, beside it stands the section NAME_SET, or NAME_NOT if
 * there is no value; without one JSON has null.  There is none if text is NULL or (in the template)
 * empty. */
void doc_text(struct doc *doc, const char *name, const char *value);
/* A number that names something, in plain digits; 0: none. */
void doc_id(struct doc *doc, const char *name, int64_t id);
/* In groups of three ("18 402 118").  0 is told too, but the section is NAME_NOT. */
void doc_int(struct doc *doc, const char *name, int64_t value);
/* In short ("412.8 M"); negative: unknown. */
void doc_count(struct doc *doc, const char *name, int64_t value);
/* Template: section NAME, or NAME_NOT.  JSON: true or false. */
void doc_flag(struct doc *doc, const char *name, bool value);
/* Seconds since 1970, 0: none.  In ISO form; the template has {{NAME_AGO}}, "42 min ago",
 * {{NAME_UTC}} and {{NAME_DATE}}, "22 Nov, 09:21", too. */
void doc_time(struct doc *doc, const char *name, int64_t at);
/* A duration in milliseconds, negative: unknown.  Template: in words.  JSON: under name_ms. */
void doc_span(struct doc *doc, const char *name, int64_t milliseconds);

/* A part.  Template: section NAME once.  JSON: an object under name. */
struct doc *doc_part(struct doc *doc, const char *name);
/* A part that people see through a template of its own: {{>NAME}} is that file. JSON: as
 * doc_part(). */
struct doc *doc_include(struct doc *doc, const char *name, const char *file);
/* A list, there even if nothing is added: JSON has [].  Each doc_row() is one turn of section NAME,
 * and one element; around them the template has NAME_ANY, or NAME_NONE if there are none. */
struct doc_list *doc_list(struct doc *doc, const char *name);
struct doc *doc_row(struct doc_list *list);

/* For the template alone, by the names it uses. */
void doc_show(struct doc *doc, const char *SECTION);
void doc_show_flag(struct doc *doc, const char *NAME, bool value); /* NAME, or NAME_NOT */
void doc_show_text(struct doc *doc, const char *NAME, const char *value);
void doc_show_int(struct doc *doc, const char *NAME, int64_t value); /* in groups of three */

/* When all is added, by the frame: shows NAME_ANY and NAME_NONE of the lists. */
void doc_finish(struct doc *doc);

/* "18 402 118" and "412.8 M" */
char *doc_grouped(struct arena *mem, int64_t value);
char *doc_short(struct arena *mem, int64_t value);

#endif
