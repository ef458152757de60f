/*
 * Lua: errors that nobody caught.
 *
 * lua: codec.lua:12: attempt to index a nil value (local 'x')
 * stack traceback:
 *         codec.lua:12: in function 'parse'
 *         [C]: in ?
 */
#include "crash/exception.h"
#include "crash/frame_table.h"
#include "crash/slice.h"

struct frame {
    struct bytes function, file;
    int64_t line;
};

/* "parse" of "function 'parse'", "main chunk", nothing of "function <codec.lua:5>" and "?" */
static struct bytes name_of(struct bytes what)
{
    size_t open = slice_find_byte(what, '\'');
    if (open < what.size && slice_ends(what, "'") && open + 2 <= what.size)
        return (struct bytes){ what.at + open + 1, what.size - open - 2 };
    return slice_is(what, "main chunk") ? what : slice_to(what, 0);
}

/* Reads "codec.lua:12: in function 'parse'" and "[C]: in ?". */
static bool read_frame(struct bytes text, struct frame *frame)
{
    *frame = (struct frame){ 0 };
    text = slice_trim(text);
    size_t in = slice_find(text, ": in ");
    if (in == text.size)
        return slice_is(text, "(...tail calls...)");
    frame->function = name_of(slice_from(text, in + strlen(": in ")));
    frame->file = slice_to(text, in);
    size_t colon = slice_find_last(frame->file, ':');
    struct bytes number = slice_from(frame->file, colon);
    if (slice_eat(&number, ":") && slice_eat_int(&number, &frame->line))
        frame->file = slice_to(frame->file, colon);
    return slice_is(frame->file, "[C]") || frame->line > 0;
}

static void read_stack(struct reading *reading)
{
    struct draft *draft = reading->draft;
    struct frame frame;
    struct line line;
    while (lines_next(reading->lines, &line) && read_frame(line.text, &frame)) {
        draft->to = line.to;
        struct crash_frame *to = frame.file.size > 0 ? draft_frame(draft) : NULL;
        if (!to)
            continue;
        to->function = draft_text(draft, frame.function);
        to->file = draft_text(draft, frame.file);
        to->line = frame.line;
    }
    lines_back(reading->lines, draft->to);
}

static bool lua_is_entry(const struct crash_frame *frame)
{
    return strcmp(frame->function, "main chunk") == 0 ||
           strcmp(frame->function, "TestOneInput") == 0;
}

/* "codec.lua parse": functions are called alike in many files, or not at all. */
static size_t lua_write_name(const struct crash_frame *frame, char *to, size_t size)
{
    struct brief name;
    brief_clear(&name);
    brief_add(&name, slice_base_name(bytes_from(frame->file)));
    brief_add_text(&name, *frame->function ? " " : "");
    brief_add_text(&name, frame->function);
    if (name.size > size)
        return frame_write_digest(frame->function, frame->file, to, size);
    memcpy(to, name.at, name.size);
    return name.size;
}

const struct frame_family frame_lua = {
    .version = "lua-1",
    .outside = frame_table_lua,
    .is_entry = lua_is_entry,
    .write_name = lua_write_name,
};

/* Takes "lua: codec.lua:12: " off the front, as much of it as there is. */
static struct bytes drop_place(struct bytes text)
{
    int64_t number;
    if (!slice_eat(&text, "lua: "))
        (void)slice_eat(&text, "luajit: ");
    struct bytes rest = text;
    (void)slice_eat_until(&rest, ":");
    return slice_eat_int(&rest, &number) && slice_eat(&rest, ": ") ? rest : text;
}

/* What Lua itself says is a type, up to the name of the variable; what a program says is not. */
static void set_words(struct draft *draft, struct bytes words)
{
    static const char *const overflows[] = { "stack overflow", "C stack overflow" };
    draft->type = "error";
    if (slice_begins(words, "attempt to "))
        draft->type = draft_text(draft, slice_to(words, slice_find(words, " (")));
    else if (slice_is(words, "not enough memory"))
        draft->type = "out-of-memory";
    for (size_t i = 0; i < COUNT_OF(overflows); i++)
        if (slice_begins(words, overflows[i]))
            draft->type = "stack-overflow";
    draft->overflowed = strcmp(draft->type, "stack-overflow") == 0;
    if (strcmp(draft->type, "out-of-memory") == 0)
        draft->state = CRASH_STATE_OOM;
    draft->message = draft_text(draft, words);
}

/* "stack traceback:", whose words are on the line above. */
bool lua_take(struct exception *here)
{
    struct reading *reading = here->reading;
    struct line line;
    if (!slice_is(here->text, "stack traceback:") || !exception_find_above(here, &line))
        return false;
    struct draft *draft = exception_begin(reading, line.from, "lua", &frame_lua);
    set_words(draft, drop_place(slice_trim(line.text)));
    (void)!lines_next(reading->lines, &line);
    draft->to = line.to;
    read_stack(reading);
    if (draft->frames_count == 0)
        return false;
    exception_add(here, false);
    return true;
}
