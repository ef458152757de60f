#include <ctype.h>

#include "base/pattern_own.h"

/* A piece of the expression. */
struct piece {
    struct places first, last;
    bool empty;
};

/* What stands between two brackets, as far as it was read. */
struct level {
    struct piece others; /* the alternatives before this one */
    bool has_others;
    struct piece before; /* what stands before the last piece */
    struct piece piece;  /* the last piece, which a * would repeat */
    bool has_piece, repeated;
};

struct parsing {
    struct pattern_parts *parts;
    struct arena *mem;
    const unsigned char *at;
    struct level levels[PATTERN_DEPTH_MAX];
    size_t depth;
    const char *reason;
};

static const struct piece nothing = { .empty = true };

/* From each place of from to each of to. */
static void connect(struct parsing *p, const struct places *from, const struct places *to)
{
    for (size_t i = 0; i < p->parts->count; i++)
        if (places_have(from, i))
            places_add(&p->parts->follow[i], to);
}

static struct piece join(struct parsing *p, const struct piece *a, const struct piece *b)
{
    struct piece both = { .first = a->first, .last = b->last, .empty = a->empty && b->empty };
    connect(p, &a->last, &b->first);
    if (a->empty)
        places_add(&both.first, &b->first);
    if (b->empty)
        places_add(&both.last, &a->last);
    return both;
}

static struct piece either(const struct piece *a, const struct piece *b)
{
    struct piece one = *a;
    places_add(&one.first, &b->first);
    places_add(&one.last, &b->last);
    one.empty |= b->empty;
    return one;
}

static void level_open(struct level *level)
{
    *level = (struct level){ .before = nothing };
}

static void level_add(struct parsing *p, const struct piece *piece)
{
    struct level *level = &p->levels[p->depth];
    if (level->has_piece)
        level->before = join(p, &level->before, &level->piece);
    level->piece = *piece;
    level->has_piece = true;
    level->repeated = false;
}

static struct piece level_sequence(struct parsing *p)
{
    struct level *level = &p->levels[p->depth];
    return level->has_piece ? join(p, &level->before, &level->piece) : level->before;
}

/* All of it, with its alternatives. */
static struct piece level_all(struct parsing *p)
{
    struct level *level = &p->levels[p->depth];
    struct piece last = level_sequence(p);
    return level->has_others ? either(&level->others, &last) : last;
}

static void next_alternative(struct parsing *p)
{
    struct piece all = level_all(p);
    struct level *level = &p->levels[p->depth];
    level_open(level);
    level->others = all;
    level->has_others = true;
}

static void repeat(struct parsing *p, char how)
{
    struct level *level = &p->levels[p->depth];
    if (!level->has_piece) {
        p->reason = text_format(p->mem, "there is nothing before %c that it could repeat", how);
        return;
    }
    if (level->repeated && how != '?') {
        p->reason = text_format(p->mem, "%c stands behind another *, + or ?", how);
        return;
    }
    if (level->repeated) /* "*?" is as short as it can be, and fits the same */
        return;
    if (how != '?')
        connect(p, &level->piece.last, &level->piece.first);
    level->piece.empty |= how != '+';
    level->repeated = true;
}

/* A place that fits the signs marked in set. */
static void add_place(struct parsing *p, const bool *set)
{
    struct piece piece = { .empty = false };
    size_t place = p->parts->count++;
    places_set(&piece.first, place);
    places_set(&piece.last, place);
    for (size_t sign = 0; sign < SIGNS; sign++)
        if (set[sign])
            places_set(&p->parts->fits[sign], place);
    level_add(p, &piece);
}

static bool is_of_class(char name, int c)
{
    switch (name) {
    case 'd': return isdigit(c) != 0;
    case 'w': return isalnum(c) != 0 || c == '_';
    default: return isspace(c) != 0;
    }
}

/* Reads what stands behind a backslash; adds it to the set.  The byte, or -1 if it is a class. */
static int read_escape(struct parsing *p, bool *set)
{
    unsigned char c = *p->at;
    if (c == '\0') {
        p->reason = "there is nothing behind the last \\";
        return -1;
    }
    p->at++;
    if (strchr("dwsDWS", c)) {
        for (int i = 0; i < 256; i++)
            set[i] |= is_of_class((char)tolower(c), i) == (islower(c) != 0);
        return -1;
    }
    if (isalnum(c)) {
        p->reason = text_format(p->mem, "\\%c is not known here", c);
        return -1;
    }
    set[c] = true;
    return c;
}

/* "a-z" from its "-" on. */
static void read_range(struct parsing *p, bool *set, int from)
{
    bool ignored[SIGNS] = { false };
    int to = p->at[1];
    p->at += 2;
    if (to == '\\')
        to = read_escape(p, ignored);
    if (!p->reason && to < from)
        p->reason = "a range in [ ] ends before it begins";
    for (int i = from; !p->reason && i <= to; i++)
        set[i] = true;
}

/* Behind the "[". */
static void read_set(struct parsing *p)
{
    bool set[SIGNS] = { false };
    bool inverse = *p->at == '^';
    p->at += inverse;
    for (bool first = true; first || *p->at != ']'; first = false) {
        int c = *p->at++;
        if (c == '\0' || (c == '[' && *p->at == ':')) {
            p->reason = c ? "names of classes, [:alpha:], are not known here" : "a [ is not closed";
            return;
        }
        if (c == '\\')
            c = read_escape(p, set);
        else
            set[c] = true;
        if (p->reason)
            return;
        if (c >= 0 && p->at[0] == '-' && p->at[1] != ']' && p->at[1] != '\0')
            read_range(p, set, c);
        if (p->reason)
            return;
    }
    p->at++;
    for (int i = 0; i < 256; i++)
        set[i] ^= inverse;
    add_place(p, set);
}

static void open_bracket(struct parsing *p)
{
    if (p->depth + 1 == PATTERN_DEPTH_MAX)
        p->reason = "there are too many brackets inside of each other";
    else if (*p->at == '?')
        p->reason = "(? is not known here";
    else
        level_open(&p->levels[++p->depth]);
}

static void close_bracket(struct parsing *p)
{
    if (p->depth == 0) {
        p->reason = "a ) closes nothing";
        return;
    }
    struct piece all = level_all(p);
    p->depth--;
    level_add(p, &all);
}

static void read_sign(struct parsing *p, int c)
{
    bool set[SIGNS] = { false };
    if (c == '.')
        memset(set, true, 256);
    else if (c == '\\')
        (void)read_escape(p, set);
    else
        set[c == '^' ? SIGN_BEGIN : c == '$' ? SIGN_END : c] = true;
    if (!p->reason)
        add_place(p, set);
}

static void read_next(struct parsing *p)
{
    int c = *p->at++;
    switch (c) {
    case '(': open_bracket(p); return;
    case ')': close_bracket(p); return;
    case '|': next_alternative(p); return;
    case '*':
    case '+':
    case '?': repeat(p, (char)c); return;
    case '[': read_set(p); return;
    case '{':
        p->reason = "numbers of repetitions are not known here; the sign itself is \\{";
        return;
    default: read_sign(p, c);
    }
}

bool pattern_parse(struct pattern_parts *parts, struct arena *mem, const char *text,
                   const char **reason)
{
    struct parsing *p = ARENA_ONE(mem, struct parsing);
    p->parts = parts;
    p->mem = mem;
    p->at = (const unsigned char *)text;
    level_open(&p->levels[0]);
    while (!p->reason && *p->at)
        read_next(p);
    if (!p->reason && p->depth > 0)
        p->reason = "a ( is not closed";
    *reason = p->reason;
    if (p->reason)
        return false;
    struct piece all = level_all(p);
    parts->first = all.first;
    parts->last = all.last;
    parts->empty = all.empty;
    return true;
}
