/*
 * Java: exceptions that Jazzer tells, and those that end a thread.
 *
 * The first stack is that of the exception which came out; those that caused it follow.
 */
#include "crash/exception.h"
#include "crash/frame_table.h"
#include "crash/slice.h"

enum {
    WORDS_MAX = 64,  /* lines of a message, before the stack is not looked for any more */
    CAUSES_MAX = 3,  /* that belong to a signature */
    TOKEN_MAX = 128, /* bytes of Jazzer's own key */
};

struct frame {
    struct bytes function, module, file; /* empty if it is not told */
    int64_t line;
};

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

/* Reads "at java.base/java.lang.Integer.parseInt(Integer.java:652) ~[?:?]". */
static bool read_frame(struct bytes text, struct frame *frame)
{
    text = slice_trim(text);
    if (!slice_eat(&text, "at "))
        return false;
    *frame = (struct frame){ 0 };
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
    frame->file = slice_eat_until(&place, ":");
    return place.size == 0 || (slice_eat_int(&place, &frame->line) && place.size == 0);
}

static void add_frame(struct draft *draft, const struct frame *frame)
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

static const struct row {
    const char *begin; /* of "class: message" */
    const char *type;  /* NULL: the class */
    enum crash_state state;
    bool overflowed;
} rows[] = {
    { "java.lang.StackOverflowError", NULL, CRASH_STATE_CRASHED, true },
    { "java.lang.OutOfMemoryError", NULL, CRASH_STATE_OOM, false },
    { "FuzzerSecurityIssueLow: Stack overflow", "stack-overflow", CRASH_STATE_CRASHED, true },
    { "FuzzerSecurityIssueLow: Out of memory", "out-of-memory", CRASH_STATE_OOM, false },
    { "FuzzerSecurityIssueLow: timeout", "timeout", CRASH_STATE_TIMEOUT, false },
    { "FuzzerSecurityIssueCritical", "security exception (critical)", CRASH_STATE_CRASHED, false },
    { "FuzzerSecurityIssueHigh", "security exception (high)", CRASH_STATE_CRASHED, false },
    { "FuzzerSecurityIssueMedium", "security exception (medium)", CRASH_STATE_CRASHED, false },
    { "FuzzerSecurityIssueLow", "security exception (low)", CRASH_STATE_CRASHED, false },
};

static void set_head(struct draft *draft, const struct exception_head *head)
{
    struct brief words;
    brief_clear(&words);
    brief_add_text(&words, head->name.at);
    brief_add_text(&words, head->message.size > 0 ? ": " : "");
    brief_add_text(&words, head->message.at);
    draft->type = draft_text(draft, bytes_from(head->name.at));
    struct bytes all = { words.at, words.size };
    draft->message = draft_text(draft, all);
    (void)slice_eat(&all, "com.code_intelligence.jazzer.api.");
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (!slice_begins(all, rows[i].begin))
            continue;
        draft->type = rows[i].type ? rows[i].type : draft->type;
        draft->state = rows[i].state;
        draft->overflowed = rows[i].overflowed;
        break;
    }
    draft->title = draft_text(draft, all);
}

/* A stack while it is read. */
struct stack {
    struct draft *draft;
    struct brief kind; /* the class, those of its causes, or Jazzer's key */
    int causes;
    bool keyed;
};

/* "Caused by: pkg.SomeException: message" begins another stack, "DEDUP_TOKEN: 3f…" ends them all;
 * false if the line is none of what follows an exception. */
static bool take_other(struct stack *stack, struct bytes text)
{
    static const char *const causes[] = { "Caused by: ", "Suppressed: ", "[CIRCULAR REFERENCE" };
    for (size_t i = 0; i < COUNT_OF(causes); i++) {
        struct bytes rest = text;
        struct exception_head head;
        if (!slice_eat(&rest, causes[i]))
            continue;
        draft_stack(stack->draft, draft_text(stack->draft, text));
        if (i == 0 && exception_read_head(rest, &head) && stack->causes++ < CAUSES_MAX) {
            brief_add_text(&stack->kind, "\n");
            brief_add_text(&stack->kind, head.name.at);
        }
        return true;
    }
    if (slice_begins(text, "... ") && slice_ends(text, " more"))
        return true;
    if (!slice_eat(&text, "DEDUP_TOKEN: ") || text.size > TOKEN_MAX)
        return false;
    brief_clear(&stack->kind);
    brief_add_text(&stack->kind, stack->draft->type);
    brief_add_text(&stack->kind, "\nDEDUP_TOKEN ");
    brief_add(&stack->kind, text);
    stack->keyed = true;
    return true;
}

/* Reads the stacks that follow.  Of a message of several lines, the first is kept. */
static void read_stacks(struct reading *reading)
{
    struct stack stack = { .draft = reading->draft };
    struct frame frame;
    struct line line;
    int words = 0; /* lines of the message, or of somebody else, since the last one of the report */
    brief_add_text(&stack.kind, stack.draft->type);
    draft_stack(stack.draft, NULL);
    while (!stack.keyed && lines_next(reading->lines, &line)) {
        struct bytes text = slice_trim(line.text);
        if (read_frame(text, &frame))
            add_frame(stack.draft, &frame);
        else if (!take_other(&stack, text)) {
            bool over = stack.draft->frames_count > 0 ? words > 0 : words >= WORDS_MAX;
            if (over || slice_begins(text, "==") || slice_begins(text, "Exception in thread \""))
                break;
            words++;
            continue;
        }
        words = 0;
        stack.draft->to = line.to;
    }
    stack.draft->kind = draft_text(stack.draft, (struct bytes){ stack.kind.at, stack.kind.size });
    stack.draft->keyed = stack.keyed;
    lines_back(reading->lines, stack.draft->to);
}

static void read_all(struct exception *here, const struct line *line,
                     const struct exception_head *head)
{
    struct draft *draft = exception_begin(here->reading, line->from, "java", &frame_java);
    draft->to = line->to;
    set_head(draft, head);
    read_stacks(here->reading);
}

/* "== Java Exception: pkg.SomeException: message", "Exception in thread "main" pkg.SomeException"
 */
bool java_take(struct exception *here)
{
    struct bytes text = here->text;
    struct exception_head head;
    bool sure = slice_eat(&text, "== Java Exception: ");
    if (!sure) {
        (void)slice_eat(&text, "Exception in thread \"");
        (void)slice_eat_until(&text, "\" ");
    }
    if (!exception_read_head(text, &head))
        return false;
    read_all(here, here->line, &head);
    if (!sure && here->reading->draft->frames_count == 0)
        return false;
    exception_add(here, sure);
    return true;
}

/* A stack whose first line is above: "pkg.SomeException: message". */
bool java_take_stack(struct exception *here)
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
