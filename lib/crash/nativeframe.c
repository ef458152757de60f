#include "crash/nativeframe.h"

#include "crash/gdbframe.h"
#include "crash/itanium.h"
#include "crash/slice.h"

enum { NAME_MAX = 1024 }; /* bytes of a name that is read from a symbol */

/* " <null>", in the place of a file that is not known */
static struct bytes drop_null(struct bytes rest)
{
    if (slice_ends(rest, " <null>"))
        rest.size -= strlen(" <null>");
    return slice_trim(rest);
}

/* Takes "(/lib/libc.so.6+0x3c04f)" or "<libc.so>+0x964de" off the end. */
static struct bytes eat_module(struct bytes *rest)
{
    struct bytes none = slice_to(*rest, 0);
    size_t blank = slice_find_last(*rest, ' ');
    struct bytes last = blank < rest->size ? slice_from(*rest, blank + 1) : *rest;
    if (slice_begins(last, "<") && slice_holds(last, ">+0x")) {
        *rest = slice_trim(slice_to(*rest, rest->size - last.size));
        return last;
    }
    if (!slice_ends(*rest, ")"))
        return none;
    size_t open = slice_find_open(*rest);
    if (open == rest->size || (open > 0 && !slice_is_blank(rest->at[open - 1])))
        return none;
    struct bytes inside = { rest->at + open + 1, rest->size - open - 2 };
    if (!slice_holds(inside, "+0x") && !slice_begins(inside, "/") && !slice_begins(inside, "<"))
        return none;
    *rest = slice_trim(slice_to(*rest, open));
    return inside;
}

/* Takes ":12" off the end; false if there is none. */
static bool eat_number(struct bytes *place, int64_t *number)
{
    size_t colon = slice_find_last(*place, ':');
    if (colon == place->size || colon == 0)
        return false;
    struct bytes digits = slice_from(*place, colon + 1);
    if (!slice_eat_int(&digits, number) || digits.size > 0)
        return false;
    *place = slice_to(*place, colon);
    return true;
}

/* Takes "/src/t.cc:8:32", "t.cc:8" or "/src/t.cc" off the end. */
static void eat_place(struct bytes *rest, struct nativeframe *frame)
{
    size_t blank = slice_find_last(*rest, ' ');
    struct bytes place = blank < rest->size ? slice_from(*rest, blank + 1) : *rest;
    bool bracket = place.size > 2 && slice_begins(place, "[") && slice_ends(place, "]");
    if (bracket) /* "[base/logging.cc:694:3]" of Chromium */
        place = (struct bytes){ place.at + 1, place.size - 2 };
    if (place.size == 0 || strchr(")>]", place.at[place.size - 1]))
        return;
    int64_t first = 0, second = 0;
    bool one = eat_number(&place, &first), two = one && eat_number(&place, &second);
    if (!one && !memchr("/\\", *place.at, 2))
        return;
    frame->file = place;
    frame->line = two ? second : first;
    frame->column = two ? first : 0;
    *rest = slice_trim(slice_to(*rest, blank < rest->size ? blank : 0));
}

/* Takes "+0x15a519c" off the end of a function's name. */
static struct bytes drop_offset(struct bytes function)
{
    size_t plus = slice_find_last(function, '+');
    struct bytes offset = slice_from(function, plus);
    if (!slice_eat(&offset, "+0x") || offset.size == 0)
        return function;
    for (size_t i = 0; i < offset.size; i++)
        if (!slice_is_hex(offset.at[i]))
            return function;
    return slice_to(function, plus);
}

static bool is_operator(struct bytes before_bracket)
{
    return slice_ends(before_bracket, "operator");
}

/* Splits "parse(unsigned char const*) const" into its name and what stands in the brackets. */
void nativeframe_set_call(struct nativeframe *frame, struct bytes call)
{
    static const char *const tails[] = { " const", " volatile", " &", " &&" };
    call = drop_offset(call);
    frame->function = call;
    for (size_t i = 0; i < COUNT_OF(tails); i++)
        if (slice_ends(call, tails[i]))
            call.size -= strlen(tails[i]);
    size_t clone = slice_find(call, " [clone ");
    call = slice_to(call, clone);
    if (slice_ends(call, ",")) /* the rest is on another line */
        frame->function = slice_to(call, slice_find_byte(call, '('));
    if (!slice_ends(call, ")"))
        return;
    size_t open = slice_find_open(call);
    struct bytes name = slice_to(call, open);
    if (open == call.size || open == 0 || is_operator(name))
        return;
    frame->function = slice_trim(name);
    frame->arguments = (struct bytes){ call.at + open + 1, call.size - open - 2 };
}

/* Takes "0x55ff3c6de139" off the front. */
static bool eat_address(struct bytes *rest)
{
    if (!slice_eat(rest, "0x"))
        return false;
    while (rest->size > 0 && slice_is_hex(*rest->at))
        *rest = slice_from(*rest, 1);
    return true;
}

bool nativeframe_read(struct bytes line, struct nativeframe *frame)
{
    *frame = (struct nativeframe){ 0 };
    line = slice_trim(line);
    int64_t inlined;
    if (!slice_eat(&line, "#") || !slice_eat_int(&line, &frame->number))
        return false;
    if (slice_eat(&line, ".") && !slice_eat_int(&line, &inlined))
        return false;
    if (line.size < 2 || *line.at != ' ')
        return false;
    struct bytes rest = slice_trim(line);
    bool address = eat_address(&rest);
    rest = slice_trim_left(rest);
    if (address && (slice_eat(&rest, "in ") || slice_is(rest, "in")))
        rest = slice_is(rest, "in") ? slice_to(rest, 0) : rest;
    rest = slice_trim(slice_to(rest, slice_find(rest, " (BuildId: ")));
    if (gdbframe_read(rest, frame)) {
        struct bytes arguments = frame->arguments;
        nativeframe_set_call(frame, frame->function);
        frame->arguments = arguments;
    } else {
        frame->module = eat_module(&rest);
        rest = drop_null(rest);
        eat_place(&rest, frame);
        nativeframe_set_call(frame, rest);
    }
    if (slice_begins(frame->function, "??") || slice_is(frame->function, "<null>") ||
        slice_is(frame->function, "<unknown>"))
        frame->function.size = 0;
    return true;
}

void nativeframe_add(struct draft *draft, const struct nativeframe *frame)
{
    struct crash_frame *to = draft_frame(draft);
    if (!to)
        return;
    char name[NAME_MAX];
    size_t size = slice_holds(slice_to(frame->function, 3), "_Z")
                      ? itanium_write(frame->function, name, sizeof(name))
                      : 0;
    to->function = draft_text(draft, size > 0 ? (struct bytes){ name, size } : frame->function);
    if (frame->arguments.at)
        to->arguments = draft_text(draft, frame->arguments);
    if (frame->file.size > 0)
        to->file = draft_text(draft, frame->file);
    if (frame->module.size > 0)
        to->module = draft_text(draft, frame->module);
    to->line = frame->line;
    to->column = frame->column;
}

static bool is_library(struct bytes program)
{
    static const char *const begins[] = { "libc-", "ld-",      "<",        "[",         "???",
                                          "ntdll", "KERNEL32", "kernel32", "KERNELBASE" };
    for (size_t i = 0; i < COUNT_OF(begins); i++)
        if (slice_begins(program, begins[i]))
            return true;
    return slice_holds(program, ".so") || slice_ends(program, ".dylib");
}

struct bytes nativeframe_program(const struct draft *draft)
{
    size_t count = draft->stacks_count > 0 ? draft->stacks[0].count : 0;
    for (size_t i = count; i-- > 0;) {
        struct bytes module = bytes_from(draft->frames[i].module);
        struct bytes program = slice_base_name(slice_to(module, slice_find(module, "+0x")));
        if (program.size > 0 && !is_library(program))
            return program;
    }
    return (struct bytes){ "", 0 };
}
