/* The names of C and C++ functions in signatures. */
#include "crash/frame_table.h"
#include "crash/slice.h"

struct name {
    char *to;
    size_t size, room;
    bool full;
    bool open; /* a bracket was not closed: so that none is searched for twice */
};

static void name_add(struct name *name, char c)
{
    if (name->size < name->room)
        name->to[name->size++] = c;
    else
        name->full = true;
}

static bool name_ends(const struct name *name, const char *word)
{
    return slice_ends((struct bytes){ name->to, name->size }, word);
}

/* What may stand inside of a name and is no part of it. */
static size_t skip_size(struct bytes rest)
{
    static const char *const words[] = { "(anonymous namespace)::", "`anonymous namespace'::",
                                         "non-virtual thunk to ", "virtual thunk to " };
    /* of the function that another one is in: "a::f(int) const::$_0::operator()" */
    static const char *const qualifiers[] = { " const", " volatile", " &&", " &" };
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (slice_begins(rest, words[i]))
            return strlen(words[i]);
    for (size_t i = 0; *rest.at == ' ' && i < COUNT_OF(qualifiers); i++)
        if (slice_begins(rest, qualifiers[i]) &&
            slice_begins(slice_from(rest, strlen(qualifiers[i])), "::"))
            return strlen(qualifiers[i]);
    if (slice_begins(rest, "[abi:"))
        return slice_find_byte(rest, ']') < rest.size ? slice_find_byte(rest, ']') + 1 : 0;
    return 0;
}

/* Without what tells the variants apart that compilers make of a function: .isra.0, .cold */
static struct bytes drop_variant(struct bytes name)
{
    static const char *const words[] = { ".isra", ".constprop", ".part",  ".cold",
                                         ".llvm", ".lto_priv",  " [clone" };
    size_t at = name.size;
    for (size_t i = 0; i < COUNT_OF(words); i++)
        at = slice_find(slice_to(name, at), words[i]);
    return frame_drop_hash(slice_to(name, at));
}

/* The size of a balanced bracket that rest begins with; 0 if it is not closed. */
static size_t bracket_size(struct bytes rest)
{
    size_t depth = 0;
    for (size_t i = 0; i < rest.size; i++) {
        if (rest.at[i] == '<' || rest.at[i] == '(')
            depth++;
        else if ((rest.at[i] == '>' && (i == 0 || rest.at[i - 1] != '-')) || rest.at[i] == ')')
            if (--depth == 0)
                return i + 1;
    }
    return 0;
}

/* Takes one character, or one thing that is left out, off the front. */
static void name_step(struct name *name, struct bytes *rest)
{
    size_t skip = skip_size(*rest);
    char c = *rest->at;
    bool bracket = c == '<' || c == '(';
    if (skip == 0 && bracket && name_ends(name, "operator")) {
        /* operator<, operator<<, operator(): the signs are the name */
        while (rest->size > 0 && strchr("<>=()-", *rest->at) && *rest->at) {
            name_add(name, *rest->at);
            *rest = slice_from(*rest, 1);
            if (name_ends(name, "()"))
                return;
        }
        return;
    }
    if (skip == 0 && bracket && !name->open) {
        skip = bracket_size(*rest);
        name->open = skip == 0;
    }
    if (skip == 0 && c == ' ' && !name_ends(name, "operator")) {
        name->size = 0; /* what came before was a return type */
        name->full = false;
        skip = 1;
    }
    if (skip == 0) {
        name_add(name, c);
        skip = 1;
    }
    *rest = slice_from(*rest, skip);
}

static bool native_is_entry(const struct crash_frame *frame)
{
    return strcmp(frame->function, "LLVMFuzzerTestOneInput") == 0 ||
           strcmp(frame->function, "main") == 0;
}

/* What a program calls to stop itself; what that calls in turn is no longer the program's. */
static bool native_is_death(const struct crash_frame *frame)
{
    static const char *const ends[] = {
        "abort",
        "__assert_fail",
        "__assert_rtn",
        "g_log",
        "g_logv",
        "g_assertion_message_expr",
        "V8_Fatal",
        "~LogMessage",
        "~LogMessageFatal",
        "~CheckLogMessage",
        "~CheckError",
        "~CheckNoreturnError",
        "PushStackTraceAndDie",
        "SkAbort_FileLine",
        "std::terminate",
        "__stack_chk_fail",
        "__fortify_fail",
        "malloc_printerr",
        "CrashTrampolineAsm",
    };
    struct bytes name = bytes_from(frame->function);
    if (slice_ends(name, "()"))
        name.size -= 2;
    for (size_t i = 0; i < COUNT_OF(ends); i++)
        if (slice_ends(name, ends[i]) && frame_is_outside(&frame_native, frame))
            return true;
    return false;
}

/* All targets call their entry the same: it is told apart by the base name of its file. */
static const char *entry_file(const struct crash_frame *frame)
{
    const char *file = frame->file ? frame->file : frame->module ? frame->module : "";
    return slice_base_name(bytes_from(file)).at;
}

static size_t native_write_name(const struct crash_frame *frame, char *to, size_t size)
{
    struct name name = { .to = to, .room = size };
    struct bytes rest = slice_trim(drop_variant(bytes_from(frame->function)));
    while (rest.size > 0)
        name_step(&name, &rest);
    const char *file = native_is_entry(frame) ? entry_file(frame) : NULL;
    if (file) {
        struct bytes known = slice_to(bytes_from(file), slice_find(bytes_from(file), "+0x"));
        name_add(&name, ' ');
        for (size_t i = 0; i < known.size; i++)
            name_add(&name, known.at[i]);
    }
    return name.full ? frame_write_digest(frame->function, file, to, size) : name.size;
}

const struct frame_family frame_native = {
    .version = "san-1",
    .outside = frame_table_native,
    .is_entry = native_is_entry,
    .is_death = native_is_death,
    .death_is_outside = true,
    .write_name = native_write_name,
};
