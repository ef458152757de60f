/* Looks for many words at once, in time that does not depend on how many there are. */
#ifndef CRASH_WORDSEARCH_H
#define CRASH_WORDSEARCH_H

#include "base/text.h"

enum { WORDSEARCH_MIN = 5 }; /* bytes of a word */

struct wordsearch;

struct wordsearch *wordsearch_new(struct arena *mem);

/* The word must stay where it is; `who` are bits, of one's own meaning. */
void wordsearch_add(struct wordsearch *search, const char *word, unsigned who);

/*
 * Where the next word is found from there on, and before `to`; the size of the bytes if nowhere.
 * It is not told where it begins, but a place inside of it.
 */
size_t wordsearch_find(const struct wordsearch *search, struct bytes b, size_t from, size_t to,
                       unsigned *who);

#endif
