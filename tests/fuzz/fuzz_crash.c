/*
 * Reads any bytes as a fuzzer's log, as lib/crash does with what strangers post.
 *
 * Beside what the sanitizers see, it checks what crash.h promises: there is a result, text is UTF-8
 * within its limits, frames and crashes are within theirs, every crash has a signature, and what
 * is excerpted lies in memory that can be read.
 */
#include "crash/casrcut.h"
#include "crash/crash.h"
#include "fuzz.h"

static void check_frames(const struct crash_frame *frames, size_t count)
{
    demand(count <= CRASH_FRAMES_MAX);
    for (size_t i = 0; i < count; i++) {
        demand(frames[i].function != NULL);
        demand_text(frames[i].function, CRASH_TEXT_MAX);
        demand_text(frames[i].arguments, CRASH_TEXT_MAX);
        demand_text(frames[i].file, CRASH_TEXT_MAX);
        demand_text(frames[i].module, CRASH_TEXT_MAX);
        demand(frames[i].line >= 0 && frames[i].column >= 0);
    }
}

static void check_crash(const struct crash *crash)
{
    demand(crash->engine && crash->type && *crash->type && crash->message && crash->title);
    demand(crash->signature && *crash->signature && crash->version && crash->severity_reason);
    demand_text(crash->type, CRASH_TEXT_MAX);
    demand_text(crash->message, CRASH_TEXT_MAX);
    demand_text(crash->title, CRASH_TITLE_MAX);
    demand_text(crash->input_name, CRASH_TEXT_MAX);
    demand_text(crash->signature, 64 * 1024);
    check_frames(crash->frames, crash->frames_count);
    for (const struct crash_stack *s = crash->stacks; s; s = s->next)
        check_frames(s->frames, s->count);
    demand_bytes(crash->excerpt);
}

/* What is cut is cut at once, and nothing is added. */
static void check_cut(struct input *input)
{
    struct bytes cut = casrcut(input->mem, input->bytes);
    demand(cut.size <= input->bytes.size);
    demand(bytes_equal(cut, casrcut(input->mem, cut)));
}

static void read_input(void *arg)
{
    struct input *input = arg;
    static const struct crash_hint hints[] = {
        { 0 },
        { .engine = "libfuzzer", .package = "helper/xor", .target = "FuzzMask" },
    };
    bool hinted = input->bytes.size > 0 && *input->bytes.at & 1;
    const struct crash_result *result = crash_read(input->mem, input->bytes, &hints[hinted]);
    demand(result != NULL);
    size_t crashes = 0;
    for (; result; result = result->next) {
        demand(result->engine != NULL);
        demand_text(result->package, CRASH_TEXT_MAX);
        demand_text(result->target, CRASH_TEXT_MAX);
        demand_text(result->reason, 2 * CRASH_TEXT_MAX);
        demand_bytes(result->log);
        for (const struct crash *c = result->crashes; c; c = c->next, crashes++)
            check_crash(c);
    }
    demand(crashes <= CRASH_FOUND_MAX + CRASH_RESULTS_MAX);
    check_cut(input);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    demand(input_read(data, size, (size_t)256 * 1024 * 1024, read_input) == FAIL_NOT);
    return 0;
}
