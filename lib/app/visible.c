#include "app/visible.h"

enum { GROWTH_MAX = 10, ESCAPE = 0x1b, DELETE = 0x7f };

/* Of the characters U+200B to U+200F, U+202A to U+202E, U+2060 to U+2069, U+061C and U+FEFF. */
static int hidden_code(const unsigned char *at)
{
    if (at[0] == 0xd8 && at[1] == 0x9c)
        return 0x61c;
    if (at[0] == 0xef && at[1] == 0xbb && at[2] == 0xbf)
        return 0xfeff;
    if (at[0] != 0xe2 || (at[1] != 0x80 && at[1] != 0x81))
        return 0;
    int code = 0x2000 + ((at[1] & 0x3f) << 6 | (at[2] & 0x3f));
    bool hidden = (code >= 0x200b && code <= 0x200f) || (code >= 0x202a && code <= 0x202e) ||
                  (code >= 0x2060 && code <= 0x2069);
    return hidden ? code : 0;
}

int visible_code(struct bytes character)
{
    unsigned char at[4] = { 0 };
    memcpy(at, character.at, character.size < 3 ? character.size : 3);
    if (at[0] < ' ' && at[0] != '\t' && at[0] != '\n')
        return at[0];
    if (at[0] == DELETE || (character.size == 1 && at[0] > DELETE))
        return at[0];
    if (character.size == 2 && at[0] == 0xc2 && at[1] < 0xa0)
        return at[1];
    int code = hidden_code(at);
    return code != 0 ? code : -1;
}

static bool has_hidden(const char *text)
{
    for (const unsigned char *at = (const unsigned char *)text; *at; at++)
        if (*at >= 0x80 && hidden_code(at) != 0)
            return true;
    return false;
}

static void add_shown(struct text *shown, const char *text)
{
    while (*text) {
        size_t plain = strcspn(text, "\xe2\xd8\xef");
        text_add_bytes(shown, (struct bytes){ text, plain });
        text += plain;
        if (!*text)
            return;
        int code = hidden_code((const unsigned char *)text);
        size_t size = code == 0 ? 1 : code == 0x61c ? 2 : 3;
        if (code != 0)
            text_add_format(shown, "[U+%04X]", (unsigned)code);
        else
            text_add_bytes(shown, (struct bytes){ text, 1 });
        text += size;
    }
}

const char *visible(struct arena *mem, const char *text)
{
    if (!text || !has_hidden(text))
        return text;
    struct text shown = text_new(mem, strlen(text) * GROWTH_MAX + 1);
    text_add(&shown, "");
    add_shown(&shown, text);
    return shown.at;
}

/* The size of a control sequence such as ESC [ 1 ; 31 m at the beginning of the bytes, or 0. */
static size_t sequence_size(struct bytes b)
{
    size_t i = 2;
    if (b.size < 3 || b.at[0] != ESCAPE || b.at[1] != '[')
        return 0;
    while (i < b.size && i < 32 && strchr("0123456789;?", b.at[i]) && b.at[i] != '\0')
        i++;
    return i < b.size && (b.at[i] == 'm' || b.at[i] == 'K') ? i + 1 : 0;
}

/* Adds the character or sequence that the bytes begin with, and says how many it took. */
static size_t add_log_character(struct text *shown, struct bytes b)
{
    unsigned char c = (unsigned char)b.at[0];
    size_t sequence = sequence_size(b);
    if (sequence > 0)
        return sequence;
    if (c == '\r') {
        text_add(shown, "\n");
        return b.size > 1 && b.at[1] == '\n' ? 2 : 1;
    }
    if (c < ' ' && c != '\n' && c != '\t') {
        text_add_format(shown, "^%c", '@' + c);
        return 1;
    }
    size_t size = text_character(b);
    if (c == DELETE || size == 0 || (c >= 0x80 && text_is_control((struct bytes){ b.at, size }))) {
        text_add(shown, c == DELETE ? "^?" : "\ufffd");
        return size > 0 ? size : 1;
    }
    text_add_bytes(shown, (struct bytes){ b.at, size });
    return size;
}

/* How many bytes at the beginning are printable ASCII, a tab or a line end. */
static size_t plain_size(struct bytes b)
{
    size_t i = 0;
    while (i < b.size &&
           ((b.at[i] >= ' ' && b.at[i] < DELETE) || b.at[i] == '\n' || b.at[i] == '\t'))
        i++;
    return i;
}

char *visible_log(struct arena *mem, struct bytes log)
{
    struct text shown = text_new(mem, log.size * 3 + 1);
    text_add(&shown, "");
    while (log.size > 0) {
        size_t size = plain_size(log);
        if (size > 0)
            text_add_bytes(&shown, (struct bytes){ log.at, size });
        else
            size = add_log_character(&shown, log);
        log.at += size;
        log.size -= size;
    }
    return (char *)(uintptr_t)visible(mem, shown.at);
}
