/*
 * Where in a text something is that needs a look: the ends of lines, ESC and NUL, and what has the
 * fingerprint of a word.  All else is passed over, many bytes at a time.
 */
#ifndef CRASH_PREFILTER_H
#define CRASH_PREFILTER_H

#include "base/text.h"
#include "crash/fingerprint.h"

enum {
    PREFILTER_BLOCK = 64, /* bytes whose marks are one number */
    PREFILTER_BLOCKS = 4, /* that are looked at together */
    PREFILTER_AT_ONCE = PREFILTER_BLOCKS * PREFILTER_BLOCK,
};

/* A text, and the part of it that was looked at last. */
struct prefilter {
    const struct fingerprints *words;
    struct bytes text;
    size_t from;                      /* of the part */
    uint64_t marks[PREFILTER_BLOCKS]; /* a bit for each of its bytes */
};

void prefilter_open(struct prefilter *filter, const struct fingerprints *words, struct bytes text);

/* Looks at the part that begins there; the other one without what only some processors can, for
 * tests to compare. */
void prefilter_look(struct prefilter *filter, size_t from);
void prefilter_look_plain(struct prefilter *filter, size_t from);

/* The next such place, in the part that was looked at or behind it. */
size_t prefilter_find(struct prefilter *filter, size_t from);

/* The next such place, `from` itself being one; the size of the text if there is none. */
static inline size_t prefilter_next(struct prefilter *filter, size_t from)
{
    size_t in = from - filter->from; /* far too much if it is before the part */
    uint64_t left =
        in < PREFILTER_AT_ONCE ? filter->marks[in / PREFILTER_BLOCK] >> in % PREFILTER_BLOCK : 0;
    return left != 0 ? from + (size_t)__builtin_ctzll(left) : prefilter_find(filter, from);
}

#endif
