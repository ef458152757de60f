#include "crash/casrcut.h"

#include "crash/slice.h"

static const char *const lists[] = { "ProcEnviron\"", "ProcFiles\"", "ProcMaps\"",
                                     "NetworkConnections\"" };

static bool is_space(char c)
{
    return slice_is_blank(c) || c == '\r' || c == '\n';
}

static void skip_space(struct bytes *b)
{
    while (b->size > 0 && is_space(*b->at))
        *b = slice_from(*b, 1);
}

/* Takes off what stands behind the bracket that opened the list, up to the one that closes it,
 * which stays. */
static void skip_list(struct bytes *b)
{
    bool quoted = false;
    size_t i = 0;
    for (; i < b->size && (quoted || b->at[i] != ']'); i++) {
        if (b->at[i] == '"')
            quoted = !quoted;
        else if (quoted && b->at[i] == '\\')
            i++;
    }
    *b = slice_from(*b, i < b->size ? i : b->size);
}

/* Takes the key and the bracket of a list that is to be emptied off the front, if b begins so
 * behind a quote. */
static bool eat_begin(struct bytes *b)
{
    for (size_t i = 0; i < COUNT_OF(lists); i++) {
        struct bytes rest = *b;
        if (!slice_eat(&rest, lists[i]))
            continue;
        skip_space(&rest);
        if (!slice_eat(&rest, ":"))
            return false;
        skip_space(&rest);
        if (!slice_eat(&rest, "["))
            return false;
        *b = rest;
        return true;
    }
    return false;
}

static bool holds_list(struct bytes log)
{
    for (size_t i = 0; i < COUNT_OF(lists); i++)
        if (slice_holds(log, lists[i]))
            return true;
    return false;
}

struct bytes casrcut(struct arena *mem, struct bytes log)
{
    if (!holds_list(log))
        return log;
    struct text kept = text_new(mem, log.size + 1);
    struct bytes rest = log;
    for (size_t at; (at = slice_find_byte(rest, '"')) < rest.size;) {
        struct bytes here = slice_from(rest, at + 1);
        bool begins = eat_begin(&here);
        text_add_bytes(&kept, slice_to(rest, (size_t)(here.at - rest.at)));
        if (begins)
            skip_list(&here);
        rest = here;
    }
    text_add_bytes(&kept, rest);
    return (struct bytes){ kept.at, kept.size };
}
