/* What the files of base/pattern.h share; nobody else includes it. */
#ifndef BASE_PATTERN_OWN_H
#define BASE_PATTERN_OWN_H

#include "base/pattern.h"

/* Beside the bytes there are two signs, before the text and behind it, which ^ and $ stand for. */
enum { SIGN_BEGIN = 256, SIGN_END, SIGNS };

/* Places of the expression where a sign stands, as bits. */
enum { PLACE_WORDS = (PATTERN_SIZE_MAX + 63) / 64 };
struct places {
    uint64_t bits[PLACE_WORDS];
};

static inline void places_add(struct places *to, const struct places *more)
{
    for (size_t i = 0; i < PLACE_WORDS; i++)
        to->bits[i] |= more->bits[i];
}

static inline bool places_meet(const struct places *a, const struct places *b)
{
    uint64_t both = 0;
    for (size_t i = 0; i < PLACE_WORDS; i++)
        both |= a->bits[i] & b->bits[i];
    return both != 0;
}

static inline bool places_have(const struct places *places, size_t place)
{
    return (places->bits[place / 64] >> (place % 64) & 1) != 0;
}

static inline void places_set(struct places *places, size_t place)
{
    places->bits[place / 64] |= (uint64_t)1 << (place % 64);
}

/* An expression as its places: where it begins and ends, what follows what, which sign fits where.
 */
struct pattern_parts {
    size_t count;
    bool empty; /* it fits nothing at all, too */
    struct places first, last;
    struct places follow[PATTERN_SIZE_MAX];
    struct places fits[SIGNS];
};

/* false if it is none; *reason says why. */
bool pattern_parse(struct pattern_parts *parts, struct arena *mem, const char *text,
                   const char **reason);

#endif
