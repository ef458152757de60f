/* Stacks that gdb prints: of a process that a signal stopped, and of a core. */
#include "crash/cause.h"
#include "crash/exception.h"
#include "crash/gdbframe.h"
#include "crash/signalkind.h"
#include "crash/slice.h"

enum {
    BEFORE_MAX = 64,  /* lines between the signal and the stack */
    WITHIN_MAX = 200, /* lines of a stack that are no frames: what `bt full` tells of variables */
    WRAPS_MAX = 8,    /* lines that one frame may go on for */
    FRAME_MAX = 8192, /* bytes of a frame */
};

struct stack {
    struct reading *reading;
    char room[FRAME_MAX]; /* the line of a frame, with those that it goes on for */
    size_t size;
};

static void add(struct stack *stack, struct bytes text)
{
    text = slice_to(text, FRAME_MAX - stack->size);
    memcpy(stack->room + stack->size, text.at, text.size);
    stack->size += text.size;
}

/* Whether the line is a frame, as far as its first line tells. */
static bool begins_frame(struct bytes line)
{
    struct nativeframe frame;
    return slice_begins(line, "#") && nativeframe_read(line, &frame);
}

/* Reads the frame that the line begins, and the lines that it goes on for. */
static void read_frame(struct stack *stack, struct line *line, struct nativeframe *frame)
{
    stack->size = 0;
    add(stack, slice_trim(line->text));
    struct line next;
    for (int i = 0; i < WRAPS_MAX && lines_next(stack->reading->lines, &next); i++) {
        size_t size = stack->size;
        struct nativeframe longer;
        bool wraps = slice_begins(next.text, "    ") && slice_trim(next.text).size > 0;
        add(stack, BYTES(" "));
        add(stack, slice_trim(next.text));
        bool reads =
            wraps && nativeframe_read((struct bytes){ stack->room, stack->size }, &longer) &&
            longer.arguments.at && longer.arguments.at + longer.arguments.size > stack->room + size;
        if (!reads) {
            stack->size = size;
            break;
        }
        line->to = next.to;
    }
    lines_back(stack->reading->lines, line->to);
    (void)!nativeframe_read((struct bytes){ stack->room, stack->size }, frame);
}

static bool is_detail(struct bytes text)
{
    return slice_begins(text, "        ") || slice_begins(text, "No locals.") ||
           slice_begins(text, "No symbol table info") || slice_begins(text, "(More stack frames");
}

/* Reads the stack that begins within some lines; of two, the one that is longer than a frame. */
static void read_stack(struct reading *reading)
{
    struct draft *draft = reading->draft;
    struct stack stack = { .reading = reading };
    struct line line;
    int others = 0;
    while (others <= (draft->frames_count > 0 ? WITHIN_MAX : BEFORE_MAX) &&
           lines_next(reading->lines, &line)) {
        struct nativeframe frame;
        if (!begins_frame(line.text)) {
            if (draft->frames_count > 1 && !is_detail(line.text))
                break;
            others++;
            continue;
        }
        others = 0;
        read_frame(&stack, &line, &frame);
        if (frame.number == 0 && draft->frames_count > 1)
            break;
        if (frame.number == 0 || slice_begins(frame.function, "<signal handler called>"))
            draft->frames_count = draft->stacks_count = 0;
        if (!slice_begins(frame.function, "<signal handler called>"))
            nativeframe_add(draft, &frame);
        draft->to = line.to;
    }
    lines_back(reading->lines, draft->to);
}

/* "Program received signal SIGSEGV, Segmentation fault.", "Thread 1 "js" received signal SIGSEGV,
 * …", "Program terminated with signal 11, Segmentation fault." */
bool gdb_take(struct exception *here)
{
    static const char *const words[] = { "received signal ", "terminated with signal " };
    struct sankind kind;
    struct bytes name = slice_to(here->text, 0);
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        size_t at = slice_find(here->text, words[i]);
        if (at < here->text.size)
            name = slice_from(here->text, at + strlen(words[i]));
    }
    if (!signalkind_set(&kind, name) || slice_find_byte(name, ',') == name.size)
        return false;
    struct reading *reading = here->reading;
    struct draft *draft = exception_begin(reading, here->line->from, "gdb", &frame_native);
    draft->type = draft_text(draft, bytes_from(kind.type));
    draft->message = draft_text(draft, here->text);
    draft->state = kind.state;
    draft->to = here->line->to;
    read_stack(reading);
    cause_use(reading, &kind);
    exception_add(here, true);
    return true;
}
