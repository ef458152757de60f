#include "hub/frame.h"

#include "base/json.h"

static int64_t number_of(const struct json *object, const char *key)
{
    int64_t number = 0;
    return json_int(json_get(object, key), &number) ? number : 0;
}

static const char *text_of(const struct json *object, const char *key)
{
    const char *text = json_text(json_get(object, key));
    return text && *text ? text : NULL;
}

static const struct frame *frames_of(struct arena *mem, const struct json *array)
{
    struct frame *first = NULL, **end = &first;
    for (size_t i = 0; i < json_count(array); i++) {
        const struct json *object = json_at(array, i);
        struct frame *f = *end = ARENA_ONE(mem, struct frame);
        f->function = text_of(object, "function");
        f->arguments = text_of(object, "arguments");
        f->file = text_of(object, "file");
        f->line = number_of(object, "line");
        f->column = number_of(object, "column");
        f->module = text_of(object, "module");
        f->in_app = json_bool(json_get(object, "in_app"));
        end = &f->next;
    }
    return first;
}

const struct frame *frame_list(struct arena *mem, const char *json)
{
    return frames_of(mem, json_try(mem, bytes_from(json)));
}

const struct frame_stack *frame_stack_list(struct arena *mem, const char *json)
{
    const struct json *array = json_try(mem, bytes_from(json));
    struct frame_stack *first = NULL, **end = &first;
    for (size_t i = 0; i < json_count(array); i++) {
        struct frame_stack *s = *end = ARENA_ONE(mem, struct frame_stack);
        s->label = text_of(json_at(array, i), "label");
        s->frames = frames_of(mem, json_get(json_at(array, i), "frames"));
        end = &s->next;
    }
    return first;
}
