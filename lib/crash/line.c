#include "crash/line.h"

#include "crash/slice.h"
#include "crash/stamp.h"

struct lines {
    struct bytes log;
    size_t at;
    size_t newline;   /* the first LF at or behind `at`, or the end of the log */
    bool has_escapes; /* in the whole log: spares most logs the search in each line */
    bool has_nuls;
    bool has_returns;
    bool has_steps; /* each line begins with the names of a job and a step */
    char room[LINE_MAX];
};

static bool log_has(struct bytes log, char c)
{
    return slice_find_byte(log, c) < log.size;
}

struct lines *lines_new(struct arena *mem)
{
    return ARENA_ONE(mem, struct lines);
}

void lines_open(struct lines *lines, struct bytes log)
{
    lines->log = log;
    lines->at = slice_begins(log, "\xef\xbb\xbf") ? 3 : 0;
    lines->newline = 0;
    lines->has_escapes = log_has(log, '\x1b');
    lines->has_nuls = log_has(log, '\0');
    lines->has_returns = log_has(log, '\r');
    lines->has_steps = stamp_has_steps(log);
}

struct bytes lines_log(const struct lines *lines)
{
    return lines->log;
}

/* Sets the raw text of the line that begins at lines->at, and moves behind it. */
static void find_end(struct lines *lines, struct line *line)
{
    struct bytes log = lines->log;
    size_t from = lines->at;
    if (lines->newline < from || from == 0)
        lines->newline = from + slice_find_byte(slice_from(log, from), '\n');
    size_t end = lines->newline;
    size_t to = end < log.size ? end + 1 : end;
    if (lines->has_returns) {
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
    bool noisy =
        (lines->has_escapes && log_has(text, '\x1b')) || (lines->has_nuls && log_has(text, '\0'));
    if (noisy)
        text = take_noise_off(lines, text);
    line->cleaned = noisy;
    if (lines->has_steps)
        text = slice_from(text, stamp_steps_size(text));
    line->text = slice_from(text, stamp_size(text));
    return true;
}

void lines_back(struct lines *lines, size_t from)
{
    if (from < lines->at) {
        struct bytes between = { lines->log.at + from, lines->at - from };
        size_t newline = slice_find_byte(between, '\n');
        if (newline < between.size)
            lines->newline = from + newline;
    }
    lines->at = from;
}
