#include "app/report.h"

#include "app/fill.h"
#include "app/link.h"

/* Where the frames' source can be looked at. */
struct source {
    const char *pattern; /* NULL: nowhere */
    const char *commit;
    struct excerpts *excerpts; /* NULL: not here */
    const char *title;         /* of the crash */
    bool wanted, found;        /* source of any frame */
};

/* The pattern with its {commit}, {file} and {line} filled in; NULL unless the frame has them all
 * and its file is one of the repository. */
static const char *source_link(struct arena *mem, const struct source *source, const char *file,
                               int64_t line)
{
    const struct link_words words = { .commit = source->commit, .file = file, .line = line };
    if (!source->commit || !file || file[0] == '/' || strstr(file, ".."))
        return NULL;
    return link_fill(mem, source->pattern, &words);
}

static const char *place_of(struct arena *mem, const struct frame *f)
{
    if (!f->file)
        return f->module;
    if (f->line == 0)
        return f->file;
    if (f->column == 0)
        return text_format(mem, "%s:%" PRId64, f->file, f->line);
    return text_format(mem, "%s:%" PRId64 ":%" PRId64, f->file, f->line, f->column);
}

/* file is its path inside the repository, as far as that is known. */
static void fill_frame_row(struct doc *row, const struct frame *f, int64_t number,
                           const struct source *source, const char *file)
{
    const char *place = place_of(row->mem, f);
    doc_show_text(row, "NUMBER", text_int(row->mem, number));
    const char *name = f->function ? fill_short_function(f->function) : f->file;
    doc_show_text(row, "FUNCTION", name ? name : "unknown function");
    doc_show_text(row, "FUNCTION_FULL", f->function);
    doc_text(row, "arguments", f->arguments);
    doc_text(row, "at_full", place);
    if (place) {
        const char *slash = strrchr(place, '/');
        doc_show_text(row, "AT", slash ? slash + 1 : place);
    }
    doc_text(row, "link", source_link(row->mem, source, file, f->line));
}

static void fill_ours(struct doc *ours, const struct frame *f, int64_t number,
                      struct source *source, bool crashing)
{
    const char *file = excerpt_fill(ours, source->excerpts, f, crashing ? source->title : NULL);
    fill_frame_row(ours, f, number, source, file ? file : f->file);
    if (!file)
        doc_show(ours, "SOURCE_NOT");
    if (crashing)
        doc_show(ours, "FIRST");
    source->wanted |= f->line > 0;
    source->found |= file != NULL;
}

/* Rows of neighbours that are not the repository's become one fold. */
static void fill_groups(struct doc *stack, const struct frame *frames, struct source *source,
                        bool crashing)
{
    struct doc_list *groups = doc_list(stack, "groups"), *folded = NULL;
    struct doc *fold = NULL;
    int64_t number = 0, count = 0;
    bool first = true;
    for (const struct frame *f = frames; f; f = f->next, number++) {
        if (f->in_app) {
            fill_ours(doc_part(doc_row(groups), "ours"), f, number, source, first && crashing);
            first = false;
            fold = NULL;
            continue;
        }
        if (!fold) {
            fold = doc_part(doc_row(groups), "fold");
            folded = doc_list(fold, "folded");
            count = 0;
        }
        fill_frame_row(doc_row(folded), f, number, source, f->file);
        doc_show_int(fold, "FOLDED_COUNT", ++count);
        if (!f->next || f->next->in_app)
            doc_show_flag(fold, "ONE_FOLDED", count == 1);
    }
    doc_show_flag(stack, "OURS_ANY", !first || !frames);
}

static void list_frames(struct doc *doc, const struct frame *frames, struct excerpts *excerpts)
{
    struct doc_list *list = doc_list(doc, "frames");
    for (const struct frame *f = frames; f; f = f->next) {
        struct doc *row = doc_row(list);
        doc_text(row, "function", f->function);
        doc_text(row, "arguments", f->arguments);
        doc_text(row, "file", f->file);
        doc_id(row, "line", f->line);
        doc_id(row, "column", f->column);
        doc_text(row, "module", f->module);
        doc_flag(row, "in_app", f->in_app);
        excerpt_fill(row, excerpts, f, NULL);
    }
}

void report_fill(struct doc *doc, const struct crasher_report *report, struct excerpts *excerpts)
{
    struct source source = { .pattern = report->source_link,
                             .commit = report->first_commit,
                             .excerpts = excerpts,
                             .title = report->crasher.title };
    struct doc_list *stacks = doc_list(doc, "stacks");
    doc_text(doc, "message", report->message);
    if (doc->json)
        list_frames(doc, report->frames, excerpts);
    else
        fill_groups(doc, report->frames, &source, true);
    for (const struct frame_stack *s = report->stacks; s; s = s->next) {
        struct doc *row = doc_row(stacks);
        doc_text(row, "label", s->label);
        if (doc->json)
            list_frames(row, s->frames, excerpts);
        else
            fill_groups(row, s->frames, &source, false);
    }
    doc_show_flag(doc, "NO_SOURCE", source.wanted && !source.found);
    const struct frame *first = report->frames;
    while (first && !first->in_app)
        first = first->next;
    doc_text(doc, "source_reason", first ? excerpt_why_not(excerpts, first) : NULL);
}
