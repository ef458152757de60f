/* lib/crash/lua.c: what Lua says */
#include "reads.h"

#define STACK                                                                                      \
    "stack traceback:\n\t[C]: in function 'error'\n\tsrc/codec.lua:12: in upvalue 'parse'\n"       \
    "\tsrc/codec.lua:15: in function <src/codec.lua:14>\n\t(...tail calls...)\n"                   \
    "\tfuzz.lua:20: in main chunk\n\t[C]: in ?\n"

static void an_error_of_the_language_is_its_type(void **state)
{
    const struct crash *crash = reads_crash(
        state, "lua: src/codec.lua:12: attempt to index a nil value (local 'x')\n" STACK "bye\n");
    assert_string_equal(crash->engine, "lua");
    assert_string_equal(crash->type, "attempt to index a nil value");
    assert_string_equal(crash->message, "attempt to index a nil value (local 'x')");
    assert_string_equal(crash->signature,
                        "lua-1\nattempt to index a nil value\ncodec.lua parse\ncodec.lua");
    assert_string_equal(crash->place->file, "src/codec.lua");
    assert_int_equal(crash->place->line, 12);
    assert_int_equal(crash->frames_count, 5);
}

static void an_error_of_the_program_is_an_error(void **state)
{
    const struct crash *crash = reads_crash(state, "fuzz.lua:12: no 17 in there\n" STACK);
    assert_string_equal(crash->type, "error");
    assert_string_equal(crash->message, "no 17 in there");
    assert_string_equal(crash->signature, "lua-1\nerror\ncodec.lua parse\ncodec.lua");
}

static void a_traceback_needs_words_and_frames(void **state)
{
    assert_int_equal(reads_one(state, STACK)->state, CRASH_STATE_UNPARSED);
    assert_int_equal(reads_one(state, "words\nstack traceback:\nnothing\n")->state,
                     CRASH_STATE_UNPARSED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(an_error_of_the_language_is_its_type),
        PURE(an_error_of_the_program_is_an_error),
        PURE(a_traceback_needs_words_and_frames),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
