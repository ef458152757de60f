#include "crash/gopanic.h"

#include "crash/glog.h"
#include "crash/gokind.h"
#include "crash/slice.h"

enum {
    CHAIN_LINES_MAX = 16,   /* of a message, before the next panic of a chain */
    MESSAGE_LINES_MAX = 64, /* before the goroutine of a panic is not looked for any more */
    BETWEEN_LINES_MAX = 3,  /* from one goroutine to the next */
};

struct header {
    struct bytes message;
    bool fatal;
    bool in_test; /* "testing.go:1356: panic: …", as the fuzzer prints it */
    bool sure;    /* that no other program says so */
};

/* Takes "codec_test.go:10: " off the front. */
static bool eat_go_place(struct bytes *line)
{
    size_t dot = slice_find(*line, ".go:");
    struct bytes rest = slice_from(*line, dot);
    int64_t number;
    if (!slice_eat(&rest, ".go:") || !slice_eat_int(&rest, &number) || !slice_eat(&rest, ": "))
        return false;
    if (slice_find_byte(slice_to(*line, dot), ' ') < dot)
        return false;
    *line = rest;
    return true;
}

/* "SIGABRT: abort", and "program hanged (timeout 10 seconds)" of go-fuzz */
static bool is_signal(struct bytes line)
{
    if (slice_begins(line, "program hanged (timeout "))
        return true;
    if (!slice_eat(&line, "SIG"))
        return false;
    size_t size = 0;
    while (size < line.size && line.at[size] >= 'A' && line.at[size] <= 'Z')
        size++;
    return size > 1 && slice_begins(slice_from(line, size), ": ");
}

static bool read_header(struct bytes line, struct header *header)
{
    bool indented = line.size > 0 && slice_is_blank(*line.at);
    line = slice_trim(line);
    if (line.size < 8 || !(indented || *line.at == 'p' || *line.at == 'f' || *line.at == 'S'))
        return false;
    *header = (struct header){ 0 };
    if (indented)
        header->in_test = eat_go_place(&line);
    if (slice_eat(&line, "fatal error: ")) {
        header->fatal = true;
    } else if (!slice_eat(&line, "panic: ")) {
        bool told =
            header->in_test ? slice_begins(line, "test executed panic(nil)") : is_signal(line);
        if (!told)
            return false;
        header->fatal = !header->in_test;
    }
    header->sure = !header->fatal || gokind_is_fatal(line);
    if (slice_ends(line, " [recovered]"))
        line.size -= strlen(" [recovered]");
    if (slice_ends(line, " [recovered, repanicked]"))
        line.size -= strlen(" [recovered, repanicked]");
    header->message = line;
    return true;
}

void gopanic_name(struct interest *interest, unsigned who)
{
    static const char *const begins[] = { "panic: ", "fatal error: ", "program hanged (timeout ",
                                          "SIG",     "goroutine ",    "runtime stack:" };
    for (size_t i = 0; i < COUNT_OF(begins); i++)
        interest_begin(interest, begins[i], who);
    interest_hold(interest, "FATAL ERROR: ", who);
}

static void set_kind(struct reading *reading, struct bytes message, bool fatal)
{
    struct draft *draft = reading->draft;
    struct gokind kind;
    gokind_set(&kind, message, fatal);
    draft->type = kind.type;
    draft->kind = draft_text(draft, bytes_from(kind.text));
    draft->state = kind.state;
    draft->overflowed = kind.overflowed;
    (void)slice_eat(&message, "runtime error: ");
    draft->message = message.size > 0 ? draft_text(draft, message) : kind.type;
}

/* Whether the line cannot be part of a message any more. */
static bool ends_report(struct bytes line)
{
    static const char *const begins[] = { "--- ", "==", "FAIL", "ok  \t", "PASS", "exit status " };
    line = slice_trim_left(line);
    for (size_t i = 0; i < COUNT_OF(begins); i++)
        if (slice_begins(line, begins[i]))
            return true;
    struct header header;
    return read_header(line, &header);
}

/*
 * Of a chain of panics the last one counts: `panic: A [recovered]`, `panic: B`.  Where messages
 * have more lines than one, the next panic is known by its indentation.
 */
static const char *read_chain(struct reading *reading, struct bytes message)
{
    struct draft *draft = reading->draft;
    size_t used = draft->used;
    const char *last = draft_text(draft, message);
    struct line line;
    struct header next;
    int others = 0;
    while (others < CHAIN_LINES_MAX && lines_next(reading->lines, &line)) {
        bool begins = line.text.size > 0 && (others == 0 || *line.text.at == '\t') &&
                      read_header(line.text, &next) && !next.fatal && !next.in_test;
        if (begins) {
            draft->used = used;
            last = draft_text(draft, next.message);
            draft->to = line.to;
            others = 0;
        } else if (line.text.size == 0 || gostack_begins(line.text) || ends_report(line.text)) {
            break;
        } else {
            others++;
        }
    }
    lines_back(reading->lines, draft->to);
    return last;
}

/* Moves behind the next `goroutine N [...]:`; false, and nowhere, if it is not so near. */
static bool find_goroutine(struct reading *reading, int lines_max)
{
    struct line line;
    size_t from = SIZE_MAX;
    for (int i = 0; i < lines_max && lines_next(reading->lines, &line); i++) {
        if (from == SIZE_MAX)
            from = line.from;
        if (gostack_begins(line.text))
            return true;
        if (line.text.size > 0 && ends_report(line.text))
            break;
    }
    if (from != SIZE_MAX)
        lines_back(reading->lines, from);
    return false;
}

/* Forgets all stacks but the first. */
static void keep_first_stack(struct draft *draft)
{
    draft->stacks_count = draft->stacks_count > 0 ? 1 : 0;
    draft->frames_count = draft->stacks_count > 0 ? draft->stacks[0].count : 0;
}

/*
 * Reads all goroutines of the report.  The first is the crash's own, unless it has no frame that
 * counts, as that of an alarm: then it is the first other one that has.
 */
static void read_goroutines(struct reading *reading, struct gostack_names *names)
{
    struct draft *draft = reading->draft;
    struct gostack_names own = { 0 };
    bool chosen = false;
    do {
        struct gostack_names here = { 0 };
        size_t used = draft->used;
        bool first = draft->stacks_count == 0;
        size_t end = gostack_read(reading, &here);
        if (end > draft->to)
            draft->to = end;
        if (!*names->target)
            *names = here;
        if (!chosen && gostack_counts(draft)) {
            chosen = true;
            own = here;
            draft_keep_last_stack(draft);
        } else if (!first) {
            draft->used = used;
        }
        keep_first_stack(draft);
    } while (find_goroutine(reading, BETWEEN_LINES_MAX));
    draft->stacks[0].label = NULL;
    if (*own.target)
        *names = own;
}

/* go-fuzz ends a program that hangs by a signal, which is no crash of its own. */
static void skip_abort(struct reading *reading)
{
    struct line line;
    for (int i = 0; i < BETWEEN_LINES_MAX && lines_next(reading->lines, &line); i++)
        if (slice_begins(line.text, "SIGABRT: abort"))
            return;
    lines_back(reading->lines, reading->draft->to);
}

bool gopanic_read(struct reading *reading, const struct line *line, bool sure,
                  struct gostack_names *names)
{
    struct header header;
    if (!read_header(line->text, &header))
        return false;
    struct draft *draft = reading->draft;
    draft_begin(draft, "go", &frame_go);
    draft->from = line->from;
    draft->to = line->to;
    bool fatal = header.fatal, told = sure || header.sure;
    const char *message =
        fatal ? draft_text(draft, header.message) : read_chain(reading, header.message);
    *names = (struct gostack_names){ 0 };
    if (slice_begins(bytes_from(message), "program hanged"))
        skip_abort(reading);
    bool has_stack = find_goroutine(reading, MESSAGE_LINES_MAX);
    if (!has_stack && !told)
        return false;
    set_kind(reading, bytes_from(message), fatal);
    if (has_stack)
        read_goroutines(reading, names);
    return true;
}

/* What it says, if nothing is known but a stack. */
static void set_bare(struct draft *draft, struct bytes above)
{
    above = glog_words(above);
    draft->type = "crash";
    draft->message =
        draft_text(draft, above.size > 0 ? above : BYTES("a stack, without its reason"));
}

bool gopanic_read_bare(struct reading *reading, const struct line *line, size_t above,
                       struct gostack_names *names)
{
    struct bytes text = slice_trim(line->text);
    bool of_runtime = slice_is(text, "runtime stack:");
    if (!of_runtime && !(gostack_begins(text) && slice_holds(text, "[running")))
        return false;
    struct draft *draft = reading->draft;
    draft_begin(draft, "go", &frame_go);
    draft->from = line->from;
    draft->to = line->to;
    struct brief words = { 0 };
    if (above < line->from)
        words = reading_line(reading, above, line->to);
    set_bare(draft, bytes_from(words.at));
    *names = (struct gostack_names){ 0 };
    if (of_runtime && !find_goroutine(reading, MESSAGE_LINES_MAX))
        return false;
    read_goroutines(reading, names);
    bool on_purpose = draft->frames_count > 0 &&
                      slice_begins(bytes_from(draft->frames[0].function), "runtime/debug.");
    return draft->frames_count > 0 && !on_purpose;
}

bool gopanic_read_logged(struct reading *reading, const struct line *line)
{
    struct bytes words = glog_words(line->text);
    if (words.at == line->text.at || !slice_eat(&words, "FATAL ERROR: "))
        return false;
    struct draft *draft = reading->draft;
    draft_begin(draft, "go", &frame_go);
    draft->from = line->from;
    draft->to = line->to;
    set_kind(reading, words, true);
    return true;
}
