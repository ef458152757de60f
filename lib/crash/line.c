#include "crash/line.h"

#include "crash/slice.h"
#include "crash/stamp.h"

struct lines {
    struct bytes log;
    size_t at, seen;
    size_t newline; /* the first LF at or behind `at`, or the end of the log */
    bool odd;       /* there may be CR, ESC or NUL before it */
    bool has_steps;
    char room[LINE_MAX];
};

static bool has(struct bytes b, char c)
{
    return slice_find_byte(b, c) < b.size;
}

struct lines *lines_new(struct arena *mem)
{
    return ARENA_ONE(mem, struct lines);
}

void lines_open(struct lines *lines, struct bytes log)
{
    lines->log = log;
    lines->at = slice_begins(log, "\xef\xbb\xbf") ? 3 : 0;
    lines->seen = 0;
    lines->newline = 0;
    lines->has_steps = stamp_has_steps(log);
}

struct bytes lines_log(const struct lines *lines)
{
    return lines->log;
}

size_t lines_at(const struct lines *lines)
{
    return lines->at;
}

size_t lines_seen(const struct lines *lines)
{
    return lines->seen;
}

bool lines_have_steps(const struct lines *lines)
{
    return lines->has_steps;
}

typedef signed char vector __attribute__((vector_size(16)));

static vector odd_bytes(const char *at)
{
    vector bytes;
    memcpy(&bytes, at, sizeof(bytes));
    return (bytes == '\r') | (bytes == '\x1b') | (bytes == '\0');
}

/* Whether there is CR, ESC or NUL: that there is none spares most lines three searches. */
static bool is_odd(struct bytes text)
{
    vector odd = { 0 };
    size_t at = 0;
    if (text.size < sizeof(odd))
        return has(text, '\r') || has(text, '\x1b') || has(text, '\0');
    for (; at + sizeof(odd) < text.size; at += sizeof(odd))
        odd |= odd_bytes(text.at + at);
    odd |= odd_bytes(text.at + text.size - sizeof(odd));
    uint64_t any[2];
    memcpy(any, &odd, sizeof(any));
    return (any[0] | any[1]) != 0;
}

/* Sets the raw text of the line that begins at lines->at, and moves behind it. */
static void find_end(struct lines *lines, struct line *line)
{
    struct bytes log = lines->log;
    size_t from = lines->at;
    if (lines->newline < from || from == 0) {
        lines->newline = from + slice_find_byte(slice_from(log, from), '\n');
        lines->odd = is_odd((struct bytes){ log.at + from, lines->newline - from });
    }
    size_t end = lines->newline;
    size_t to = end < log.size ? end + 1 : end;
    if (lines->odd) {
        size_t cr = from + slice_find_byte((struct bytes){ log.at + from, end - from }, '\r');
        size_t behind = cr;
        while (behind < end && log.at[behind] == '\r')
            behind++;
        if (behind < end) /* a CR alone: what follows it is the next line */
            to = behind;
        end = cr;
    }
    *line = (struct line){ { log.at + from, end - from }, from, to, false };
    lines->at = to;
    if (lines->seen < to)
        lines->seen = to;
}

/* How many bytes of b are a terminal sequence, b beginning with ESC. */
static size_t escape_size(struct bytes b)
{
    if (b.size < 2)
        return b.size;
    size_t i = 2;
    if (b.at[1] == '[') {
        while (i < b.size && b.at[i] >= 0x20 && b.at[i] < 0x40)
            i++;
        return i < b.size ? i + 1 : i;
    }
    if (memchr("]_P^X", b.at[1], 5)) {
        while (i < b.size && b.at[i] != '\a' && b.at[i] != '\x1b')
            i++;
        if (i + 1 < b.size && b.at[i] == '\x1b' && b.at[i + 1] == '\\')
            i++;
        return i < b.size ? i + 1 : i;
    }
    return b.at[1] >= 0x20 && b.at[1] < 0x30 && b.size > 2 ? 3 : 2;
}

static struct bytes take_noise_off(struct lines *lines, struct bytes text)
{
    size_t size = 0;
    while (text.size > 0) {
        size_t skip = *text.at == '\x1b' ? escape_size(text) : *text.at == '\0' ? 1 : 0;
        if (skip == 0) {
            lines->room[size++] = *text.at;
            skip = 1;
        }
        text = slice_from(text, skip);
    }
    return (struct bytes){ lines->room, size };
}

bool lines_next(struct lines *lines, struct line *line)
{
    if (lines->at >= lines->log.size)
        return false;
    find_end(lines, line);
    struct bytes text = slice_to(line->text, LINE_MAX);
    line->cleaned = lines->odd && (has(text, '\x1b') || has(text, '\0'));
    if (line->cleaned)
        text = take_noise_off(lines, text);
    if (lines->has_steps)
        text = slice_from(text, stamp_steps_size(text));
    line->text = slice_from(text, stamp_size(text));
    return true;
}

void lines_take(struct lines *lines, size_t from, size_t end, size_t stamp, struct line *line)
{
    struct bytes text = { lines->log.at + from, end - from };
    text = slice_from(slice_to(text, LINE_MAX), stamp);
    *line = (struct line){ text, from, end + 1, false };
    lines->at = end + 1;
}

void lines_back(struct lines *lines, size_t from)
{
    if (from < lines->at) {
        struct bytes between = { lines->log.at + from, lines->at - from };
        size_t newline = slice_find_byte(between, '\n');
        bool other = newline < between.size;
        lines->odd = is_odd(slice_to(between, newline)) || (lines->odd && !other);
        if (other)
            lines->newline = from + newline;
    }
    lines->at = from;
}
