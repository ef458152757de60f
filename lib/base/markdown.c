#include "base/markdown.h"

#include <cmark-gfm.h>

/* cmark takes time that grows with the square of some marks, and with nesting times lines. */
enum { MARKS_MAX = 4000, PIECES_MAX = 4000, DEPTH_MAX = 20 };

struct reader {
    struct arena *mem;
    struct markdown *first, **end;
    size_t count, depth;
};

/* How many blocks a line may open: quotes and items of lists. */
static size_t blocks_opened(const char *line, const char *end)
{
    size_t count = 0;
    for (; line < end && strchr(" \t>-+*0123456789.)", *line); line++)
        if (*line == '>' || (strchr("-+*.)", *line) && line + 1 < end && strchr(" \t", line[1])))
            count++;
    return count;
}

static bool is_plain_enough(struct bytes text)
{
    size_t marks = 0;
    const char *end = text.at + text.size;
    for (const char *at = text.at; at < end; at++) {
        if (*at != '\0' && strchr("*_[]<>`!\\&", *at))
            marks++;
        if ((at == text.at || at[-1] == '\n') && blocks_opened(at, end) > DEPTH_MAX)
            return false;
    }
    return marks <= MARKS_MAX;
}

static void add(struct reader *r, const char *name, const char *text)
{
    struct markdown *piece = *r->end = ARENA_ONE(r->mem, struct markdown);
    piece->name = name;
    piece->text = text ? text_copy(r->mem, text) : NULL;
    r->end = &piece->next;
    r->count++;
}

/* Whether a browser can only take it for another site by these schemes, or for a path of ours. */
static bool may_link(const char *url)
{
    for (const char *at = url; *at; at++)
        if ((unsigned char)*at <= ' ' || *at == 0x7f || *at == '\\')
            return false;
    return strncmp(url, "http://", 7) == 0 || strncmp(url, "https://", 8) == 0 ||
           (url[0] == '/' && url[1] != '/');
}

static void link_event(struct reader *r, cmark_node *node, bool begins)
{
    const char *url = cmark_node_get_url(node);
    if (url && may_link(url))
        add(r, begins ? "LINK" : "LINK_END", begins ? url : NULL);
}

static const char *const *names_of(cmark_node *node)
{
    static const struct {
        unsigned type;
        const char *names[2];
    } all[] = { { CMARK_NODE_BLOCK_QUOTE, { "QUOTE", "QUOTE_END" } },
                { CMARK_NODE_ITEM, { "ITEM", "ITEM_END" } },
                { CMARK_NODE_PARAGRAPH, { "PARAGRAPH", "PARAGRAPH_END" } },
                { CMARK_NODE_HEADING, { "HEADING", "HEADING_END" } },
                { CMARK_NODE_EMPH, { "EMPHASIS", "EMPHASIS_END" } },
                { CMARK_NODE_STRONG, { "STRONG", "STRONG_END" } } };
    static const char *const lists[][2] = { { "BULLETS", "BULLETS_END" },
                                            { "NUMBERS", "NUMBERS_END" } };
    if (cmark_node_get_type(node) == CMARK_NODE_LIST)
        return lists[cmark_node_get_list_type(node) == CMARK_ORDERED_LIST];
    for (size_t i = 0; i < COUNT_OF(all); i++)
        if (all[i].type == cmark_node_get_type(node))
            return all[i].names;
    return NULL;
}

static void leaf_event(struct reader *r, cmark_node *node)
{
    switch ((unsigned)cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
    case CMARK_NODE_HTML_INLINE: add(r, "TEXT", cmark_node_get_literal(node)); break;
    case CMARK_NODE_SOFTBREAK: add(r, "TEXT", "\n"); break;
    case CMARK_NODE_LINEBREAK: add(r, "BREAK", NULL); break;
    case CMARK_NODE_CODE: add(r, "CODE", cmark_node_get_literal(node)); break;
    case CMARK_NODE_CODE_BLOCK:
    case CMARK_NODE_HTML_BLOCK: add(r, "CODE_BLOCK", cmark_node_get_literal(node)); break;
    case CMARK_NODE_THEMATIC_BREAK: add(r, "RULE", NULL); break;
    default: break;
    }
}

static bool is_link(cmark_node *node)
{
    unsigned type = cmark_node_get_type(node);
    return type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE;
}

/* Links may not stand in links: a picture in one is its words alone. */
static bool in_link(cmark_node *node)
{
    for (node = cmark_node_parent(node); node; node = cmark_node_parent(node))
        if (is_link(node))
            return true;
    return false;
}

static void node_event(struct reader *r, cmark_node *node, bool begins)
{
    const char *const *names = names_of(node);
    if (names)
        add(r, names[!begins], NULL);
    else if (is_link(node) && !in_link(node))
        link_event(r, node, begins);
    else if (begins)
        leaf_event(r, node);
}

static bool walk(struct reader *r, cmark_iter *iter)
{
    cmark_event_type event;
    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        bool begins = event == CMARK_EVENT_ENTER;
        if (cmark_node_first_child(node))
            r->depth += begins ? 1 : (size_t)-1;
        node_event(r, node, begins);
        if (r->depth > 2 * DEPTH_MAX || r->count > PIECES_MAX)
            return false;
    }
    return true;
}

static void undo_node(void *node)
{
    cmark_node_free(node);
}

static void undo_iter(void *iter)
{
    cmark_iter_free(iter);
}

const struct markdown *markdown_read(struct arena *mem, struct bytes text)
{
    if (text.size > MARKDOWN_MAX || !is_plain_enough(text))
        return NULL;
    cmark_node *root = cmark_parse_document(text.at, text.size, CMARK_OPT_DEFAULT);
    arena_defer(mem, undo_node, root);
    cmark_iter *iter = cmark_iter_new(root);
    arena_defer(mem, undo_iter, iter);
    struct reader r = { .mem = mem };
    r.end = &r.first;
    if (!walk(&r, iter))
        return NULL;
    if (!r.first)
        add(&r, "TEXT", "");
    return r.first;
}
