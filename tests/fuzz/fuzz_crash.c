/*
 * Reads any bytes as a fuzzer's log, as lib/crash does with what strangers post.
 *
 * Beside what the sanitizers see, it checks what crash.h promises: there is a result, text is UTF-8
 * within its limits, frames and crashes are within theirs, every crash has a signature, and what
 * is excerpted lies in memory that can be read.
 */
#include <stdlib.h>

#include "base/fail.h"
#include "crash/crash.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool kept)
{
    if (!kept)
        abort();
}

static void check_text(const char *text, size_t size_max)
{
    demand(!text || (text_is_utf8(bytes_from(text)) && strlen(text) <= size_max));
}

static void check_frames(const struct crash_frame *frames, size_t count)
{
    demand(count <= CRASH_FRAMES_MAX);
    for (size_t i = 0; i < count; i++) {
        demand(frames[i].function != NULL);
        check_text(frames[i].function, CRASH_TEXT_MAX);
        check_text(frames[i].arguments, CRASH_TEXT_MAX);
        check_text(frames[i].file, CRASH_TEXT_MAX);
        check_text(frames[i].module, CRASH_TEXT_MAX);
        demand(frames[i].line >= 0 && frames[i].column >= 0);
    }
}

/* Looks at each byte, so that the sanitizer sees it. */
static void check_bytes(struct bytes b)
{
    volatile unsigned sum = 0;
    for (size_t i = 0; i < b.size; i++)
        sum += (unsigned char)b.at[i];
}

static void check_crash(const struct crash *crash)
{
    demand(crash->engine && crash->type && *crash->type && crash->message && crash->title);
    demand(crash->signature && *crash->signature && crash->version && crash->severity_reason);
    check_text(crash->type, CRASH_TEXT_MAX);
    check_text(crash->message, CRASH_TEXT_MAX);
    check_text(crash->title, CRASH_TITLE_MAX);
    check_text(crash->input_name, CRASH_TEXT_MAX);
    check_text(crash->signature, 64 * 1024);
    check_frames(crash->frames, crash->frames_count);
    for (const struct crash_stack *s = crash->stacks; s; s = s->next)
        check_frames(s->frames, s->count);
    check_bytes(crash->excerpt);
}

struct input {
    struct arena *mem;
    struct bytes log;
    struct crash_hint hint;
};

static void read_input(void *arg)
{
    struct input *input = arg;
    const struct crash_result *result = crash_read(input->mem, input->log, &input->hint);
    demand(result != NULL);
    size_t crashes = 0;
    for (; result; result = result->next) {
        demand(result->engine != NULL);
        check_text(result->package, CRASH_TEXT_MAX);
        check_text(result->target, CRASH_TEXT_MAX);
        check_text(result->reason, 2 * CRASH_TEXT_MAX);
        check_bytes(result->log);
        for (const struct crash *c = result->crashes; c; c = c->next, crashes++)
            check_crash(c);
    }
    demand(crashes <= CRASH_FOUND_MAX + CRASH_RESULTS_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input input = {
        .mem = arena_new((size_t)256 * 1024 * 1024),
        .log = { (const char *)data, size },
    };
    if (size > 0 && data[0] & 1)
        input.hint = (struct crash_hint){ "libfuzzer", "helper/xor", "FuzzMask", NULL, NULL };
    const char *reason;
    enum fail failed = fail_guard(read_input, &input, &reason);
    arena_free(input.mem);
    demand(failed == FAIL_NOT);
    return 0;
}
