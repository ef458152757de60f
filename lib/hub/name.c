#include "hub/name.h"

#include "base/fail.h"

enum { OWNER_MAX = 100, PATTERN_MAX = 2 * OWNER_MAX + 1, LINK_MAX = 2000 };

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"

/* The number of a UTF-8 character. */
static uint32_t code_point(struct bytes character)
{
    static const unsigned char first_bits[] = { 0, 0x7f, 0x1f, 0x0f, 0x07 };
    uint32_t code = (unsigned char)character.at[0] & first_bits[character.size];
    for (size_t i = 1; i < character.size; i++)
        code = code << 6 | ((unsigned char)character.at[i] & 0x3f);
    return code;
}

/* Characters that hide: of no width, of direction, and the tags above them. */
static bool hides(uint32_t code)
{
    static const struct {
        uint32_t first, last;
    } ranges[] = { { 0x00ad, 0x00ad }, { 0x034f, 0x034f }, { 0x061c, 0x061c },  { 0x115f, 0x1160 },
                   { 0x17b4, 0x17b5 }, { 0x180b, 0x180f }, { 0x200b, 0x200f },  { 0x2028, 0x202e },
                   { 0x2060, 0x206f }, { 0x3164, 0x3164 }, { 0xfe00, 0xfe0f },  { 0xfeff, 0xfeff },
                   { 0xffa0, 0xffa0 }, { 0xfff0, 0xfffb }, { 0xe0000, 0xe0fff } };
    for (size_t i = 0; i < COUNT_OF(ranges); i++)
        if (code >= ranges[i].first && code <= ranges[i].last)
            return true;
    return false;
}

static bool is_blank(uint32_t code)
{
    return code == ' ' || code == 0xa0 || code == 0x1680 || (code >= 0x2000 && code <= 0x200a) ||
           code == 0x202f || code == 0x205f || code == 0x3000;
}

/* The size of the character that text begins with if it may be in a name; 0 if not. */
static size_t allowed(struct bytes text)
{
    size_t size = text_character(text);
    struct bytes one = { text.at, size };
    return size > 0 && !text_is_control(one) && !hides(code_point(one)) ? size : 0;
}

void name_need(const char *field, const char *value, size_t size_max)
{
    struct bytes rest = bytes_from(value);
    if (rest.size > size_max)
        fail(FAIL_REFUSED, "%s is longer than %zu bytes", field, size_max);
    bool blank = true;
    while (rest.size > 0) {
        size_t size = allowed(rest);
        if (size == 0)
            fail(FAIL_REFUSED,
                 "%s holds a control character, one that does not show, or bytes "
                 "that are not UTF-8",
                 field);
        blank = blank && is_blank(code_point((struct bytes){ rest.at, size }));
        rest = (struct bytes){ rest.at + size, rest.size - size };
    }
    if (blank)
        fail(FAIL_REFUSED, "%s must not be empty or blank; leave it out instead", field);
}

static bool is_half(const char *text, size_t size)
{
    return size >= 1 && size <= OWNER_MAX && strspn(text, LETTERS DIGITS) >= 1 &&
           strspn(text, LETTERS DIGITS "._-") >= size;
}

void name_need_repo(const char *value)
{
    size_t owner = strcspn(value, "/");
    const char *name = value + owner + (value[owner] == '/');
    if (!is_half(value, owner) || !is_half(name, strlen(name)))
        fail(FAIL_REFUSED,
             "repo must be OWNER/NAME, each of letters, digits, dot, underscore and "
             "hyphen, beginning with a letter or digit, at most %d long",
             OWNER_MAX);
}

void name_need_pattern(const char *value)
{
    char example[PATTERN_MAX + 1] = { 0 };
    int stars = 0;
    for (size_t i = 0; value[i]; i++) {
        stars = value[i] == '/' ? 0 : stars + (value[i] == '*');
        if (i >= PATTERN_MAX || stars > 1)
            fail(FAIL_REFUSED, "a pattern has at most %d bytes, and one * in each part",
                 PATTERN_MAX);
        example[i] = value[i] == '*' ? 'x' : value[i];
    }
    name_need_repo(example);
}

void name_need_commit(const char *value)
{
    size_t size = strlen(value);
    if ((size != 40 && size != 64) || strspn(value, DIGITS "abcdef") != size)
        fail(FAIL_REFUSED, "commit must be the full id: 40 or 64 lower-case hexadecimal digits");
}

void name_need_digest(const char *field, const char *value)
{
    if (strlen(value) != 64 || strspn(value, DIGITS "abcdef") != 64)
        fail(FAIL_REFUSED, "%s must be a SHA-256: 64 lower-case hexadecimal digits", field);
}

void name_need_path(const char *field, const char *value)
{
    name_need(field, value, NAME_SIZE_MAX);
    if (strcmp(value, ".") == 0)
        return;
    for (const char *part = value; part; part = strchr(part, '/')) {
        part += *part == '/' && part != value;
        size_t size = strcspn(part, "/");
        if (size == 0 || (size <= 2 && strncmp(part, "..", size) == 0))
            fail(FAIL_REFUSED,
                 "%s must be a path below the repository: without a leading slash, "
                 "empty parts, . or ..",
                 field);
    }
}

bool name_is_link(const char *value)
{
    struct bytes all = bytes_from(value);
    return bytes_begin(all, BYTES("https://")) || bytes_begin(all, BYTES("http://"));
}

/* A scheme, a host and no blank; what a browser makes of the rest is the page's matter. */
void name_need_link(const char *field, const char *value)
{
    name_need(field, value, LINK_MAX);
    const char *host = name_is_link(value) ? strchr(value, '/') + 2 : "";
    if (strspn(host, LETTERS DIGITS "[") < 1 || strpbrk(value, " \"<>\\^`{|}"))
        fail(FAIL_REFUSED, "%s must be an address that begins with https:// or http://", field);
}

const char *name_from(struct arena *mem, const char *text, const char *other)
{
    struct text name = text_new(mem, NAME_SIZE_MAX + 1);
    bool blank = true;
    for (struct bytes rest = bytes_from(text); rest.size > 0;) {
        size_t size = allowed(rest);
        struct bytes one = size > 0 ? (struct bytes){ rest.at, size } : BYTES("\xef\xbf\xbd");
        if (name.size + one.size > NAME_SIZE_MAX)
            break;
        text_add_bytes(&name, one);
        blank = blank && size > 0 && is_blank(code_point(one));
        size_t step = size > 0 ? size : 1;
        if (size == 0 && text_character(rest) > 0)
            step = text_character(rest);
        rest = (struct bytes){ rest.at + step, rest.size - step };
    }
    return blank ? other : name.at;
}
