/* A fast hash of bytes (FNV-1a, 64 bits).  Not for secrets. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/text.h"

#define HASH_START UINT64_C(0xcbf29ce484222325)

static inline uint64_t hash_bytes(uint64_t hash, struct bytes b)
{
    for (size_t i = 0; i < b.size; i++)
        hash = (hash ^ (unsigned char)b.at[i]) * UINT64_C(0x100000001b3);
    return hash;
}

/* A text, NULL included, and its end, so that "ab" "c" is not "a" "bc". */
static inline uint64_t hash_text(uint64_t hash, const char *text)
{
    hash = hash_bytes(hash, bytes_from(text));
    return (hash ^ 0xff) * UINT64_C(0x100000001b3);
}

static inline uint64_t hash_number(uint64_t hash, uint64_t number)
{
    return hash_bytes(hash, (struct bytes){ (const char *)&number, sizeof(number) });
}

#endif
