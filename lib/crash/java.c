/*
 * Java: exceptions that Jazzer tells, and those that end a thread.
 *
 * The first stack is that of the exception which came out; those that caused it follow.
 */
#include "crash/exception.h"
#include "crash/javaframe.h"
#include "crash/slice.h"

enum {
    WORDS_MAX = 64,  /* lines of a message, before the stack is not looked for any more */
    CAUSES_MAX = 3,  /* that belong to a signature */
    TOKEN_MAX = 128, /* bytes of Jazzer's own key */
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
    struct bytes all = exception_set_words(draft, head);
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
    struct javaframe frame;
    struct line line;
    int words = 0; /* lines of the message, or of somebody else, since the last one of the report */
    brief_add_text(&stack.kind, stack.draft->type);
    draft_stack(stack.draft, NULL);
    while (!stack.keyed && lines_next(reading->lines, &line)) {
        struct bytes text = slice_trim(line.text);
        if (javaframe_read(text, &frame))
            javaframe_add(stack.draft, &frame);
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
    struct javaframe frame;
    struct exception_head head;
    struct line line;
    if (!javaframe_read(here->text, &frame) || !exception_find_head(here, &line, &head))
        return false;
    read_all(here, &line, &head);
    exception_add(here, false);
    return true;
}
