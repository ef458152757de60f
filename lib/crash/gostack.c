#include "crash/gostack.h"

#include "crash/frame_table.h"
#include "crash/slice.h"

bool gostack_begins(struct bytes line)
{
    int64_t id;
    line = slice_trim(line);
    return slice_eat(&line, "goroutine ") && slice_eat_int(&line, &id) && slice_ends(line, "]:");
}

/* "/src/x.go:12" of "/src/x.go:12 +0x1f fp=0xc0 sp=0xc0 pc=0x46"; false if there is no line. */
static bool read_place(struct bytes line, struct bytes *file, int64_t *number)
{
    struct bytes place = slice_trim(slice_to(line, slice_find(line, " +0x")));
    place = slice_to(place, slice_find(place, " fp=0x"));
    size_t colon = slice_find_last(place, ':');
    if (colon == place.size || colon == 0)
        return false;
    struct bytes digits = slice_from(place, colon + 1);
    *file = slice_to(place, colon);
    return slice_eat_int(&digits, number) && digits.size == 0;
}

/* Splits "codec.(*Decoder).body(0xc00, {0x4?})" at its last brackets. */
static bool read_call(struct bytes line, struct bytes *function, struct bytes *arguments)
{
    if (!slice_ends(line, ")"))
        return false;
    size_t open = slice_find_open(line);
    if (open == 0 || open == line.size)
        return false;
    *function = slice_to(line, open);
    *arguments = (struct bytes){ line.at + open + 1, line.size - open - 2 };
    return slice_find_byte(*function, ' ') == function->size;
}

/* What stands behind "pkg." in a function's name, or nothing. */
static struct bytes split_package(struct bytes function, struct bytes *package)
{
    struct bytes base = slice_base_name(function);
    size_t dot = slice_find_byte(base, '.');
    size_t package_size = (size_t)(base.at - function.at) + dot;
    *package = slice_to(function, package_size);
    return dot < base.size ? slice_from(base, dot + 1) : slice_to(base, 0);
}

/* Whether it begins as the names of test functions do: the word, and then no small letter. */
static bool begins_test_name(struct bytes name, const char *word)
{
    return slice_eat(&name, word) && (name.size == 0 || *name.at < 'a' || *name.at > 'z');
}

/* Whether the parts behind a function's name are those of its closures: func1, 2, gowrap1. */
static bool only_closures(struct bytes parts)
{
    while (parts.size > 0) {
        struct bytes part = slice_eat_until(&parts, ".");
        int64_t number;
        if (!slice_eat(&part, "func"))
            (void)slice_eat(&part, "gowrap");
        part = slice_to(part, slice_find_byte(part, '-'));
        if (part.size > 0 && (!slice_eat_int(&part, &number) || part.size > 0))
            return false;
    }
    return true;
}

/* FuzzX, FuzzX.func1 anywhere; TestX only in a _test.go: others may be called so too. */
static bool go_is_entry(const struct crash_frame *frame)
{
    struct bytes package, name = split_package(bytes_from(frame->function), &package);
    struct bytes target = slice_eat_until(&name, ".");
    if (!only_closures(name))
        return false;
    if (begins_test_name(target, "Fuzz"))
        return true;
    return frame->file && slice_ends(bytes_from(frame->file), "_test.go") &&
           (begins_test_name(target, "Test") || begins_test_name(target, "Benchmark"));
}

static bool go_is_death(const struct crash_frame *frame)
{
    return strcmp(frame->function, "panic") == 0;
}

/* Without [...] of generics; %2e is a dot. */
static size_t go_write_name(const struct crash_frame *frame, char *to, size_t size)
{
    size_t used = 0, depth = 0;
    const char *at = frame->function;
    for (; *at && used < size; at++) {
        if (*at == '[') {
            depth++;
        } else if (*at == ']' && depth > 0) {
            depth--;
        } else if (depth == 0 && strncmp(at, "%2e", 3) == 0) {
            to[used++] = '.';
            at += 2;
        } else if (depth == 0) {
            to[used++] = *at;
        }
    }
    return *at ? frame_write_digest(frame->function, NULL, to, size) : used;
}

const struct frame_family frame_go = {
    .version = "go-1",
    .outside = frame_table_go,
    .is_entry = go_is_entry,
    .is_death = go_is_death,
    .write_name = go_write_name,
};

/* Remembers the target if this is its frame, and the first that is. */
static void note_names(struct gostack_names *names, const struct crash_frame *frame)
{
    if (*names->target || !go_is_entry(frame))
        return;
    struct bytes package, name = split_package(bytes_from(frame->function), &package);
    struct bytes target = slice_eat_until(&name, ".");
    if (slice_ends(package, "_test"))
        package.size -= strlen("_test");
    if (package.size >= sizeof(names->package) || target.size >= sizeof(names->target))
        return;
    memcpy(names->package, package.at, package.size);
    memcpy(names->target, target.at, target.size);
}

/* Interleaved lines that do not end a stack. */
static bool is_between(struct bytes line)
{
    return slice_begins(line, "fuzz: ") || slice_begins(line, "...") ||
           slice_begins(line, "goroutine running on other thread") ||
           slice_begins(line, "[originating from");
}

static void add_call(struct draft *draft, struct bytes function, struct bytes arguments)
{
    struct crash_frame *frame = draft_frame(draft);
    if (!frame)
        return;
    frame->function = draft_text(draft, function);
    frame->arguments = draft_text(draft, arguments);
}

static void add_place(struct draft *draft, struct bytes file, int64_t line)
{
    if (draft->stacks[draft->stacks_count - 1].count == 0)
        return;
    struct crash_frame *last = &draft->frames[draft->frames_count - 1];
    if (last->file)
        return;
    last->file = draft_text(draft, file);
    last->line = line;
}

/* Takes one line of a stack; false if it is none. */
static bool take_line(struct draft *draft, struct bytes line)
{
    struct bytes function, arguments, file;
    int64_t number;
    if (read_place(line, &file, &number))
        add_place(draft, file, number);
    else if (read_call(line, &function, &arguments))
        add_call(draft, function, arguments);
    else
        return is_between(line);
    return true;
}

size_t gostack_read(struct reading *reading, struct gostack_names *names)
{
    struct draft *draft = reading->draft;
    draft_stack(draft, "goroutine");
    struct line line;
    size_t end = 0;
    bool created = false;
    while (lines_next(reading->lines, &line)) {
        struct bytes text = slice_trim(line.text);
        if (text.size > 0 && !created && slice_begins(text, "created by "))
            created = true; /* one more line of it, with its place */
        else if (text.size == 0 || created || !take_line(draft, text)) {
            struct bytes file;
            int64_t number;
            if (text.size > 0 && !(created && read_place(text, &file, &number)))
                lines_back(reading->lines, line.from);
            else
                end = line.to;
            break;
        }
        end = line.to;
    }
    struct draft_stack *stack = &draft->stacks[draft->stacks_count - 1];
    for (size_t i = 0; i < stack->count; i++)
        note_names(names, &draft->frames[stack->first + i]);
    return end;
}

bool gostack_counts(const struct draft *draft)
{
    const struct draft_stack *stack = &draft->stacks[draft->stacks_count - 1];
    for (size_t i = 0; i < stack->count; i++) {
        const struct crash_frame *frame = &draft->frames[stack->first + i];
        if (!frame_is_outside(&frame_go, frame) && !go_is_entry(frame))
            return true;
    }
    return false;
}
