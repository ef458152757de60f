/*
 * A few bytes of each of many words, in tables that tell of any bytes whether they may be some
 * word's.
 *
 * Words are in eight groups, a bit each.  A byte at some place of a fingerprint belongs to the
 * groups that both its nibbles do: two look-ups in 16 bytes, which processors do for many bytes at
 * once.  Which bytes of a word, and which group, is chosen so that as little as possible fits of
 * what logs are full of.
 */
#ifndef CRASH_FINGERPRINT_H
#define CRASH_FINGERPRINT_H

#include "base/base.h"

enum {
    FINGERPRINT_SIZE = 4, /* bytes */
    FINGERPRINT_GROUPS = 8,
};

struct fingerprints {
    unsigned char low[FINGERPRINT_SIZE][16], high[FINGERPRINT_SIZE][16]; /* groups, by nibble */
    unsigned often[FINGERPRINT_SIZE][FINGERPRINT_GROUPS]; /* how often a byte of a log fits */
};

/* Adds a word of at least so many bytes; returns where those begin in it that were chosen. */
size_t fingerprint_add(struct fingerprints *all, const char *word);

/* Whether such bytes are of a word, perhaps. */
static inline bool fingerprint_fits(const struct fingerprints *all, const char *bytes)
{
    unsigned groups = 255;
    for (size_t i = 0; groups != 0 && i < FINGERPRINT_SIZE; i++) {
        unsigned char c = (unsigned char)bytes[i];
        groups &= all->low[i][c & 15] & all->high[i][c >> 4];
    }
    return groups != 0;
}

#endif
