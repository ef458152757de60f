/* lib/crash/rust.c and its files: what the standard library of Rust says of panics */
#include "reads.h"

#define STACK                                                                                      \
    "stack backtrace:\n"                                                                           \
    "   0: __rustc::rust_begin_unwind\n"                                                           \
    "             at /rustc/5980/library/std/src/panicking.rs:689:5\n"                             \
    "   1: core::panicking::panic_fmt\n"                                                           \
    "             at /rustc/5980/library/core/src/panicking.rs:80:14\n"                            \
    "   2: <codec::Decoder<T> as core::fmt::Display>::fmt::{{closure}}\n"                          \
    "             at ./src/codec.rs:12:37\n"                                                       \
    "   3: codec::parse::<alloc::vec::Vec<u8>>\n"                                                  \
    "             at ./src/codec.rs:20:5\n"                                                        \
    "   4: main::main\n"                                                                           \
    "             at ./src/main.rs:5:24\n"                                                         \
    "   5: core::ops::function::FnOnce::call_once\n"                                               \
    "             at /rustc/5980/library/core/src/ops/function.rs:250:5\n"                         \
    "note: Some details are omitted, run with `RUST_BACKTRACE=full` for a verbose backtrace.\n"

#define SIGNAL                                                                                     \
    "==7== ERROR: libFuzzer: deadly signal\n"                                                      \
    "    #0 0x55d in __sanitizer_print_stack_trace /x/asan_stack.cpp:86:3\n"                       \
    "    #1 0x55e in abort /x/stdlib/abort.c:89\n"                                                 \
    "    #2 0x55f in std::process::abort::hd257d0bc0ddb140c "                                      \
    "/rustc/6/library/std/src/process.rs:1\n"                                                      \
    "    #3 0x560 in libfuzzer_sys::initialize::_$u7b$$u7b$closure$u7d$$u7d$::h8a22640c22e97ee8 "  \
    "/r/libfuzzer-sys-0.4.0/src/lib.rs:51:9\n"                                                     \
    "    #4 0x561 in _$LT$codec..Decoder$LT$T$GT$$u20$as$u20$core..fmt..Display$GT$::fmt::"        \
    "h0123456789abcdef /src/codec.rs:12:37\n"                                                      \
    "    #5 0x562 in codec::parse::h0123456789abcdef /src/codec.rs:20:5\n"                         \
    "    #6 0x563 in rust_fuzzer_test_input /src/fuzz_targets/t.rs:8:5\n"                          \
    "SUMMARY: libFuzzer: deadly signal\n"                                                          \
    "artifact_prefix='./'; Test unit written to ./crash-0eb8e4ed\n"

static const char signature[] = "rust-1\nindex out of bounds\ncodec::Decoder::fmt\ncodec::parse";

static void both_styles_of_panics_are_the_same_crash(void **state)
{
    static const char *const logs[] = {
        "thread 'main' panicked at 'index out of bounds: the len is 3 but the index is 6', "
        "src/codec.rs:12:37\n" STACK,
        "\nthread 'main' (26118) panicked at src/codec.rs:12:37:\n"
        "index out of bounds: the len is 3 but the index is 6\n" STACK,
    };
    for (size_t i = 0; i < COUNT_OF(logs); i++) {
        const struct crash *crash = reads_crash(state, logs[i]);
        assert_string_equal(crash->engine, "rust");
        assert_string_equal(crash->type, "index out of bounds");
        assert_string_equal(crash->message, "index out of bounds: the len is 3 but the index is 6");
        assert_string_equal(crash->signature, signature);
        assert_false(crash->weak);
        assert_string_equal(crash->place->file, "./src/codec.rs");
        assert_int_equal(crash->place->line, 12);
        assert_int_equal(crash->place->column, 37);
        assert_int_equal(crash->severity, CRASH_MEDIUM);
    }
}

static void frames_may_have_addresses_and_symbols_of_the_linker(void **state)
{
    const struct crash *crash = reads_crash(
        state, "thread 'main' panicked at 'index out of bounds: x', src/codec.rs:12\n"
               "stack backtrace:\n[1] WARNING: somebody else\n"
               "   0:     0x7f89cd640233 - std::panicking::default_hook::h4c1ef1cc83189c8e\n"
               "   0:     0x7f89cd640233 - <core[c1f1a4ba060b9bfa]::fmt::rt::Argument>::fmt\n"
               "                        at /checkout/src/libstd/panicking.rs:380\n"
               "   1:     0x7f89cd63d13f - <codec::Decoder<T> as core::fmt::Display>::fmt::"
               "h0123456789abcdef\n"
               "   2:     0x7f89cd63d13f - codec::parse::h0123456789abcdef\n"
               "   3:     0x7f89cd63d13f - <unknown>\nRedirecting call to abort()\n");
    assert_string_equal(crash->signature, signature);
    assert_int_equal(crash->frames_count, 5);
}

static void a_panic_without_a_stack_gives_its_words_to_the_signal(void **state)
{
    const struct crash_result *result = reads_one(
        state,
        "INFO: Seed: 1\n#2\tINITED cov: 9 ft: 9 corp: 1/1b exec/s: 0 rss: 40Mb\n"
        "thread '<unnamed>' panicked at 'index out of bounds: x', src/codec.rs:12:37\n"
        "note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace\n" SIGNAL
        "Reproduce with:\n\n\tcargo fuzz run parse fuzz/artifacts/parse/crash-0eb8e4ed\n");
    assert_string_equal(result->target, "parse");
    assert_string_equal(result->engine, "libfuzzer");
    const struct crash *crash = result->crashes;
    assert_null(crash->next);
    assert_string_equal(crash->signature, signature);
    assert_string_equal(crash->message, "index out of bounds: x");
    assert_string_equal(crash->input_name, "crash-0eb8e4ed");
}

static void the_signal_after_a_panic_with_a_stack_is_its_echo(void **state)
{
    const struct crash *crash =
        reads_crash(state, "INFO: Seed: 1\nthread '<unnamed>' panicked at src/codec.rs:12:37:\n"
                           "index out of bounds: x\n" STACK SIGNAL);
    assert_string_equal(crash->signature, signature);
    assert_string_equal(crash->input_name, "crash-0eb8e4ed");
}

static void without_any_stack_it_is_weak_and_of_its_file(void **state)
{
    const struct crash *crash = reads_crash(
        state, "thread 'main' panicked at src/codec.rs:12:37:\nindex out of bounds: x\n"
               "note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace\n");
    assert_true(crash->weak);
    assert_string_equal(crash->signature, "weak-1\nindex out of bounds\ncodec.rs\n ");
    assert_string_equal(crash->place->file, "src/codec.rs");
    assert_int_equal(crash->place->line, 12);
}

static void two_panics_without_a_stack_are_two_crashes(void **state)
{
    const struct crash_result *result =
        reads_one(state, "thread 'a' panicked at src/a.rs:1:1:\nboom\nnote: run with x\n"
                         "thread 'b' panicked at src/b.rs:1:1:\nbang\nnote: run with x\n");
    assert_int_equal(count_crashes(result), 2);
}

static void an_old_message_may_have_several_lines(void **state)
{
    const struct crash *crash = reads_crash(
        state, "thread 'main' panicked at 'called `Result::unwrap()` on an `Err` value: "
               "bad\nCaused by:\n    that', src/codec.rs:12:37\n" STACK);
    assert_string_equal(crash->type, "unwrap() of an error");
    assert_int_equal(crash->frames_count, 6);
}

static void what_the_input_held_is_no_part_of_the_signature(void **state)
{
    static const struct {
        const char *message, *kind;
    } cases[] = {
        { "bad number: ParseIntError { kind: InvalidDigit }", "panic: bad number" },
        { "attempt to subtract with overflow", "attempt to subtract with overflow" },
        { "range end index 9 out of range for slice of length 3", "slice index out of range" },
        { "assertion failed: self.left > 2", "assertion failed: self.left > 2" },
        { "assertion failed: `(left == right)`", "assertion failed: left == right" },
        { "assertion `left == right` failed: odd", "assertion failed: left == right" },
        { "called `Option::unwrap()` on a `None` value", "unwrap() of None" },
        { "item 17 is \"odd\"", "panic: item N is \"\xe2\x80\xa6\"" },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct crash *crash = reads_crash(
            state, text_format(*state, "thread 'main' panicked at src/codec.rs:12:37:\n%s\n%s",
                               cases[i].message, STACK));
        assert_string_equal(
            crash->signature,
            text_format(*state, "rust-1\n%s\ncodec::Decoder::fmt\ncodec::parse", cases[i].kind));
    }
}

static void stack_and_memory_run_out(void **state)
{
    const struct crash *crash = reads_crash(
        state, "\nthread 'main' (9996) has overflowed its stack\n"
               "fatal runtime error: stack overflow, aborting\nAborted (core dumped)\n");
    assert_string_equal(crash->type, "stack-overflow");
    const struct crash_result *result =
        reads_one(state, "memory allocation of 9437184 bytes failed\n");
    assert_int_equal(result->state, CRASH_STATE_OOM);
}

static void panics_that_tests_expect_are_none(void **state)
{
    const struct crash_result *result = reads_one(
        state, "thread 'a' panicked at src/a.rs:1:1:\nboom\n" STACK
               "thread 'b' panicked at src/b.rs:1:1:\nbang\nnote: run with x\n"
               "test b - should panic ... ok\n\ntest result: ok. 2 passed; 0 failed; 0 ignored\n");
    assert_int_equal(result->state, CRASH_STATE_OK);
    assert_null(result->crashes);
    result = reads_one(state, "thread 'a' panicked at src/a.rs:1:1:\nboom\n" STACK
                              "test result: FAILED. 1 passed; 1 failed; 0 ignored\n");
    assert_int_equal(result->state, CRASH_STATE_CRASHED);
}

static void what_does_not_build_is_a_set_up_error(void **state)
{
    const char *error = "error: could not compile `codec` (bin \"t\") due to 1 previous error";
    const struct crash_result *result = reads_one(
        state,
        text_format(*state, "error[E0425]: cannot find value `x` in this scope\n%s\n", error));
    assert_int_equal(result->state, CRASH_STATE_SETUP);
    assert_string_equal(result->reason, error);
    assert_string_equal(result->engine, "rust");
    assert_null(result->crashes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(both_styles_of_panics_are_the_same_crash),
        PURE(frames_may_have_addresses_and_symbols_of_the_linker),
        PURE(a_panic_without_a_stack_gives_its_words_to_the_signal),
        PURE(the_signal_after_a_panic_with_a_stack_is_its_echo),
        PURE(without_any_stack_it_is_weak_and_of_its_file),
        PURE(two_panics_without_a_stack_are_two_crashes),
        PURE(an_old_message_may_have_several_lines),
        PURE(what_the_input_held_is_no_part_of_the_signature),
        PURE(stack_and_memory_run_out),
        PURE(what_does_not_build_is_a_set_up_error),
        PURE(panics_that_tests_expect_are_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
