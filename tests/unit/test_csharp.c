/* lib/crash/csharp.c: what .NET and Mono say */
#include "reads.h"

#define FRAMES                                                                                     \
    "   at System.Collections.Generic.List`1.get_Item(Int32 index)\n"                              \
    "   at Codec.Reader`1.<>c__DisplayClass0_0.<Body>b__0(Int32 n) in /src/Reader.cs:line 12\n"    \
    "   at Codec.Reader.Read[T](T value) in /src/Reader.cs:line 20\n"                              \
    "   at Codec.Program.Main(String[] args) in /src/Program.cs:line 5\n"

static void an_exception_has_its_frames(void **state)
{
    const struct crash *crash = reads_crash(
        state,
        "Unhandled exception. System.ArgumentOutOfRangeException: Index was out of range.\n" FRAMES
        "bye\n");
    assert_string_equal(crash->engine, "csharp");
    assert_string_equal(crash->type, "System.ArgumentOutOfRangeException");
    assert_string_equal(crash->signature, "csharp-1\nSystem.ArgumentOutOfRangeException\n"
                                          "Codec.Reader.<>c__DisplayClass_.<Body>b__\n"
                                          "Codec.Reader.Read");
    assert_string_equal(crash->place->file, "/src/Reader.cs");
    assert_int_equal(crash->place->line, 12);
    assert_string_equal(crash->place->arguments, "Int32 n");
}

static void mono_names_the_exception_on_the_next_line(void **state)
{
    const struct crash *crash = reads_crash(
        state, "Unhandled Exception:\nSystem.DivideByZeroException: Attempted to divide by zero.\n"
               "  at Codec.Reader.Read (System.Int32 n) [0x00002] in /src/Reader.cs:20 \n"
               "  at Codec.Program.Main (System.String[] args) [0x00000] in <8c1>:0 \n");
    assert_string_equal(crash->signature,
                        "csharp-1\nSystem.DivideByZeroException\nCodec.Reader.Read");
}

static void inner_exceptions_come_first(void **state)
{
    const struct crash *crash = reads_crash(
        state, "Unhandled exception. Codec.Bad: outer\n ---> System.FormatException: inner\n"
               "   at Codec.Number.Parse(String s) in /src/N.cs:line 1\n"
               "   --- End of inner exception stack trace ---\n" FRAMES);
    assert_string_equal(crash->type, "Codec.Bad");
    assert_string_equal(crash->place->function, "Codec.Number.Parse");
    assert_int_equal(crash->frames_count, 5);
}

static void the_stack_runs_over(void **state)
{
    const struct crash *crash =
        reads_crash(state, "Stack overflow.\nRepeat 9602 times:\n--------------------------------\n"
                           "   at Codec.Reader.Nest(Int32)\n--------------------------------\n"
                           "   at Codec.Program.Main(System.String[])\n");
    assert_string_equal(crash->signature,
                        "csharp-1\nSystem.StackOverflowException\nCodec.Reader.Nest");
    assert_int_equal(reads_one(state, "Stack overflow of what?\n")->state, CRASH_STATE_UNPARSED);
}

static void a_stack_is_known_by_the_line_above_it(void **state)
{
    const struct crash *crash = reads_crash(state, "System.FormatException: bad\n" FRAMES);
    assert_string_equal(crash->engine, "csharp");
    assert_string_equal(crash->type, "System.FormatException");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(an_exception_has_its_frames),
        PURE(mono_names_the_exception_on_the_next_line),
        PURE(inner_exceptions_come_first),
        PURE(the_stack_runs_over),
        PURE(a_stack_is_known_by_the_line_above_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
