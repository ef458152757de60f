/* Errors that Valgrind's Memcheck and its relatives find. */
#include "crash/cause.h"
#include "crash/exception.h"
#include "crash/nativeframe.h"
#include "crash/signalkind.h"
#include "crash/slice.h"

enum { BEFORE_MAX = 3, LABEL_MAX = 200 };

/* What the words of an error begin with, or hold. */
static const struct row {
    const char *words;
    const char *type;
    bool inside;
} rows[] = {
    { "Invalid read of size ", "invalid read", false },
    { "Invalid write of size ", "invalid write", false },
    { "Invalid free() / ", "invalid-free", false },
    { "Mismatched ", "alloc-dealloc-mismatch", false },
    { "Conditional jump or move depends on uninit", "use-of-uninitialized-value", false },
    { "Use of uninit", "use-of-uninitialized-value", false },
    { "Syscall param ", "use-of-uninitialized-value", false },
    { "Source and destination overlap", "param-overlap", false },
    { "Jump to the invalid address", "SEGV", false },
    { "Invalid alignment value", "invalid-allocation-alignment", false },
    { "has a fishy (possibly negative) value", "negative-size-param", true },
    { " are definitely lost", "memory-leak", true },
    { " are possibly lost", "memory-leak", true },
    { " are indirectly lost", "memory-leak", true },
    { "Possible data race", "data-race", true },
    { "lock order ", "deadlock", true },
    { "realloc() with size 0", "realloc-zero", false },
};

/* Takes "==28133==" off the front, and the one blank behind it. */
static bool eat_process(struct bytes *text)
{
    int64_t process;
    struct bytes rest = *text;
    if (!slice_eat(&rest, "==") || !slice_eat_int(&rest, &process) || !slice_eat(&rest, "=="))
        return false;
    (void)slice_eat(&rest, " ");
    *text = rest;
    return true;
}

/* "   at 0x4847782: strlen (in /usr/lib/x.so)", "   by 0x109174: name_len (plain.c:5)" */
static bool read_frame(struct bytes text, struct nativeframe *frame)
{
    *frame = (struct nativeframe){ 0 };
    text = slice_trim(text);
    if (slice_eat(&text, "by 0x"))
        frame->number = 1;
    else if (!slice_eat(&text, "at 0x"))
        return false;
    (void)slice_eat_until(&text, ": ");
    size_t open = slice_ends(text, ")") ? slice_find_open(text) : text.size;
    if (open == text.size)
        return text.size > 0;
    struct bytes place = { text.at + open + 1, text.size - open - 2 };
    size_t colon = slice_find_last(place, ':');
    struct bytes number = slice_from(place, colon);
    if (slice_eat(&place, "in "))
        frame->module = place;
    else if (slice_eat(&number, ":") && slice_eat_int(&number, &frame->line))
        frame->file = slice_to(place, colon);
    nativeframe_set_call(frame, slice_trim(slice_to(text, open)));
    if (slice_begins(frame->function, "???"))
        frame->function.size = 0;
    return true;
}

static bool set_type(struct draft *draft, struct bytes words)
{
    struct sankind kind;
    struct bytes rest = words;
    if (slice_eat(&rest, "Process terminating with default action of signal ") &&
        signalkind_set(&kind, rest)) {
        draft->type = draft_text(draft, bytes_from(kind.type));
        return true;
    }
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        bool fits =
            rows[i].inside ? slice_holds(words, rows[i].words) : slice_begins(words, rows[i].words);
        if (fits)
            draft->type = rows[i].type;
        if (fits)
            return true;
    }
    return false;
}

/* Reads the stacks of an error, the first of which begins within some lines; the lines between them
 * say what they are. */
static void read_stacks(struct reading *reading)
{
    struct draft *draft = reading->draft;
    struct line line;
    char label[LABEL_MAX] = "";
    int others = 0;
    while (others <= BEFORE_MAX && lines_next(reading->lines, &line)) {
        struct bytes text = line.text;
        struct nativeframe frame;
        if (!eat_process(&text) || (slice_trim(text).size == 0 && draft->frames_count > 0))
            break;
        if (!read_frame(text, &frame)) {
            struct bytes words = slice_to(slice_trim(text), LABEL_MAX - 1);
            memcpy(label, words.at, words.size);
            label[words.size] = '\0';
            others++;
            continue;
        }
        if (frame.number == 0 && draft->frames_count > 0)
            draft_stack(draft, draft_text(draft, bytes_from(label)));
        nativeframe_add(draft, &frame);
        draft->to = line.to;
        others = 0;
    }
    lines_back(reading->lines, draft->to);
}

/* Whether the signal is that of the bad access that was the last error: its stack is the same. */
static bool is_echo(const struct native *native, const struct draft *draft)
{
    const struct found *last = native->last;
    if (!last || strcmp(last->crash.engine, "valgrind") != 0 || last->crash.frames_count == 0 ||
        draft->frames_count == 0)
        return false;
    return strcmp(last->crash.frames[0].function, draft->frames[0].function) == 0 &&
           last->crash.frames[0].line == draft->frames[0].line;
}

/* "Command: ./t x": what ran, and the beginning of another process if another one ran before */
static bool take_command(struct exception *here, struct bytes words)
{
    struct native *native = here->native;
    if (!slice_eat(&words, "Command: "))
        return false;
    struct bytes name = slice_base_name(slice_to(words, slice_find_byte(words, ' ')));
    if (name.size == 0 || name.size >= sizeof(native->target))
        return true;
    if (*native->target && !slice_is(name, native->target))
        native_begin(native, here->reading, here->line->from);
    memcpy(native->target, name.at, name.size);
    native->target[name.size] = '\0';
    return true;
}

bool valgrind_take(struct exception *here)
{
    struct bytes words = here->text;
    struct reading *reading = here->reading;
    if (!eat_process(&words) || words.size == 0 || slice_is_blank(*words.at))
        return false;
    if (take_command(here, words))
        return true;
    struct draft *draft = exception_begin(reading, here->line->from, "valgrind", &frame_native);
    if (!set_type(draft, words))
        return false;
    struct sankind kind = { .bare = false };
    bool signal = slice_begins(words, "Process terminating ");
    bool known = signalkind_set(
        &kind, slice_from(words, slice_find(words, "signal ") + (signal ? strlen("signal ") : 0)));
    draft->message = draft_text(draft, words);
    draft->to = here->line->to;
    read_stacks(reading);
    if (draft->frames_count == 0 && !signal)
        return false;
    if (signal && is_echo(here->native, draft))
        return true;
    if (signal && known)
        cause_use(reading, &kind);
    exception_add(here, true);
    return true;
}
