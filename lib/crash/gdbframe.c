#include "crash/gdbframe.h"

#include "crash/slice.h"

/* How many bytes of rest are the signs that a name goes on with behind "operator". */
static size_t signs_size(struct bytes rest)
{
    size_t size = 0;
    if (slice_begins(rest, "()"))
        return 2;
    while (size < rest.size && memchr("<>=-", rest.at[size], 4))
        size++;
    return size;
}

/* Where the arguments open, which is behind a blank and outside of all brackets of the name. */
static size_t find_arguments(struct bytes text)
{
    size_t depth = 0;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.at[i];
        if (depth == 0 && c == ' ' && i > 0 && slice_begins(slice_from(text, i), " ("))
            return i + 1;
        if (c == 'o' && slice_begins(slice_from(text, i), "operator")) {
            i += strlen("operator");
            i += signs_size(slice_from(text, i));
            i--;
        } else if (c == '<' || c == '(') {
            depth++;
        } else if ((c == '>' && text.at[i - (i > 0)] != '-') || c == ')') {
            depth -= depth > 0;
        }
    }
    return text.size;
}

static size_t find_last_word(struct bytes text, const char *word)
{
    size_t size = strlen(word);
    for (size_t i = text.size >= size ? text.size - size + 1 : 0; i-- > 0;)
        if (memcmp(text.at + i, word, size) == 0)
            return i;
    return text.size;
}

/* Takes ") at plain.c:5" off the end, but for the bracket. */
static bool eat_place(struct bytes *text, struct nativeframe *frame)
{
    size_t at = find_last_word(*text, ") at ");
    if (at == text->size)
        return false;
    struct bytes place = slice_from(*text, at + strlen(") at "));
    size_t colon = slice_find_last(place, ':');
    struct bytes number = slice_from(place, colon);
    frame->file = slice_to(place, colon);
    if (slice_eat(&number, ":") && !slice_eat_int(&number, &frame->line))
        return false;
    *text = slice_to(*text, at + 1);
    return true;
}

/* The same for ") from /lib64/libc.so.6". */
static bool eat_library(struct bytes *text, struct nativeframe *frame)
{
    size_t at = find_last_word(*text, ") from ");
    if (at == text->size)
        return false;
    frame->module = slice_from(*text, at + strlen(") from "));
    *text = slice_to(*text, at + 1);
    return true;
}

bool gdbframe_read(struct bytes text, struct nativeframe *frame)
{
    size_t open = find_arguments(text);
    if (open == text.size)
        return false;
    struct nativeframe read = *frame;
    bool placed = eat_place(&text, &read) || eat_library(&text, &read);
    if (open + 1 >= text.size || text.at[text.size - 1] != ')')
        return false;
    struct bytes arguments = { text.at + open + 1, text.size - open - 2 };
    /* sanitizers write "parse (/lib/x.so+0x12)", and Rust "parse (.llvm.123)" */
    if (!placed && (slice_holds(arguments, "+0x") || slice_begins(arguments, ".") ||
                    slice_begins(arguments, "/") || slice_begins(arguments, "<")))
        return false;
    *frame = read;
    frame->function = slice_to(text, open - 1);
    frame->arguments = arguments;
    return true;
}
