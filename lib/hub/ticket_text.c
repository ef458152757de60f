#include "hub/ticket_text.h"

#include <ctype.h>

/* The longest run of backticks in a text. */
static int longest_run(const char *text)
{
    int longest = 0, run = 0;
    for (; *text; text++) {
        run = *text == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest;
}

char *ticket_title(struct arena *mem, const char *title, size_t most)
{
    char *line = arena_alloc(mem, strlen(title) + sizeof("…"));
    size_t size = 0, count = 0, end = 0;
    for (struct bytes rest = bytes_from(title); rest.size > 0;) {
        size_t one = text_character(rest), step = one > 0 ? one : 1;
        bool blank = one == 0 || text_is_control((struct bytes){ rest.at, one }) || *rest.at == ' ';
        if (!blank || (size > 0 && line[size - 1] != ' ')) {
            if (++count > most) {
                memcpy(line + end, "…", sizeof("…"));
                return line;
            }
            end = count == most ? size : end;
            memcpy(line + size, blank ? " " : rest.at, blank ? 1 : step);
            size += blank ? 1 : step;
        }
        rest = (struct bytes){ rest.at + step, rest.size - step };
    }
    line[size - (size > 0 && line[size - 1] == ' ')] = '\0';
    return line;
}

char *ticket_code(struct arena *mem, const char *text)
{
    const char *line = ticket_title(mem, text, 400);
    int run = longest_run(line) + 1;
    char *fence = arena_alloc(mem, (size_t)run + 1);
    memset(fence, '`', (size_t)run);
    const char *pad = run > 1 ? " " : "";
    return *line ? text_format(mem, "%s%s%s%s%s", fence, pad, line, pad, fence)
                 : text_copy(mem, "");
}

char *ticket_block(struct arena *mem, const char *text, size_t size_max)
{
    const char *inside = text_clean(mem, bytes_from(text), size_max);
    int run = longest_run(inside) + 1;
    size_t size = run > 3 ? (size_t)run : 3;
    char *fence = arena_alloc(mem, size + 1);
    memset(fence, '`', size);
    size_t length = strlen(inside);
    const char *end = length > 0 && inside[length - 1] == '\n' ? "" : "\n";
    return text_format(mem, "%s\n%s%s%s\n", fence, inside, end, fence);
}

char *ticket_words(struct arena *mem, const char *text)
{
    const char *line = ticket_title(mem, text, 1000);
    char *words = arena_alloc(mem, 2 * strlen(line) + 1), *to = words;
    for (; *line; line++) {
        if ((unsigned char)*line < 0x80 && ispunct((unsigned char)*line) && !strchr(".,:()", *line))
            *to++ = '\\';
        *to++ = *line;
    }
    return words;
}
