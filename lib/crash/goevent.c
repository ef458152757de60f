#include "crash/goevent.h"

#include "crash/slice.h"

/* Takes a string off the front and gives what stands between its quotes; false if it is not
 * closed. */
static bool eat_string(struct bytes *b, struct bytes *string)
{
    if (!slice_eat(b, "\""))
        return false;
    for (size_t i = 0; i < b->size; i++) {
        if (b->at[i] == '\\') {
            i++;
        } else if (b->at[i] == '"') {
            *string = slice_to(*b, i);
            *b = slice_from(*b, i + 1);
            return true;
        }
    }
    return false;
}

/* A string; or a number, true, false, null, which give nothing. */
static bool eat_value(struct bytes *b, struct bytes *value)
{
    if (b->size > 0 && *b->at == '"')
        return eat_string(b, value);
    *value = slice_to(*b, 0);
    size_t size = 0;
    while (size < b->size && b->at[size] != ',' && b->at[size] != '}')
        size++;
    if (size == 0 || memchr("{[", *b->at, 2))
        return false;
    *b = slice_from(*b, size);
    return true;
}

static void set_field(struct goevent *event, struct bytes key, struct bytes value)
{
    if (slice_is(key, "Action"))
        event->action = value;
    else if (slice_is(key, "Package"))
        event->package = value;
    else if (slice_is(key, "ImportPath"))
        event->package = slice_to(value, slice_find_byte(value, ' '));
    else if (slice_is(key, "Test"))
        event->test = value;
    else if (slice_is(key, "Output"))
        event->output = value;
}

bool goevent_read(struct bytes line, struct goevent *event)
{
    if (!slice_begins(line, "{\""))
        return false;
    *event = (struct goevent){ 0 };
    line = slice_from(line, 1);
    struct bytes key, value;
    do {
        line = slice_trim_left(line);
        if (!eat_string(&line, &key) || !slice_eat(&line, ":"))
            return false;
        line = slice_trim_left(line);
        if (!eat_value(&line, &value))
            return false;
        set_field(event, key, value);
        line = slice_trim_left(line);
    } while (slice_eat(&line, ","));
    return event->action.size > 0 && slice_is(line, "}");
}

static int hex_digit(char c)
{
    return slice_is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10;
}

/* Takes \uXXXX off the front; -1 if it is none. */
static int32_t eat_unit(struct bytes *b)
{
    if (b->size < 6 || !slice_begins(*b, "\\u"))
        return -1;
    int32_t unit = 0;
    for (size_t i = 2; i < 6; i++) {
        if (!slice_is_hex(b->at[i]))
            return -1;
        unit = unit * 16 + hex_digit(b->at[i]);
    }
    *b = slice_from(*b, 6);
    return unit;
}

static size_t write_utf8(int32_t c, char *to)
{
    if (c < 0x80) {
        to[0] = (char)c;
        return 1;
    }
    size_t size = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = size; i-- > 1; c >>= 6)
        to[i] = (char)(0x80 | (c & 0x3f));
    static const int first[] = { 0, 0, 0xc0, 0xe0, 0xf0 };
    to[0] = (char)(first[size] | c);
    return size;
}

/* A character that is written as one unit or as a pair of them. */
static size_t unescape_unit(struct bytes *b, int32_t unit, char *to)
{
    if (unit >= 0xd800 && unit < 0xdc00) {
        struct bytes rest = *b;
        int32_t low = eat_unit(&rest);
        if (low >= 0xdc00 && low < 0xe000) {
            *b = rest;
            unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
        }
    }
    if (unit >= 0xd800 && unit < 0xe000)
        unit = 0xfffd; /* half of a pair */
    return write_utf8(unit, to);
}

size_t goevent_unescape(struct bytes field, char *to)
{
    static const char escapes[] = "n\nt\tr\rb\bf\f";
    size_t size = 0;
    while (field.size > 0) {
        size_t plain = slice_find_byte(field, '\\');
        memcpy(to + size, field.at, plain);
        size += plain;
        field = slice_from(field, plain);
        if (field.size < 2)
            break;
        int32_t unit = eat_unit(&field);
        if (unit >= 0) {
            size += unescape_unit(&field, unit, to + size);
            continue;
        }
        char c = field.at[1];
        for (const char *e = escapes; *e; e += 2)
            if (*e == c) {
                c = e[1];
                break;
            }
        to[size++] = c;
        field = slice_from(field, 2);
    }
    return size;
}
