/*
 * The output of `go test -json`: one event on each line, those of several packages mixed.
 *
 * When the log was read, the events are read twice again: to see how much text each package has,
 * and to put it together.  What comes out is the text that `go test -v` would have printed, which
 * is read like any other.
 */
#include "base/hash.h"
#include "crash/goevent.h"
#include "crash/scanner.h"
#include "crash/slice.h"

enum { PACKAGES_MAX = CRASH_RESULTS_MAX };

static const char name_line[] = "=== NAME  ";

struct package {
    struct package *next;
    const char *name;
    size_t size_max; /* of its text */
    char *text;
    size_t size;
    uint64_t test; /* hash of the name of the test that spoke last */
};

struct gojson {
    struct index *index;
    struct package *packages, **end;
    size_t count;
    bool any;
    size_t from; /* of the first event */
};

static struct package *find_package(struct gojson *json, struct reading *reading, struct bytes name)
{
    if (!json->index) {
        json->index = index_new(reading->mem);
        json->end = &json->packages;
    }
    uint64_t hash = hash_bytes(HASH_START, name);
    struct package *package = index_find(json->index, hash);
    if (package)
        return package;
    if (json->count == PACKAGES_MAX)
        return json->packages;
    json->count++;
    package = ARENA_ONE(reading->mem, struct package);
    package->name = name.size > 0 ? reading_text(reading, name) : NULL;
    index_put(json->index, hash, package);
    *json->end = package;
    json->end = &package->next;
    return package;
}

/* Whether a line that names the test has to stand before the event's output. */
static bool needs_name(const struct package *package, const struct goevent *event)
{
    return event->test.size > 0 && package->test != hash_bytes(HASH_START, event->test) &&
           !slice_begins(event->output, "===") &&
           !slice_begins(slice_trim_left(event->output), "--- ");
}

static void add(struct package *package, struct bytes b)
{
    memcpy(package->text + package->size, b.at, b.size);
    package->size += b.size;
}

static void add_event(struct package *package, const struct goevent *event)
{
    if (event->output.size == 0)
        return;
    bool at_start = package->size == 0 || package->text[package->size - 1] == '\n';
    if (at_start && needs_name(package, event)) {
        add(package, bytes_from(name_line));
        package->size += goevent_unescape(event->test, package->text + package->size);
        add(package, BYTES("\n"));
    }
    if (event->test.size > 0)
        package->test = hash_bytes(HASH_START, event->test);
    package->size += goevent_unescape(event->output, package->text + package->size);
}

static bool gojson_take(void *state, struct reading *reading, const struct line *line)
{
    (void)reading;
    struct gojson *json = state;
    struct goevent event;
    if (*line->text.at != '{' || !goevent_read(line->text, &event))
        return false;
    if (!json->any)
        json->from = line->from;
    json->any = true;
    return true;
}

static void count_event(struct package *package, const struct goevent *event)
{
    package->size_max += event->output.size;
    if (event->output.size > 0)
        package->size_max += strlen(name_line) + event->test.size + 1;
}

/* Shows each event, from the first one on, to the function. */
static void walk(struct gojson *json, struct reading *reading,
                 void (*work)(struct package *package, const struct goevent *event))
{
    struct line line;
    struct goevent event;
    lines_back(reading->lines, json->from);
    while (lines_next(reading->lines, &line))
        if (line.text.size > 0 && *line.text.at == '{' && goevent_read(line.text, &event))
            work(find_package(json, reading, event.package), &event);
}

static void gojson_end(void *state, struct reading *reading)
{
    struct gojson *json = state;
    if (!json->any)
        return;
    walk(json, reading, count_event);
    for (struct package *p = json->packages; p; p = p->next)
        p->text = arena_alloc(reading->mem, p->size_max + 1);
    walk(json, reading, add_event);
    for (struct package *p = json->packages; p; p = p->next)
        if (p->size > 0)
            scanner_read(reading, (struct bytes){ p->text, p->size }, p->name);
}

static void gojson_name(struct interest *interest, unsigned who)
{
    interest_begin(interest, "{", who);
}

const struct scanner scanner_gojson = {
    .name = gojson_name,
    .state_size = sizeof(struct gojson),
    .outer = true,
    .take = gojson_take,
    .end = gojson_end,
};
