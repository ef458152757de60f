/* lib/crash/casrep.c, casrstack.c: reports of CASR */
#include "reads.h"

#define HEAD                                                                                       \
    "{\n    \"Date\": \"2026-11-22T10:41:07+00:00\",\n"                                            \
    "    \"ExecutablePath\": \"/src/bin/thumb\",\n"                                                \
    "    \"ProcEnviron\": [\n        \"TOKEN=secret\",\n        \"A={\\\"[\"\n    ],\n"

#define SEVERITY                                                                                   \
    "    \"CrashSeverity\": {\n        \"Type\": \"NOT_EXPLOITABLE\",\n"                           \
    "        \"ShortDescription\": \"DestAvNearNull\",\n"                                          \
    "        \"Description\": \"Access violation near NULL on destination operand\"\n    },\n"

#define STACK                                                                                      \
    "    \"Stacktrace\": [\n"                                                                      \
    "        \"#0  0x00007ffff7f4 in memcpy () from /lib/x86_64-linux-gnu/libc.so.6\",\n"          \
    "        \"#1  0x00007ffff7f4 in tiff::get (tif=0x5555, ap={x = 1}) at tif_dir.c:869\",\n"     \
    "        \"#2  main (argc=<optimized out>) at thumb.c:116\"\n    ],\n"

#define REPORT                                                                                     \
    "    \"PythonReport\": [\n        \"Traceback (most recent call last):\",\n"                   \
    "        \"  File \\\"t.py\\\", line 9, in parse\",\n        \"    go(\\\"\\u00e9\\\")\",\n"   \
    "        \"ValueError: x\"\n    ],\n"

#define TAIL "    \"Registers\": { \"rax\": 1, \"rbx\": [ {} , true ] }\n}\n"

static void a_stack_of_gdb_is_a_crash(void **state)
{
    const struct crash_result *result = reads_one(state, HEAD SEVERITY STACK TAIL);
    assert_string_equal(result->engine, "casr");
    assert_string_equal(result->target, "thumb");
    const struct crash *crash = result->crashes;
    assert_string_equal(crash->type, "SEGV WRITE near null");
    assert_string_equal(crash->message, "Access violation near NULL on destination operand");
    assert_string_equal(crash->signature, "san-1\nSEGV WRITE near null\ntiff::get");
    assert_string_equal(crash->frames[0].module, "/lib/x86_64-linux-gnu/libc.so.6");
    assert_string_equal(crash->place->function, "tiff::get");
    assert_string_equal(crash->place->file, "tif_dir.c");
    assert_int_equal(crash->place->line, 869);
}

static void what_a_tool_said_is_read_as_its_log(void **state)
{
    const struct crash_result *result = reads_one(state, HEAD SEVERITY STACK REPORT TAIL);
    assert_string_equal(result->target, "thumb");
    assert_string_equal(result->crashes->engine, "python");
    assert_string_equal(result->crashes->signature, "python-1\nValueError\nt.parse");
}

static void nothing_of_the_environment_is_kept(void **state)
{
    static const char *const logs[] = { HEAD SEVERITY STACK TAIL, HEAD SEVERITY REPORT TAIL };
    for (size_t i = 0; i < COUNT_OF(logs); i++) {
        const struct crash_result *result = reads_one(state, logs[i]);
        struct bytes parts[] = { result->log, result->crashes->excerpt };
        for (size_t p = 0; p < COUNT_OF(parts); p++) {
            assert_true(parts[p].size > 0);
            assert_null(memmem(parts[p].at, parts[p].size, "secret", 6));
        }
    }
}

static void several_reports_and_one_that_is_cut_off_are_read(void **state)
{
    const char *log = HEAD SEVERITY STACK TAIL HEAD REPORT "    \"Disassem";
    assert_int_equal(count_crashes(reads(state, log)), 2);
    log = "{\"Date\":\"x\",\"Stacktrace\":[\"#0 0x1 in f () at a.c:1\"]}\n";
    assert_int_equal(count_crashes(reads(state, log)), 1);
}

static void other_json_is_none(void **state)
{
    static const char *const logs[] = {
        "{\n  \"name\": \"x\",\n  \"Stacktrace\": [ \"#0 0x1 in f () at a.c:1\" ]\n}\n",
        "{\n  \"Date\": \"x\"\n}\n",
        "{ \"Date\": [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
        "{ \"Date\": \"",
    };
    for (size_t i = 0; i < COUNT_OF(logs); i++)
        assert_int_equal(reads_one(state, logs[i])->state, CRASH_STATE_UNPARSED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(a_stack_of_gdb_is_a_crash),
        PURE(what_a_tool_said_is_read_as_its_log),
        PURE(nothing_of_the_environment_is_kept),
        PURE(several_reports_and_one_that_is_cut_off_are_read),
        PURE(other_json_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
