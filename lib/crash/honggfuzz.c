/* honggfuzz: the file HONGGFUZZ.REPORT.TXT, to which each crash is appended, and its summary. */
#include "crash/nativeframe.h"
#include "crash/scanner.h"
#include "crash/signalkind.h"
#include "crash/slice.h"

enum { LINES_MAX = 600, NAME_MAX = 256, NULL_PAGE_DIGITS = 3 };

struct honggfuzz {
    char target[NAME_MAX]; /* of the arguments that were told last; "" if unknown */
    struct crash_result *result;
    size_t from, to;
};

/* The value behind "PID: "; false if the line is not of that name. */
static bool eat_name(struct bytes text, const char *name, struct bytes *value)
{
    if (!slice_eat(&text, name))
        return false;
    text = slice_trim_left(text);
    if (!slice_eat(&text, ":"))
        return false;
    *value = slice_trim(text);
    return true;
}

static bool is_null(struct bytes address)
{
    (void)slice_eat(&address, "0x");
    while (address.size > 0 && *address.at == '0')
        address = slice_from(address, 1);
    return address.size <= NULL_PAGE_DIGITS && !slice_is(address, "nil");
}

/* " <0x00000000004ba1ae> [func:parse file:/src/a.c line:12 module:/w/fuzz]" */
static bool read_frame(struct bytes text, struct nativeframe *frame)
{
    *frame = (struct nativeframe){ 0 };
    struct bytes rest = text;
    if (!slice_eat(&rest, "<0x"))
        return false;
    (void)slice_eat_until(&rest, "[func:");
    struct bytes function = slice_eat_until(&rest, " file:");
    frame->file = slice_eat_until(&rest, " line:");
    (void)!slice_eat_int(&rest, &frame->line);
    if (slice_eat(&rest, " module:") && slice_ends(rest, "]"))
        frame->module = slice_to(rest, rest.size - 1);
    if (!slice_is(function, "UNKNOWN"))
        nativeframe_set_call(frame, function);
    return true;
}

struct report {
    struct draft *draft;
    struct sankind kind;
    struct bytes instruction;
    bool null;
};

static void take_value(struct report *report, struct bytes text)
{
    struct draft *draft = report->draft;
    struct bytes value;
    if (eat_name(text, "FUZZ_FNAME", &value)) {
        draft->input = draft_text(draft, slice_base_name(value));
    } else if (eat_name(text, "SIGNAL", &value)) {
        if (!signalkind_set(&report->kind, value))
            memcpy(report->kind.type, "crash", sizeof("crash"));
        draft->message = draft_text(draft, value);
    } else if (eat_name(text, "FAULT ADDRESS", &value)) {
        report->null = is_null(value);
    } else if (eat_name(text, "STACK HASH", &value)) {
        draft->title = draft_text(draft, value); /* kept here until the stack is read */
    }
}

/* Without names, the tool's own hash of the stack tells crashes apart, of one build. */
static void set_type(struct report *report)
{
    struct draft *draft = report->draft;
    bool named = false;
    struct brief type;
    for (size_t i = 0; i < draft->frames_count; i++)
        named |= *draft->frames[i].function != '\0';
    brief_clear(&type);
    brief_add_text(&type, report->kind.type);
    brief_add_text(&type,
                   report->null && strcmp(report->kind.type, "SEGV") == 0 ? " near null" : "");
    draft->type = draft_text(draft, (struct bytes){ type.at, type.size });
    draft->state = report->kind.state;
    if (!named && draft->title) {
        brief_add_text(&type, "\nstack ");
        brief_add_text(&type, draft->title);
        draft->kind = draft_text(draft, (struct bytes){ type.at, type.size });
    }
    draft->title = NULL;
}

static void read_report(struct reading *reading, const struct line *first)
{
    struct report report = { reading->draft, .kind = { .state = CRASH_STATE_CRASHED } };
    struct nativeframe frame;
    struct line line;
    draft_begin(reading->draft, "honggfuzz", &frame_native);
    memcpy(report.kind.type, "crash", sizeof("crash"));
    reading->draft->from = first->from;
    reading->draft->to = first->to;
    take_value(&report, slice_trim(first->text));
    for (int i = 0; i < LINES_MAX && lines_next(reading->lines, &line); i++) {
        struct bytes text = slice_trim(line.text);
        if (slice_begins(text, "=====") || slice_begins(text, "ORIG_FNAME:")) {
            lines_back(reading->lines, line.from);
            break;
        }
        reading->draft->to = line.to;
        if (read_frame(text, &frame))
            nativeframe_add(reading->draft, &frame);
        else
            take_value(&report, text);
    }
    set_type(&report);
}

static struct crash_result *result_of(struct honggfuzz *honggfuzz, struct reading *reading,
                                      const struct line *line)
{
    if (!honggfuzz->result) {
        honggfuzz->result = reading_result(reading, "honggfuzz");
        honggfuzz->from = line->from;
    }
    honggfuzz->to = line->to;
    return honggfuzz->result;
}

static int64_t number_after(struct bytes text, const char *word)
{
    int64_t number;
    (void)slice_eat_until(&text, word);
    return slice_eat_int(&text, &number) ? number : -1;
}

/* "Summary iterations:1000 time:10 speed:100 crashes_count:1 timeout_count:0 new_units_added:3 …"
 */
static bool take_summary(struct honggfuzz *honggfuzz, struct reading *reading,
                         const struct line *line, struct bytes text)
{
    if (!slice_eat(&text, "Summary iterations:"))
        return false;
    struct crash_stats *stats = &result_of(honggfuzz, reading, line)->stats;
    int64_t seconds = number_after(text, " time:");
    (void)!slice_eat_int(&text, &stats->executions);
    stats->executions_per_second = number_after(text, " speed:");
    stats->new_interesting = number_after(text, " new_units_added:");
    stats->peak_rss_mb = number_after(text, " peak_rss_mb:");
    if (seconds >= 0 && seconds < INT32_MAX)
        stats->elapsed_ms = seconds * 1000;
    return true;
}

static bool honggfuzz_take(void *state, struct reading *reading, const struct line *line)
{
    struct honggfuzz *honggfuzz = state;
    struct bytes text = slice_trim(line->text), value;
    if (text.size < 8 || !strchr("fOFS", *text.at))
        return false;
    if (take_summary(honggfuzz, reading, line, text))
        return true;
    if (eat_name(text, "fuzzTarget", &value)) {
        value = slice_base_name(slice_to(value, slice_find_byte(value, ' ')));
        value = slice_to(value, NAME_MAX - 1);
        memcpy(honggfuzz->target, value.at, value.size);
        honggfuzz->target[value.size] = '\0';
        return true;
    }
    if (!slice_begins(text, "ORIG_FNAME:"))
        return false;
    struct crash_result *result = result_of(honggfuzz, reading, line);
    read_report(reading, line);
    honggfuzz->to = reading->draft->to;
    (void)reading_add(reading, result, reading->draft);
    return true;
}

static void honggfuzz_end(void *state, struct reading *reading)
{
    struct honggfuzz *honggfuzz = state;
    struct crash_result *result = honggfuzz->result;
    if (result) {
        if (*honggfuzz->target)
            result->target = reading_text(reading, bytes_from(honggfuzz->target));
        result->package = reading->package;
        result->log = reading_part(reading, honggfuzz->from, honggfuzz->to);
        result->state = reading_state(result);
        reading_keep(reading, result);
    }
    *honggfuzz = (struct honggfuzz){ 0 };
}

static void honggfuzz_name(struct interest *interest, unsigned who)
{
    interest_begin(interest, "Summary iterations:", who);
    interest_begin(interest, "fuzzTarget", who);
    interest_begin(interest, "ORIG_FNAME:", who);
}

const struct scanner scanner_honggfuzz = {
    .name = honggfuzz_name,
    .state_size = sizeof(struct honggfuzz),
    .take = honggfuzz_take,
    .end = honggfuzz_end,
};
