/*
 * Web pages of git servers: where a line of a file at a commit can be looked at, and what changed
 * from one commit to another.
 *
 * A repository keeps two patterns, with {commit} {file} {line} and with {from} {to}; for the usual
 * servers they follow from the address of the repository in a browser.
 */
#ifndef HUB_FORGE_H
#define HUB_FORGE_H

#include "base/text.h"

struct forge {
    const char *name;           /* "github" */
    const char *label;          /* "GitHub" */
    const char *file, *compare; /* what follows the address */
    const char *host;           /* the public one, by which it is guessed; NULL */
};

/* By its place; NULL past the last one. */
const struct forge *forge_at(size_t index);

/* NULL if there is none of this name. */
const struct forge *forge_find(const char *name);

/* Whose pattern for files this is, and *web, the address before it; NULL: nobody's. */
const struct forge *forge_of_pattern(struct arena *mem, const char *pattern, const char **web);

/* NULL if a pattern is a link that holds no words in braces but those of its kind, else why not. */
const char *forge_refuses(struct arena *mem, const char *pattern, bool compares);

/* What may be meant by the address that is fetched from: a forge (NULL: unknown) and the address in
 * a browser. */
const struct forge *forge_guess(struct arena *mem, const char *url, const char **web);

#endif
