#include <stdio.h>

#include "base/json.h"
#include "hub/post.h"

static void add_link(struct json *object, const char *base, const char *path, int64_t id)
{
    char url[512];
    json_set_int(object, "id", id);
    snprintf(url, sizeof(url), "%s/%s/%" PRId64, base, path, id);
    json_set_text(object, "url", url);
}

static void add_result(struct json *list, const char *base, const struct post_result *r)
{
    struct json *result = json_add_object(list);
    json_set_text(result, "package", r->package);
    json_set_text(result, "target", r->target);
    json_set_text(result, "state", r->state);
    struct json *crashers = json_set_array(result, "crashers");
    for (const struct post_crasher *c = r->crashers; c; c = c->next) {
        struct json *crasher = json_add_object(crashers);
        add_link(crasher, base, "c", c->id);
        json_set_bool(crasher, "new", c->is_new);
        json_set_text(crasher, "state", c->state);
        json_set_text(crasher, "title", c->title);
        json_set_text(crasher, "signature", c->signature);
    }
}

char *post_answer_json(struct arena *mem, const struct post_answer *answer, const char *base)
{
    struct json *document = json_new_object(mem);
    add_link(json_set_object(document, "run"), base, "run", answer->run);
    struct json *results = json_set_array(document, "results");
    for (const struct post_result *r = answer->results; r; r = r->next)
        add_result(results, base, r);
    return json_write(mem, document);
}
