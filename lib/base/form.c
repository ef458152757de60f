#include "base/form.h"

#include <ctype.h>
#include <stdlib.h>
#include <strings.h>

#include "base/fail.h"

enum { PARTS_MAX = 1000, BOUNDARY_MAX = 200, HEAD_MAX = 8192, NAME_MAX_SIZE = 1000 };

static char decode_escape(const char *at, size_t left)
{
    int high = left > 2 ? text_hex_digit(at[1]) : -1, low = left > 2 ? text_hex_digit(at[2]) : -1;
    if (high < 0 || low < 0)
        fail(FAIL_INPUT, "a %% must be followed by two hexadecimal digits");
    return (char)(high * 16 + low);
}

static struct bytes url_decode(struct arena *mem, struct bytes encoded)
{
    char *text = arena_alloc(mem, encoded.size + 1), *to = text;
    for (size_t i = 0; i < encoded.size; i++) {
        char c = encoded.at[i];
        if (c == '%') {
            c = decode_escape(encoded.at + i, encoded.size - i);
            i += 2;
        } else if (c == '+') {
            c = ' ';
        }
        *to++ = c;
    }
    struct bytes decoded = { text, (size_t)(to - text) };
    if (!text_is_utf8(decoded))
        fail(FAIL_INPUT, "a field is not UTF-8, or holds NUL");
    return decoded;
}

/* Takes what stands before the next c off the front of b, and c with it. */
static struct bytes take_until(struct bytes *b, char c)
{
    const char *end = b->size > 0 ? memchr(b->at, c, b->size) : NULL;
    struct bytes before = { b->at, end ? (size_t)(end - b->at) : b->size };
    size_t gone = before.size + (end ? 1 : 0);
    b->at += gone;
    b->size -= gone;
    return before;
}

/* A chain of parts as it grows. */
struct chain {
    struct arena *mem;
    struct form_part *first, **end;
    int count;
};

static struct form_part *chain_add(struct chain *chain)
{
    if (++chain->count > PARTS_MAX)
        fail(FAIL_INPUT, "more than %d fields", PARTS_MAX);
    struct form_part *part = ARENA_ONE(chain->mem, struct form_part);
    *chain->end = part;
    chain->end = &part->next;
    return part;
}

const struct form_part *form_fields(struct arena *mem, struct bytes encoded)
{
    struct chain chain = { .mem = mem, .end = &chain.first };
    while (encoded.size > 0) {
        struct bytes value = take_until(&encoded, '&');
        if (value.size == 0)
            continue;
        struct bytes name = take_until(&value, '=');
        struct form_part *field = chain_add(&chain);
        field->name = url_decode(mem, name).at;
        field->value = url_decode(mem, value);
    }
    return chain.first;
}

/* The parameter of a header value, `form-data; name="a b"; filename=c`, or NULL.  A backslash
 * escapes the quote and itself, as some clients write. */
static const char *header_parameter(struct arena *mem, const char *value, const char *name)
{
    size_t name_size = strlen(name);
    const char *at = value + strcspn(value, ";");
    char *text = arena_alloc(mem, strlen(at) + 1);
    while (*at) {
        at += strspn(at, "; \t");
        bool wanted = strncasecmp(at, name, name_size) == 0 && at[name_size] == '=';
        at += strcspn(at, "=;");
        if (*at == '=')
            at++;
        bool quoted = *at == '"';
        char *to = text;
        for (at += quoted; *at && !(quoted ? *at == '"' : strchr("; \t", *at) != NULL); at++) {
            if (quoted && *at == '\\' && (at[1] == '"' || at[1] == '\\'))
                at++;
            *to++ = *at;
        }
        *to = '\0';
        if (wanted)
            return text;
        at += strcspn(at, ";");
    }
    return NULL;
}

static struct bytes boundary_of(struct arena *mem, const char *content_type)
{
    static const char multipart[] = "multipart/form-data";
    if (!content_type || strncasecmp(content_type, multipart, sizeof(multipart) - 1) != 0)
        fail(FAIL_INPUT, "the body is not multipart/form-data");
    const char *boundary = header_parameter(mem, content_type, "boundary");
    if (!boundary || !*boundary || strlen(boundary) > BOUNDARY_MAX)
        fail(FAIL_INPUT, "multipart/form-data needs a boundary of 1 to %d bytes", BOUNDARY_MAX);
    return bytes_from(text_format(mem, "\r\n--%s", boundary));
}

/* A line with a delimiter in it, and what stands around it. */
struct delimiter {
    struct bytes before, after;
    bool last;
};

/* Reads the rest of a delimiter's line: blanks and CR LF, or the two dashes of the last one. */
static bool delimiter_ends(struct bytes rest, struct delimiter *found)
{
    found->last = bytes_begin(rest, BYTES("--"));
    if (found->last)
        return true;
    size_t i = 0;
    while (i < rest.size && (rest.at[i] == ' ' || rest.at[i] == '\t'))
        i++;
    found->after = (struct bytes){ rest.at + i, rest.size - i };
    if (!bytes_begin(found->after, BYTES("\r\n")))
        return false;
    found->after.at += 2;
    found->after.size -= 2;
    return true;
}

/* delimiter begins with the CR LF before the dashes. */
static struct delimiter next_delimiter(struct bytes body, struct bytes delimiter)
{
    struct delimiter found = { .last = false };
    struct bytes rest = body;
    for (const char *at; (at = memmem(rest.at, rest.size, delimiter.at, delimiter.size));) {
        size_t gone = (size_t)(at - rest.at) + delimiter.size;
        rest.at += gone;
        rest.size -= gone;
        found.before = (struct bytes){ body.at, (size_t)(at - body.at) };
        if (delimiter_ends(rest, &found))
            return found;
    }
    fail(FAIL_INPUT, "the last boundary of the multipart body is missing");
}

/* The first delimiter may open the body, without the CR LF before it. */
static struct delimiter first_delimiter(struct bytes body, struct bytes delimiter)
{
    struct bytes dashes = { delimiter.at + 2, delimiter.size - 2 };
    struct delimiter found = { .last = false };
    if (!bytes_begin(body, dashes))
        return next_delimiter(body, delimiter);
    struct bytes rest = { body.at + dashes.size, body.size - dashes.size };
    return delimiter_ends(rest, &found) ? found : next_delimiter(body, delimiter);
}

static const char *checked(struct arena *mem, const char *text, const char *what)
{
    if (!text_is_utf8(bytes_from(text)) || strlen(text) > NAME_MAX_SIZE)
        fail(FAIL_INPUT, "the %s of a part must be UTF-8 of at most %d bytes", what, NAME_MAX_SIZE);
    return text_clean(mem, bytes_from(text), NAME_MAX_SIZE);
}

static void read_header(struct arena *mem, struct form_part *part, const char *line)
{
    const char *value = line + strcspn(line, ":");
    size_t name_size = (size_t)(value - line);
    value += *value == ':';
    value += strspn(value, " \t");
    if (name_size == 12 && strncasecmp(line, "Content-Type", name_size) == 0)
        part->type = checked(mem, value, "type");
    if (name_size == 25 && strncasecmp(line, "Content-Transfer-Encoding", name_size) == 0 &&
        strcasecmp(value, "binary") != 0 && strcasecmp(value, "8bit") != 0 &&
        strcasecmp(value, "7bit") != 0)
        fail(FAIL_INPUT, "Content-Transfer-Encoding of a part must be binary");
    if (name_size != 19 || strncasecmp(line, "Content-Disposition", name_size) != 0)
        return;
    const char *name = header_parameter(mem, value, "name");
    const char *filename = header_parameter(mem, value, "filename");
    part->name = name ? checked(mem, name, "name") : NULL;
    part->filename = filename ? text_clean(mem, bytes_from(filename), NAME_MAX_SIZE) : NULL;
}

/* Takes the next line of a part's head off its front; what is left of left bounds the head. */
static struct bytes take_line(struct bytes *part, size_t *left)
{
    size_t seen = part->size < *left ? part->size : *left;
    const char *end = memmem(part->at, seen, "\r\n", 2);
    if (!end)
        fail(FAIL_INPUT, "the head of a part does not end, or has more than %d bytes", HEAD_MAX);
    struct bytes line = { part->at, (size_t)(end - part->at) };
    part->at += line.size + 2;
    part->size -= line.size + 2;
    *left -= line.size + 2;
    return line;
}

static void read_part(struct chain *chain, struct bytes whole)
{
    struct form_part *part = chain_add(chain);
    size_t left = HEAD_MAX;
    for (struct bytes line; (line = take_line(&whole, &left)).size > 0;) {
        if (memchr(line.at, '\0', line.size))
            fail(FAIL_INPUT, "NUL in the head of a part");
        read_header(chain->mem, part, text_cut(chain->mem, line));
    }
    if (!part->name)
        fail(FAIL_INPUT, "a part has no name");
    part->value = whole;
}

const struct form_part *form_parts(struct arena *mem, const char *content_type, struct bytes body)
{
    struct chain chain = { .mem = mem, .end = &chain.first };
    struct bytes delimiter = boundary_of(mem, content_type);
    struct delimiter found = first_delimiter(body, delimiter);
    while (!found.last) {
        struct bytes rest = found.after;
        found = next_delimiter(rest, delimiter);
        read_part(&chain, found.before);
    }
    return chain.first;
}

char *form_escape(struct arena *mem, const char *value)
{
    static const char digits[] = "0123456789ABCDEF";
    char *text = arena_alloc(mem, 3 * strlen(value) + 1), *to = text;
    for (; *value; value++) {
        unsigned char c = (unsigned char)*value;
        if (c < 0x80 && (isalnum(c) || strchr("-._~", c))) {
            *to++ = *value;
            continue;
        }
        *to++ = '%';
        *to++ = digits[c >> 4];
        *to++ = digits[c & 15];
    }
    return text;
}
