/*
 * Reads any bytes as a comment in Markdown, cleaned as comments are before they are kept.
 *
 * What is begun is ended, in order; text is UTF-8 and no longer than it can be; links go by the
 * schemes that markdown.h names, and none stands in another.
 */
#include "base/markdown.h"
#include "fuzz.h"

enum { OPEN_MAX = 128, PIECES_MAX = 4002 };

struct open {
    const char *names[OPEN_MAX];
    size_t count, links;
};

static bool is_text(const char *name)
{
    return strcmp(name, "TEXT") == 0 || strcmp(name, "CODE") == 0 ||
           strcmp(name, "CODE_BLOCK") == 0;
}

static bool is_alone(const char *name)
{
    return is_text(name) || strcmp(name, "RULE") == 0 || strcmp(name, "BREAK") == 0;
}

static void check_link(const char *url)
{
    demand(strncmp(url, "http://", 7) == 0 || strncmp(url, "https://", 8) == 0 ||
           (url[0] == '/' && url[1] != '/' && url[1] != '\\'));
    for (; *url; url++)
        demand((unsigned char)*url > ' ');
}

static void begin(struct open *open, const struct markdown *piece)
{
    demand(open->count < OPEN_MAX);
    open->names[open->count++] = piece->name;
    bool is_link = strcmp(piece->name, "LINK") == 0;
    demand(!is_link == !piece->text);
    if (!is_link)
        return;
    check_link(piece->text);
    demand(++open->links == 1);
}

static void end(struct open *open, const char *name)
{
    demand(open->count > 0);
    const char *begun = open->names[--open->count];
    demand(strncmp(name, begun, strlen(begun)) == 0 && strcmp(name + strlen(begun), "_END") == 0);
    open->links -= strcmp(begun, "LINK") == 0;
}

static void check(const struct markdown *piece, size_t size)
{
    struct open open = { 0 };
    size_t count = 0;
    demand(piece != NULL);
    for (; piece; piece = piece->next) {
        demand(++count <= PIECES_MAX);
        demand(is_text(piece->name) <= (piece->text != NULL));
        demand_text(piece->text,
                    4 * size + 4); /* an entity may be shorter than what it stands for */
        if (is_alone(piece->name))
            continue;
        if (strstr(piece->name, "_END"))
            end(&open, piece->name);
        else
            begin(&open, piece);
    }
    demand(open.count == 0);
}

static void read_input(void *arg)
{
    struct input *input = arg;
    const char *text = text_clean(input->mem, input->bytes, MARKDOWN_MAX + 1);
    const struct markdown *pieces = markdown_read(input->mem, bytes_from(text));
    if (pieces)
        check(pieces, strlen(text));
    else
        demand(strlen(text) > 20); /* what is shorter cannot be too intricate */
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    demand(input_read(data, size, (size_t)64 * 1024 * 1024, read_input) == FAIL_NOT);
    return 0;
}
