#include "app/colour_cache.h"

#include "base/clock.h"
#include "base/hash.h"

enum { SLOTS = 64, FAILED_MS = 60 * 1000 };

struct slot {
    uint64_t key;
    size_t size; /* 0: empty, or it failed */
    int64_t failed_until;
    unsigned char colours[HIGHLIGHT_MAX];
};

struct colour_cache {
    struct slot slots[SLOTS];
};

struct colour_cache *colour_cache_new(struct arena *mem)
{
    return ARENA_ONE(mem, struct colour_cache);
}

const unsigned char *colour_cache_find(struct colour_cache *cache, struct arena *mem,
                                       struct bytes text, const char *language, int64_t until_ms)
{
    uint64_t key = hash_text(hash_bytes(HASH_START, text), language);
    struct slot *slot = &cache->slots[key % SLOTS];
    int64_t now = clock_monotonic_ms();
    if (slot->key == key && slot->size == text.size && text.size > 0)
        return slot->colours;
    if ((slot->key == key && slot->failed_until > now) || now >= until_ms)
        return NULL;
    const unsigned char *colours = highlight(mem, text, language);
    *slot = (struct slot){ .key = key, .failed_until = now + FAILED_MS };
    if (!colours)
        return NULL;
    slot->size = text.size;
    memcpy(slot->colours, colours, text.size);
    return slot->colours;
}
