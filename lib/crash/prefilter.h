/*
 * Where in a text something is that needs a look: the ends of lines, ESC and NUL, and what has the
 * fingerprint of a word.  All else is passed over, many bytes at a time.
 */
#ifndef CRASH_PREFILTER_H
#define CRASH_PREFILTER_H

#include "base/text.h"
#include "crash/fingerprint.h"

enum {
    PREFILTER_BLOCK = 64,  /* bytes whose marks are one number */
    PREFILTER_BLOCKS = 32, /* that are looked at together */
    PREFILTER_PART = PREFILTER_BLOCKS * PREFILTER_BLOCK,
    PREFILTER_SPARE = 4, /* places that may be written behind the last one */
};

/* A text, and the places in the part of it that was looked at last. */
struct prefilter {
    const struct fingerprints *words;
    struct bytes text;
    size_t from, to;                                   /* the part */
    size_t count, next;                                /* of its places; the one that comes next */
    uint16_t places[PREFILTER_PART + PREFILTER_SPARE]; /* from the beginning of the part */
};

void prefilter_open(struct prefilter *filter, const struct fingerprints *words, struct bytes text);

/* Looks at the part that begins there; the other one without what only some processors can, for
 * tests to compare. */
void prefilter_look(struct prefilter *filter, size_t from);
void prefilter_look_plain(struct prefilter *filter, size_t from);

/* The next such place is the first that is there or behind it. */
void prefilter_seek(struct prefilter *filter, size_t from);

/* The same, of a part that has no more. */
size_t prefilter_next_part(struct prefilter *filter);

/* The next such place; the size of the text if there is none. */
static inline size_t prefilter_next(struct prefilter *filter)
{
    return filter->next < filter->count ? filter->from + filter->places[filter->next++]
                                        : prefilter_next_part(filter);
}

#endif
