#include "base/markdown.h"
#include "hub/ticket_text.h"

enum { LISTS_MAX = 20, GROWTH = 4 };

struct writer {
    struct text out;
    char lists[LISTS_MAX + 1]; /* "*#": an item of numbers in one of bullets */
    size_t depth;
};

/* All that has a meaning in wiki text is escaped. */
static void add_escaped(struct writer *w, const char *text)
{
    for (; *text; text++) {
        if (strchr("\\{}[]*_-+^~?!|#", *text))
            text_add(&w->out, "\\");
        text_add_bytes(&w->out, (struct bytes){ text, 1 });
    }
}

/* Nothing in a block of code ends it. */
static void add_block(struct writer *w, const char *text)
{
    static const char end[] = "{noformat}";
    size_t size = sizeof(end) - 1;
    text_add(&w->out, "{noformat}\n");
    for (; *text; text++) {
        bool is_end = strncmp(text, end, size) == 0;
        text_add(&w->out, is_end ? "{ noformat}" : "");
        if (is_end)
            text += size - 1;
        else
            text_add_bytes(&w->out, (struct bytes){ text, 1 });
    }
    text_add(&w->out, "\n{noformat}\n\n");
}

static void enter_list(struct writer *w, char sign)
{
    if (w->depth < LISTS_MAX)
        w->lists[w->depth] = sign;
    w->depth++;
    if (w->depth > 1)
        text_add(&w->out, "\n");
}

static void leave_list(struct writer *w)
{
    w->depth -= w->depth > 0;
    if (w->depth < LISTS_MAX)
        w->lists[w->depth] = '\0';
    text_add(&w->out, w->depth == 0 ? "\n" : "");
}

static bool is(const struct markdown *m, const char *name)
{
    return strcmp(m->name, name) == 0;
}

static bool add_lists(struct writer *w, const struct markdown *m)
{
    if (is(m, "BULLETS") || is(m, "NUMBERS"))
        enter_list(w, is(m, "BULLETS") ? '*' : '#');
    else if (is(m, "BULLETS_END") || is(m, "NUMBERS_END"))
        leave_list(w);
    else if (is(m, "ITEM"))
        text_add_format(&w->out, "%s ", w->lists);
    else if (is(m, "ITEM_END"))
        text_add(&w->out, "\n");
    else
        return false;
    return true;
}

static void add_piece(struct writer *w, const struct markdown *m)
{
    static const struct {
        const char *name, *wiki;
    } marks[] = { { "STRONG", "*" },
                  { "STRONG_END", "*" },
                  { "EMPHASIS", "_" },
                  { "EMPHASIS_END", "_" },
                  { "QUOTE", "{quote}\n" },
                  { "HEADING", "h3. " },
                  { "QUOTE_END", "{quote}\n\n" },
                  { "RULE", "----\n\n" },
                  { "BREAK", "\n" },
                  { "HEADING_END", "\n\n" },
                  { "LINK", "[" } };
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        if (is(m, marks[i].name))
            text_add(&w->out, marks[i].wiki);
    if (is(m, "PARAGRAPH_END") && w->depth == 0)
        text_add(&w->out, "\n\n");
    if (is(m, "TEXT"))
        add_escaped(w, m->text);
    if (is(m, "CODE")) {
        text_add(&w->out, "{{");
        add_escaped(w, m->text);
        text_add(&w->out, "}}");
    }
    if (is(m, "CODE_BLOCK"))
        add_block(w, m->text);
}

char *ticket_wiki(struct arena *mem, const char *markdown, size_t size_max)
{
    struct writer w = { .out = text_new(mem, GROWTH * strlen(markdown) + 1024) };
    const struct markdown *m = markdown_read(mem, bytes_from(markdown));
    const char *link = NULL;
    text_add(&w.out, "");
    if (!m) /* too intricate: as it is */
        add_block(&w, markdown);
    for (; m; m = m->next) {
        if (is(m, "LINK"))
            link = m->text;
        if (is(m, "LINK_END"))
            text_add_format(&w.out, "|%s]", link);
        else if (!add_lists(&w, m))
            add_piece(&w, m);
    }
    while (w.out.size > 0 && w.out.at[w.out.size - 1] == '\n')
        w.out.at[--w.out.size] = '\0';
    return text_clean(mem, (struct bytes){ w.out.at, w.out.size }, size_max);
}
