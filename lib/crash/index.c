#include "crash/index.h"

struct slot {
    uint64_t hash;
    void *what;
};

struct index {
    struct arena *mem;
    struct slot *slots;
    size_t room, count; /* room is a power of two */
};

enum { ROOM_FIRST = 64 };

struct index *index_new(struct arena *mem)
{
    struct index *index = ARENA_ONE(mem, struct index);
    index->mem = mem;
    index->room = ROOM_FIRST;
    index->slots = arena_alloc(mem, index->room * sizeof(struct slot));
    return index;
}

static struct slot *slot_find(struct slot *slots, size_t room, uint64_t hash)
{
    size_t i = (size_t)hash & (room - 1);
    while (slots[i].what && slots[i].hash != hash)
        i = (i + 1) & (room - 1);
    return &slots[i];
}

static void index_grow(struct index *index)
{
    size_t room = 2 * index->room;
    struct slot *slots = arena_alloc(index->mem, room * sizeof(struct slot));
    for (size_t i = 0; i < index->room; i++)
        if (index->slots[i].what)
            *slot_find(slots, room, index->slots[i].hash) = index->slots[i];
    index->slots = slots;
    index->room = room;
}

void *index_find(const struct index *index, uint64_t hash)
{
    return slot_find(index->slots, index->room, hash)->what;
}

void index_put(struct index *index, uint64_t hash, void *what)
{
    if (2 * index->count >= index->room)
        index_grow(index);
    struct slot *slot = slot_find(index->slots, index->room, hash);
    if (!slot->what)
        index->count++;
    *slot = (struct slot){ hash, what };
}
