#include "hub/rule_set.h"

#include "base/fail.h"

enum { NAME_MAX = 201, MEMORY_MAX = 16 * 1024 * 1024 };

struct slot {
    char repo[NAME_MAX + 1];
    struct arena *mem;
    struct rule_set set;
};

struct rule_cache {
    struct slot slots[RULE_SET_SLOTS];
    size_t next; /* the one that goes first */
};

static void free_arena(void *mem)
{
    arena_free(mem);
}

struct rule_cache *rule_cache_new(struct arena *mem)
{
    struct rule_cache *cache = ARENA_ONE(mem, struct rule_cache);
    for (size_t i = 0; i < RULE_SET_SLOTS; i++) {
        cache->slots[i].mem = arena_new(MEMORY_MAX);
        arena_defer(mem, free_arena, cache->slots[i].mem);
    }
    return cache;
}

struct rule_set rule_cache_find(const struct rule_cache *cache, const char *repo)
{
    for (size_t i = 0; cache && i < RULE_SET_SLOTS; i++)
        if (strcasecmp(cache->slots[i].repo, repo) == 0)
            return cache->slots[i].set;
    return (struct rule_set){ 0 };
}

const struct rules *rule_set_read(struct arena *mem, const char *text, int64_t depth)
{
    const char *reason;
    const struct rules *rules = rules_read(mem, text, (size_t)depth, &reason);
    if (!rules)
        fail(FAIL_BROKEN, "the rules of a repository are none: %s", reason);
    return rules;
}

static struct slot *take_slot(struct rule_cache *cache, const char *repo)
{
    for (size_t i = 0; i < RULE_SET_SLOTS; i++)
        if (strcasecmp(cache->slots[i].repo, repo) == 0)
            return &cache->slots[i];
    cache->next = (cache->next + 1) % RULE_SET_SLOTS;
    return &cache->slots[cache->next];
}

struct rule_set rule_cache_put(struct rule_cache *cache, struct arena *mem, const char *repo,
                               const struct rule_text *text)
{
    struct slot *slot = cache && strlen(repo) <= NAME_MAX ? take_slot(cache, repo) : NULL;
    if (slot) {
        slot->repo[0] = '\0'; /* until they are read */
        arena_reset(slot->mem);
        mem = slot->mem;
    }
    struct rule_set set = { text->version, rule_set_read(mem, text->text, text->depth) };
    if (slot) {
        slot->set = set;
        memcpy(slot->repo, repo, strlen(repo) + 1);
    }
    return set;
}
