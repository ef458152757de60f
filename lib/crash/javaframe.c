#include "crash/javaframe.h"

#include "crash/frame_table.h"
#include "crash/slice.h"

/* The size of "java.base/", "app//" or "java.base@17.0.1/" before a name. */
static size_t module_size(struct bytes function)
{
    size_t slash = slice_find_byte(function, '/');
    if (slash == function.size || slice_find_byte(slice_to(function, slash), '$') < slash)
        return 0;
    while (slash < function.size && function.at[slash] == '/')
        slash++;
    return slash;
}

bool javaframe_read(struct bytes text, struct javaframe *frame)
{
    text = slice_trim(text);
    if (!slice_eat(&text, "at "))
        return false;
    *frame = (struct javaframe){ 0 };
    size_t open = slice_find_byte(text, '('), close = slice_find_byte(text, ')');
    if (close == text.size || open == 0 || open > close)
        return false;
    struct bytes function = slice_to(text, open);
    if (slice_find_byte(function, ' ') < open || slice_find_byte(function, '.') == open)
        return false;
    size_t module = module_size(function);
    frame->module = slice_to(function, module);
    frame->function = slice_from(function, module);
    struct bytes place = { text.at + open + 1, close - open - 1 };
    if (slice_is(place, "Native Method") || slice_is(place, "Unknown Source"))
        return true;
    if (slice_find_byte(place, ' ') < place.size || place.size == 0)
        return false; /* these are arguments: it is another language */
    frame->file = slice_eat_until(&place, ":");
    return place.size == 0 || (slice_eat_int(&place, &frame->line) && place.size == 0);
}

void javaframe_add(struct draft *draft, const struct javaframe *frame)
{
    struct crash_frame *to = draft_frame(draft);
    if (!to)
        return;
    to->function = draft_text(draft, frame->function);
    if (frame->module.size > 0)
        to->module = draft_text(draft, frame->module);
    if (frame->file.size > 0)
        to->file = draft_text(draft, frame->file);
    to->line = frame->line;
}

/* The numbers that Java gives to closures and generated classes change from build to build. */
static size_t java_write_name(const struct crash_frame *frame, char *to, size_t size)
{
    struct bytes name = bytes_from(frame->function);
    size_t lambda = slice_find(name, "$$Lambda");
    if (lambda < name.size)
        name = slice_to(name, lambda);
    else if (slice_holds(name, "lambda$"))
        while (name.size > 0 && (slice_is_digit(name.at[name.size - 1])))
            name.size--;
    if (name.size > size)
        return frame_write_digest(frame->function, NULL, to, size);
    memcpy(to, name.at, name.size);
    return name.size;
}

static bool java_is_entry(const struct crash_frame *frame)
{
    struct bytes name = bytes_from(frame->function);
    name = slice_from(name, slice_find_last(name, '.'));
    return slice_is(name, ".fuzzerTestOneInput") || slice_is(name, ".main");
}

const struct frame_family frame_java = {
    .version = "java-1",
    .outside = frame_table_java,
    .is_entry = java_is_entry,
    .write_name = java_write_name,
};

/* A stack of its own is of Java from now on. */
static void begin_main(struct draft *draft, struct bytes text)
{
    if (draft->frames_count == 0) {
        draft->stacks_count = 0;
        draft->family = &frame_java;
    }
    draft_stack(draft, draft->frames_count > 0 ? draft_text(draft, text) : NULL);
}

bool javaframe_take_threads(struct reading *reading, struct bytes text)
{
    struct draft *draft = reading->draft;
    struct javaframe frame;
    struct line line;
    bool of_main = false;
    if (!slice_is(text, "Stack traces of all JVM threads:"))
        return false;
    while (lines_next(reading->lines, &line)) {
        text = slice_trim(line.text);
        bool begins = slice_begins(text, "Thread[");
        if (begins && (of_main = slice_holds(text, "main,5,main]")))
            begin_main(draft, text);
        else if (of_main && javaframe_read(text, &frame))
            javaframe_add(draft, &frame);
        else if (!begins && text.size > 0 && !slice_begins(text, "at ")) {
            lines_back(reading->lines, line.from);
            return true;
        }
        draft->to = line.to;
    }
    return true;
}
