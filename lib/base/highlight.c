#include "base/highlight.h"

#include <strings.h>

#include "base/process.h"

enum {
    GROWTH_MAX = 32,
    TIMEOUT_MS = 2000,
    CPU_MAX_S = 2,
    MEMORY_MAX = 256 * 1024 * 1024,
    DELETE = 0x7f
};

static const struct ending {
    const char *ending, *language;
} endings[] = {
    { "adb", "ada" },       { "ads", "ada" },     { "asm", "assembler" }, { "awk", "awk" },
    { "bash", "sh" },       { "c", "c" },         { "c++", "c" },         { "cc", "c" },
    { "clj", "clojure" },   { "cpp", "c" },       { "cs", "csharp" },     { "cts", "ts" },
    { "cu", "c" },          { "cxx", "c" },       { "d", "d" },           { "dart", "dart" },
    { "erl", "erlang" },    { "ex", "elixir" },   { "exs", "elixir" },    { "f90", "fortran90" },
    { "f95", "fortran90" }, { "fs", "fsharp" },   { "go", "go" },         { "groovy", "java" },
    { "h", "c" },           { "h++", "c" },       { "hh", "c" },          { "hpp", "c" },
    { "hrl", "erlang" },    { "hs", "haskell" },  { "hxx", "c" },         { "inc", "c" },
    { "inl", "c" },         { "ipp", "c" },       { "java", "java" },     { "jl", "julia" },
    { "js", "js" },         { "jsx", "jsx" },     { "kt", "kotlin" },     { "kts", "kotlin" },
    { "l", "c" },           { "lua", "lua" },     { "m", "objc" },        { "mjs", "js" },
    { "cjs", "js" },        { "ml", "ocaml" },    { "mli", "ocaml" },     { "mm", "objc" },
    { "mts", "ts" },        { "nim", "nim" },     { "pas", "pas" },       { "php", "php" },
    { "pl", "perl" },       { "pm", "perl" },     { "pxd", "pyrex" },     { "py", "python" },
    { "pyi", "python" },    { "pyx", "pyrex" },   { "r", "r" },           { "rb", "ruby" },
    { "rs", "rs" },         { "s", "assembler" }, { "scala", "scala" },   { "sh", "sh" },
    { "sol", "js" },        { "swift", "swift" }, { "tcc", "c" },         { "tcl", "tcl" },
    { "ts", "ts" },         { "tsx", "ts" },      { "v", "verilog" },     { "vala", "vala" },
    { "vb", "vb" },         { "vhd", "vhd" },     { "y", "bison" },       { "zig", "rs" },
};

const char *highlight_language(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *dot = strrchr(slash ? slash : path, '.');
    for (size_t i = 0; dot && i < COUNT_OF(endings); i++)
        if (strcasecmp(dot + 1, endings[i].ending) == 0)
            return endings[i].language;
    return NULL;
}

/* What the program is given: a byte for each, all of them printable ASCII, tabs or line ends, since
 * it loses others or colours half of a character. */
static char *plain_copy(struct arena *mem, struct bytes text)
{
    char *copy = text_cut(mem, text);
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)copy[i];
        if (c >= DELETE)
            copy[i] = '_';
        else if (c < ' ' && c != '\n' && c != '\t')
            copy[i] = ' ';
    }
    return copy;
}

static enum highlight colour_of(struct bytes class)
{
    static const struct {
        const char *class;
        enum highlight colour;
    } classes[] = {
        { "kwa", HIGHLIGHT_KEYWORD }, { "kwb", HIGHLIGHT_NAME },    { "kwc", HIGHLIGHT_KEYWORD },
        { "kwd", HIGHLIGHT_NAME },    { "ppc", HIGHLIGHT_KEYWORD }, { "pps", HIGHLIGHT_STRING },
        { "str", HIGHLIGHT_STRING },  { "esc", HIGHLIGHT_STRING },  { "ipl", HIGHLIGHT_STRING },
        { "num", HIGHLIGHT_NUMBER },  { "com", HIGHLIGHT_COMMENT }, { "slc", HIGHLIGHT_COMMENT },
    };
    for (size_t i = 0; i < COUNT_OF(classes); i++)
        if (bytes_equal(class, bytes_from(classes[i].class)))
            return classes[i].colour;
    return HIGHLIGHT_PLAIN;
}

/* Its HTML, read from the front. */
struct html {
    struct bytes left;
    enum highlight colour;
};

static void skip(struct html *html, size_t size)
{
    html->left = (struct bytes){ html->left.at + size, html->left.size - size };
}

/* Takes the tags in front: <span class="hl kwa"> and </span>. */
static void take_tags(struct html *html)
{
    const struct bytes opens = BYTES("<span class=\"hl "), closes = BYTES("</span>");
    for (;;) {
        if (bytes_begin(html->left, closes)) {
            html->colour = HIGHLIGHT_PLAIN;
            skip(html, closes.size);
        } else if (bytes_begin(html->left, opens)) {
            skip(html, opens.size);
            const char *end = memchr(html->left.at, '"', html->left.size);
            size_t size = end ? (size_t)(end - html->left.at) : 0;
            html->colour = colour_of((struct bytes){ html->left.at, size });
            skip(html, size + 2 <= html->left.size ? size + 2 : html->left.size);
        } else
            return;
    }
}

/* Takes one character of text; false if it is not this one. */
static bool take_character(struct html *html, char wanted)
{
    static const struct {
        char is;
        const char *as;
    } escapes[] = { { '&', "&amp;" },  { '<', "&lt;" },   { '>', "&gt;" },
                    { '"', "&quot;" }, { '\'', "&#39;" }, { '\'', "&apos;" } };
    for (size_t i = 0; i < COUNT_OF(escapes); i++) {
        struct bytes as = bytes_from(escapes[i].as);
        if (escapes[i].is == wanted && bytes_begin(html->left, as)) {
            skip(html, as.size);
            return true;
        }
    }
    if (html->left.size == 0 || html->left.at[0] != wanted)
        return false;
    skip(html, 1);
    return true;
}

static const unsigned char *colours_of(struct arena *mem, struct bytes given, struct bytes output)
{
    unsigned char *colours = arena_alloc(mem, given.size + 1);
    struct html html = { output, HIGHLIGHT_PLAIN };
    for (size_t i = 0; i < given.size; i++) {
        take_tags(&html);
        colours[i] = (unsigned char)html.colour;
        if (!take_character(&html, given.at[i]))
            return NULL;
    }
    return colours;
}

const unsigned char *highlight(struct arena *mem, struct bytes text, const char *language)
{
    const char *const arguments[] = { "highlight", "-O", "html", "-f", "-S", language, NULL };
    /* Else it would look for languages, which are programs, in other places. */
    const char *const environment[] = { "HOME=/nonexistent", NULL };
    if (text.size == 0 || text.size > HIGHLIGHT_MAX)
        return NULL;
    struct bytes given = { plain_copy(mem, text), text.size }, output;
    const struct process process = { .arguments = arguments,
                                     .environment = environment,
                                     .input = given,
                                     .output_max = text.size * GROWTH_MAX + 1024,
                                     .timeout_ms = TIMEOUT_MS,
                                     .cpu_max_s = CPU_MAX_S,
                                     .memory_max = MEMORY_MAX };
    if (process_run(mem, &process, &output) != 0)
        return NULL;
    return colours_of(mem, given, output);
}
