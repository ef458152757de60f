#include "crash/slice.h"

#include <endian.h>

size_t slice_find_byte(struct bytes b, char c)
{
    const char *found = b.size > 0 ? memchr(b.at, c, b.size) : NULL;
    return found ? (size_t)(found - b.at) : b.size;
}

enum { SHORT_MAX = 256 }; /* up to here, looking for the first byte is faster than memmem() */

size_t slice_find(struct bytes b, const char *word)
{
    size_t size = strlen(word);
    if (b.size > SHORT_MAX) {
        const char *found = memmem(b.at, b.size, word, size);
        return found ? (size_t)(found - b.at) : b.size;
    }
    for (size_t at = 0; at + size <= b.size; at++) {
        const char *found = memchr(b.at + at, *word, b.size - size + 1 - at);
        if (!found)
            return b.size;
        at = (size_t)(found - b.at);
        if (found[size - 1] == word[size - 1] && memcmp(found, word, size) == 0)
            return at;
    }
    return b.size;
}

size_t slice_find_last(struct bytes b, char c)
{
    const char *found = b.size > 0 ? memrchr(b.at, c, b.size) : NULL;
    return found ? (size_t)(found - b.at) : b.size;
}

/* The number that the digits make which the eight bytes begin with, one at least, and how many they
 * are.  Without a branch: how long numbers are cannot be foretold. */
static int64_t eight_digits(const char *at, size_t *size)
{
    uint64_t b;
    memcpy(&b, at, sizeof(b));
    b = le64toh(b) ^ 0x3030303030303030; /* digits become 0 to 9, and all else more */
    uint64_t others = (b | (b + 0x7676767676767676)) & 0x8080808080808080;
    *size = others != 0 ? (size_t)__builtin_ctzll(others) / 8 : 8;
    b <<= 64 - 8 * *size; /* zeros in front; then digits are joined to pairs, fours and all */
    b = (b * 10 + (b >> 8)) & 0x00ff00ff00ff00ff;
    b = (b * 100 + (b >> 16)) & 0x0000ffff0000ffff;
    return (int64_t)((b * 10000 + (b >> 32)) & 0xffffffff);
}

bool slice_eat_int(struct bytes *b, int64_t *value)
{
    enum { SAFE = 18 }; /* digits that fit for certain */
    int64_t number = 0;
    size_t size = 0;
    if (b->size == 0 || !slice_is_digit(*b->at))
        return false;
    if (b->size >= 8)
        number = eight_digits(b->at, &size);
    bool more = size == 8 || b->size < 8;
    for (; more && size < b->size && slice_is_digit(b->at[size]); size++) {
        int digit = b->at[size] - '0';
        if (size < SAFE)
            number = number * 10 + digit;
        else
            number = number > (INT64_MAX - digit) / 10 ? INT64_MAX : number * 10 + digit;
    }
    *b = slice_from(*b, size);
    *value = number;
    return true;
}

struct bytes slice_eat_until(struct bytes *b, const char *stop)
{
    size_t at = slice_find(*b, stop);
    struct bytes before = slice_to(*b, at);
    *b = at < b->size ? slice_from(*b, at + strlen(stop)) : slice_from(*b, b->size);
    return before;
}

size_t slice_find_open(struct bytes b)
{
    if (b.size == 0)
        return 0;
    char close = b.at[b.size - 1];
    char open = close == ')' ? '(' : close == '>' ? '<' : close == ']' ? '[' : '{';
    size_t depth = 0;
    for (size_t i = b.size; i-- > 0;) {
        if (b.at[i] == close)
            depth++;
        else if (b.at[i] == open && --depth == 0)
            return i;
    }
    return b.size;
}

struct bytes slice_base_name(struct bytes path)
{
    for (size_t i = path.size; i-- > 0;)
        if (path.at[i] == '/' || path.at[i] == '\\')
            return slice_from(path, i + 1);
    return path;
}
