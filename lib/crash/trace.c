#include "crash/trace.h"

#include "crash/slice.h"

/* Takes "0x00007f48" or "00007f48`a2b3c4d5" off the front. */
static bool eat_address(struct bytes *rest)
{
    struct bytes b = *rest;
    size_t size = 0;
    bool marked = slice_eat(&b, "0x");
    while (size < b.size && slice_is_hex(b.at[size]))
        size++;
    if (size == 0 || (!marked && size < 8))
        return false;
    b = slice_from(b, size);
    if (b.size > 0 && !memchr(" \t]),:+", *b.at, 7))
        return false;
    *rest = b;
    return true;
}

/* Takes " + 392" off the end. */
static struct bytes drop_offset(struct bytes symbol)
{
    size_t plus = slice_find_last(symbol, '+');
    struct bytes digits = slice_trim(slice_from(symbol, plus));
    int64_t offset;
    if (!slice_eat(&digits, "+"))
        return symbol;
    digits = slice_trim(digits);
    if (slice_eat(&digits, "0x"))
        while (digits.size > 0 && slice_is_hex(*digits.at))
            digits = slice_from(digits, 1);
    else if (!slice_eat_int(&digits, &offset))
        return symbol;
    return digits.size == 0 ? slice_trim(slice_to(symbol, plus)) : symbol;
}

/* The name of a function, with what stands behind it: an offset, its file, its module. */
static void set_symbol(struct nativeframe *frame, struct bytes symbol)
{
    struct bytes rest = slice_trim(symbol);
    size_t open = slice_ends(rest, ")") ? slice_find_open(rest) : rest.size;
    if (open < rest.size) { /* "f(int) + 12 (file.cpp:8)" */
        struct bytes place = { rest.at + open + 1, rest.size - open - 2 };
        size_t colon = slice_find_last(place, ':');
        struct bytes number = slice_from(place, colon);
        if (open > 0 && rest.at[open - 1] == ' ' && slice_eat(&number, ":") &&
            slice_eat_int(&number, &frame->line) && number.size == 0) {
            frame->file = slice_to(place, colon);
            rest = slice_trim(slice_to(rest, open));
        }
    }
    if (slice_ends(rest, "]") && slice_find(rest, " [") < rest.size) /* "node::Abort() [node]" */
        rest = slice_to(rest, slice_find(rest, " ["));
    if (!slice_begins(rest, "[")) /* "[node]": nothing but the program */
        nativeframe_set_call(frame, drop_offset(rest));
}

/* "#01: ???[/home/firefox/libxul.so +0x46d7415]", "#01: js::Run (/src/x.cpp:12)" of Mozilla */
static bool read_mozilla(struct bytes rest, struct nativeframe *frame)
{
    int64_t number;
    if (!slice_eat(&rest, "#") || !slice_eat_int(&rest, &number) || !slice_eat(&rest, ": "))
        return false;
    size_t bracket = slice_find_last(rest, '[');
    if (slice_ends(rest, "]") && bracket < rest.size) {
        struct bytes module = { rest.at + bracket + 1, rest.size - bracket - 2 };
        if (!slice_holds(module, "+0x"))
            return false;
        frame->module = slice_to(module, slice_find_byte(module, ' '));
        rest = slice_to(rest, bracket);
    }
    set_symbol(frame, rest);
    frame->number = number > 0 ? number - 1 : 0;
    return true;
}

/* "#00 pc 0000000000033fe4  /system/lib64/libc.so (abort+12) (BuildId: …)" of Android */
static bool read_android(struct bytes rest, struct nativeframe *frame)
{
    if (!slice_eat(&rest, "#") || !slice_eat_int(&rest, &frame->number))
        return false;
    rest = slice_trim(rest);
    if (!slice_eat(&rest, "pc ") || !eat_address(&rest))
        return false;
    rest = slice_trim(slice_to(rest, slice_find(rest, " (BuildId: ")));
    size_t open = slice_ends(rest, ")") ? slice_find_open(rest) : rest.size;
    struct bytes inside = { rest.at + open + 1, rest.size - (open < rest.size ? open + 2 : 0) };
    if (open < rest.size && !slice_begins(inside, "offset ")) {
        nativeframe_set_call(frame, drop_offset(inside));
        rest = slice_trim(slice_to(rest, open));
    }
    frame->module = slice_to(rest, slice_find(rest, " (offset "));
    return true;
}

/* "#3 0x00000a385775 content::Run()", "#1  0x555 in name_len (i=0x55) at plain.c:5" */
static bool read_hash(struct bytes rest, struct nativeframe *frame)
{
    if (!slice_begins(rest, "#"))
        return false;
    if (read_mozilla(rest, frame) || read_android(rest, frame))
        return true;
    struct bytes look = slice_from(rest, 1);
    int64_t number;
    if (!slice_eat_int(&look, &number) || slice_begins(look, "\t") || slice_begins(look, ":"))
        return false;
    return nativeframe_read(rest, frame);
}

/* "0   XUL   0x000000010a99b743 _ZN4base5debug + 19" of macOS, "1   0x7f161a91 WTFReport(int)",
 * " 1: 0x7f484381", " 1: V8_Fatal" of V8 */
static bool read_numbered(struct bytes rest, struct nativeframe *frame)
{
    if (rest.size == 0 || !slice_is_digit(*rest.at) || !slice_eat_int(&rest, &frame->number))
        return false;
    bool colon = slice_eat(&rest, ":");
    if (rest.size == 0 || !slice_is_blank(*rest.at))
        return false;
    rest = slice_trim_left(rest);
    size_t at = slice_find(rest, "0x");
    struct bytes module = slice_trim(slice_to(rest, at)), symbol = slice_from(rest, at);
    if (!eat_address(&symbol))
        return false;
    if (colon && module.size > 0)
        return false; /* "0: ExitFrame [pc: 0x76efbf82c13d]": of JavaScript */
    frame->module = module;
    if (slice_begins(slice_trim(symbol), "0 + "))
        return true; /* a function without a name */
    set_symbol(frame, symbol);
    return true;
}

/* "@     0x7f9a0a4e3e52  __assert_fail", "@  0x55d0ab      32  Parse()" of glog and Abseil */
static bool read_glog(struct bytes rest, struct nativeframe *frame)
{
    int64_t size;
    bool place = slice_eat(&rest, "PC: ");
    if (!slice_eat(&rest, "@ "))
        return false;
    rest = slice_trim_left(rest);
    if (!eat_address(&rest))
        return false;
    rest = slice_trim(rest);
    struct bytes behind = rest;
    if (slice_eat_int(&behind, &size) && slice_begins(behind, " "))
        rest = slice_trim(behind);
    if (!place && !slice_begins(rest, "(unknown)")) /* the place is in the stack, too */
        nativeframe_set_call(frame, rest);
    return true;
}

/* "base::Run [0x00007FF9B2DDC1BA+58] (base/run.cc:332)", "cobalt::Box::UpdateSize() [0x41ef258]",
 * and of glibc "/usr/lib/libv8.so(V8_Fatal+0x19a) [0xf230001a]" */
static bool read_bracket(struct bytes rest, struct nativeframe *frame)
{
    size_t open = slice_find(rest, "[0x");
    if (open == rest.size)
        return false;
    struct bytes address = slice_from(rest, open + 1), name = slice_trim(slice_to(rest, open));
    if (!eat_address(&address))
        return false;
    if (slice_begins(address, "+"))
        address = slice_from(address, slice_find_byte(address, ']'));
    if (!slice_eat(&address, "]"))
        return false;
    struct bytes place = slice_trim(address);
    if (slice_eat(&place, "(") && slice_ends(place, ")")) {
        place.size--;
        size_t colon = slice_find_last(place, ':');
        struct bytes number = slice_from(place, colon);
        if (slice_eat(&number, ":") && slice_eat_int(&number, &frame->line))
            frame->file = slice_to(place, colon);
    } else if (place.size > 0) {
        return false;
    }
    size_t bracket = slice_ends(name, ")") ? slice_find_open(name) : name.size;
    struct bytes module = slice_to(name, bracket);
    struct bytes inside = { name.at + bracket + 1,
                            name.size - (bracket < name.size ? bracket + 2 : 0) };
    bool library = slice_holds(module, "/") || slice_holds(module, ".so");
    if (bracket < name.size && library && !slice_holds(module, " ")) {
        frame->module = module;
        name = inside;
        if (slice_begins(name, "+"))
            return true;
    } else if (slice_begins(name, "/") && !slice_holds(name, " ")) {
        frame->module = name;
        return true;
    }
    nativeframe_set_call(frame, drop_offset(name));
    return true;
}

bool trace_frame(struct bytes line, struct nativeframe *frame)
{
    static bool (*const shapes[])(struct bytes, struct nativeframe *) = { read_hash, read_numbered,
                                                                          read_glog, read_bracket };
    line = slice_trim(line);
    for (size_t i = 0; i < COUNT_OF(shapes) && line.size > 0; i++) {
        *frame = (struct nativeframe){ 0 };
        if (shapes[i](line, frame)) {
            if (slice_begins(frame->function, "??") || slice_begins(frame->function, "<unknown>"))
                frame->function.size = 0;
            return true;
        }
    }
    return false;
}

bool trace_read(struct reading *reading, int lines_before)
{
    struct draft *draft = reading->draft;
    struct line line;
    struct nativeframe frame;
    size_t to = draft->to, count = draft->frames_count;
    int others = 0;
    while (others <= lines_before && lines_next(reading->lines, &line)) {
        if (!trace_frame(line.text, &frame)) {
            if (draft->frames_count > count && others >= 1)
                break; /* one line inside of a stack may be of others */
            others++;
            continue;
        }
        bool again =
            frame.number == 0 && draft->frames_count > count && *slice_trim(line.text).at == '#';
        if (again)
            break; /* another stack */
        nativeframe_add(draft, &frame);
        to = line.to;
        others = 0;
        lines_before = 1;
    }
    if (draft->frames_count > count)
        draft->to = to;
    lines_back(reading->lines, to);
    return draft->frames_count > count;
}

bool trace_is_named(const struct draft *draft)
{
    size_t count = draft->stacks_count > 0 ? draft->stacks[0].count : 0;
    for (size_t i = 0; i < count; i++)
        if (*draft->frames[i].function && !frame_is_outside(draft->family, &draft->frames[i]))
            return true;
    return false;
}
