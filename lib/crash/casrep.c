/*
 * Reports of CASR: JSON, with what a sanitizer or a language said in an array of lines, or with the
 * stack that gdb saw.
 *
 * Of the rest nothing is read, and nothing kept: it holds the environment of the process.
 */
#include "crash/casrstack.h"
#include "crash/goevent.h"
#include "crash/scanner.h"
#include "crash/slice.h"

enum {
    DEPTH_MAX = 64,
    SPACE_MAX = 16, /* bytes between the first bracket and the first key */
};

/* One report, its parts escaped as they stand in the log. */
struct report {
    struct report *next;
    struct text lines;      /* what a tool said; empty if it is only a stack */
    struct casrstack stack; /* of gdb */
    struct bytes program;   /* path of the program */
    size_t from, to;        /* place in the log */
};

struct casrep {
    struct report *reports, **end;
    size_t count;
    size_t tried; /* up to where the log was read as a report that turned out to be none */
};

/* Where a report is being read. */
struct place {
    struct bytes rest;
    int depth;
    struct bytes key, inner_key; /* of the outermost object, and of one inside of it */
};

static bool eat_string(struct bytes *b, struct bytes *string)
{
    for (size_t i = 1; i < b->size; i++) {
        if (b->at[i] == '\\') {
            i++;
        } else if (b->at[i] == '"') {
            *string = (struct bytes){ b->at + 1, i - 1 };
            *b = slice_from(*b, i + 1);
            return true;
        }
    }
    return false;
}

static void skip_space(struct bytes *b)
{
    while (b->size > 0 && memchr(" \t\r\n", *b->at, 4))
        *b = slice_from(*b, 1);
}

static bool is_report(struct bytes key)
{
    static const char *const tools[] = { "Asan", "Msan", "Ubsan", "Tsan", "Lsan", "Python",
                                         "Go",   "Java", "Rust",  "Js",   "Lua",  "CSharp" };
    if (!slice_ends(key, "Report"))
        return false;
    key.size -= strlen("Report");
    for (size_t i = 0; i < COUNT_OF(tools); i++)
        if (slice_is(key, tools[i]))
            return true;
    return false;
}

static struct bytes unescaped(struct reading *reading, struct bytes string)
{
    char *text = arena_alloc(reading->mem, string.size + 1);
    return (struct bytes){ text, goevent_unescape(string, text) };
}

static void take_value(struct report *report, struct reading *reading, const struct place *place,
                       struct bytes value)
{
    if (place->depth == 1 && slice_is(place->key, "ExecutablePath"))
        report->program = unescaped(reading, value);
    if (place->depth != 2)
        return;
    if (is_report(place->key)) {
        text_add_bytes(&report->lines, unescaped(reading, value));
        text_add(&report->lines, "\n");
    } else if (slice_is(place->key, "Stacktrace")) {
        casrstack_add(&report->stack, reading, unescaped(reading, value));
    } else if (slice_is(place->key, "CrashSeverity")) {
        if (slice_is(place->inner_key, "ShortDescription"))
            report->stack.type = unescaped(reading, value);
        else if (slice_is(place->inner_key, "Description"))
            report->stack.words = unescaped(reading, value);
    }
}

static bool take_string(struct report *report, struct reading *reading, struct place *place)
{
    struct bytes string;
    if (!eat_string(&place->rest, &string))
        return false;
    skip_space(&place->rest);
    if (!slice_eat(&place->rest, ":"))
        take_value(report, reading, place, string);
    else if (place->depth == 1)
        place->key = string;
    else if (place->depth == 2)
        place->inner_key = string;
    return true;
}

/* Reads one token; false if the text ends, or is no JSON. */
static bool step(struct report *report, struct reading *reading, struct place *place)
{
    skip_space(&place->rest);
    if (place->rest.size == 0)
        return false;
    char c = *place->rest.at;
    if (c == '"')
        return take_string(report, reading, place);
    place->depth += (c == '{' || c == '[') - (c == '}' || c == ']');
    place->rest = slice_from(place->rest, 1);
    return place->depth <= DEPTH_MAX;
}

/* Reads the report that b begins with; one that is cut off has what came before. */
static bool read_report(struct report *report, struct reading *reading, struct bytes b)
{
    struct place place = { .rest = b };
    report->lines = text_new(reading->mem, 2 * b.size + 16);
    while (step(report, reading, &place) && place.depth > 0)
        ;
    report->to = report->from + b.size - place.rest.size;
    return report->lines.size > 0 || report->stack.count > 0;
}

/* Where the report begins whose first key stands in the line, on one line or on many; SIZE_MAX if
 * there is none. */
static size_t find_begin(struct bytes log, const struct line *line)
{
    static const char first[] = "\"Date\"";
    struct bytes text = slice_trim(line->text);
    size_t at = line->from;
    if (slice_eat(&text, "{")) {
        skip_space(&text);
        return slice_begins(text, first) ? at : SIZE_MAX;
    }
    if (!slice_begins(text, first))
        return SIZE_MAX;
    for (int i = 0; i < SPACE_MAX && at > 0 && memchr(" \t\r\n", log.at[at - 1], 4); i++)
        at--;
    return at > 0 && log.at[at - 1] == '{' ? at - 1 : SIZE_MAX;
}

static bool casrep_take(void *state, struct reading *reading, const struct line *line)
{
    struct casrep *casrep = state;
    if (!memchr("{\" \t", *line->text.at, 4) || line->from < casrep->tried)
        return false;
    struct bytes log = lines_log(reading->lines);
    size_t from = find_begin(log, line);
    if (from == SIZE_MAX || casrep->count == CRASH_FOUND_MAX)
        return false;
    struct report *report = ARENA_ONE(reading->mem, struct report);
    report->from = from;
    bool good = read_report(report, reading, slice_from(log, from));
    casrep->tried = report->to;
    if (!good)
        return false;
    casrep->count++;
    if (!casrep->reports)
        casrep->end = &casrep->reports;
    *casrep->end = report;
    casrep->end = &report->next;
    lines_back(reading->lines, report->to);
    return true;
}

static void add_stack(struct report *report, struct reading *reading)
{
    struct crash_result *result = reading_result(reading, "casr");
    casrstack_draft(&report->stack, reading);
    reading_add(reading, result, reading->draft);
    for (struct crash *c = result->crashes; c; c = c->next)
        c->excerpt = (struct bytes){ report->stack.all.at, report->stack.all.size };
    result->log = (struct bytes){ report->stack.all.at, report->stack.all.size };
    result->state = reading_state(result);
    reading_keep(reading, result);
}

static void casrep_end(void *state, struct reading *reading)
{
    struct casrep *casrep = state;
    for (struct report *r = casrep->reports; r; r = r->next) {
        struct crash_result **from = reading->results_end;
        if (r->lines.size > 0)
            scanner_read(reading, (struct bytes){ r->lines.at, r->lines.size }, NULL);
        else
            add_stack(r, reading);
        struct bytes program = slice_base_name(r->program);
        for (struct crash_result *result = *from; result; result = result->next)
            if (!result->target && !reading->hint.target && program.size > 0)
                result->target = reading_text(reading, program);
    }
    *casrep = (struct casrep){ 0 };
}

static void casrep_name(struct interest *interest, unsigned who)
{
    interest_begin(interest, "{", who);
    interest_begin(interest, "\"Date\"", who);
}

const struct scanner scanner_casrep = {
    .name = casrep_name,
    .state_size = sizeof(struct casrep),
    .outer = true,
    .take = casrep_take,
    .end = casrep_end,
};
