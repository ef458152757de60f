/* lib/crash/javascript.c: what Jazzer.js and Node.js say */
#include "reads.h"

#define FRAMES                                                                                     \
    "    at Parser.field [as get] (/src/parser.js:1:32)\n"                                         \
    "    at async parse (file:///src/parser.mjs:2:28)\n"                                           \
    "    at /src/parser.js:7:3\n"                                                                  \
    "    at module.exports.fuzz (/src/fuzz.js:3:20)\n"                                             \
    "    at Module._compile (node:internal/modules/cjs/loader:1521:14)\n"

static const char signature[] = "js-1\nTypeError\nParser.field\nparse\nparser.js";

static void an_error_that_ends_node_is_known_by_the_line_above_its_stack(void **state)
{
    const struct crash *crash =
        reads_crash(state, "/src/parser.js:1\nfunction field(o) { return o.a.b; }\n        ^\n\n"
                           "TypeError: Cannot read properties of undefined (reading 'b')\n" FRAMES
                           "\nNode.js v20.20.2\n");
    assert_string_equal(crash->engine, "javascript");
    assert_string_equal(crash->type, "TypeError");
    assert_string_equal(crash->message,
                        "TypeError: Cannot read properties of undefined (reading 'b')");
    assert_string_equal(crash->signature, signature);
    assert_string_equal(crash->place->file, "/src/parser.js");
    assert_int_equal(crash->place->line, 1);
    assert_int_equal(crash->place->column, 32);
    assert_false(crash->frames[4].in_app);
}

static void an_error_under_jazzer_js_is_one_crash_of_the_run(void **state)
{
    const struct crash_result *result =
        reads_one(state, "INFO: Seed: 1\n#2\tINITED cov: 9 ft: 9 corp: 1/1b exec/s: 0 rss: 40Mb\n"
                         "==7== Uncaught Exception: Jazzer.js: TypeError: no b\n" FRAMES
                         "MS: 1 ChangeBit-; base unit: adc83b19\n"
                         "artifact_prefix='./'; Test unit written to ./crash-0eb8e4ed\n");
    assert_string_equal(result->engine, "libfuzzer");
    assert_null(result->crashes->next);
    assert_string_equal(result->crashes->signature, signature);
    assert_string_equal(result->crashes->input_name, "crash-0eb8e4ed");
}

static void the_words_may_be_repeated_above_the_stack(void **state)
{
    const struct crash *crash =
        reads_crash(state, "==7== Uncaught Exception: Jazzer.js: no b\nTypeError: no b\n" FRAMES);
    assert_string_equal(crash->signature, signature);
    crash = reads_crash(state, "==7== Uncaught Exception: Jazzer.js: welcome, 42\n");
    assert_string_equal(crash->type, "uncaught exception");
    assert_string_equal(crash->signature, "weak-1\nuncaught exception\nwelcome, N\n ");
}

static void a_detector_says_what_the_input_got_to_do(void **state)
{
    const struct crash *crash = reads_crash(
        state, "==7== Command Injection in spawnSync(): called with 'jaz_zer'\n" FRAMES);
    assert_string_equal(crash->type, "security exception");
    assert_int_equal(crash->severity, CRASH_HIGH);
    assert_string_equal(crash->signature,
                        "js-1\nsecurity exception\nCommand Injection in spawnSync\n"
                        "Parser.field\nparse\nparser.js");
}

static void memory_and_stack_run_out(void **state)
{
    const struct crash_result *result = reads_one(
        state,
        "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory\n");
    assert_int_equal(result->state, CRASH_STATE_OOM);
    const struct crash *crash = reads_crash(
        state, "RangeError: Maximum call stack size exceeded\n    at nest (/src/a.js:1:2)\n"
               "    at nest (/src/a.js:1:2)\n    at other (/src/a.js:1:2)\n"
               "    at nest (/src/a.js:1:2)\n    at other (/src/a.js:1:2)\n"
               "    at nest (/src/a.js:1:2)\n    at other (/src/a.js:1:2)\n"
               "    at nest (/src/a.js:1:2)\n    at other (/src/a.js:1:2)\n");
    assert_non_null(strstr(crash->signature, "nest"));
    assert_non_null(strstr(crash->signature, "other"));
    assert_int_equal(strlen(crash->signature), strlen("js-1\nRangeError\nnest\nother"));
}

static void a_long_line_above_the_words_does_not_hide_them(void **state)
{
    char *line = arena_alloc(*state, 100001);
    memset(line, 'x', 100000);
    const struct crash *crash =
        reads_crash(state, text_format(*state, "%s\nTypeError: no b\n" FRAMES, line));
    assert_string_equal(crash->signature, signature);
}

#define THROWN(what) "/src/parser.js:1\n  throw it;\n  ^\n\n" what "\nNode.js v20.20.2\n"

static void what_ends_node_is_an_error_of_whatever_name(void **state)
{
    const struct crash *crash =
        reads_crash(state, THROWN("Odd: boo\n    at parse (/src/parser.js:1:2)\n"));
    assert_string_equal(crash->type, "Odd");
    assert_string_equal(crash->signature, "js-1\nOdd\nparse");
    crash = reads_crash(state, THROWN("plain words\n(Use `node --trace-uncaught ...` to see)\n"));
    assert_string_equal(crash->type, "uncaught exception");
    assert_string_equal(crash->message, "plain words");
    assert_true(crash->weak);
    /* of compilers, too, carets point at code */
    const char *both =
        "x.c:1:2: warning: y\n  it;\n  ^\n" THROWN("Odd: boo\n    at f (/a.js:1:2)\n");
    assert_true(reads_crash(state, both)->excerpt.at > strstr(both, "throw it"));
    const struct crash_result *none =
        reads_one(state, "x.c:1:2: warning: y\n  it;\n  ^\nOdd: boo\n");
    assert_int_equal(none->state, CRASH_STATE_UNPARSED);
}

static void a_module_that_is_not_there_is_a_set_up_error(void **state)
{
    const struct crash_result *result = reads_one(
        state, "node:internal/modules/cjs/loader:1210\n  throw err;\n  ^\n\n"
               "Error: Cannot find module 'x'\nRequire stack:\n- /src/a.js\n"
               "    at Module._resolveFilename (node:internal/modules/cjs/loader:1207:15)\n"
               "    at Object.<anonymous> (/src/a.js:1:1) {\n  code: 'MODULE_NOT_FOUND',\n"
               "  requireStack: [ '/src/a.js' ]\n}\n\nNode.js v20.20.2\n");
    assert_int_equal(result->state, CRASH_STATE_SETUP);
    assert_string_equal(result->reason, "Error: Cannot find module 'x'");
    assert_null(result->crashes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(an_error_that_ends_node_is_known_by_the_line_above_its_stack),
        PURE(an_error_under_jazzer_js_is_one_crash_of_the_run),
        PURE(the_words_may_be_repeated_above_the_stack),
        PURE(a_detector_says_what_the_input_got_to_do),
        PURE(memory_and_stack_run_out),
        PURE(what_ends_node_is_an_error_of_whatever_name),
        PURE(a_module_that_is_not_there_is_a_set_up_error),
        PURE(a_long_line_above_the_words_does_not_hide_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
