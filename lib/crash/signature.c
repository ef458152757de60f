#include "crash/signature.h"

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

void signature_set(struct arena *mem, const struct rules *rules, struct found *found,
                   const struct crash_result *result)
{
    struct crash *crash = &found->crash;
    struct frame_key key = { .depth = rules ? rules->depth : CRASH_DEPTH };
    if (!found->keyed)
        frame_key_pick(&key, found->family, crash, found->overflowed);

    crash->weak = key.count == 0 && !found->strong && !found->keyed;
    crash->version = crash->weak ? "weak-1" : found->family->version;
    if (found->state == CRASH_STATE_UNPARSED)
        crash->version = "unparsed-1";
    struct text text = text_new(mem, 64 * 1024);
    text_add_format(&text, "%s\n%s", crash->version, found->kind);
    for (size_t i = 0; i < key.count; i++)
        text_add_format(&text, "\n%s", key.names[i].text);
    if (key.count == 0 && !found->keyed)
        text_add_format(&text, "\n%s %s", or_empty(result->package), or_empty(result->target));
    crash->signature = text.at;
}
