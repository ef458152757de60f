#include "base/base64.h"

enum { BAD = -1, BLANK = -2, PAD = -3 };

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* The value of each character, made once. */
static struct {
    signed char of[256];
    bool made;
} digits;

static void make_digits(void)
{
    memset(digits.of, BAD, sizeof(digits.of));
    for (int i = 0; alphabet[i]; i++)
        digits.of[(unsigned char)alphabet[i]] = (signed char)i;
    for (const char *blank = " \t\r\n"; *blank; blank++)
        digits.of[(unsigned char)*blank] = BLANK;
    digits.of['='] = PAD;
    digits.made = true;
}

/* A group of four characters as it fills. */
struct group {
    uint32_t bits;
    int count, pads;
};

/* Writes the 3, 2 or 1 bytes of a full group; false if the bits that the padding cuts off are set.
 */
static bool write_group(const struct group *g, struct bytes *data, char *to)
{
    int count = 3 - g->pads;
    for (int i = 0; i < count; i++)
        to[data->size++] = (char)(g->bits >> (16 - 8 * i));
    return g->pads == 0 || (g->bits & (g->pads == 1 ? 0xffu : 0xffffu)) == 0;
}

/* Whole groups without blanks and padding, which is nearly all; how many characters they had. */
static size_t decode_plain(struct bytes text, struct bytes *data, char *to)
{
    size_t i = 0;
    for (; i + 4 <= text.size; i += 4) {
        const unsigned char *at = (const unsigned char *)text.at + i;
        int bits = digits.of[at[0]] * (1 << 18) | digits.of[at[1]] * (1 << 12) |
                   digits.of[at[2]] * (1 << 6) | digits.of[at[3]];
        if (bits < 0)
            break;
        to[data->size++] = (char)(bits >> 16);
        to[data->size++] = (char)(bits >> 8);
        to[data->size++] = (char)bits;
    }
    return i;
}

bool base64_decode(struct arena *mem, struct bytes text, struct bytes *data)
{
    if (!digits.made)
        make_digits();
    char *to = arena_alloc(mem, text.size / 4 * 3 + 3);
    struct bytes found = { to, 0 };
    struct group g = { .bits = 0 };
    for (size_t i = decode_plain(text, &found, to); i < text.size; i++) {
        int value = digits.of[(unsigned char)text.at[i]];
        if (value == BLANK)
            continue;
        if (value == BAD || (value == PAD && g.count < 2) || (value != PAD && g.pads > 0))
            return false;
        g.pads += value == PAD;
        g.bits = g.bits << 6 | (value == PAD ? 0 : (uint32_t)value);
        if (++g.count < 4)
            continue;
        if (!write_group(&g, &found, to))
            return false;
        g = (struct group){ .pads = g.pads > 0 ? 1 : 0 }; /* nothing may follow padding */
    }
    if (g.count > 0)
        return false;
    *data = found;
    return true;
}

/* Without padding. */
static char *encode(struct arena *mem, struct bytes data, const char signs[])
{
    char *text = arena_alloc(mem, data.size / 3 * 4 + 5), *to = text;
    for (size_t i = 0; i < data.size; i += 3) {
        size_t left = data.size - i, count = left < 3 ? left : 3;
        uint32_t bits = 0;
        for (size_t k = 0; k < 3; k++)
            bits = bits << 8 | (k < count ? (unsigned char)data.at[i + k] : 0);
        for (size_t k = 0; k <= count; k++)
            *to++ = signs[bits >> (18 - 6 * k) & 63];
    }
    return text;
}

char *base64_text(struct arena *mem, struct bytes data)
{
    char *text =
        encode(mem, data, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
    for (size_t size = strlen(text); size % 4 != 0; size++)
        text[size] = '=';
    return text;
}

char *base64_url(struct arena *mem, struct bytes data)
{
    return encode(mem, data, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
}
