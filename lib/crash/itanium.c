#include "crash/itanium.h"

#include "crash/slice.h"

struct writer {
    char *to;
    size_t size, room;
    struct bytes last; /* the last part of the name, for constructors */
    bool full;
};

static void write_bytes(struct writer *w, struct bytes b)
{
    if (b.size > w->room - w->size) {
        w->full = true;
        return;
    }
    memcpy(w->to + w->size, b.at, b.size);
    w->size += b.size;
}

static void write_part(struct writer *w, struct bytes part, const char *before)
{
    if (w->size > 0)
        write_bytes(w, BYTES("::"));
    write_bytes(w, bytes_from(before));
    w->last = (struct bytes){ w->to + w->size, part.size };
    write_bytes(w, part);
}

/* Takes "6method" off the front, the length of a name and the name. */
static bool eat_name(struct bytes *b, struct bytes *name)
{
    int64_t size;
    if (!slice_eat_int(b, &size) || (uint64_t)size > b->size)
        return false;
    *name = slice_to(*b, (size_t)size);
    *b = slice_from(*b, (size_t)size);
    return true;
}

/* Takes the letters of an operator off the front: a name for those that are seen in stacks. */
static const char *eat_operator(struct bytes *b)
{
    static const char *const operators[][2] = {
        { "nw", "operator new" },      { "na", "operator new[]" }, { "dl", "operator delete" },
        { "da", "operator delete[]" }, { "cl", "operator()" },     { "ix", "operator[]" },
        { "pt", "operator->" },        { "de", "operator*" },      { "eq", "operator==" },
        { "ne", "operator!=" },        { "lt", "operator<" },      { "gt", "operator>" },
        { "aS", "operator=" },         { "pL", "operator+=" },     { "pl", "operator+" },
        { "mi", "operator-" },         { "ls", "operator<<" },     { "rs", "operator>>" },
        { "pp", "operator++" },        { "mm", "operator--" },     { "cv", "operator" },
    };
    for (size_t i = 0; i < COUNT_OF(operators); i++)
        if (slice_eat(b, operators[i][0]))
            return operators[i][1];
    return NULL;
}

/* Takes a literal, "Lj16E", off the front, behind its L. */
static bool skip_literal(struct bytes *b)
{
    if (slice_begins(*b, "_Z"))
        return false; /* a symbol inside of the symbol: rare, and not read */
    size_t end = slice_find_byte(*b, 'E');
    *b = slice_from(*b, end < b->size ? end + 1 : end);
    return end < b->size + 1;
}

/* Takes all up to the E that closes what was opened before off the front. */
static bool skip_arguments(struct bytes *b)
{
    for (size_t depth = 1; b->size > 0;) {
        char c = *b->at;
        struct bytes name;
        if (slice_is_digit(c)) {
            if (!eat_name(b, &name))
                return false;
            continue;
        }
        *b = slice_from(*b, 1);
        if (c == 'L' && !skip_literal(b))
            return false;
        else if (c == 'S' || c == 'T') /* a part that came before: St, S_, S1Z_, T0_ */
            while (b->size > 0 && (slice_is_digit(*b->at) || (*b->at >= 'A' && *b->at <= 'Z')))
                *b = slice_from(*b, 1);
        else if (memchr("INXFJ", c, 5))
            depth++;
        else if (c == 'E' && --depth == 0)
            return true;
    }
    return false;
}

static const struct shorthand {
    const char *sign, *name;
} shorthands[] = {
    { "St", "std" },           { "Sa", "std::allocator" }, { "Sb", "std::basic_string" },
    { "Ss", "std::string" },   { "Si", "std::istream" },   { "So", "std::ostream" },
    { "Sd", "std::iostream" },
};

static bool eat_shorthand(struct writer *w, struct bytes *b)
{
    for (size_t i = 0; i < COUNT_OF(shorthands); i++) {
        if (!slice_eat(b, shorthands[i].sign))
            continue;
        write_part(w, bytes_from(shorthands[i].name), "");
        return true;
    }
    return false;
}

/* Takes one part of a name off the front. */
static bool eat_part(struct writer *w, struct bytes *b)
{
    struct bytes part;
    (void)slice_eat(b, "L");
    if (b->size == 0)
        return false;
    if (slice_is_digit(*b->at)) {
        if (!eat_name(b, &part))
            return false;
        write_part(w, slice_begins(part, "_GLOBAL__N") ? BYTES("(anonymous namespace)") : part, "");
    } else if (*b->at == 'I') {
        *b = slice_from(*b, 1);
        return skip_arguments(b);
    } else if (*b->at == 'B') {
        *b = slice_from(*b, 1); /* a tag of the ABI */
        return eat_name(b, &part);
    } else if (b->size > 1 && memchr("CD", *b->at, 2) && slice_is_digit(b->at[1])) {
        write_part(w, w->last, *b->at == 'D' ? "~" : "");
        *b = slice_from(*b, 2);
    } else if (!eat_shorthand(w, b)) {
        const char *name = eat_operator(b);
        if (!name)
            return false;
        write_part(w, bytes_from(name), "");
    }
    return true;
}

size_t itanium_write(struct bytes symbol, char *to, size_t size)
{
    struct writer w = { .to = to, .room = size };
    (void)slice_eat(&symbol, "_"); /* macOS writes one more */
    if (!slice_eat(&symbol, "_Z") && !slice_eat(&symbol, "Z"))
        return 0;
    bool nested = slice_eat(&symbol, "N");
    while (nested && symbol.size > 0 && memchr("rVKRO", *symbol.at, 5))
        symbol = slice_from(symbol, 1);
    bool good = true;
    while (good && symbol.size > 0 && !slice_eat(&symbol, "E")) {
        bool space = slice_begins(symbol, "St"); /* of which a name follows */
        good = eat_part(&w, &symbol);
        if (!nested && !space && !slice_begins(symbol, "I") && !slice_begins(symbol, "B"))
            break;
    }
    return good && !w.full ? w.size : 0;
}
