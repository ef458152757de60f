#include "app/chat_text.h"

#include <ctype.h>

#define NO_WIDTH "\u200b"
#define MORE "…"

static size_t units(struct bytes b)
{
    size_t count = 0;
    for (size_t i = 0; i < b.size; i++) {
        unsigned char c = (unsigned char)b.at[i];
        count += (c & 0xc0) != 0x80;
        count += c >= 0xf0; /* of four bytes: a pair of surrogates */
    }
    return count;
}

size_t chat_size(const char *text)
{
    return units(bytes_from(text));
}

static struct bytes escape_slack(char c, enum chat_form form)
{
    switch (c) {
    case '&': return BYTES("&amp;");
    case '<': return BYTES("&lt;");
    case '>': return BYTES("&gt;");
    case '`': return form == CHAT_CODE ? BYTES("'") : BYTES("`");
    default: return BYTES("");
    }
}

/* What is written for one character; room is of three bytes. */
static struct bytes escape(enum chat_form form, struct bytes one, char *room)
{
    struct bytes escaped = BYTES("");
    if (form == CHAT_SLACK || form == CHAT_CODE)
        escaped = escape_slack(*one.at, form);
    if (form == CHAT_MARKDOWN && strchr("\\`*_{}[]()#+-!|~<>:&", *one.at)) {
        room[0] = '\\';
        room[1] = *one.at;
        return (struct bytes){ room, 2 };
    }
    return escaped.size > 0 ? escaped : one;
}

/* Whether a sign that calls people stands before a word, and not within an address or a symbol. */
static bool is_call(struct bytes rest, char before)
{
    return *rest.at == '@' && !isalnum((unsigned char)before) && rest.size > 1 &&
           isalpha((unsigned char)rest.at[1]);
}

/* As much of the text as fits into so many characters. */
static struct text write_some(struct arena *mem, enum chat_form form, const char *text, size_t most)
{
    struct text out = text_new(mem, SIZE_MAX);
    char before = ' ', room[3];
    size_t size = 0;
    text_add(&out, "");
    for (struct bytes rest = bytes_from(text); rest.size > 0;) {
        size_t bytes = text_character(rest);
        struct bytes one = { rest.at, bytes > 0 ? bytes : 1 };
        struct bytes shown = bytes > 0 ? escape(form, one, room) : BYTES("\xef\xbf\xbd");
        bool call = is_call(rest, before);
        size += units(shown) + call;
        if (size > most)
            break;
        text_add_bytes(&out, shown);
        text_add(&out, call ? NO_WIDTH : "");
        before = *rest.at;
        rest = (struct bytes){ rest.at + one.size, rest.size - one.size };
    }
    return out;
}

char *chat_text(struct arena *mem, enum chat_form form, const char *text, size_t most)
{
    struct text all = write_some(mem, form, text, SIZE_MAX);
    if (chat_size(all.at) <= most)
        return all.at;
    if (most == 0)
        return text_copy(mem, "");
    struct text some = write_some(mem, form, text, most - 1);
    text_add(&some, MORE);
    return some.at;
}
