/* JavaScript: errors that Jazzer.js tells, and those that end Node.js. */
#include "crash/exception.h"
#include "crash/frame_table.h"
#include "crash/slice.h"

enum {
    WORDS_MAX = 16,      /* lines of a message, before the stack is not looked for any more */
    NODE_LINES_MAX = 64, /* from the code that threw to the version of Node.js */
};

struct frame {
    struct bytes function, file; /* empty if it is not told */
    int64_t line, column;
};

/* Splits "/src/x.js:12:3", or "file:///src/x.mjs:12:3"; false if it has no line and column. */
static bool read_place(struct bytes place, struct frame *frame)
{
    struct bytes rest = place;
    size_t second = slice_find_last(rest, ':');
    rest = slice_to(rest, second);
    size_t first = slice_find_last(rest, ':');
    if (second == place.size || first == rest.size)
        return false;
    struct bytes line = slice_from(rest, first + 1), column = slice_from(place, second + 1);
    frame->file = slice_to(rest, first);
    (void)slice_eat(&frame->file, "file://");
    return slice_eat_int(&line, &frame->line) && line.size == 0 &&
           slice_eat_int(&column, &frame->column) && column.size == 0;
}

/* Reads "at async Parser.field [as get] (/src/x.js:1:32)", or "at /src/x.js:28:49". */
static bool read_frame(struct bytes text, struct frame *frame)
{
    *frame = (struct frame){ 0 };
    text = slice_trim(text);
    if (!slice_eat(&text, "at "))
        return false;
    (void)slice_eat(&text, "async ");
    if (!slice_ends(text, ")"))
        return read_place(text, frame);
    size_t open = slice_find(text, " (");
    if (open == text.size)
        return false;
    frame->function = slice_to(text, slice_find(slice_to(text, open), " [as "));
    (void)slice_eat(&frame->function, "new ");
    struct bytes place = { text.at + open + 2, text.size - open - 3 };
    if (slice_begins(place, "eval at ")) /* "eval at f (/src/x.js:1:2), <anonymous>:1:1" */
        place =
            slice_from(place, slice_find(place, "), ") < place.size ? slice_find(place, "), ") + 3
                                                                    : place.size);
    if (read_place(place, frame))
        return true;
    frame->file = place;
    return slice_is(place, "<anonymous>") || slice_is(place, "native") ||
           slice_begins(place, "index ");
}

static void add_frame(struct draft *draft, const struct frame *frame)
{
    struct crash_frame *to = draft_frame(draft);
    if (!to)
        return;
    to->function = draft_text(draft, frame->function);
    to->file = draft_text(draft, frame->file);
    to->line = frame->line;
    to->column = frame->column;
}

/* What Jazzer.js calls. */
static bool javascript_is_entry(const struct crash_frame *frame)
{
    static const char *const names[] = { "fuzz",         "Object.fuzz", "module.exports.fuzz",
                                         "exports.fuzz", "Module.fuzz", "Object.<anonymous>" };
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (strcmp(frame->function, names[i]) == 0)
            return true;
    return false;
}

/* A function without a name has that of its file. */
static size_t javascript_write_name(const struct crash_frame *frame, char *to, size_t size)
{
    struct bytes name = bytes_from(frame->function);
    if (name.size == 0 || slice_ends(name, "<anonymous>"))
        name = slice_base_name(bytes_from(frame->file));
    if (name.size > size)
        return frame_write_digest(name.at, NULL, to, size);
    memcpy(to, name.at, name.size);
    return name.size;
}

const struct frame_family frame_javascript = {
    .version = "js-1",
    .outside = frame_table_javascript,
    .is_entry = javascript_is_entry,
    .write_name = javascript_write_name,
};

/* What the detectors of Jazzer.js find: "Command Injection in spawnSync(): called with 'jaz_zer'"
 */
static const char *const detectors[] = { "Command Injection ",  "Path Traversal ",
                                         "Prototype Pollution", "Remote Code Execution",
                                         "Code Injection",      "Server Side Request Forgery" };

static bool is_detector(struct bytes words)
{
    for (size_t i = 0; i < COUNT_OF(detectors); i++)
        if (slice_begins(words, detectors[i]))
            return true;
    return false;
}

static void set_head(struct draft *draft, const struct exception_head *head)
{
    struct bytes message = { head->message.at, head->message.size };
    struct brief kind;
    exception_set_words(draft, head);
    draft->overflowed = slice_begins(message, "Maximum call stack size exceeded");
    if (!is_detector(message))
        return;
    brief_clear(&kind);
    brief_add_text(&kind, "security exception\n");
    size_t size = 0;
    while (size < message.size && (slice_is_letter(message.at[size]) || message.at[size] == ' '))
        size++;
    brief_add(&kind, slice_trim(slice_to(message, size)));
    draft->type = "security exception";
    draft->kind = draft_text(draft, (struct bytes){ kind.at, kind.size });
}

/* Reads the stack that follows, if it does.  Jazzer.js may repeat the words above it. */
static void read_stack(struct reading *reading, struct exception_head *head)
{
    struct draft *draft = reading->draft;
    struct exception_head again;
    struct frame frame;
    struct line line;
    int words = 0;
    while (lines_next(reading->lines, &line)) {
        struct bytes text = slice_trim(line.text);
        if (read_frame(text, &frame)) {
            add_frame(draft, &frame);
            draft->to = line.to;
            words = 0;
            continue;
        }
        bool over = draft->frames_count > 0 ? words > 0 : words >= WORDS_MAX;
        if (over || slice_begins(text, "=="))
            break;
        words++;
        if (draft->frames_count == 0 && exception_read_head(text, &again) &&
            exception_is_named(&again))
            *head = again;
    }
    lines_back(reading->lines, draft->to);
}

static void read_all(struct exception *here, const struct line *line, struct exception_head *head)
{
    struct draft *draft =
        exception_begin(here->reading, line->from, "javascript", &frame_javascript);
    draft->to = line->to;
    read_stack(here->reading, head);
    set_head(draft, head);
}

/* Adds the crash, or says that the program did not start: what it loads is not there. */
static void finish(struct exception *here, const struct exception_head *head, bool sure)
{
    struct native *native = here->native;
    bool missing = slice_begins(bytes_from(head->message.at), "Cannot find module '");
    if (!missing || native->fuzzer) {
        exception_add(here, sure);
        return;
    }
    native->language = "javascript";
    native->looked = here->reading->draft->to;
    if (!native->setup)
        native->setup = reading_text(here->reading, bytes_from(here->reading->draft->message));
}

/* "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory" */
static bool take_memory(struct exception *here)
{
    if (!slice_holds(here->text, "JavaScript heap out of memory"))
        return false;
    struct draft *draft =
        exception_begin(here->reading, here->line->from, "javascript", &frame_javascript);
    draft->to = here->line->to;
    draft->type = "out-of-memory";
    draft->state = CRASH_STATE_OOM;
    draft->message = draft_text(draft, here->text);
    exception_add(here, true);
    return true;
}

/* "==26570== Uncaught Exception: Jazzer.js: TypeError: message", "==26570== Path Traversal in …" */
bool javascript_take(struct exception *here)
{
    struct bytes text = here->text;
    struct exception_head head = { 0 };
    int64_t process;
    if (slice_begins(text, "FATAL ERROR: "))
        return take_memory(here);
    if (!slice_eat(&text, "==") || !slice_eat_int(&text, &process) || !slice_eat(&text, "== "))
        return false;
    bool uncaught = slice_eat(&text, "Uncaught Exception: ");
    (void)slice_eat(&text, "Jazzer.js: ");
    if (!uncaught && !is_detector(text))
        return false;
    if (!uncaught || !exception_read_head(text, &head) || !exception_is_named(&head)) {
        brief_clear(&head.name);
        brief_clear(&head.message);
        brief_add(&head.message, text);
    }
    read_all(here, here->line, &head);
    exception_add(here, true);
    return true;
}

static bool is_carets(struct bytes text)
{
    size_t size = 0;
    while (size < text.size && text.at[size] == '^')
        size++;
    return size > 0 && size == text.size;
}

/* Whether "Node.js v20.20.2" follows, which Node.js ends with where an error ended it.  Does not
 * move.
 */
static bool node_ends(struct reading *reading, size_t from)
{
    struct line line;
    bool found = false;
    for (int i = 0; i < NODE_LINES_MAX && !found && lines_next(reading->lines, &line); i++) {
        struct bytes text = slice_trim(line.text);
        if (is_carets(text))
            break;
        found = slice_begins(text, "Node.js v");
    }
    lines_back(reading->lines, from);
    return found;
}

/* Where Node.js points at the code that threw.  What was thrown stands below, of whatever name. */
bool javascript_take_node(struct exception *here)
{
    struct reading *reading = here->reading;
    struct exception_head head = { 0 };
    struct line line = { 0 };
    if (!is_carets(here->text) || !node_ends(reading, here->line->to))
        return false;
    size_t from = here->line->from;
    while (lines_next(reading->lines, &line) && slice_trim(line.text).size == 0)
        ;
    struct bytes text = slice_trim(line.text);
    if (!exception_read_head(text, &head) || slice_begins(text, "Node.js v")) {
        brief_clear(&head.name);
        brief_clear(&head.message);
        brief_add(&head.message, text);
    }
    read_all(here, &line, &head);
    reading->draft->from = from;
    finish(here, &head, true);
    return true;
}

/* A stack whose first line is above: "TypeError: message". */
bool javascript_take_stack(struct exception *here)
{
    struct frame frame;
    struct exception_head head;
    struct line line;
    if (!read_frame(here->text, &frame) || !exception_find_head(here, &line, &head))
        return false;
    read_all(here, &line, &head);
    finish(here, &head, false);
    return true;
}
