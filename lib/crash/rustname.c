/* The names of Rust functions in signatures: "codec::Decoder::body". */
#include "crash/frame_table.h"
#include "crash/slice.h"

/* How old symbols spell signs. */
static const struct spelling {
    const char *word, *sign;
} spellings[] = {
    { "$LT$", "<" },  { "$GT$", ">" },  { "$RF$", "&" },  { "$BP$", "*" },
    { "$C$", "," },   { "$u20$", " " }, { "$u27$", "'" }, { "$u5b$", "[" },
    { "$u5d$", "]" }, { "$u7b$", "{" }, { "$u7d$", "}" }, { "$LP$", "(" },
    { "$RP$", ")" },  { "$u2b$", "+" }, { "$u3b$", ";" }, { "$u7e$", "~" },
};

/* One sign that the bytes begin with; what it is takes no more room than its spelling. */
static const struct spelling *find_spelling(struct bytes b)
{
    for (size_t i = 0; *b.at == '$' && i < COUNT_OF(spellings); i++)
        if (slice_begins(b, spellings[i].word))
            return &spellings[i];
    return NULL;
}

/* Writes the name with signs in the place of spellings; returns its size. */
static size_t decode(struct bytes name, char *to)
{
    size_t size = 0;
    bool old = slice_find_byte(name, '$') < name.size;
    if (slice_begins(name, "_$"))
        name = slice_from(name, 1);
    while (name.size > 0) {
        const struct spelling *spelling = find_spelling(name);
        if (spelling) {
            to[size++] = *spelling->sign;
            name = slice_from(name, strlen(spelling->word));
        } else if (old && slice_eat(&name, "..")) {
            to[size++] = ':';
            to[size++] = ':';
        } else {
            to[size++] = *name.at;
            name = slice_from(name, 1);
        }
    }
    return size;
}

/* Without "::h0123456789abcdef" and " (.llvm.140402839056724)" at the end. */
static struct bytes drop_tail(struct bytes name)
{
    name = slice_to(name, slice_find(name, " (.llvm"));
    return frame_drop_hash(slice_to(name, slice_find(name, ".llvm.")));
}

/* The size of the bracket that the name begins with; all of it, if that is not closed. */
static size_t bracket_size(struct bytes name)
{
    size_t depth = 0;
    for (size_t i = 0; i < name.size; i++) {
        char c = name.at[i];
        bool arrow = c == '>' && i > 0 && name.at[i - 1] == '-';
        if (c == '<')
            depth++;
        else if (c == '>' && !arrow && --depth == 0)
            return i + 1;
    }
    return name.size;
}

/* "&mut codec::Decoder" of "<&mut codec::Decoder as core::fmt::Debug>" */
static struct bytes own_type(struct bytes bracket)
{
    struct bytes type = { bracket.at + 1, bracket.size - 1 };
    type = slice_to(type, slice_find(type, " as "));
    if (slice_ends(type, ">") && slice_find_byte(type, '<') == type.size)
        type.size--;
    while (type.size > 0 && memchr("&*", *type.at, 2))
        type = slice_from(type, 1);
    (void)(slice_eat(&type, "mut ") || slice_eat(&type, "const "));
    return type;
}

struct name {
    char *to;
    size_t size, room;
    bool full;
};

static void name_add(struct name *name, char c)
{
    if (name->size < name->room)
        name->to[name->size++] = c;
    else
        name->full = true;
}

/* Adds the path without what stands in brackets: generic arguments, closures, numbers of crates. */
static void add_path(struct name *name, struct bytes path)
{
    size_t depth = 0;
    for (size_t i = 0; i < path.size; i++) {
        char c = path.at[i];
        bool arrow = c == '>' && i > 0 && path.at[i - 1] == '-';
        if (memchr("<{[", c, 3)) {
            depth++;
        } else if (memchr(">}]", c, 3)) {
            depth -= depth > 0 && !arrow;
        } else if (depth == 0 && c == ':') {
            if (name->size < 2 || name->to[name->size - 1] != ':' ||
                name->to[name->size - 2] != ':')
                name_add(name, c);
        } else if (depth == 0) {
            name_add(name, c);
        }
    }
}

static size_t rust_write_name(const struct crash_frame *frame, char *to, size_t size)
{
    char decoded[CRASH_TEXT_MAX + 16];
    struct bytes function = slice_to(bytes_from(frame->function), CRASH_TEXT_MAX);
    struct bytes rest = drop_tail((struct bytes){ decoded, decode(function, decoded) });
    struct name name = { .to = to, .room = size };
    if (rest.size > 0 && *rest.at == '<')
        add_path(&name, own_type(slice_to(rest, bracket_size(rest))));
    add_path(&name, rest); /* which leaves that bracket out like any other */
    while (name.size > 0 && to[name.size - 1] == ':')
        name.size--;
    return name.full ? frame_write_digest(frame->function, NULL, to, size) : name.size;
}

/* What cargo-fuzz calls, and the program's own main. */
static bool rust_is_entry(const struct crash_frame *frame)
{
    char name[FRAME_NAME_MAX];
    struct bytes text = { name, rust_write_name(frame, name, sizeof(name)) };
    return slice_is(text, "rust_fuzzer_test_input") || slice_ends(text, "::main") ||
           slice_ends(text, "__libfuzzer_sys_run") || slice_is(text, "LLVMFuzzerTestOneInput");
}

const struct frame_family frame_rust = {
    .version = "rust-1",
    .outside = frame_table_rust,
    .also = frame_table_native,
    .is_entry = rust_is_entry,
    .write_name = rust_write_name,
};
