#include "app/news_chat.h"
#include "app/news_text.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/secret.h"

enum { TITLE_MAX = 1000 }; /* bytes of a text */

static void set(struct arena *mem, struct json *to, const char *key, const char *value)
{
    json_set_text(to, key, value ? text_clean(mem, bytes_from(value), TITLE_MAX) : NULL);
}

static void add_crasher(struct arena *mem, struct json *event, const struct notification_line *l)
{
    struct json *crasher = json_set_object(event, "crasher");
    json_set_int(crasher, "id", l->crasher);
    set(mem, crasher, "title", l->title);
    set(mem, crasher, "severity", l->severity);
    set(mem, crasher, "function", l->function);
    set(mem, crasher, "file", l->file);
    if (l->line > 0)
        json_set_int(crasher, "line", l->line);
    else
        json_set_text(crasher, "line", NULL);
    set(mem, crasher, "package", l->package);
    set(mem, crasher, "fuzz_function", l->target);
    json_set_int(crasher, "crashes", l->crashes);
    json_set_bool(crasher, "weak", l->weak);
}

static void add_event(struct arena *mem, struct json *events, const struct notification_line *l,
                      const char *url)
{
    struct json *event = json_add_object(events);
    json_set_int(event, "id", l->event);
    set(mem, event, "kind", l->kind);
    json_set_text(event, "at", clock_iso(mem, l->at));
    set(mem, event, "repository", l->repo);
    if (l->run != 0)
        json_set_int(event, "run", l->run);
    else
        json_set_text(event, "run", NULL);
    set(mem, event, "commit", l->commit);
    set(mem, event, "reason", l->reason);
    json_set_text(event, "url", url);
    if (l->crasher != 0)
        add_crasher(mem, event, l);
    else
        json_set_text(event, "crasher", NULL);
}

char *news_webhook(struct arena *mem, const char *site, const struct notification *n)
{
    const struct news_text *text = news_text_write(mem, site, n);
    struct json *message = json_new_object(mem);
    json_set_text(message, "notification", text->id);
    json_set_text(message, "made_at", clock_iso(mem, n->made_at));
    set(mem, message, "repository", n->repo);
    json_set_bool(message, "digest", n->digest);
    json_set_bool(message, "test", n->test);
    set(mem, message, "summary", text->subject);
    set(mem, message, "why", n->why);
    json_set_int(message, "total", n->total);
    json_set_text(message, "url", text->more_url);
    struct json *events = json_set_array(message, "events");
    const struct news_line *its = text->lines;
    for (const struct notification_line *l = n->lines; l; l = l->next, its = its->next)
        add_event(mem, events, l, its->url);
    return json_write(mem, message);
}

char *news_signature(struct arena *mem, const char *key, int64_t now, const char *body)
{
    const char *signed_text = text_format(mem, "%" PRId64 ".%s", now, body);
    struct bytes digest = secret_hmac_of(mem, bytes_from(key), bytes_from(signed_text));
    return text_format(mem, "t=%" PRId64 ",v1=%s", now, text_hex(mem, digest));
}
