#include "crash/pythonframe.h"

#include "crash/frame_table.h"
#include "crash/slice.h"

enum {
    BETWEEN_MAX = 2, /* lines of somebody else in the middle of a traceback */
    FRAMES_MAX = CRASH_FRAMES_MAX,
};

bool pythonframe_read(struct bytes text, struct pythonframe *frame)
{
    text = slice_trim(text); /* faulthandler leaves out the second comma */
    if (!slice_eat(&text, "File \""))
        return false;
    size_t quote = slice_find(text, "\", line ");
    *frame = (struct pythonframe){ .file = slice_to(text, quote) };
    text = slice_from(text, quote);
    if (!slice_eat(&text, "\", line ") || !slice_eat_int(&text, &frame->line))
        return false;
    (void)slice_eat(&text, ",");
    if (slice_eat(&text, " in "))
        frame->function = text;
    return true;
}

void pythonframe_add(struct draft *draft, const struct pythonframe *frame)
{
    struct crash_frame *to = draft_frame(draft);
    if (!to)
        return;
    to->function =
        draft_text(draft, frame->function.size > 0 ? frame->function : BYTES("<module>"));
    to->file = draft_text(draft, frame->file);
    to->line = frame->line;
}

static bool is_indented(struct bytes text)
{
    return text.size > 0 && slice_is_blank(*text.at);
}

/* Whether a frame follows, other lines aside.  Does not move. */
static bool goes_on(struct reading *reading, size_t from)
{
    struct line line;
    struct pythonframe frame;
    bool found = false;
    lines_back(reading->lines, from);
    for (int i = 0; i <= BETWEEN_MAX && !found && lines_next(reading->lines, &line); i++) {
        struct bytes text = slice_trim(line.text);
        if (slice_begins(text, PYTHON_TRACEBACK) || slice_holds(text, "hread 0x"))
            break;
        found = pythonframe_read(line.text, &frame);
    }
    lines_back(reading->lines, from);
    return found;
}

/* Where the frames of a traceback are; the oldest ones are forgotten. */
struct frames {
    size_t from[FRAMES_MAX];
    size_t count, end;
};

/* Walks through the traceback, and stops before the first line that is not of it. */
static void walk(struct reading *reading, struct frames *frames)
{
    struct line line;
    struct pythonframe frame;
    frames->count = 0;
    frames->end = SIZE_MAX;
    while (lines_next(reading->lines, &line)) {
        bool indented = is_indented(line.text); /* the text is gone once others are read */
        if (pythonframe_read(line.text, &frame)) {
            frames->from[frames->count++ % FRAMES_MAX] = line.from;
        } else if (!indented && !goes_on(reading, line.from)) {
            lines_back(reading->lines, line.from);
            frames->end = line.from;
            return;
        } else if (!indented) {
            (void)!lines_next(reading->lines, &line);
        }
    }
    frames->end = lines_log(reading->lines).size;
}

void pythonframe_read_traceback(struct reading *reading)
{
    struct frames frames;
    struct line line;
    struct pythonframe frame;
    walk(reading, &frames);
    draft_stack(reading->draft, NULL);
    size_t count = frames.count < FRAMES_MAX ? frames.count : FRAMES_MAX;
    for (size_t i = 0; i < count; i++) {
        lines_back(reading->lines, frames.from[(frames.count - 1 - i) % FRAMES_MAX]);
        if (lines_next(reading->lines, &line) && pythonframe_read(line.text, &frame))
            pythonframe_add(reading->draft, &frame);
    }
    lines_back(reading->lines, frames.end);
    reading->draft->to = frames.end;
}

/* What Atheris calls, and a module that is run as a program. */
static bool python_is_entry(const struct crash_frame *frame)
{
    static const char *const names[] = { "TestOneInput", "test_one_input", "fuzz_one_input",
                                         "<module>" };
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (strcmp(frame->function, names[i]) == 0)
            return true;
    return false;
}

/* "resolver.versioned_resolver": functions are called alike in many files. */
static size_t python_write_name(const struct crash_frame *frame, char *to, size_t size)
{
    struct bytes file = slice_base_name(bytes_from(frame->file));
    if (slice_ends(file, ".py"))
        file.size -= strlen(".py");
    struct brief name;
    brief_clear(&name);
    brief_add(&name, file);
    brief_add_text(&name, ".");
    brief_add_text(&name, frame->function);
    if (name.size > size)
        return frame_write_digest(frame->function, frame->file, to, size);
    memcpy(to, name.at, name.size);
    return name.size;
}

const struct frame_family frame_python = {
    .version = "python-1",
    .outside = frame_table_python,
    .is_entry = python_is_entry,
    .write_name = python_write_name,
};
