#include "crash/goliteral.h"

#include "crash/slice.h"

enum { RUNE_MAX = 0x10ffff };

static uint32_t digit(char c)
{
    return slice_is_digit(c) ? (uint32_t)(c - '0') : (uint32_t)((c | 0x20) - 'a' + 10);
}

/* Takes that many digits off the front. */
static bool eat_digits(struct bytes *b, size_t count, uint32_t base, uint32_t *value)
{
    *value = 0;
    if (b->size < count)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (!slice_is_hex(b->at[i]) || digit(b->at[i]) >= base)
            return false;
        *value = *value * base + digit(b->at[i]);
    }
    *b = slice_from(*b, count);
    return true;
}

static bool is_rune(uint32_t c)
{
    return c <= RUNE_MAX && (c < 0xd800 || c > 0xdfff);
}

/* Takes an escape off the front, its backslash being gone; *byte says that it stands for a byte and
 * not for a character. */
static bool eat_escape(struct bytes *b, char quote, uint32_t *value, bool *byte)
{
    static const char simple[] = "a\ab\bf\fn\nr\rt\tv\v\\\\";
    if (b->size == 0)
        return false;
    char c = *b->at;
    *byte = false;
    if (c >= '0' && c <= '7') {
        *byte = true;
        return eat_digits(b, 3, 8, value) && *value <= 0xff;
    }
    *b = slice_from(*b, 1);
    if (c == 'x') {
        *byte = true;
        return eat_digits(b, 2, 16, value);
    }
    if (c == 'u' || c == 'U')
        return eat_digits(b, c == 'u' ? 4 : 8, 16, value) && is_rune(*value);
    for (const char *s = simple; *s; s += 2)
        if (*s == c) {
            *value = (unsigned char)s[1];
            return true;
        }
    *value = (unsigned char)quote;
    return c == quote;
}

static size_t write_utf8(uint32_t c, char *to)
{
    if (c < 0x80) {
        to[0] = (char)c;
        return 1;
    }
    static const uint32_t first[] = { 0, 0, 0xc0, 0xe0, 0xf0 };
    size_t size = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = size; i-- > 1; c >>= 6)
        to[i] = (char)(0x80 | (c & 0x3f));
    to[0] = (char)(first[size] | c);
    return size;
}

static bool eat_inside(struct bytes inside, char *to, size_t *size)
{
    *size = 0;
    while (inside.size > 0) {
        uint32_t value;
        bool byte;
        if (*inside.at == '"' || *inside.at == '\n')
            return false;
        if (!slice_eat(&inside, "\\")) {
            to[(*size)++] = *inside.at;
            inside = slice_from(inside, 1);
        } else if (!eat_escape(&inside, '"', &value, &byte)) {
            return false;
        } else if (byte) {
            to[(*size)++] = (char)value;
        } else {
            *size += write_utf8(value, to + *size); /* never longer than its escape */
        }
    }
    return true;
}

bool goliteral_read_string(struct arena *mem, struct bytes b, struct bytes *value)
{
    if (b.size < 2 || b.at[0] != b.at[b.size - 1] || (b.at[0] != '"' && b.at[0] != '`'))
        return false;
    struct bytes inside = { b.at + 1, b.size - 2 };
    char *to = arena_alloc(mem, inside.size + 1);
    value->at = to;
    if (*b.at == '"')
        return eat_inside(inside, to, &value->size);
    value->size = 0;
    for (size_t i = 0; i < inside.size; i++) {
        if (inside.at[i] == '`')
            return false;
        if (inside.at[i] != '\r') /* which Go takes out */
            to[value->size++] = inside.at[i];
    }
    return true;
}

/* The code of a UTF-8 character. */
static uint32_t code_of(struct bytes character)
{
    static const unsigned char masks[] = { 0, 0x7f, 0x1f, 0x0f, 0x07 };
    uint32_t c = (unsigned char)*character.at & masks[character.size];
    for (size_t i = 1; i < character.size; i++)
        c = c << 6 | ((unsigned char)character.at[i] & 0x3f);
    return c;
}

bool goliteral_read_rune(struct bytes b, uint32_t *value)
{
    bool byte;
    if (b.size < 3 || b.at[0] != '\'' || b.at[b.size - 1] != '\'')
        return false;
    struct bytes inside = { b.at + 1, b.size - 2 };
    if (slice_eat(&inside, "\\"))
        return eat_escape(&inside, '\'', value, &byte) && inside.size == 0;
    size_t size = text_character(inside);
    if (size == 0 || size != inside.size || *inside.at == '\'' || *inside.at == '\n')
        return false;
    *value = code_of(inside);
    return true;
}

bool goliteral_read_natural(struct bytes b, uint64_t *value)
{
    uint64_t base = 10;
    if (b.size > 1 && *b.at == '0') {
        char c = (char)(b.at[1] | 0x20);
        base = c == 'x' ? 16 : c == 'b' ? 2 : 8;
        b = slice_from(b, c == 'x' || c == 'b' || c == 'o' ? 2 : 1);
    }
    *value = 0;
    bool any = false;
    for (size_t i = 0; i < b.size; i++) {
        if (b.at[i] == '_' && i + 1 < b.size)
            continue;
        if (!slice_is_hex(b.at[i]) || digit(b.at[i]) >= base)
            return false;
        uint64_t d = digit(b.at[i]);
        if (*value > (UINT64_MAX - d) / base)
            return false;
        *value = *value * base + d;
        any = true;
    }
    return any;
}

bool goliteral_is_float(struct bytes b)
{
    if (slice_is(b, "NaN"))
        return true;
    if (!slice_eat(&b, "-"))
        (void)slice_eat(&b, "+");
    if (slice_is(b, "Inf"))
        return true;
    bool hex = slice_eat(&b, "0x") || slice_eat(&b, "0X");
    bool any = false, dot = false, exponent = false;
    for (size_t i = 0; i < b.size; i++) {
        char c = (char)(b.at[i] | 0x20);
        bool sign = (b.at[i] == '+' || b.at[i] == '-') && i > 0 &&
                    (b.at[i - 1] | 0x20) == (hex ? 'p' : 'e');
        if (slice_is_digit(b.at[i]) || (hex && !exponent && slice_is_hex(b.at[i])))
            any = true;
        else if (b.at[i] == '.' && !dot && !exponent)
            dot = true;
        else if (c == (hex ? 'p' : 'e') && any && !exponent)
            exponent = true;
        else if (!sign)
            return false;
    }
    return any && (slice_is_hex(b.at[b.size - 1]) || b.at[b.size - 1] == '.') &&
           !(!hex && (b.at[b.size - 1] | 0x20) == 'e');
}

/* Characters that cannot be seen, or that turn what stands around them. */
static bool is_hidden(uint32_t c)
{
    return (c >= 0x80 && c < 0xa1) || c == 0xad || (c >= 0x200b && c <= 0x200f) ||
           (c >= 0x2028 && c <= 0x202f) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff ||
           c == 0xfffd || (c >= 0xe000 && c <= 0xf8ff) || (c >= 0xe0000 && c <= 0xe0fff);
}

/* One character, or one byte that is part of none. */
static void add_one(struct text *text, struct bytes b, char quote)
{
    static const char simple[] = "\aa\bb\ff\nn\rr\tt\vv\\\\";
    unsigned char c = (unsigned char)*b.at;
    for (const char *s = simple; *s; s += 2)
        if ((unsigned char)*s == c) {
            text_add_format(text, "\\%c", s[1]);
            return;
        }
    if (b.size > 1 && is_hidden(code_of(b)))
        text_add_format(text, code_of(b) < 0x10000 ? "\\u%04x" : "\\U%08x", code_of(b));
    else if (b.size == 1 && (c < 0x20 || c >= 0x7f))
        text_add_format(text, "\\x%02x", c);
    else if (c == (unsigned char)quote)
        text_add_format(text, "\\%c", quote);
    else
        text_add_bytes(text, b);
}

void goliteral_add_string(struct text *text, struct bytes value)
{
    text_add(text, "\"");
    while (value.size > 0) {
        size_t size = text_character(value);
        struct bytes one = slice_to(value, size > 0 ? size : 1);
        add_one(text, one, '"');
        value = slice_from(value, one.size);
    }
    text_add(text, "\"");
}

void goliteral_add_rune(struct text *text, uint32_t c)
{
    char utf8[4];
    text_add(text, "'");
    add_one(text, (struct bytes){ utf8, write_utf8(c, utf8) }, '\'');
    text_add(text, "'");
}
