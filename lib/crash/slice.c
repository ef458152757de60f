#include "crash/slice.h"

size_t slice_find_byte(struct bytes b, char c)
{
    const char *found = b.size > 0 ? memchr(b.at, c, b.size) : NULL;
    return found ? (size_t)(found - b.at) : b.size;
}

size_t slice_find_last(struct bytes b, char c)
{
    const char *found = b.size > 0 ? memrchr(b.at, c, b.size) : NULL;
    return found ? (size_t)(found - b.at) : b.size;
}

bool slice_eat_int(struct bytes *b, int64_t *value)
{
    if (b->size == 0 || !slice_is_digit(*b->at))
        return false;
    int64_t number = 0;
    while (b->size > 0 && slice_is_digit(*b->at)) {
        int digit = *b->at - '0';
        number = number > (INT64_MAX - digit) / 10 ? INT64_MAX : number * 10 + digit;
        *b = slice_from(*b, 1);
    }
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
