/*
 * ADF as its schema wants it: blocks hold blocks, paragraphs hold text, a text is never empty, code
 * has no other mark than a link, quotes stand in the document alone, an item begins with a
 * paragraph.
 */
#include "base/markdown.h"
#include "hub/ticket_text.h"

enum { DEEPEST = 64 };

enum block { DOCUMENT, QUOTE, LIST, ITEM };

struct writer {
    struct arena *mem;
    struct {
        struct json *content;
        enum block block;
    } at[DEEPEST];
    int deep;
    struct json *line; /* content of the paragraph that is open; NULL: none is */
    int strong, emphasis;
    const char *link;
};

static struct json *add_node(struct json *content, const char *type)
{
    struct json *node = json_add_object(content);
    json_set_text(node, "type", type);
    return node;
}

static void begin_line(struct writer *w)
{
    if (!w->line)
        w->line = json_set_array(add_node(w->at[w->deep].content, "paragraph"), "content");
}

/* Another block than a paragraph. */
static struct json *add_block(struct writer *w, const char *type)
{
    struct json *content = w->at[w->deep].content;
    w->line = NULL;
    if (w->at[w->deep].block == ITEM && json_count(content) == 0)
        json_set_array(add_node(content, "paragraph"), "content");
    return add_node(content, type);
}

static void push(struct writer *w, struct json *content, enum block block)
{
    if (w->deep < DEEPEST - 1)
        w->deep++;
    w->at[w->deep].content = content;
    w->at[w->deep].block = block;
    w->line = NULL;
}

static void pop(struct writer *w)
{
    struct json *content = w->at[w->deep].content;
    enum block block = w->at[w->deep].block;
    if ((block == ITEM || block == QUOTE) && json_count(content) == 0)
        json_set_array(add_node(content, "paragraph"), "content");
    if (w->deep > 0)
        w->deep--;
    w->line = NULL;
}

static void add_mark(struct json *marks, const char *type)
{
    json_set_text(json_add_object(marks), "type", type);
}

static void add_text(struct writer *w, const char *text, bool code)
{
    if (!*text)
        return;
    begin_line(w);
    struct json *node = add_node(w->line, "text");
    json_set_text(node, "text", text);
    if (!code && !w->link && w->strong == 0 && w->emphasis == 0)
        return;
    struct json *marks = json_set_array(node, "marks");
    if (w->link) {
        struct json *mark = json_add_object(marks);
        json_set_text(mark, "type", "link");
        json_set_text(json_set_object(mark, "attrs"), "href", w->link);
    }
    if (code)
        add_mark(marks, "code");
    if (!code && w->emphasis > 0)
        add_mark(marks, "em");
    if (!code && w->strong > 0)
        add_mark(marks, "strong");
}

static void add_code_block(struct writer *w, const char *text)
{
    struct json *content = json_set_array(add_block(w, "codeBlock"), "content");
    size_t size = strlen(text);
    size -= size > 0 && text[size - 1] == '\n';
    if (size == 0)
        return;
    json_set_text(add_node(content, "text"), "text",
                  text_cut(w->mem, (struct bytes){ text, size }));
}

static void begin_quote(struct writer *w)
{
    bool may = w->at[w->deep].block == DOCUMENT;
    struct json *content =
        may ? json_set_array(add_block(w, "blockquote"), "content") : w->at[w->deep].content;
    push(w, content, may ? QUOTE : w->at[w->deep].block);
}

static bool is(const struct markdown *m, const char *name)
{
    return strcmp(m->name, name) == 0;
}

static bool add_blocks(struct writer *w, const struct markdown *m)
{
    if (is(m, "QUOTE"))
        begin_quote(w);
    else if (is(m, "BULLETS") || is(m, "NUMBERS"))
        push(w,
             json_set_array(add_block(w, is(m, "BULLETS") ? "bulletList" : "orderedList"),
                            "content"),
             LIST);
    else if (is(m, "ITEM"))
        push(w, json_set_array(add_node(w->at[w->deep].content, "listItem"), "content"), ITEM);
    else if (is(m, "QUOTE_END") || is(m, "BULLETS_END") || is(m, "NUMBERS_END") ||
             is(m, "ITEM_END"))
        pop(w);
    else if (is(m, "PARAGRAPH") || is(m, "HEADING") || is(m, "PARAGRAPH_END"))
        w->line = NULL;
    else if (is(m, "CODE_BLOCK"))
        add_code_block(w, m->text);
    else if (is(m, "RULE") && w->at[w->deep].block == DOCUMENT)
        add_block(w, "rule");
    else
        return false;
    return true;
}

static void add_inline(struct writer *w, const struct markdown *m)
{
    if (is(m, "STRONG") || is(m, "STRONG_END"))
        w->strong += is(m, "STRONG") ? 1 : -1;
    else if (is(m, "EMPHASIS") || is(m, "EMPHASIS_END"))
        w->emphasis += is(m, "EMPHASIS") ? 1 : -1;
    else if (is(m, "LINK"))
        w->link = strncmp(m->text, "http", 4) == 0 ? m->text : NULL;
    else if (is(m, "LINK_END"))
        w->link = NULL;
    else if (is(m, "TEXT") || is(m, "CODE"))
        add_text(w, m->text, is(m, "CODE"));
    else if (is(m, "BREAK") && w->line)
        add_node(w->line, "hardBreak");
}

struct json *ticket_adf(struct arena *mem, const char *markdown)
{
    struct json *document = json_new_object(mem);
    json_set_int(document, "version", 1);
    json_set_text(document, "type", "doc");
    struct writer w = { .mem = mem };
    w.at[0].content = json_set_array(document, "content");
    const struct markdown *m = markdown_read(mem, bytes_from(markdown));
    if (!m) /* too intricate: as it is */
        add_text(&w, markdown, false);
    for (; m; m = m->next) {
        if (is(m, "HEADING") || is(m, "HEADING_END")) {
            w.line = NULL;
            w.strong += is(m, "HEADING") ? 1 : -1;
        } else if (!add_blocks(&w, m)) {
            add_inline(&w, m);
        }
    }
    return document;
}
