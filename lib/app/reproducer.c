#include "app/reproducer.h"

#include "app/shell_word.h"

enum { HEX_WHOLE_MAX = 1024, HEX_CUT = 256, HEX_ROW = 16 };

/* "0000  67 6f 20 …  |go test fuzz v1.|", a row for each sixteen bytes. */
static char *hex_dump(struct arena *mem, struct bytes b)
{
    struct text dump = text_new(mem, (b.size / HEX_ROW + 1) * 100);
    size_t width = b.size < HEX_ROW ? b.size : HEX_ROW;
    const char *digits = text_hex(mem, b);
    text_add(&dump, "");
    for (size_t row = 0; row < b.size; row += HEX_ROW) {
        text_add_format(&dump, "%04zx  ", row);
        for (size_t i = row; i < row + width; i++) {
            text_add_bytes(&dump, i < b.size ? (struct bytes){ digits + 2 * i, 2 } : BYTES("  "));
            text_add(&dump, i == row + 7 ? "  " : " ");
        }
        text_add(&dump, " |");
        for (size_t i = row; i < row + HEX_ROW && i < b.size; i++) {
            bool plain = b.at[i] >= ' ' && b.at[i] <= '~';
            text_add_bytes(&dump, plain ? (struct bytes){ &b.at[i], 1 } : BYTES("."));
        }
        text_add(&dump, "|\n");
    }
    return dump.at;
}

static bool is_go_corpus(struct bytes content)
{
    return bytes_begin(content, BYTES("go test fuzz v1\n")) && text_is_utf8(content);
}

/* Fetches the input and runs the fuzz function on it once; NULL if the names are not such that a
 * command could be made of them. */
static const char *command_of(struct page *page, const struct crasher_report *report,
                              const struct crash_input *input)
{
    struct arena *mem = page->hub.mem;
    const char *name = text_format(mem, "np%" PRId64, report->crasher.id);
    const char *from = shell_word(
        mem, text_format(mem, "%s/c/%" PRId64 "/input", page_url(page), report->crasher.id));
    if (!shell_path_is_safe(input->path) || !shell_path_is_safe(input->target))
        return NULL;
    const char *target = shell_word(mem, text_format(mem, "./%s", input->target));
    if (strcmp(report->engine, "go") != 0)
        return text_format(mem, "curl -fsSn -o %s %s && %s %s", name, from, target, name);
    if (!is_go_corpus(input->content))
        return NULL;
    bool top = strcmp(input->path, ".") == 0;
    const char *folder = text_format(mem, "./%s%s", top ? "" : input->path, top ? "" : "/");
    const char *file = text_format(mem, "%stestdata/fuzz/%s/%s", folder, input->target, name);
    const char *test = text_format(mem, "^%s$/%s", input->target, name);
    return text_format(mem, "curl -fsSn --create-dirs -o %s %s && go test -run=%s %s",
                       shell_word(mem, file), from, shell_word(mem, test),
                       shell_word(mem, top ? "." : text_format(mem, "./%s", input->path)));
}

static void show_content(struct doc *part, const struct crash_input *input)
{
    struct bytes shown = input->content;
    if (is_go_corpus(shown))
        doc_text(part, "corpus_file", text_cut(part->mem, shown));
    else
        doc_show(part, "CORPUS_FILE_NOT");
    bool whole = input->size <= HEX_WHOLE_MAX;
    if (!whole && shown.size > HEX_CUT)
        shown.size = HEX_CUT;
    doc_show_text(part, "HEX", hex_dump(part->mem, shown));
    doc_show_flag(part, "HEX_WHOLE", whole);
}

void reproducer_fill(struct page *page, const struct crasher_report *report,
                     const struct crash_input *input)
{
    if (!input) {
        doc_show(page->doc, "INPUT_NOT");
        return;
    }
    struct doc *part = doc_part(page->doc, "input");
    doc_int(part, "size", input->size);
    doc_show_flag(part, "ONE_BYTE", input->size == 1);
    doc_text(part, "input_name", input->name);
    doc_text(part, "sha256", input->sha256);
    doc_text(part, "command", command_of(page, report, input));
    doc_show_flag(part, "AT_ROOT", strcmp(report->engine, "go") == 0);
    if (part->json)
        doc_text(part, "url",
                 text_format(page->hub.mem, "%s/c/%" PRId64 "/input", page_url(page),
                             report->crasher.id));
    else
        show_content(part, input);
}
