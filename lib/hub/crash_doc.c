#include "hub/crash_doc.h"

#include "hub/likeness.h"

static void set_some(struct json *object, const char *key, const char *value)
{
    if (value && *value)
        json_set_text(object, key, value);
}

static void add_frames(struct json *parent, const struct crash_frame *frames, size_t count)
{
    struct json *list = json_set_array(parent, "frames");
    for (size_t i = 0; i < count; i++) {
        const struct crash_frame *f = &frames[i];
        struct json *frame = json_add_object(list);
        json_set_text(frame, "function", f->function);
        set_some(frame, "arguments", f->arguments);
        set_some(frame, "file", f->file);
        if (f->line > 0)
            json_set_int(frame, "line", f->line);
        if (f->column > 0)
            json_set_int(frame, "column", f->column);
        set_some(frame, "module", f->module);
        json_set_bool(frame, "in_app", f->in_app);
    }
}

static void add_frame(struct json *crash, const struct crash_frame *frame)
{
    if (!frame)
        return;
    set_some(crash, "function", frame->function);
    set_some(crash, "file", frame->file);
    if (frame->line > 0)
        json_set_int(crash, "line", frame->line);
}

void crash_doc_fill(struct arena *mem, struct json *object, const struct crash *c)
{
    json_set_text(object, "signature", c->signature);
    json_set_text(object, "version", c->version);
    json_set_bool(object, "weak", c->weak);
    json_set_text(object, "severity", crash_severity_name(c->severity));
    json_set_text(object, "severity_reason", c->severity_reason);
    json_set_text(object, "engine", c->engine);
    json_set_text(object, "kind", c->type);
    json_set_text(object, "title", c->title);
    json_set_text(object, "message", c->message);
    add_frame(object, c->place);
    add_frames(object, c->frames, c->frames_count);
    json_set_text(object, "trace", likeness_trace(mem, c));
    struct json *stacks = json_set_array(object, "stacks");
    for (const struct crash_stack *s = c->stacks; s; s = s->next) {
        struct json *stack = json_add_object(stacks);
        json_set_text(stack, "label", s->label);
        add_frames(stack, s->frames, s->count);
    }
}
