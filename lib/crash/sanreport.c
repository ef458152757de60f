/* Reports of AddressSanitizer and its relatives, and of libFuzzer. */
#include "crash/cause.h"
#include "crash/javaframe.h"
#include "crash/native.h"
#include "crash/nativeframe.h"
#include "crash/progress.h"
#include "crash/sanheader.h"
#include "crash/sankind.h"
#include "crash/slice.h"
#include "crash/waiting.h"

enum {
    SILENT_MAX =
        16, /* lines that say nothing, before a report without an end is taken to be over */
};

struct report {
    struct native *native;
    struct reading *reading;
    struct sankind kind;
    struct bytes message;
    const char *engine;
    bool starved;             /* the sanitizer got no memory itself */
    bool leaks;               /* each leak in it is a crash */
    bool fatal;               /* of libFuzzer */
    const char *access;       /* "READ", "WRITE", NULL */
    struct bytes access_size; /* its digits, in the draft; empty if it is not told */
    bool near_null, address_told;
    bool in_stack;               /* the last line was a frame */
    char label[NATIVE_NAME_MAX]; /* the last line that is no frame */
    int silent;
    size_t silent_from;
};

static void set_title(struct report *report)
{
    struct draft *draft = report->reading->draft;
    struct brief title;
    const char *verb = !report->access                       ? NULL
                       : strcmp(report->access, "READ") == 0 ? "read"
                                                             : "write";
    bool aborts = strcmp(report->kind.type, "abort") == 0; /* which no message says */
    if (!verb && !aborts && (report->fatal || report->leaks))
        return; /* the message is better */
    brief_clear(&title);
    brief_add_text(&title, report->kind.type);
    brief_add_text(&title, report->near_null ? " near null" : "");
    if (verb) {
        brief_add_text(&title, ", ");
        brief_add_text(&title, verb);
    }
    if (verb && report->access_size.size > 0) {
        brief_add_text(&title, " of ");
        brief_add(&title, report->access_size);
        brief_add_text(&title, slice_is(report->access_size, "1") ? " byte" : " bytes");
    }
    draft->title = draft_text(draft, (struct bytes){ title.at, title.size });
}

/* Gives the draft its type: "heap-buffer-overflow WRITE", "SEGV READ near null". */
static void set_type(struct report *report)
{
    struct draft *draft = report->reading->draft;
    bool wild =
        strcmp(report->kind.type, "SEGV") == 0 || strcmp(report->kind.type, "unknown-crash") == 0;
    report->near_null = wild && report->near_null;
    if (report->kind.bare || report->kind.overflowed)
        report->access = NULL;
    struct brief type;
    brief_clear(&type);
    brief_add_text(&type, report->kind.type);
    brief_add_text(&type, report->access ? " " : "");
    brief_add_text(&type, report->access ? report->access : "");
    brief_add_text(&type, report->near_null ? " near null" : "");
    draft->type = draft_text(draft, (struct bytes){ type.at, type.size });
    if (strcmp(report->kind.type, "data-race") == 0)
        draft->kind = "data-race"; /* which thread was first is chance */
    draft->state = report->kind.state;
    draft->overflowed = report->kind.overflowed;
    set_title(report);
}

static void begin_draft(struct report *report, size_t from)
{
    struct draft *draft = report->reading->draft;
    draft_begin(draft, report->engine, &frame_native);
    draft->message = draft_text(draft, report->message);
    draft->from = draft->to = from;
}

/* A signal that the program sent itself by abort() is told from others. */
static void tell_abort(struct report *report)
{
    struct draft *draft = report->reading->draft;
    size_t count = draft->stacks_count > 0 ? draft->stacks[0].count : 0;
    for (size_t i = 0; i < count; i++) {
        const struct crash_frame *frame = &draft->frames[i];
        bool aborts = slice_ends(bytes_from(frame->function), "abort");
        if (aborts)
            memcpy(report->kind.type, "abort", sizeof("abort"));
        if (aborts || !(frame_is_outside(&frame_native, frame) || !*frame->function))
            return;
    }
}

/* A size that no container can have: the same as an allocation that is refused. */
static void tell_size(struct draft *draft)
{
    static const char *const throwers[] = { "std::__throw_length_error",
                                            "std::__throw_bad_array_new_length" };
    size_t count = draft->stacks_count > 0 ? draft->stacks[0].count : 0;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < COUNT_OF(throwers); k++)
            if (slice_begins(bytes_from(draft->frames[i].function), throwers[k]))
                draft->kind = "allocation-size-too-big";
}

static void add_crash(struct report *report)
{
    struct reading *reading = report->reading;
    if (report->kind.bare)
        tell_abort(report);
    set_type(report);
    if (strcmp(reading->draft->type, "abort") == 0)
        tell_size(reading->draft);
    cause_use(reading, &report->kind);
    if (report->starved &&
        reading->draft->frames_count == 0) /* the machine's fault, if others say more */
        waiting_offer(reading);
    else if (cause_is_told(reading, &report->kind, reading->draft->from))
        report->native->echoed = true;
    else
        native_add(report->native, reading);
}

/* "Direct leak of 5 byte(s) in 1 object(s) allocated from:" */
static bool take_leak(struct report *report, const struct line *line, struct bytes text)
{
    if (!report->leaks ||
        (!slice_begins(text, "Direct leak of ") && !slice_begins(text, "Indirect leak of ")))
        return false;
    struct draft *draft = report->reading->draft;
    if (draft->frames_count > 0)
        add_crash(report);
    report->message = slice_to(text, slice_find(text, " allocated from"));
    begin_draft(report, line->from);
    return true;
}

/* "  Write of size 8 at 0x7b04 by main thread:", "  Atomic read of size 1 at …" */
static bool take_thread_access(struct report *report, struct bytes text)
{
    static const char *const words[][2] = {
        { "Read of size ", "READ" },        { "Write of size ", "WRITE" },
        { "Atomic read of size ", "READ" }, { "Atomic write of size ", "WRITE" },
        { "Write of size ", "WRITE" },
    };
    for (size_t i = 0; i < COUNT_OF(words) && !report->access; i++)
        if (slice_begins(text, words[i][0]) && slice_holds(text, " at 0x"))
            report->access = words[i][1];
    return report->access && slice_holds(text, " of size ");
}

static bool take_access(struct report *report, struct bytes text)
{
    static const char *const words[] = { "READ", "WRITE" };
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        struct bytes rest = text;
        if (slice_eat(&rest, words[i]) && slice_eat(&rest, " of size ")) {
            report->access = words[i];
            int64_t size;
            struct bytes digits = rest;
            if (slice_eat_int(&rest, &size))
                digits.size -= rest.size;
            report->access_size = bytes_from(draft_text(report->reading->draft, digits));
            return true;
        }
        (void)slice_eat_until(&rest, "caused by a ");
        if (rest.size > 0 && slice_eat(&rest, words[i]) && slice_begins(rest, " memory access")) {
            report->access = words[i];
            return true;
        }
    }
    if (!slice_holds(text, "address points to the zero page"))
        return false;
    report->near_null |= !report->address_told; /* its own idea of a page is wider */
    return true;
}

static void take_frame(struct report *report, const struct nativeframe *frame)
{
    struct draft *draft = report->reading->draft;
    if (frame->number == 0 && !report->in_stack && draft->stacks_count > 0)
        draft_stack(draft, draft_text(draft, bytes_from(report->label)));
    nativeframe_add(draft, frame);
    report->in_stack = true;
    report->silent = 0;
}

enum step { GO_ON, END, END_BEFORE };

/* Lines that are never inside of a report. */
static bool is_foreign(const struct report *report, struct bytes text)
{
    static const char *const begins[] = {
        "INFO: ",    "MS: ",      "artifact_prefix=", "Base64: ", "Done ", "stat::",
        "Executed ", "Running: ", "--- FAIL:",        "fuzz: ",   "FAIL\t"
    };
    for (size_t i = 0; i < COUNT_OF(begins); i++)
        if (*text.at == *begins[i] && slice_begins(text, begins[i]))
            return true;
    const char *engine;
    struct bytes message;
    if (progress_is(text))
        return true;
    if (!sanheader_read(text, &engine, &message))
        return false;
    /* a sanitizer that cannot allocate dies of it, and only then prints the stack */
    return report->reading->draft->frames_count > 0 || !slice_begins(message, "CHECK failed");
}

static enum step take_line(struct report *report, const struct line *line)
{
    struct bytes text = slice_trim(line->text);
    struct nativeframe frame;
    if (text.size > 0 && *text.at == '#' && nativeframe_read(text, &frame)) {
        take_frame(report, &frame);
        return GO_ON;
    }
    report->in_stack = false;
    if (text.size == 0)
        return GO_ON;
    if (slice_begins(text, "SUMMARY: ") || slice_ends(text, "==ABORTING"))
        return END;
    if (is_foreign(report, text))
        return END_BEFORE;
    if (javaframe_take_threads(report->reading, text))
        return GO_ON;
    if (take_leak(report, line, text) || take_access(report, text) ||
        take_thread_access(report, text) || slice_ends(text, ":")) {
        report->silent = 0;
    } else if (report->silent++ == 0) {
        report->silent_from = line->from;
    }
    struct bytes label = slice_to(text, sizeof(report->label) - 1);
    memcpy(report->label, label.at, label.size);
    report->label[label.size] = '\0';
    return report->silent > SILENT_MAX ? END_BEFORE : GO_ON;
}

static void read_body(struct report *report)
{
    struct reading *reading = report->reading;
    struct line line;
    while (lines_next(reading->lines, &line)) {
        enum step step = take_line(report, &line);
        if (step == END_BEFORE) {
            lines_back(reading->lines,
                       report->silent > SILENT_MAX ? report->silent_from : line.from);
            return;
        }
        if (report->silent == 0)
            reading->draft->to = line.to;
        if (step == END) {
            reading->draft->to = line.to;
            return;
        }
    }
    if (report->silent > 0) /* the log ends before the report does */
        lines_back(reading->lines, report->silent_from);
}

bool sanreport_take(struct native *native, struct reading *reading, const struct line *line)
{
    const char *engine;
    struct bytes message;
    if (!sanheader_read(line->text, &engine, &message))
        return false;
    struct report report = { native, reading, .engine = engine, .message = message };
    sankind_set(&report.kind, report.message);
    report.fatal = strcmp(report.engine, "libfuzzer") == 0;
    report.starved = slice_begins(report.message, "failed to allocate");
    report.leaks = slice_begins(report.message, "detected memory leaks");
    report.address_told = slice_holds(report.message, "address 0x");
    report.near_null = sanheader_is_near_null(report.message);
    native->fuzzer |= report.fatal;
    begin_draft(&report, line->from);
    reading->draft->to = line->to;
    read_body(&report);
    add_crash(&report);
    return true;
}
