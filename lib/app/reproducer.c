#include "app/reproducer.h"

#include "crash/gocorpus.h"

enum {
    HEX_WHOLE_MAX = 1024,
    HEX_CUT = 256,
    HEX_ROW = 16,
    VALUE_MAX = 400, /* bytes shown of an argument */
    TEXT_MAX = 4096, /* bytes shown of a text */
};

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

/* The beginning of a text; what is left out is told by three dots. */
static const char *beginning(struct arena *mem, const char *text, size_t size_max)
{
    struct bytes b = bytes_from(text);
    if (b.size <= size_max)
        return text;
    while (size_max > 0 && ((unsigned char)b.at[size_max] & 0xc0) == 0x80)
        size_max--; /* not in the middle of a character */
    b.size = size_max;
    return text_format(mem, "%s \u2026", text_cut(mem, b));
}

/* "30 30 30" */
static const char *spaced_hex(struct arena *mem, struct bytes b)
{
    struct text hex = text_new(mem, 3 * HEX_ROW + 8);
    size_t size = b.size < HEX_ROW ? b.size : HEX_ROW;
    const char *digits = text_hex(mem, (struct bytes){ b.at, size });
    text_add(&hex, "");
    for (size_t i = 0; i < size; i++)
        text_add_format(&hex, "%s%.2s", i > 0 ? " " : "", digits + 2 * i);
    text_add(&hex, size < b.size ? " \u2026" : "");
    return hex.at;
}

static void fill_argument(struct doc *row, const struct gocorpus_value *v, int64_t number)
{
    bool bytes = v->kind == GOCORPUS_BYTES || v->kind == GOCORPUS_STRING;
    doc_show_int(row, "NUMBER", number);
    doc_text(row, "type", v->type);
    doc_text(row, "value", beginning(row->mem, v->text, VALUE_MAX));
    if (bytes)
        doc_int(row, "bytes", (int64_t)v->bytes.size);
    doc_text(row, "hex", bytes ? spaced_hex(row->mem, v->bytes) : NULL);
}

/* What a Go corpus file that is all there stands for. */
static void fill_arguments(struct doc *part, const struct crash_input *input)
{
    const char *reason = NULL;
    const struct gocorpus *corpus = NULL;
    if (gocorpus_is(input->content) && input->size == (int64_t)input->content.size)
        corpus = gocorpus_read(part->mem, input->content, &reason);
    doc_text(part, "corpus_error", reason);
    struct doc_list *list = doc_list(part, "arguments");
    struct bytes raw;
    int64_t number = 0;
    for (const struct gocorpus_value *v = corpus ? corpus->values : NULL; v; v = v->next)
        fill_argument(doc_row(list), v, ++number);
    doc_flag(part, "has_raw", corpus && gocorpus_raw(corpus, &raw));
    doc_flag(part, "has_test", corpus != NULL);
}

/* As text, if it is nothing but text. */
static const char *text_of(struct arena *mem, struct bytes content)
{
    if (!text_is_utf8(content))
        return NULL;
    for (size_t i = 0, size; i < content.size; i += size) {
        struct bytes rest = { content.at + i, content.size - i };
        size = text_character(rest);
        if (size == 0)
            return NULL;
        if (text_is_control((struct bytes){ rest.at, size }) && !strchr("\t\r\n", *rest.at))
            return NULL;
    }
    return beginning(mem, text_cut(mem, content), TEXT_MAX);
}

static void fill_content(struct doc *part, const struct crash_input *input)
{
    struct bytes shown = input->content;
    bool whole = input->size <= HEX_WHOLE_MAX;
    doc_text(part, "text", text_of(part->mem, shown));
    if (!whole && shown.size > HEX_CUT)
        shown.size = HEX_CUT;
    if (part->json)
        doc_text(part, "first_bytes", text_hex(part->mem, shown));
    doc_show_text(part, "DUMP", part->view ? hex_dump(part->mem, shown) : NULL);
    doc_show_flag(part, "DUMP_WHOLE", whole);
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
    doc_text(part, "command", reproducer_command(part->mem, page_url(page), report, input));
    doc_show_flag(part, "AT_ROOT", strcmp(report->engine, "go") == 0);
    if (part->json)
        doc_text(part, "url",
                 text_format(page->hub.mem, "%s/c/%" PRId64 "/input", page_url(page),
                             report->crasher.id));
    doc_show_flag(part, "PASSED_AGAIN", report->crasher.rerun == CRASHER_RERUN_PASSED);
    fill_arguments(part, input);
    fill_content(part, input);
}
