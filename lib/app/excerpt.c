#include "app/excerpt.h"

#include "app/visible.h"
#include "base/clock.h"
#include "hub/mapping.h"

enum {
    FRAMES_MAX = 12,
    NAMES_MAX = 8 * 1024,
    AROUND = 7, /* lines before, and after */
    LINE_MAX = 400,
    COLOUR_MS = 500,
};

/* A part of a text, by its place in it. */
struct range {
    size_t begin, end;
};

static bool may_show(const struct frame *f)
{
    return f->in_app && f->file && f->line > 0;
}

/* Of the files, as code_ask() wants them. */
struct names {
    struct text names, files;
};

static void add(struct text *text, char between, const char *word)
{
    if (text->size + strlen(word) + 2 >= text->size_max)
        return;
    if (text->size > 0)
        text_add_bytes(text, (struct bytes){ &between, 1 });
    text_add(text, word);
}

static void add_names(struct names *names, const struct frame *frames)
{
    for (const struct frame *f = frames; f; f = f->next) {
        const char *name = may_show(f) ? mapping_name(f->file) : "";
        if (!*name)
            continue;
        add(&names->names, '/', name);
        if (!strchr(f->file, '\n'))
            add(&names->files, '\n', f->file);
    }
}

struct db_rows *excerpt_ask(struct hub *hub, const struct crasher_report *report)
{
    struct names names = { text_new(hub->mem, NAMES_MAX), text_new(hub->mem, NAMES_MAX) };
    add_names(&names, report->frames);
    for (const struct frame_stack *s = report->stacks; s; s = s->next)
        add_names(&names, s->frames);
    if (names.names.size == 0 || !report->first_commit)
        return NULL;
    return code_ask(hub, report->repo_id, report->first_commit,
                    &(struct code_names){ names.names.at, names.files.at });
}

struct excerpts *excerpt_take(struct hub *hub, struct db_rows *rows, struct colour_cache *colours)
{
    struct excerpts *excerpts = ARENA_ONE(hub->mem, struct excerpts);
    excerpts->files = rows ? code_take(hub, rows) : NULL;
    excerpts->colours = colours;
    excerpts->left = FRAMES_MAX;
    return excerpts;
}

static const struct code *code_of(const struct excerpts *excerpts, const struct frame *frame)
{
    return excerpts && may_show(frame) ? code_find(excerpts->files, frame->file) : NULL;
}

/* The line that begins at this place, without its end. */
static struct range line_at(struct bytes text, size_t begin)
{
    const char *end = memchr(text.at + begin, '\n', text.size - begin);
    return (struct range){ begin, end ? (size_t)(end - text.at) : text.size };
}

/* The place of a line, counted from 1; the size of the text if it has not so many. */
static size_t line_place(struct bytes text, int64_t line)
{
    size_t at = 0;
    for (int64_t i = 1; i < line && at < text.size; i++)
        at = line_at(text, at).end + 1;
    return at < text.size ? at : text.size;
}

/* What has to be coloured for the lines up to end: all before them too, as far as that goes. */
static struct range coloured_part(struct bytes text, size_t end)
{
    if (text.size <= HIGHLIGHT_MAX)
        return (struct range){ 0, text.size };
    size_t begin = end > HIGHLIGHT_MAX ? line_at(text, end - HIGHLIGHT_MAX).end + 1 : 0;
    return (struct range){ begin < end ? begin : end, end };
}

static const unsigned char *colours_of(struct doc *doc, struct excerpts *excerpts,
                                       const struct code *code, struct range part)
{
    const char *language = highlight_language(code->path);
    if (!excerpts->colours || !language || doc->json)
        return NULL;
    if (excerpts->colour_until_ms == 0)
        excerpts->colour_until_ms = clock_monotonic_ms() + COLOUR_MS;
    const struct bytes text = { code->text.at + part.begin, part.end - part.begin };
    return colour_cache_find(excerpts->colours, doc->mem, text, language,
                             excerpts->colour_until_ms);
}

/* A line while its characters become pieces of one colour. */
struct line {
    struct doc_list *pieces;
    struct bytes text;
    const unsigned char *colours; /* of its bytes; NULL */
    struct range piece;
};

static const char *class_of(const struct line *line, size_t at)
{
    static const char *const classes[] = { NULL, "k", "s", "n", "f", "c" };
    return line->colours ? classes[line->colours[at]] : NULL;
}

static void end_piece(struct line *line, size_t next)
{
    const struct bytes text = { line->text.at + line->piece.begin,
                                line->piece.end - line->piece.begin };
    if (text.size > 0) {
        struct doc *row = doc_row(line->pieces);
        const char *class = class_of(line, line->piece.begin);
        doc_show_text(row, "CLASS", class);
        doc_show(row, class ? "COLOURED" : "PLAIN");
        doc_show_text(row, "TEXT", text_cut(row->mem, text));
    }
    line->piece = (struct range){ next, next };
}

static void add_code(struct line *line, int code)
{
    struct doc *row = doc_row(line->pieces);
    doc_show(row, "CODE");
    doc_show_text(row, "TEXT", text_format(row->mem, "U+%04X", (unsigned)code));
}

/* Each piece is plain text of one colour, or a character that is shown as its code. */
static void fill_pieces(struct line *line)
{
    for (size_t i = 0; i < line->text.size;) {
        struct bytes rest = { line->text.at + i, line->text.size - i };
        size_t size = text_character(rest);
        rest.size = size > 0 ? size : 1;
        int code = visible_code(rest);
        if (code >= 0) {
            end_piece(line, i + rest.size);
            add_code(line, code);
        } else {
            if (class_of(line, line->piece.begin) != class_of(line, i))
                end_piece(line, i);
            line->piece.end = i + rest.size;
        }
        i += rest.size;
    }
    end_piece(line, line->text.size);
}

/* As much of a line as is shown: whole characters. */
static struct bytes shown_part(struct bytes line)
{
    if (line.size > 0 && line.at[line.size - 1] == '\r')
        line.size--;
    if (line.size <= LINE_MAX)
        return line;
    size_t size = LINE_MAX;
    while (size > LINE_MAX - 3 && ((unsigned char)line.at[size] & 0xc0) == 0x80)
        size--;
    return (struct bytes){ line.at, size };
}

static struct doc *fill_line(struct doc_list *list, struct bytes whole, int64_t number, bool hit,
                             const unsigned char *colours)
{
    struct doc *row = doc_row(list);
    struct bytes text = shown_part(whole);
    doc_id(row, "line", number);
    doc_flag(row, "hit", hit);
    if (row->json) {
        doc_text(row, "text", text_clean(row->mem, text, LINE_MAX * 3));
        return row;
    }
    struct line line = { doc_list(row, "pieces"), text, colours, { 0, 0 } };
    fill_pieces(&line);
    if (text.size + 1 < whole.size)
        doc_show_text(row, "CUT", text_int(row->mem, (int64_t)(whole.size - text.size)));
    return row;
}

/* The white space that a line begins with. */
static const char *indent_of(struct arena *mem, struct bytes line)
{
    size_t size = 0;
    while (size < line.size && size < LINE_MAX / 4 &&
           (line.at[size] == ' ' || line.at[size] == '\t'))
        size++;
    return text_cut(mem, (struct bytes){ line.at, size });
}

/* One that is being filled in. */
struct excerpt {
    struct bytes text;
    int64_t hit, first, last;     /* lines */
    const char *why;              /* NULL */
    const unsigned char *colours; /* of the text from a place on; NULL */
    size_t coloured_from;
};

static void fill_why(struct doc *row, const char *why, struct bytes line)
{
    if (row->view && why)
        doc_show_text(row, "WHY", text_format(row->mem, "%s%s", indent_of(row->mem, line), why));
    doc_show_flag(row, "WHY_SET", row->view && why);
}

/* Returns the last line that there was. */
static int64_t fill_lines(struct doc_list *list, const struct excerpt *e)
{
    int64_t number = e->first;
    size_t at = line_place(e->text, number);
    for (; number <= e->last && at < e->text.size; number++) {
        size_t end = line_at(e->text, at).end;
        const struct bytes line = { e->text.at + at, end - at };
        const unsigned char *colours =
            e->colours && at >= e->coloured_from ? e->colours + (at - e->coloured_from) : NULL;
        struct doc *row = fill_line(list, line, number, number == e->hit, colours);
        fill_why(row, number == e->hit ? e->why : NULL, line);
        at = end + 1;
    }
    return number - 1;
}

static void fill(struct doc *row, const struct code *code, const struct excerpt *e)
{
    doc_text(row, "source_path", code->path);
    struct doc *shown =
        row->json ? row : doc_include(doc_part(row, "source"), "excerpt", "excerpt.tpl");
    int64_t last = fill_lines(doc_list(shown, row->json ? "source" : "lines"), e);
    doc_show_text(shown, "FILE", code->path);
    doc_show_text(shown, "FIRST_LINE", text_int(row->mem, e->first));
    doc_show_text(shown, "LAST_LINE", text_int(row->mem, last));
}

const char *excerpt_fill(struct doc *row, struct excerpts *excerpts, const struct frame *frame,
                         const char *why)
{
    const struct code *code = code_of(excerpts, frame);
    if (!code || excerpts->left == 0 || line_place(code->text, frame->line) >= code->text.size)
        return NULL;
    struct excerpt e = { .text = code->text,
                         .hit = frame->line,
                         .first = frame->line > AROUND ? frame->line - AROUND : 1,
                         .last = frame->line + AROUND,
                         .why = why };
    struct range part = coloured_part(e.text, line_place(e.text, e.last + 1));
    e.colours = colours_of(row, excerpts, code, part);
    e.coloured_from = part.begin;
    fill(row, code, &e);
    excerpts->left--;
    return code->path;
}

const char *excerpt_path(const struct excerpts *excerpts, const struct frame *frame)
{
    const struct code *code = code_of(excerpts, frame);
    return code ? code->path : NULL;
}

char *excerpt_line(struct arena *mem, const struct excerpts *excerpts, const struct frame *frame)
{
    const struct code *code = code_of(excerpts, frame);
    size_t at = code ? line_place(code->text, frame->line) : 0;
    if (!code || at >= code->text.size)
        return NULL;
    struct bytes line = { code->text.at + at, line_at(code->text, at).end - at };
    line.size -= line.size > 0 && line.at[line.size - 1] == '\r';
    return text_clean(mem, line, LINE_MAX);
}
