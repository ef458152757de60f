/*
 * The content of a page, written once and read two ways: as JSON by programs, through a template by
 * people.
 *
 * Each value gets a lower-case name.  JSON has it under that name, the template under the same in
 * upper case.  What only one of the two needs is written to doc->json or doc->view alone.
 */
#ifndef APP_DOC_H
#define APP_DOC_H

#include "base/json.h"
#include "base/view.h"

struct doc {
    struct arena *mem;
    struct json *json;
    struct view *view;
    int64_t now; /* what "42 min ago" counts from */
};

struct doc *doc_new(struct arena *mem, int64_t now);

/* Template: {{NAME}}, and the section NAME_SET when value is not NULL or empty.  JSON: null if NULL. */
void doc_text(struct doc *doc, const char *name, const char *value);
/* Template: {{NAME}} grouped by thin spaces ("18 402 118"), {{NAME_RAW}} plain. */
void doc_int(struct doc *doc, const char *name, int64_t value);
/* Template: {{NAME}} in short ("412.8 M"), {{NAME_RAW}} plain, section NAME_SET; nothing and JSON
 * null if value is negative (unknown). */
void doc_count(struct doc *doc, const char *name, int64_t value);
/* Template: section NAME is shown, or NAME_NOT.  JSON: true or false. */
void doc_flag(struct doc *doc, const char *name, bool value);
/* Seconds since 1970, 0: none.  Template: {{NAME}} ISO, {{NAME_AGO}}, {{NAME_UTC}}, section NAME_SET.
 * JSON: ISO 8601, or null. */
void doc_time(struct doc *doc, const char *name, int64_t at);
/* A duration.  Template: {{NAME}} in words.  JSON: milliseconds under name_ms; null if negative. */
void doc_span(struct doc *doc, const char *name, int64_t milliseconds);

/* A part.  Template: section NAME once.  JSON: object under name. */
struct doc *doc_part(struct doc *doc, const char *name);
/* A list: declares it, so that JSON has [] and the template NAME_NONE when nothing is added; then
 * each doc_row() is one turn of section NAME, and one element.  The names of the two agree. */
struct doc_list *doc_list(struct doc *doc, const char *name);
struct doc *doc_row(struct doc_list *list);

#endif
