/* Finds things by a 64-bit hash; grows in the arena. */
#ifndef CRASH_INDEX_H
#define CRASH_INDEX_H

#include "base/arena.h"

struct index;

struct index *index_new(struct arena *mem);

void *index_find(const struct index *index, uint64_t hash); /* NULL if there is none */
void index_put(struct index *index, uint64_t hash, void *what);

/* Takes all out, at once. */
void index_clear(struct index *index);

#endif
