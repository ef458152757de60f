#include "crash/index.h"

struct slot {
    uint64_t hash;
    void *what;
    size_t filling; /* the one it is of: those of others are empty */
};

struct index {
    struct arena *mem;
    struct slot *slots;
    size_t room, count; /* room is a power of two */
    size_t filling;     /* counts how often it was cleared */
};

enum { ROOM_FIRST = 64 };

struct index *index_new(struct arena *mem)
{
    struct index *index = ARENA_ONE(mem, struct index);
    index->mem = mem;
    index->room = ROOM_FIRST;
    index->filling = 1;
    index->slots = arena_alloc(mem, index->room * sizeof(struct slot));
    return index;
}

static bool is_full(const struct index *index, const struct slot *slot)
{
    return slot->filling == index->filling;
}

static struct slot *slot_find(const struct index *index, uint64_t hash)
{
    size_t i = (size_t)hash & (index->room - 1);
    while (is_full(index, &index->slots[i]) && index->slots[i].hash != hash)
        i = (i + 1) & (index->room - 1);
    return &index->slots[i];
}

static void index_grow(struct index *index)
{
    struct index old = *index;
    index->room = 2 * old.room;
    index->slots = arena_alloc(index->mem, index->room * sizeof(struct slot));
    for (size_t i = 0; i < old.room; i++)
        if (is_full(&old, &old.slots[i]))
            *slot_find(index, old.slots[i].hash) = old.slots[i];
}

void *index_find(const struct index *index, uint64_t hash)
{
    const struct slot *slot = slot_find(index, hash);
    return is_full(index, slot) ? slot->what : NULL;
}

void index_put(struct index *index, uint64_t hash, void *what)
{
    if (2 * index->count >= index->room)
        index_grow(index);
    struct slot *slot = slot_find(index, hash);
    index->count += !is_full(index, slot);
    *slot = (struct slot){ hash, what, index->filling };
}

void index_clear(struct index *index)
{
    index->filling++;
    index->count = 0;
}
