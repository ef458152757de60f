#include "app/doc.h"

#include <ctype.h>
#include <stdio.h>
#include <time.h>

#include "app/visible.h"
#include "base/clock.h"

enum { NAME_SIZE = 80, LONG_FORM_MAX = 100000 };

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

/* The template's form of a name: "last_run" with "_SET" is "LAST_RUN_SET". */
struct shout {
    char text[NAME_SIZE];
};

static struct shout shout(const char *name, const char *suffix)
{
    struct shout loud;
    size_t size = 0;
    for (; *name && size < NAME_SIZE - 1; name++)
        loud.text[size++] = (char)toupper((unsigned char)*name);
    for (; *suffix && size < NAME_SIZE - 1; suffix++)
        loud.text[size++] = *suffix;
    loud.text[size] = '\0';
    return loud;
}

static void set(struct doc *doc, const char *name, const char *suffix, const char *value)
{
    view_set(doc->view, shout(name, suffix).text, visible(doc->mem, value));
}

static void show(struct doc *doc, const char *name, const char *suffix)
{
    view_show(doc->view, shout(name, suffix).text);
}

/* value is NULL for what is not there. */
static void set_shown(struct doc *doc, const char *name, const char *value)
{
    if (value)
        set(doc, name, "", value);
    show(doc, name, value ? "_SET" : "_NOT");
}

void doc_text(struct doc *doc, const char *name, const char *value)
{
    if (doc->json)
        json_set_text(doc->json, name, value);
    else
        set_shown(doc, name, value && *value ? value : NULL);
}

void doc_id(struct doc *doc, const char *name, int64_t id)
{
    if (!doc->json) {
        set_shown(doc, name, id != 0 ? text_int(doc->mem, id) : NULL);
    } else if (id != 0) {
        json_set_int(doc->json, name, id);
    } else {
        json_set_text(doc->json, name, NULL);
    }
}

void doc_int(struct doc *doc, const char *name, int64_t value)
{
    if (doc->json) {
        json_set_int(doc->json, name, value);
        return;
    }
    set(doc, name, "", doc_grouped(doc->mem, value));
    show(doc, name, value != 0 ? "_SET" : "_NOT");
}

void doc_count(struct doc *doc, const char *name, int64_t value)
{
    if (!doc->json) {
        set_shown(doc, name, value >= 0 ? doc_short(doc->mem, value) : NULL);
    } else if (value >= 0) {
        json_set_int(doc->json, name, value);
    } else {
        json_set_text(doc->json, name, NULL);
    }
}

void doc_flag(struct doc *doc, const char *name, bool value)
{
    if (doc->json)
        json_set_bool(doc->json, name, value);
    else
        show(doc, name, value ? "" : "_NOT");
}

void doc_time(struct doc *doc, const char *name, int64_t at)
{
    const char *iso = at != 0 ? clock_iso(doc->mem, at) : NULL;
    if (doc->json) {
        json_set_text(doc->json, name, iso);
        return;
    }
    set_shown(doc, name, iso);
    if (iso) {
        set(doc, name, "_AGO", clock_ago(doc->mem, at, doc->now));
        set(doc, name, "_UTC", clock_utc(doc->mem, at));
    }
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

void doc_date(struct doc *doc, const char *name, int64_t at)
{
    doc_time(doc, name, at);
    if (doc->view && at != 0)
        set(doc, name, "_DATE", date_of(doc, at));
}

void doc_span(struct doc *doc, const char *name, int64_t milliseconds)
{
    if (!doc->json) {
        set_shown(doc, name, milliseconds >= 0 ? clock_span(doc->mem, milliseconds) : NULL);
        return;
    }
    char key[NAME_SIZE];
    snprintf(key, sizeof(key), "%s_ms", name);
    if (milliseconds >= 0)
        json_set_int(doc->json, key, milliseconds);
    else
        json_set_text(doc->json, key, NULL);
}

static struct doc *below(struct doc *doc, struct json *json, struct view *view)
{
    struct doc *part = ARENA_ONE(doc->mem, struct doc);
    *part = *doc;
    part->json = json;
    part->view = view;
    return part;
}

struct doc *doc_part(struct doc *doc, const char *name)
{
    if (doc->json)
        return below(doc, json_set_object(doc->json, name), NULL);
    return below(doc, NULL, view_add(doc->view, shout(name, "").text));
}

struct doc *doc_include(struct doc *doc, const char *name, const char *file)
{
    if (doc->json)
        return below(doc, json_set_object(doc->json, name), NULL);
    return below(doc, NULL, view_include(doc->view, shout(name, "").text, file));
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
    return below(list->doc, NULL, view_add(list->doc->view, shout(list->name, "").text));
}

void doc_show(struct doc *doc, const char *SECTION)
{
    if (doc->view)
        view_show(doc->view, SECTION);
}

void doc_show_flag(struct doc *doc, const char *NAME, bool value)
{
    if (doc->view)
        show(doc, NAME, value ? "" : "_NOT");
}

void doc_show_text(struct doc *doc, const char *NAME, const char *value)
{
    if (doc->view)
        view_set(doc->view, NAME, visible(doc->mem, value));
}

void doc_show_int(struct doc *doc, const char *NAME, int64_t value)
{
    if (doc->view)
        view_set(doc->view, NAME, doc_grouped(doc->mem, value));
}

void doc_finish(struct doc *doc)
{
    for (const struct doc_list *list = *doc->lists; list; list = list->next)
        if (list->doc->view)
            show(list->doc, list->name, list->used ? "_ANY" : "_NONE");
}

char *doc_grouped(struct arena *mem, int64_t value)
{
    char digits[24];
    int size = snprintf(digits, sizeof(digits), "%" PRIu64,
                        value < 0 ? -(uint64_t)value : (uint64_t)value);
    struct text text = text_new(mem, 64);
    text_add(&text, value < 0 ? "-" : "");
    for (int i = 0; i < size; i++) {
        if (i > 0 && (size - i) % 3 == 0)
            text_add(&text, THIN_SPACE);
        text_add_bytes(&text, (struct bytes){ &digits[i], 1 });
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
