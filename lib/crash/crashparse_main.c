/*
 * crashparse: a fuzzer's log on standard input, what it says as JSON on standard output.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/fail.h"
#include "base/json.h"
#include "crash/crash.h"

static const char usage[] =
    "usage: crashparse [--all] [--engine E] [--package P] [--target T] [--module M] < log\n"
    "\n"
    "Reads what a fuzzer printed and writes the first crash in it as a JSON object, its frames\n"
    "innermost first; \"type\" is \"\" if there is no crash.\n"
    "\n"
    "  --all        an array of all crashes\n"
    "  --engine E   what printed it, where the log does not tell\n"
    "  --package P  the same for the package\n"
    "  --target T   the same for the fuzz target\n"
    "  --module M   the Go module, which is taken off the import paths of packages\n"
    "  --help       this text\n";

enum {
    LOG_SIZE_MAX = 256 * 1024 * 1024,
    READ_SIZE = 1024 * 1024,
};
static const size_t memory_max = (size_t)4 * 1024 * 1024 * 1024;

struct run {
    struct arena *mem;
    struct crash_hint hint;
    bool all;
    char *output;
};

static struct bytes read_input(struct arena *mem)
{
    struct text log = text_new(mem, LOG_SIZE_MAX);
    char *part = arena_alloc(mem, READ_SIZE);
    size_t size;
    while ((size = fread(part, 1, READ_SIZE, stdin)) > 0)
        text_add_bytes(&log, (struct bytes){ part, size });
    if (ferror(stdin))
        fail(FAIL_INPUT, "standard input cannot be read");
    return (struct bytes){ log.at ? log.at : "", log.size };
}

static void write_frames(struct json *object, const struct crash_frame *frames, size_t count)
{
    struct json *array = json_set_array(object, "frames");
    for (size_t i = 0; i < count; i++) {
        struct json *frame = json_add_object(array);
        json_set_text(frame, "function", frames[i].function);
        json_set_text(frame, "arguments", frames[i].arguments);
        json_set_text(frame, "file", frames[i].file);
        json_set_int(frame, "line", frames[i].line);
        json_set_int(frame, "column", frames[i].column);
        json_set_text(frame, "module", frames[i].module);
        json_set_bool(frame, "in_app", frames[i].in_app);
    }
}

static void write_stats(struct json *object, const struct crash_stats *stats)
{
    const struct {
        const char *name;
        int64_t value;
    } numbers[] = {
        { "executions", stats->executions },
        { "executions_per_second", stats->executions_per_second },
        { "new_interesting", stats->new_interesting },
        { "corpus", stats->corpus },
        { "coverage", stats->coverage },
        { "elapsed_ms", stats->elapsed_ms },
        { "peak_rss_mb", stats->peak_rss_mb },
    };
    struct json *json = json_set_object(object, "stats");
    for (size_t i = 0; i < COUNT_OF(numbers); i++)
        if (numbers[i].value >= 0)
            json_set_int(json, numbers[i].name, numbers[i].value);
}

static void write_result(struct json *object, const struct crash_result *result)
{
    json_set_text(object, "package", result->package);
    json_set_text(object, "target", result->target);
    json_set_text(object, "state", crash_state_name(result->state));
    json_set_text(object, "reason", result->reason);
    write_stats(object, &result->stats);
}

static void write_stacks(struct json *object, const struct crash_stack *stack)
{
    struct json *array = json_set_array(object, "stacks");
    for (; stack; stack = stack->next) {
        struct json *one = json_add_object(array);
        json_set_text(one, "label", stack->label);
        write_frames(one, stack->frames, stack->count);
    }
}

static void write_crash(struct json *object, const struct crash_result *result,
                        const struct crash *crash)
{
    json_set_text(object, "engine", crash->engine);
    json_set_text(object, "type", crash->type);
    json_set_text(object, "message", crash->message);
    json_set_text(object, "title", crash->title);
    write_frames(object, crash->frames, crash->frames_count);
    write_stacks(object, crash->stacks);
    json_set_text(object, "signature", crash->signature);
    json_set_text(object, "version", crash->version);
    json_set_bool(object, "weak", crash->weak);
    json_set_text(object, "severity", crash_severity_name(crash->severity));
    json_set_text(object, "severity_reason", crash->severity_reason);
    json_set_text(object, "input", crash->input_name);
    write_result(object, result);
}

/* A log without a crash, as the object of the crash that is not there. */
static void write_nothing(struct json *object, const struct crash_result *result)
{
    json_set_text(object, "engine", result->engine);
    json_set_text(object, "type", "");
    json_set_text(object, "message", "");
    write_frames(object, NULL, 0);
    write_result(object, result);
}

static char *write_all(struct arena *mem, const struct crash_result *results)
{
    struct json *array = json_new_array(mem);
    for (const struct crash_result *r = results; r; r = r->next)
        for (const struct crash *c = r->crashes; c; c = c->next)
            write_crash(json_add_object(array), r, c);
    return json_write(mem, array);
}

static char *write_first(struct arena *mem, const struct crash_result *results)
{
    struct json *object = json_new_object(mem);
    const struct crash_result *worst = results;
    for (const struct crash_result *r = results; r; r = r->next) {
        if (r->crashes) {
            write_crash(object, r, r->crashes);
            return json_write(mem, object);
        }
        if (worst->state == CRASH_STATE_OK)
            worst = r;
    }
    write_nothing(object, worst);
    return json_write(mem, object);
}

static void parse(void *arg)
{
    struct run *run = arg;
    struct crash_result *results = crash_read(run->mem, read_input(run->mem), &run->hint);
    run->output = run->all ? write_all(run->mem, results) : write_first(run->mem, results);
}

/* False for --help and for options that do not exist. */
static bool read_options(struct run *run, int argc, char **argv, int *exit_code)
{
    static const struct option options[] = {
        { "all", no_argument, NULL, 'a' },
        { "help", no_argument, NULL, 'h' },
        { "engine", required_argument, NULL, 'e' },
        { "package", required_argument, NULL, 'p' },
        { "target", required_argument, NULL, 't' },
        { "module", required_argument, NULL, 'm' },
        { 0 },
    };
    int option;
    while ((option = getopt_long(argc, argv, "h", options, NULL)) != -1) {
        switch (option) {
        case 'a': run->all = true; break;
        case 'e': run->hint.engine = optarg; break;
        case 'p': run->hint.package = optarg; break;
        case 't': run->hint.target = optarg; break;
        case 'm': run->hint.module = optarg; break;
        case 'h':
            fputs(usage, stdout);
            *exit_code = EXIT_SUCCESS;
            return false;
        default: fputs(usage, stderr); return false;
        }
    }
    if (optind < argc)
        fputs(usage, stderr);
    return optind == argc;
}

int main(int argc, char **argv)
{
    int exit_code = 2;
    struct run run = { .output = NULL };
    if (!read_options(&run, argc, argv, &exit_code))
        return exit_code;
    run.mem = arena_new(memory_max);
    const char *reason;
    bool good = fail_guard(parse, &run, &reason) == FAIL_NOT;
    if (good)
        puts(run.output);
    else
        fprintf(stderr, "crashparse: %s\n", reason);
    arena_free(run.mem);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
