#include "app/doc.h"

#include <stdio.h>
#include <time.h>

#include "app/visible.h"
#include "base/clock.h"

enum { LONG_FORM_MAX = 100000 };

/* A space that neither breaks nor is as wide as one between words. */
#define THIN_SPACE "\u202f"

struct doc_list {
    struct doc_list *next;
    struct doc *doc;
    const char *name;
    struct json *json;
    bool used;
};

struct doc *doc_new(struct arena *mem, int64_t now, bool json)
{
    struct doc *doc = ARENA_ONE(mem, struct doc);
    doc->mem = mem;
    doc->now = now;
    doc->lists = ARENA_ONE(mem, struct doc_list *);
    if (json)
        doc->json = json_new_object(mem);
    else
        doc->view = view_new(mem);
    return doc;
}

/* A value as far as a template has its name. */
static void set(struct doc *doc, const char *name, const char *value)
{
    if (name)
        view_set_kept(doc->view, name, value);
}

static void show(struct doc *doc, const char *section)
{
    if (section)
        view_show(doc->view, section);
}

/* value is NULL for what is not there. */
static void set_shown(struct doc *doc, const struct view_name *name, const char *value)
{
    if (value)
        set(doc, name->plain, value);
    show(doc, value ? name->set : name->not_set);
}

void doc_text(struct doc *doc, const char *name, const char *value)
{
    if (doc->json)
        json_set_text(doc->json, name, value);
    else
        set_shown(doc, view_name_find(name), value && *value ? visible(doc->mem, value) : NULL);
}

/* A number of which some value means that there is none. */
static void set_number(struct doc *doc, const char *name, int64_t value, bool known)
{
    if (known)
        json_set_int(doc->json, name, value);
    else
        json_set_text(doc->json, name, NULL);
}

void doc_id(struct doc *doc, const char *name, int64_t id)
{
    if (doc->json)
        set_number(doc, name, id, id != 0);
    else
        set_shown(doc, view_name_find(name), id != 0 ? text_int(doc->mem, id) : NULL);
}

void doc_int(struct doc *doc, const char *name, int64_t value)
{
    if (doc->json) {
        json_set_int(doc->json, name, value);
        return;
    }
    const struct view_name *its = view_name_find(name);
    if (its->plain)
        set(doc, its->plain, doc_grouped(doc->mem, value));
    show(doc, value != 0 ? its->set : its->not_set);
}

void doc_count(struct doc *doc, const char *name, int64_t value)
{
    if (doc->json)
        set_number(doc, name, value, value >= 0);
    else
        set_shown(doc, view_name_find(name), value >= 0 ? doc_short(doc->mem, value) : NULL);
}

void doc_flag(struct doc *doc, const char *name, bool value)
{
    if (doc->json)
        json_set_bool(doc->json, name, value);
    else
        doc_show_flag(doc, name, value);
}

/* The year only where it is another than this one. */
static const char *date_of(struct doc *doc, int64_t at)
{
    struct tm then, now;
    time_t then_s = at, now_s = doc->now;
    char text[64] = "";
    if (!gmtime_r(&then_s, &then) || !gmtime_r(&now_s, &now))
        return "";
    bool same_year = then.tm_year == now.tm_year;
    strftime(text, sizeof(text), same_year ? "%-d %b, %H:%M" : "%-d %b %Y", &then);
    return text_copy(doc->mem, text);
}

void doc_time(struct doc *doc, const char *name, int64_t at)
{
    const char *iso = at != 0 ? clock_iso(doc->mem, at) : NULL;
    if (doc->json) {
        json_set_text(doc->json, name, iso);
        return;
    }
    const struct view_name *its = view_name_find(name);
    set_shown(doc, its, iso);
    if (iso && its->ago)
        set(doc, its->ago, clock_ago(doc->mem, at, doc->now));
    if (iso && its->utc)
        set(doc, its->utc, clock_utc(doc->mem, at));
    if (iso && its->date)
        set(doc, its->date, date_of(doc, at));
}

void doc_span(struct doc *doc, const char *name, int64_t milliseconds)
{
    bool known = milliseconds >= 0;
    if (doc->json)
        set_number(doc, text_format(doc->mem, "%s_ms", name), milliseconds, known);
    else
        set_shown(doc, view_name_find(name), known ? clock_span(doc->mem, milliseconds) : NULL);
}

static struct doc *below(struct doc *doc, struct json *json, struct view *view)
{
    struct doc *part = ARENA_ONE(doc->mem, struct doc);
    *part = *doc;
    part->json = json;
    part->view = view;
    return part;
}

/* A part that no template shows still needs a section to stand in. */
static const char *section_name(const char *name)
{
    const char *plain = view_name_find(name)->plain;
    return plain ? plain : "UNSEEN";
}

struct doc *doc_part(struct doc *doc, const char *name)
{
    if (doc->json)
        return below(doc, json_set_object(doc->json, name), NULL);
    return below(doc, NULL, view_add(doc->view, section_name(name)));
}

struct doc *doc_include(struct doc *doc, const char *name, const char *file)
{
    if (doc->json)
        return below(doc, json_set_object(doc->json, name), NULL);
    return below(doc, NULL, view_include(doc->view, section_name(name), file));
}

struct doc_list *doc_list(struct doc *doc, const char *name)
{
    struct doc_list *list = ARENA_ONE(doc->mem, struct doc_list);
    list->doc = doc;
    list->name = name;
    if (doc->json)
        list->json = json_set_array(doc->json, name);
    list->next = *doc->lists;
    *doc->lists = list;
    return list;
}

struct doc *doc_row(struct doc_list *list)
{
    list->used = true;
    if (list->json)
        return below(list->doc, json_add_object(list->json), NULL);
    return below(list->doc, NULL, view_add(list->doc->view, section_name(list->name)));
}

void doc_show(struct doc *doc, const char *SECTION)
{
    if (doc->view)
        view_show(doc->view, SECTION);
}

void doc_show_flag(struct doc *doc, const char *NAME, bool value)
{
    if (!doc->view)
        return;
    const struct view_name *name = view_name_find(NAME);
    show(doc, value ? name->plain : name->not_set);
}

void doc_show_text(struct doc *doc, const char *NAME, const char *value)
{
    if (doc->view)
        view_set_kept(doc->view, NAME, value ? visible(doc->mem, value) : "");
}

void doc_show_int(struct doc *doc, const char *NAME, int64_t value)
{
    if (doc->view)
        view_set_kept(doc->view, NAME, doc_grouped(doc->mem, value));
}

static void show_list(const struct doc_list *list)
{
    const struct view_name *name = view_name_find(list->name);
    show(list->doc, list->used ? name->any : name->none);
}

void doc_finish(struct doc *doc)
{
    for (const struct doc_list *list = *doc->lists; list; list = list->next)
        if (list->doc->view)
            show_list(list);
}

char *doc_grouped(struct arena *mem, int64_t value)
{
    char *digits = text_int(mem, value);
    if (value > -1000 && value < 1000)
        return digits;
    struct text text = text_new(mem, 64);
    size_t sign = value < 0, group = sign + (strlen(digits) - sign - 1) % 3 + 1;
    for (; *digits; digits += group, group = 3) {
        text_add(&text, text.size > 0 ? THIN_SPACE : "");
        text_add_bytes(&text, (struct bytes){ digits, group });
    }
    return text.at;
}

char *doc_short(struct arena *mem, int64_t value)
{
    static const struct {
        double unit;
        int digits;
        const char *name;
    } units[] = { { 1e12, 2, "tn" }, { 1e9, 2, "bn" }, { 1e6, 1, "M" }, { 1e3, 0, "k" } };
    if (value < LONG_FORM_MAX)
        return doc_grouped(mem, value);
    size_t i = 0;
    while (i < COUNT_OF(units) - 1 && (double)value < units[i].unit)
        i++;
    return text_format(mem, "%.*f%s%s", units[i].digits, (double)value / units[i].unit, THIN_SPACE,
                       units[i].name);
}
