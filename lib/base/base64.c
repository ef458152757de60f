#include "base/base64.h"

enum { BAD = -1, BLANK = -2, PAD = -3 };

static int digit(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    switch (c) {
    case '+': return 62;
    case '/': return 63;
    case '=': return PAD;
    case ' ':
    case '\t':
    case '\r':
    case '\n': return BLANK;
    default: return BAD;
    }
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

bool base64_decode(struct arena *mem, struct bytes text, struct bytes *data)
{
    char *to = arena_alloc(mem, text.size / 4 * 3 + 3);
    struct bytes found = { to, 0 };
    struct group g = { .bits = 0 };
    for (size_t i = 0; i < text.size; i++) {
        int value = digit(text.at[i]);
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

char *base64_url(struct arena *mem, struct bytes data)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    char *text = arena_alloc(mem, data.size / 3 * 4 + 5), *to = text;
    for (size_t i = 0; i < data.size; i += 3) {
        size_t left = data.size - i, count = left < 3 ? left : 3;
        uint32_t bits = 0;
        for (size_t k = 0; k < 3; k++)
            bits = bits << 8 | (k < count ? (unsigned char)data.at[i + k] : 0);
        for (size_t k = 0; k <= count; k++)
            *to++ = digits[bits >> (18 - 6 * k) & 63];
    }
    return text;
}
