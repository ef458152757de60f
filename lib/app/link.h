/* Addresses made of a repository's patterns (hub/forge.h). */
#ifndef APP_LINK_H
#define APP_LINK_H

#include "base/text.h"

struct link_words {
    const char *commit, *file; /* NULL: the pattern has none of it */
    const char *from, *to;
    int64_t line;
};

/* The pattern with {commit}, {file}, {line}, {from} and {to} filled in, escaped; NULL if it is NULL
 * or no http address. */
const char *link_fill(struct arena *mem, const char *pattern, const struct link_words *words);

#endif
