/* A small reader of "key=value" lines, with two bugs in it for the demonstration. */
#ifndef INI_H
#define INI_H

#include <stddef.h>

enum { INI_KEY_MAX = 16, INI_PAIRS_MAX = 64 };

struct ini {
    char *keys[INI_PAIRS_MAX];
    char *values[INI_PAIRS_MAX];
    size_t count;
};

/* Reads text of size bytes; free with ini_free(). */
void ini_read(struct ini *ini, const char *text, size_t size);
/* The value of a key; the last one wins.  NULL if there is none. */
const char *ini_get(const struct ini *ini, const char *key);
void ini_free(struct ini *ini);

#endif
