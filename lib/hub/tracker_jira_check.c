#include "base/form.h"
#include "hub/tracker_jira.h"

enum { PAGE = 50, PAGES_MAX = 6, NAMED_MAX = 30 };

/* What the create metadata tell page by page; Data Center calls each list values. */
struct listing {
    struct arena *mem;
    const struct tracker_place *place;
    const char *path, *name; /* "issueTypes" */
    /* false: that is enough */
    bool (*take)(struct listing *listing, const struct json *item);
    const char *type; /* the id of the issue type that is looked for */
    struct text says;
    int named;
};

static struct tracker_answer walk(struct listing *l)
{
    int64_t total = 0;
    struct tracker_answer answer = { 0 };
    for (int at = 0; at < PAGE * PAGES_MAX; at += PAGE) {
        const char *path = text_format(l->mem, "%s?startAt=%d&maxResults=%d", l->path, at, PAGE);
        struct tracker_reply reply = jira_send(l->mem, l->place, "GET", path, NULL);
        const struct json *list = json_get(reply.json, l->name);
        list = list ? list : json_get(reply.json, "values");
        answer = reply.answer;
        if (answer.end != TRACKER_DONE)
            return answer;
        if (!json_is_array(list))
            return tracker_strange();
        for (size_t i = 0; i < json_count(list); i++)
            if (!l->take(l, json_at(list, i)))
                return answer;
        if (!json_int(json_get(reply.json, "total"), &total) || total <= at + PAGE)
            return answer;
    }
    return answer;
}

static void name_one(struct listing *l, const char *name, const char *id)
{
    if (l->named++ < NAMED_MAX)
        text_add_format(&l->says, "%s%s%s%s%s", l->named > 1 ? ", " : "",
                        text_clean(l->mem, bytes_from(name), 100), id ? " (" : "",
                        id ? text_clean(l->mem, bytes_from(id), 60) : "", id ? ")" : "");
}

static bool take_type(struct listing *l, const struct json *type)
{
    const char *id = json_text(json_get(type, "id")), *name = json_text(json_get(type, "name"));
    const char *wanted = jira_type(l->place);
    if (!id || !name)
        return true;
    name_one(l, name, NULL);
    if (strcmp(id, wanted) == 0 || strcasecmp(name, wanted) == 0)
        l->type = id;
    return !l->type;
}

/* What the hub fills in itself, or the settings do. */
static bool is_filled(struct listing *l, const char *id)
{
    static const char *const own[] = { "project", "issuetype", "summary", "description", "labels" };
    for (size_t i = 0; i < COUNT_OF(own); i++)
        if (strcmp(own[i], id) == 0)
            return true;
    const char *fields = l->place->fields;
    return fields && json_get(json_try(l->mem, bytes_from(fields)), id);
}

static bool take_field(struct listing *l, const struct json *field)
{
    const char *id = json_text(json_get(field, "fieldId"));
    id = id ? id : json_text(json_get(field, "key"));
    const char *name = json_text(json_get(field, "name"));
    bool required = json_bool(json_get(field, "required"));
    bool has_default = json_bool(json_get(field, "hasDefaultValue"));
    if (id && required && !has_default && !is_filled(l, id))
        name_one(l, name ? name : id, id);
    return true;
}

static struct listing listing_of(struct arena *mem, const struct tracker_place *place,
                                 const char *type)
{
    const char *project = form_escape(mem, place->project);
    struct listing l = { .mem = mem, .place = place, .says = text_new(mem, 16384) };
    l.path = text_format(mem, "/issue/createmeta/%s/issuetypes%s%s", project, type ? "/" : "",
                         type ? form_escape(mem, type) : "");
    l.name = type ? "fields" : "issueTypes";
    l.take = type ? take_field : take_type;
    text_add(&l.says, "");
    return l;
}

static struct tracker_answer check_project(struct arena *mem, const struct tracker_place *place,
                                           const char *who)
{
    struct listing types = listing_of(mem, place, NULL);
    struct tracker_answer answer = walk(&types);
    if (answer.end != TRACKER_DONE)
        return answer;
    if (!types.type)
        return tracker_refusal(text_format(mem, "project %s has no type %s, but %s", place->project,
                                           jira_type(place),
                                           types.named > 0 ? types.says.at : "none"));
    struct listing fields = listing_of(mem, place, types.type);
    answer = walk(&fields);
    if (answer.end != TRACKER_DONE)
        return answer;
    if (fields.named > 0)
        return tracker_refusal(text_format(mem, "tickets of type %s need further fields: %s",
                                           jira_type(place), fields.says.at));
    answer.says = text_format(mem, "signed in as %s; tickets of type %s can be opened in %s", who,
                              jira_type(place), place->project);
    return answer;
}

struct tracker_answer jira_check(struct arena *mem, const struct tracker_place *place)
{
    struct tracker_reply reply = jira_send(mem, place, "GET", "/myself", NULL);
    const char *name = json_text(json_get(reply.json, "displayName"));
    if (reply.answer.end != TRACKER_DONE)
        return reply.answer;
    if (!name && !(name = json_text(json_get(reply.json, "name"))))
        return tracker_strange();
    if (place->project)
        return check_project(mem, place, text_clean(mem, bytes_from(name), 100));
    reply.answer.says = text_format(mem, "signed in as %s", text_clean(mem, bytes_from(name), 100));
    return reply.answer;
}
