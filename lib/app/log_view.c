#include "app/log_view.h"

#include "app/visible.h"

enum line_kind { LINE_PLAIN, LINE_BAD, LINE_DIM };

static bool begins(struct bytes line, const char *with)
{
    return bytes_begin(line, bytes_from(with));
}

/* All of these words end in a colon and a blank, so only what stands before one is looked at. */
static bool is_bad(struct bytes line)
{
    static const struct bytes bad[] = {
        { "panic: ", 7 }, { "fatal error: ", 13 }, { "--- FAIL: ", 10 },
        { "ERROR: ", 7 }, { "SUMMARY: ", 9 },      { "runtime error: ", 15 },
    };
    const char *end = line.at + line.size, *colon = line.at;
    while ((colon = memmem(colon, (size_t)(end - colon), ": ", 2))) {
        colon += 2;
        size_t room = (size_t)(colon - line.at);
        for (size_t i = 0; i < COUNT_OF(bad); i++)
            if (bad[i].size <= room && memcmp(colon - bad[i].size, bad[i].at, bad[i].size) == 0)
                return true;
    }
    return false;
}

static enum line_kind kind_of(struct bytes line)
{
    static const char *const dim[] = { "fuzz: ", "INFO: ", "=== " };
    if (is_bad(line))
        return LINE_BAD;
    for (size_t i = 0; i < COUNT_OF(dim); i++)
        if (begins(line, dim[i]))
            return LINE_DIM;
    bool progress = line.size > 1 && line.at[0] == '#' && line.at[1] >= '0' && line.at[1] <= '9';
    return progress ? LINE_DIM : LINE_PLAIN;
}

static struct bytes line_of(struct bytes text)
{
    const char *end = text.size > 0 ? memchr(text.at, '\n', text.size) : NULL;
    return (struct bytes){ text.at, end ? (size_t)(end - text.at) + 1 : text.size };
}

static void add_lines(struct doc_list *list, enum line_kind kind, struct bytes lines)
{
    static const char *const sections[] = { "PLAIN", "BAD", "DIM" };
    struct doc *row = doc_row(list);
    doc_show(row, sections[kind]);
    doc_show_text(row, "TEXT", text_cut(row->mem, lines));
}

/* Neighbouring lines of a kind are one row. */
static void fill_lines(struct doc_list *list, struct bytes text)
{
    struct bytes run = { text.at, 0 };
    enum line_kind kind = LINE_PLAIN;
    while (text.size > 0) {
        struct bytes line = line_of(text);
        enum line_kind its = kind_of(line);
        if (its != kind && run.size > 0) {
            add_lines(list, kind, run);
            run = (struct bytes){ line.at, 0 };
        }
        kind = its;
        run.size += line.size;
        text.at += line.size;
        text.size -= line.size;
    }
    if (run.size > 0)
        add_lines(list, kind, run);
}

static void fill_part(struct doc *doc, const char *name, struct bytes bytes)
{
    fill_lines(doc_list(doc, name), bytes_from(visible_log(doc->mem, bytes)));
}

static struct bytes from_next_line(struct bytes text)
{
    struct bytes first = line_of(text);
    bool more = first.size < text.size;
    return more ? (struct bytes){ text.at + first.size, text.size - first.size } : text;
}

void log_view_fill(struct doc *doc, const struct kept_log *log, bool from_line)
{
    doc_id(doc, "log_id", log->id);
    doc_id(doc, "log_run", log->run);
    doc_text(doc, "log_of", log->target);
    doc_count(doc, "size", log->size);
    doc_count(doc, "kept_size", log->kept_size);
    if (doc->json)
        return;
    fill_part(doc, "head_lines", log->head);
    fill_part(doc, "tail_lines", from_line ? from_next_line(log->tail) : log->tail);
    int64_t shown = (int64_t)(log->head.size + log->tail.size);
    if (shown < log->kept_size)
        doc_int(doc, "left_out", log->kept_size - shown);
}
