/*
 * Looking at bytes without copying them.
 *
 * All of it is linear in what it looks at, and takes blanks to be space and tab.
 */
#ifndef CRASH_SLICE_H
#define CRASH_SLICE_H

#include "base/text.h"

static inline bool slice_begins(struct bytes b, const char *word)
{
    if (b.size == 0 || *b.at != *word) /* spares tables of words most of the work */
        return *word == '\0';
    size_t size = strlen(word);
    return b.size >= size && memcmp(b.at, word, size) == 0;
}

static inline bool slice_ends(struct bytes b, const char *word)
{
    size_t size = strlen(word);
    return b.size >= size && memcmp(b.at + b.size - size, word, size) == 0;
}

static inline bool slice_is(struct bytes b, const char *word)
{
    return b.size == strlen(word) && slice_begins(b, word);
}

/* Without its first count bytes, and no more than its first count bytes. */
static inline struct bytes slice_from(struct bytes b, size_t count)
{
    return (struct bytes){ b.at + count, b.size - count };
}

static inline struct bytes slice_to(struct bytes b, size_t count)
{
    return (struct bytes){ b.at, count < b.size ? count : b.size };
}

/* Takes the word off the front if b begins with it. */
static inline bool slice_eat(struct bytes *b, const char *word)
{
    if (!slice_begins(*b, word))
        return false;
    *b = slice_from(*b, strlen(word));
    return true;
}

static inline bool slice_is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static inline bool slice_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool slice_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool slice_is_hex(char c)
{
    return slice_is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static inline struct bytes slice_trim_left(struct bytes b)
{
    while (b.size > 0 && slice_is_blank(*b.at))
        b = slice_from(b, 1);
    return b;
}

static inline struct bytes slice_trim(struct bytes b)
{
    b = slice_trim_left(b);
    while (b.size > 0 && slice_is_blank(b.at[b.size - 1]))
        b.size--;
    return b;
}

/* Where the word stands in b; b.size if nowhere. */
size_t slice_find(struct bytes b, const char *word);

static inline bool slice_holds(struct bytes b, const char *word)
{
    return slice_find(b, word) < b.size;
}

/* The first and the last place of a byte; b.size if there is none. */
size_t slice_find_byte(struct bytes b, char c);
size_t slice_find_last(struct bytes b, char c);

/* Takes decimal digits off the front; false if there are none.  Past int64_t it stays there. */
bool slice_eat_int(struct bytes *b, int64_t *value);

/* Takes what stands before the first of the stops off the front, and the stop too. */
struct bytes slice_eat_until(struct bytes *b, const char *stop);

/* Where the bracket opens that the last byte of b closes; b.size if it closes none. */
size_t slice_find_open(struct bytes b);

/* What stands behind the last / or \. */
struct bytes slice_base_name(struct bytes path);

#endif
