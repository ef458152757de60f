#include "ini.h"

#include <stdlib.h>
#include <string.h>

static char *copy_of(const char *from, size_t size)
{
    char *copy = malloc(size + 1);
    if (!copy)
        abort();
    memcpy(copy, from, size);
    copy[size] = '\0';
    return copy;
}

/* Bug: a key of INI_KEY_MAX bytes or more runs over the block. */
static char *key_copy(const char *from, size_t size)
{
    char *copy = malloc(INI_KEY_MAX);
    if (!copy)
        abort();
    for (size_t i = 0; i < size; i++)
        copy[i] = from[i];
    copy[size] = '\0';
    return copy;
}

/* Bug: "!key" forgets a pair, but leaves its value in the table. */
static void forget(struct ini *ini, const char *key)
{
    for (size_t i = 0; i < ini->count; i++)
        if (strcmp(ini->keys[i], key) == 0)
            free(ini->values[i]);
}

static void read_line(struct ini *ini, const char *line, size_t size)
{
    const char *sign = memchr(line, '=', size);
    if (size > 1 && line[0] == '!') {
        char *key = copy_of(line + 1, size - 1);
        forget(ini, key);
        free(key);
    } else if (sign && ini->count < INI_PAIRS_MAX) {
        size_t key_size = (size_t)(sign - line);
        ini->keys[ini->count] = key_copy(line, key_size);
        ini->values[ini->count++] = copy_of(sign + 1, size - key_size - 1);
    }
}

void ini_read(struct ini *ini, const char *text, size_t size)
{
    ini->count = 0;
    while (size > 0) {
        const char *end = memchr(text, '\n', size);
        size_t line = end ? (size_t)(end - text) : size;
        read_line(ini, text, line);
        size_t step = end ? line + 1 : line;
        text += step;
        size -= step;
    }
}

const char *ini_get(const struct ini *ini, const char *key)
{
    const char *found = NULL;
    for (size_t i = 0; i < ini->count; i++)
        if (strcmp(ini->keys[i], key) == 0)
            found = ini->values[i];
    return found;
}

void ini_free(struct ini *ini)
{
    for (size_t i = 0; i < ini->count; i++) {
        free(ini->keys[i]);
        free(ini->values[i]);
    }
}
