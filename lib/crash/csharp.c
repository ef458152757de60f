/* C#: exceptions that end a .NET program, under SharpFuzz or without. */
#include "crash/exception.h"
#include "crash/frame_table.h"
#include "crash/slice.h"

enum { WORDS_MAX = 8 }; /* lines of a message, before the stack is not looked for any more */

struct frame {
    struct bytes function, arguments, file;
    int64_t line;
};

/* Reads "at Codec.Reader.Read(Int32 n) in /src/x.cs:line 5", or Mono's
 * "at Codec.Reader.Read (System.Int32 n) [0x00002] in /src/x.cs:5". */
static bool read_frame(struct bytes text, struct frame *frame)
{
    *frame = (struct frame){ 0 };
    text = slice_trim(text);
    if (!slice_eat(&text, "at "))
        return false;
    size_t in = slice_find(text, " in ");
    struct bytes call = slice_to(text, slice_find(slice_to(text, in), " [0x")), place;
    place = slice_from(text, in);
    if (!slice_ends(call, ")"))
        return false;
    size_t open = slice_find_byte(call, '(');
    frame->function = slice_trim(slice_to(call, open));
    if (open == call.size || slice_find_byte(frame->function, ' ') < frame->function.size ||
        slice_find_byte(frame->function, '.') == frame->function.size)
        return false;
    frame->arguments = (struct bytes){ call.at + open + 1, call.size - open - 2 };
    if (!slice_eat(&place, " in "))
        return true;
    size_t colon = slice_find_last(place, ':');
    struct bytes number = slice_from(place, colon);
    if (slice_eat(&number, ":") && (slice_eat(&number, "line ") || true) &&
        slice_eat_int(&number, &frame->line))
        frame->file = slice_to(place, colon);
    return true;
}

static void add_frame(struct draft *draft, const struct frame *frame)
{
    struct crash_frame *to = draft_frame(draft);
    if (!to)
        return;
    to->function = draft_text(draft, frame->function);
    to->arguments = draft_text(draft, frame->arguments);
    if (frame->file.size > 0 && !slice_begins(frame->file, "<"))
        to->file = draft_text(draft, frame->file);
    to->line = frame->line;
}

/* Without the arguments of generic types, and without the numbers of closures. */
static size_t csharp_write_name(const struct crash_frame *frame, char *to, size_t size)
{
    size_t used = 0, depth = 0;
    char before = ' ';
    const char *at = frame->function;
    for (; *at && used < size; at++) {
        bool of_closure = before == '_' || slice_ends((struct bytes){ to, used }, "DisplayClass");
        bool number = slice_is_digit(*at) && (before == '`' || of_closure);
        depth += *at == '[';
        if (depth == 0 && !number && *at != '`')
            to[used++] = *at;
        depth -= *at == ']' && depth > 0;
        before = number ? before : *at;
    }
    return *at ? frame_write_digest(frame->function, NULL, to, size) : used;
}

static bool csharp_is_entry(const struct crash_frame *frame)
{
    struct bytes name = bytes_from(frame->function);
    return slice_ends(name, ".Main") || slice_ends(name, ".<Main>$");
}

const struct frame_family frame_csharp = {
    .version = "csharp-1",
    .outside = frame_table_csharp,
    .is_entry = csharp_is_entry,
    .write_name = csharp_write_name,
};

/* Reads the stack that follows, those of inner exceptions first.  What stands above it may name the
 * exception again. */
static void read_stack(struct reading *reading, struct exception_head *head)
{
    struct draft *draft = reading->draft;
    struct exception_head again;
    struct frame frame;
    struct line line;
    int words = 0;
    while (lines_next(reading->lines, &line)) {
        struct bytes text = slice_trim(line.text);
        bool between = slice_begins(text, "---") || slice_begins(text, "Repeat ");
        if (read_frame(text, &frame)) {
            add_frame(draft, &frame);
        } else if (!between) {
            if (words++ >= (draft->frames_count > 0 ? 0 : WORDS_MAX) || slice_begins(text, "=="))
                break;
            if (head->name.size == 0 && exception_read_head(text, &again))
                *head = again;
            continue;
        }
        words = 0;
        draft->to = line.to;
    }
    lines_back(reading->lines, draft->to);
}

static void set_head(struct draft *draft, const struct exception_head *head)
{
    exception_set_words(draft, head);
    draft->overflowed = strcmp(draft->type, "System.StackOverflowException") == 0;
    if (strcmp(draft->type, "System.OutOfMemoryException") == 0)
        draft->state = CRASH_STATE_OOM;
}

static void read_all(struct exception *here, const struct line *line, struct exception_head *head)
{
    struct draft *draft = exception_begin(here->reading, line->from, "csharp", &frame_csharp);
    draft->to = line->to;
    read_stack(here->reading, head);
    set_head(draft, head);
}

/* What .NET says where there is no exception to tell. */
static const char *name_of_end(struct bytes text)
{
    return slice_is(text, "Stack overflow.")  ? "System.StackOverflowException"
           : slice_is(text, "Out of memory.") ? "System.OutOfMemoryException"
                                              : NULL;
}

/* "Unhandled exception. System.IndexOutOfRangeException: message", "Unhandled Exception:" of Mono
 */
bool csharp_take(struct exception *here)
{
    struct bytes text = here->text;
    struct exception_head head = { 0 };
    const char *end = name_of_end(text);
    bool said =
        slice_eat(&text, "Unhandled exception. ") || slice_eat(&text, "Unhandled Exception:");
    if (!said && !end)
        return false;
    if (end)
        brief_add_text(&head.name, end);
    else if (!exception_read_head(slice_trim(text), &head))
        head = (struct exception_head){ 0 };
    read_all(here, here->line, &head);
    if (here->reading->draft->frames_count == 0 && head.name.size == 0)
        return false;
    exception_add(here, true);
    return true;
}

/* A stack whose first line is above. */
bool csharp_take_stack(struct exception *here)
{
    struct frame frame;
    struct exception_head head;
    struct line line;
    if (!read_frame(here->text, &frame) || !exception_find_head(here, &line, &head))
        return false;
    read_all(here, &line, &head);
    exception_add(here, false);
    return true;
}
