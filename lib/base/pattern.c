#include "base/pattern.h"

#include "base/pattern_own.h"

/* A state is a set of places that the text may have reached; in the last one the pattern has been
 * found.  Signs that fit the same places are one column. */
struct pattern {
    bool always; /* it fits any text */
    size_t columns;
    uint16_t column[SIGNS];
    uint8_t *next; /* states × columns */
};

enum { FOUND = 0, START = 1 }; /* states */

struct building {
    const struct pattern_parts *parts;
    struct pattern *pattern;
    uint16_t sign_of[SIGNS]; /* one sign of each column */
    struct places states[PATTERN_STATES_MAX];
    size_t count;
};

static void set_columns(struct building *b)
{
    struct pattern *pattern = b->pattern;
    for (uint16_t sign = 0; sign < SIGNS; sign++) {
        uint16_t column = 0;
        while (column < pattern->columns &&
               memcmp(&b->parts->fits[sign], &b->parts->fits[b->sign_of[column]],
                      sizeof(struct places)) != 0)
            column++;
        if (column == pattern->columns)
            b->sign_of[pattern->columns++] = sign;
        pattern->column[sign] = column;
    }
}

/* Where a sign leads: from a place to those that follow it, and, since the pattern may begin
 * anywhere, to those it begins with. */
static struct places step(const struct pattern_parts *parts, const struct places *state,
                          size_t sign)
{
    struct places next = parts->first;
    for (size_t word = 0; word < PLACE_WORDS; word++)
        for (uint64_t left = state->bits[word]; left != 0; left &= left - 1)
            places_add(&next, &parts->follow[word * 64 + (size_t)__builtin_ctzll(left)]);
    for (size_t i = 0; i < PLACE_WORDS; i++)
        next.bits[i] &= parts->fits[sign].bits[i];
    return next;
}

/* The number of a state, a new one if it is not known yet; PATTERN_STATES_MAX if there are too
 * many.
 */
static size_t number_of(struct building *b, const struct places *state)
{
    if (places_meet(state, &b->parts->last))
        return FOUND;
    for (size_t i = START; i < b->count; i++)
        if (memcmp(&b->states[i], state, sizeof(*state)) == 0)
            return i;
    if (b->count < PATTERN_STATES_MAX)
        b->states[b->count] = *state;
    return b->count < PATTERN_STATES_MAX ? b->count++ : PATTERN_STATES_MAX;
}

/* All states that can be reached; false if they are too many. */
static bool build(struct building *b)
{
    struct pattern *pattern = b->pattern;
    b->count = START + 1; /* nothing reached */
    for (size_t state = START; state < b->count; state++)
        for (size_t column = 0; column < pattern->columns; column++) {
            struct places next = step(b->parts, &b->states[state], b->sign_of[column]);
            size_t number = number_of(b, &next);
            if (number == PATTERN_STATES_MAX)
                return false;
            pattern->next[state * pattern->columns + column] = (uint8_t)number;
        }
    return true;
}

const struct pattern *pattern_read(struct arena *mem, const char *text, const char **reason)
{
    *reason = NULL;
    if (strlen(text) > PATTERN_SIZE_MAX)
        *reason = text_format(mem, "it has more than %d bytes", PATTERN_SIZE_MAX);
    else if (*text == '\0')
        *reason = "it is empty";
    struct pattern_parts *parts = ARENA_ONE(mem, struct pattern_parts);
    if (*reason || !pattern_parse(parts, mem, text, reason))
        return NULL;
    struct building *b = ARENA_ONE(mem, struct building);
    struct pattern *pattern = b->pattern = ARENA_ONE(mem, struct pattern);
    b->parts = parts;
    pattern->always = parts->empty;
    set_columns(b);
    pattern->next = arena_alloc(mem, PATTERN_STATES_MAX * pattern->columns);
    if (!pattern->always && !build(b))
        *reason = "it is too complex: it has too many states";
    return *reason ? NULL : pattern;
}

bool pattern_fits(const struct pattern *pattern, struct bytes text)
{
    size_t columns = pattern->columns, state = START;
    if (pattern->always)
        return true;
    state = pattern->next[state * columns + pattern->column[SIGN_BEGIN]];
    for (size_t i = 0; i < text.size && state != FOUND; i++)
        state = pattern->next[state * columns + pattern->column[(unsigned char)text.at[i]]];
    return state == FOUND || pattern->next[state * columns + pattern->column[SIGN_END]] == FOUND;
}
