/* lib/crash/sanreport.c, undefined.c, nativeframe.c, nativename.c: reports of sanitizers */
#include "reads.h"

#define ASAN(message) "==21859==ERROR: AddressSanitizer: " message "\n"
#define FRAMES                                                                                     \
    "    #0 0x55ff in parse_header(unsigned char const*, unsigned long) /src/t.cc:8:32\n"          \
    "    #1 0x55fe in LLVMFuzzerTestOneInput /src/t.cc:12:3\n"                                     \
    "    #2 0x55fd in fuzzer::Fuzzer::ExecuteCallback(unsigned char const*, unsigned long) "       \
    "(/out/t+0x432a3) (BuildId: 2250047e)\n"                                                       \
    "    #3 0x55fc in main (/out/t+0x5ce22) (BuildId: 2250047e)\n"                                 \
    "    #4 0x7f18 in __libc_start_main csu/../csu/libc-start.c:360:3\n"

static void a_report_has_type_frames_place_and_target(void **state)
{
    const struct crash *crash = reads_crash(
        state,
        "=================\n" ASAN("heap-buffer-overflow on address 0x602 at pc 0x55 bp 0x7f sp "
                                   "0x7f") "WRITE of size 1 at 0x602000062675 thread T0\n" FRAMES
                                           "\n0x602 is located 1 bytes to the right of 4-byte "
                                           "region [0x601,0x602)\n"
                                           "allocated by thread T0 here:\n"
                                           "    #0 0x55aa in malloc (/out/t+0xdfbae)\n"
                                           "    #1 0x55ab in make_buffer /src/t.cc:7:39\n\n"
                                           "SUMMARY: AddressSanitizer: heap-buffer-overflow "
                                           "/src/t.cc:8:32 in parse_header\n"
                                           "Shadow bytes around the buggy address:\n  0x0c04: fa "
                                           "fa\n==21859==ABORTING\n");
    assert_string_equal(crash->engine, "asan");
    assert_string_equal(crash->type, "heap-buffer-overflow WRITE");
    assert_string_equal(crash->title, "heap-buffer-overflow, write of 1 byte");
    assert_string_equal(crash->message,
                        "heap-buffer-overflow on address 0x602 at pc 0x55 bp 0x7f sp 0x7f");
    assert_string_equal(crash->signature, "san-1\nheap-buffer-overflow WRITE\nparse_header");
    assert_int_equal(crash->severity, CRASH_CRITICAL);
    assert_string_equal(crash->severity_reason, "write beyond a heap buffer");
    assert_string_equal(crash->target, "t");
    assert_int_equal(crash->frames_count, 5);
    assert_string_equal(crash->place->function, "parse_header");
    assert_string_equal(crash->place->arguments, "unsigned char const*, unsigned long");
    assert_string_equal(crash->place->file, "/src/t.cc");
    assert_int_equal(crash->place->line, 8);
    assert_int_equal(crash->place->column, 32);
    assert_string_equal(crash->frames[2].module, "/out/t+0x432a3");
    assert_true(crash->frames[1].in_app);
    assert_false(crash->frames[2].in_app);
    assert_false(crash->frames[3].in_app); /* what called the target is the harness */

    assert_string_equal(crash->stacks->label, "allocated by thread T0 here:");
    assert_int_equal(crash->stacks->count, 2);
    assert_string_equal(crash->stacks->frames[1].function, "make_buffer");
    assert_false(crash->stacks->frames[0].in_app);
    assert_null(crash->stacks->next);
}

static const struct {
    const char *report, *type, *state;
} types[] = {
    { ASAN("SEGV on unknown address 0x000000000008 (pc 0x55 bp 0x7f sp 0x7f T0)") "==1==The "
                                                                                  "signal is "
                                                                                  "caused by a "
                                                                                  "READ memory "
                                                                                  "access.\n"
                                                                                  "==1==Hint: "
                                                                                  "address "
                                                                                  "points to "
                                                                                  "the zero "
                                                                                  "page.\n",
      "SEGV READ near null", "crashed" },
    { ASAN("SEGV on unknown address 0x000000001000 (pc 0x55 bp 0x7f sp 0x7f T0)") "==1==The "
                                                                                  "signal is "
                                                                                  "caused by a "
                                                                                  "WRITE memory "
                                                                                  "access.\n"
                                                                                  "==1==Hint: "
                                                                                  "address "
                                                                                  "points to "
                                                                                  "the zero "
                                                                                  "page.\n",
      "SEGV WRITE", "crashed" },
    { ASAN("SEGV on unknown address (pc 0x55 bp 0x7f sp 0x7f T0)") "==1==The signal is caused "
                                                                   "by a READ memory access.\n",
      "SEGV READ", "crashed" },
    { ASAN("heap-use-after-free on address 0x602 at pc 0x55") "READ of size 4 at 0x602\n",
      "heap-use-after-free READ", "crashed" },
    { ASAN("attempting double-free on 0x602 in thread T0:"), "double-free", "crashed" },
    { ASAN("attempting free on address which was not malloc()-ed: 0x602 in thread T0"), "bad-free",
      "crashed" },
    { ASAN("stack-overflow on address 0x7ffd (pc 0x55 bp 0x7f sp 0x7f T0)"), "stack-overflow",
      "crashed" },
    { ASAN("requested allocation size 0x1000000000000000 (0x1000 after adjustments) exceeds "
           "maximum supported size"),
      "allocation-size-too-big", "oom" },
    { ASAN("negative-size-param: (size=-1)"), "negative-size-param", "crashed" },
    { ASAN("FPE on unknown address 0x55 (pc 0x55)"), "floating-point-exception", "crashed" },
    { ASAN("ABRT on unknown address 0x000000000001 (pc 0x55)"), "abort", "crashed" },
    { "==1==WARNING: MemorySanitizer: use-of-uninitialized-value\n", "use-of-uninitialized-value",
      "crashed" },
    { "==1== ERROR: libFuzzer: timeout after 25 seconds\n", "timeout", "timeout" },
    { "==1== ERROR: libFuzzer: out-of-memory (malloc(3145728000))\n", "out-of-memory", "oom" },
    { "==1== ERROR: libFuzzer: deadly signal\n", "deadly signal", "crashed" },
    { "==1== ERROR: libFuzzer: fuzz target exited\n", "fuzz target exited", "crashed" },
    { "==1== ERROR: libFuzzer: fuzz target overwrites its const input\n", "overwrites-const-input",
      "crashed" },
};

static void types_are_told_apart(void **state)
{
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        const char *log = text_format(*state, "%s%s\nSUMMARY: x\n", types[i].report, FRAMES);
        const struct crash_result *result = reads_one(state, log);
        assert_string_equal(result->crashes->type, types[i].type);
        assert_string_equal(crash_state_name(result->state), types[i].state);
        assert_string_equal(result->crashes->signature,
                            text_format(*state, "san-1\n%s\nparse_header", types[i].type));
    }
}

static void a_signal_sent_by_abort_is_told_from_others(void **state)
{
    const char *frames = "    #0 0x1 in __sanitizer_print_stack_trace (/out/t+0x1)\n"
                         "    #1 0x2  (/lib/libc.so.6+0x3c04f)\n"
                         "    #2 0x3 in raise signal/../sysdeps/posix/raise.c:26:13\n";
    const char *log = text_format(*state, "==1== ERROR: libFuzzer: deadly signal\n%s%s%s", frames,
                                  "    #3 0x4 in abort stdlib/./stdlib/abort.c:79:7\n", FRAMES);
    assert_string_equal(reads_crash(state, log)->type, "abort");
    log = text_format(*state, "==1== ERROR: libFuzzer: deadly signal\n%s%s", frames, FRAMES);
    assert_string_equal(reads_crash(state, log)->type, "deadly signal");
}

static void the_signature_has_names_without_what_changes(void **state)
{
    static const char *const frames[][2] = {
        { "foo::bar(int, char) const /src/a.cc:1:2", "foo::bar" },
        { "void foo::Baz<int, std::pair<a, b> >::run<3>(int) /src/a.cc:1:2", "foo::Baz::run" },
        { "(anonymous namespace)::f(std::string const&) /src/a.cc:1:2", "f" },
        { "foo.isra.0 /src/a.c:1", "foo" },
        { "foo.constprop.2.cold /src/a.c:1", "foo" },
        { "foo[abi:cxx11](int) /src/a.cc:1:2", "foo" },
        { "operator new(unsigned long) /src/mine.cc:1", NULL }, /* an allocator */
        { "a::operator<<(std::ostream&, int) /src/a.cc:1", "a::operator<<" },
        { "a::operator()(int) const /src/a.cc:1", "a::operator()" },
        { "non-virtual thunk to a::~a() /src/a.cc:1", "a::~a" },
        { "run()::$_0::operator()(int) const /src/a.cc:1", "run::$_0::operator()" },
        { "a::f(b const&) const::$_0::operator()(int) const /src/a.cc:1", "a::f::$_0::operator()" },
        { "int a::f(int) const::'lambda'()::operator()() /src/a.cc:1",
          "a::f::'lambda'::operator()" },
        { "c const& a::f<c const&>(int) &&::{lambda(int)#1}::operator()(int) const /src/a.cc:1",
          "a::f::{lambda#1}::operator()" },
        { "main::pick::h0123456789abcdef /src/a.rs:1:1", "main::pick" },
        { "graph::Graph::handleConfigPhase(int) /src/a.cc:1", "graph::Graph::handleConfigPhase" },
        { "f+0x15a519c (c:\\out\\t.exe+0x1)", "f" },
        { "foo <null> (/out/t+0x12)", "foo" },
        { "foo C:\\b\\file.cc:12", "foo" },
    };
    for (size_t i = 0; i < COUNT_OF(frames); i++) {
        const char *log = text_format(*state, "%s    #0 0x1 in %s\n    #1 0x2 in last /src/b.c:1\n",
                                      ASAN("use-after-poison on address 0x602"), frames[i][0]);
        const char *name = frames[i][1];
        assert_string_equal(reads_crash(state, log)->signature,
                            text_format(*state, "san-1\nuse-after-poison%s%s\nlast",
                                        name ? "\n" : "", name ? name : ""));
    }
}

static void five_frames_count_and_repetitions_are_folded(void **state)
{
    static const char stack[] = "a b a b a b c d d d d e f g main";
    struct text log = text_new(*state, 10000);
    text_add(&log, ASAN("use-after-poison on address 0x602"));
    for (size_t i = 0; i < sizeof(stack); i += 2)
        text_add_format(&log, "    #%zu 0x1 in f%c /src/x.c:%zu\n", i / 2, stack[i], i);
    assert_string_equal(reads_crash(state, log.at)->signature,
                        "san-1\nuse-after-poison\nfa\nfb\nfc\nfd\nfe");
}

static void the_entry_counts_only_alone_and_with_its_file(void **state)
{
    const struct crash *crash = reads_crash(
        state, ASAN("use-after-poison on address 0x602") "    #0 0x1 in LLVMFuzzerTestOneInput "
                                                         "/src/t2.cc:12:3\n"
                                                         "    #1 0x2 in "
                                                         "fuzzer::RunOneTest(fuzzer::Fuzzer*) "
                                                         "(/out/t2+0x1)\n");
    assert_string_equal(crash->signature, "san-1\nuse-after-poison\nLLVMFuzzerTestOneInput t2.cc");
    assert_false(crash->weak);
}

static void an_entry_in_a_file_with_a_long_name_is_told_apart_too(void **state)
{
    const char *signatures[2];
    for (size_t i = 0; i < 2; i++) {
        const char *log =
            text_format(*state, "%s    #0 0x1 in LLVMFuzzerTestOneInput /src/%0400d%zu.cc:1\n",
                        ASAN("use-after-poison on address 0x602"), 0, i);
        signatures[i] = reads_crash(state, log)->signature;
        assert_true(strlen(signatures[i]) < 200);
    }
    assert_string_not_equal(signatures[0], signatures[1]);
}

static void a_stack_of_unknown_functions_is_weak_and_of_its_program(void **state)
{
    const struct crash *crash = reads_crash(
        state,
        ASAN("heap-use-after-free on address 0x602") "READ of size 4 at 0x602\n"
                                                     "    #0 0x55e1 (/out/fuzz_uaf+0x123)\n"
                                                     "    #1 0x55e2 (/out/fuzz_uaf+0x456)\n"
                                                     "    #2 0x7f00  "
                                                     "(/lib/x86_64-linux-gnu/libc.so.6+0x29d0a)\n");
    assert_true(crash->weak);
    assert_string_equal(crash->signature, "weak-1\nheap-use-after-free READ\n fuzz_uaf");
    assert_int_equal(crash->frames_count, 3);
    assert_null(crash->place);
}

static void gcc_writes_places_without_columns(void **state)
{
    const struct crash *crash =
        reads_crash(state, ASAN("stack-buffer-overflow on address 0x7ffc at pc "
                                "0x55") "WRITE of size 1 at 0x7ffc thread T0\n"
                                        "    #0 0x5576 in fill "
                                        "/src/stack_buffer.c:13\n"
                                        "    #1 0x5577 in main /src/drv.c:5\n"
                                        "    #2 0x7f61 in __libc_start_main_impl "
                                        "../csu/libc-start.c:360\n"
                                        "    #3 0x5578 in _start "
                                        "(/out/gcc_stack_buffer+0x1110)\n\n"
                                        "Address 0x7ffc is located in stack of "
                                        "thread T0 at offset 40 in frame\n"
                                        "    #0 0x5579 in local_copy "
                                        "/src/stack_buffer.c:16\n");
    assert_string_equal(crash->signature, "san-1\nstack-buffer-overflow WRITE\nfill");
    assert_string_equal(crash->target, "gcc_stack_buffer");
    assert_int_equal(crash->frames[0].line, 13);
    assert_int_equal(crash->frames[0].column, 0);
    assert_string_equal(crash->stacks->frames[0].function, "local_copy");
}

static void each_direct_leak_is_a_crash_of_its_allocation(void **state)
{
    const struct crash_result *result =
        reads_one(state, "==1==ERROR: LeakSanitizer: detected memory leaks\n\n"
                         "Direct leak of 5 byte(s) in 1 object(s) allocated from:\n"
                         "    #0 0x1 in malloc (/out/t+0x1)\n    #1 0x2 in keep /src/a.c:3:1\n\n"
                         "Direct leak of 7 byte(s) in 1 object(s) allocated from:\n"
                         "    #0 0x1 in malloc (/out/t+0x1)\n    #1 0x2 in lose /src/a.c:9:1\n\n"
                         "SUMMARY: AddressSanitizer: 12 byte(s) leaked in 2 allocation(s).\n");
    assert_int_equal(count_crashes(result), 2);
    assert_string_equal(result->crashes->type, "memory-leak");
    assert_string_equal(result->crashes->engine, "lsan");
    assert_string_equal(result->crashes->message, "Direct leak of 5 byte(s) in 1 object(s)");
    assert_string_equal(result->crashes->signature, "san-1\nmemory-leak\nkeep");
    assert_string_equal(result->crashes->next->signature, "san-1\nmemory-leak\nlose");
    assert_int_equal(result->crashes->severity, CRASH_LOW);
}

static void undefined_behaviour_is_known_with_and_without_a_stack(void **state)
{
    const struct crash *crash = reads_crash(
        state, "/src/ub.c:25:41: runtime error: index 5 out of bounds for type 'int[4]'\n"
               "    #0 0x55 in pick /src/ub.c:25:41\n"
               "    #1 0x56 in LLVMFuzzerTestOneInput /src/ub.c:28:5\n\n"
               "SUMMARY: UndefinedBehaviorSanitizer: undefined-behavior /src/ub.c:25:41\n");
    assert_string_equal(crash->engine, "ubsan");
    assert_string_equal(crash->type, "index-out-of-bounds");
    assert_string_equal(crash->message, "index 5 out of bounds for type 'int[4]'");
    assert_string_equal(crash->signature, "san-1\nindex-out-of-bounds\npick");
    assert_false(crash->weak);

    crash = reads_crash(state, "/src/ub.c:25:41: runtime error: index 5 out of bounds\n"
                               "SUMMARY: UndefinedBehaviorSanitizer: undefined-behavior\n");
    assert_true(crash->weak);
    assert_string_equal(crash->signature, "weak-1\nindex-out-of-bounds\nub.c\n ");
    assert_string_equal(crash->place->file, "/src/ub.c");
    assert_int_equal(crash->place->line, 25);
}

static void kinds_of_undefined_behaviour_are_told_apart(void **state)
{
    static const char *const cases[][2] = {
        { "signed integer overflow: 2147483647 + 1 cannot be represented in type 'int'",
          "signed-integer-overflow" },
        { "unsigned integer overflow: 1 - 2 cannot be represented", "unsigned-integer-overflow" },
        { "shift exponent 37 is too large for 32-bit type 'int'", "shift-exponent" },
        { "left shift of negative value -1", "shift-base" },
        { "division by zero", "divide-by-zero" },
        { "member access within null pointer of type 'struct s'", "null-pointer-use" },
        { "load of null pointer of type 'int'", "null-pointer-use READ" },
        { "load of misaligned address 0x1 for type 'int', which requires 4 byte alignment",
          "misaligned-address" },
        { "load of value 7, which is not a valid value for type 'bool'", "invalid-bool-value" },
        { "applying non-zero offset 8 to null pointer", "pointer-overflow" },
        { "downcast of address 0x1 which does not point to an object of type 'B'", "bad-cast" },
        { "something new", "undefined-behavior" },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *log = text_format(
            *state, "a.c:1:2: runtime error: %s\n    #0 0x1 in f a.c:1:2\n", cases[i][0]);
        assert_string_equal(reads_crash(state, log)->type, cases[i][1]);
    }
}

static void all_runtime_errors_of_a_run_are_found_once(void **state)
{
    const struct crash_result *result =
        reads_one(state, "a.c:1:2: runtime error: division by zero\n    #0 0x1 in f a.c:1:2\n\n"
                         "a.c:9:2: runtime error: shift exponent 37\n    #0 0x1 in g a.c:9:2\n\n"
                         "a.c:1:2: runtime error: division by zero\n    #0 0x3 in f a.c:1:2\n\n");
    assert_int_equal(count_crashes(result), 2);
}

static void a_failed_assertion_gives_the_signal_its_reason(void **state)
{
    const char *log = text_format(
        *state,
        "t: /src/t.cc:8: void parse(int): Assertion `%s' failed.\n"
        "==1== ERROR: libFuzzer: deadly signal\n"
        "    #0 0x1 in raise (/lib/libc.so.6+0x1)\n    #1 0x2 in abort (/lib/libc.so.6+0x2)\n"
        "    #2 0x3 in __assert_fail (/lib/libc.so.6+0x3)\n" FRAMES "SUMMARY: x\n",
        "size > 0");
    const struct crash *crash = reads_crash(state, log);
    assert_string_equal(crash->type, "assertion failure");
    assert_string_equal(crash->message, "Assertion `size > 0' failed.");
    assert_string_equal(crash->signature, "san-1\nassertion failure: size > 0\nparse_header");
    assert_memory_equal(crash->excerpt.at, "t: /src/t.cc:8:", 15);
}

static void an_uncaught_exception_gives_the_signal_its_reason(void **state)
{
    const struct crash *crash = reads_crash(
        state, "terminate called after throwing an instance of 'std::runtime_error'\n"
               "  what():  unexpected token FFF\n==1== ERROR: libFuzzer: deadly signal\n" FRAMES);
    assert_string_equal(crash->type, "uncaught exception");
    assert_string_equal(crash->message, "std::runtime_error: unexpected token FFF");
    assert_string_equal(crash->signature,
                        "san-1\nuncaught exception: std::runtime_error\nparse_header");
}

static void a_go_panic_and_the_signal_it_ends_in_are_one_crash(void **state)
{
    const struct crash *crash =
        reads_crash(state, "panic: asn1: string not valid UTF-8\n\n"
                           "goroutine 17 [running, locked to thread]:\n"
                           "example.com/asn1.Fuzz(0x603000009100)\n\t/src/asn1.go:46 +0x994\n"
                           "main.LLVMFuzzerTestOneInput(0x603000009100)\n\t/src/main.go:35 +0x66\n"
                           "==42108== ERROR: libFuzzer: deadly signal\n"
                           "    #0 0x49f071 in __sanitizer_print_stack_trace (/out/f+0x1)\n"
                           "    #1 0x5c8a90 in runtime.raise runtime/sys_linux_amd64.s:149\n\n"
                           "SUMMARY: libFuzzer: deadly signal\n");
    assert_string_equal(crash->engine, "go");
    assert_int_equal(crash->severity, CRASH_MEDIUM);
}

static void several_reports_in_one_log_are_all_found(void **state)
{
    const struct crash_result *result = reads(
        state,
        ASAN(
            "double-free on 0x1") "    #0 0x1 in free (/out/a+0x1)\n"
                                  "    #1 0x2 in f /src/a.c:1:2\n    #2 0x3 in main "
                                  "(/out/a+0x2)\nSUMMARY: x\n"
                                  "==1==ABORTING\n" ASAN(
                                      "use-after-poison on address 0x2") "    #0 0x1 in g "
                                                                         "/src/b.c:1:2\n    #1 0x3 "
                                                                         "in main (/out/b+0x2)\n");
    assert_string_equal(result->target, "a");
    assert_string_equal(result->crashes->type, "double-free");
    assert_string_equal(result->next->target, "b");
    assert_string_equal(result->next->crashes->type, "use-after-poison");
}

static void a_report_without_an_end_does_not_swallow_what_follows(void **state)
{
    const char *log =
        ASAN("double-free on 0x1") "    #0 0x1 in f /src/a.c:1:2\n"
                                   "--- FAIL: FuzzA (0.00s)\n    a_test.go:1: wrong\nFAIL\n"
                                   "FAIL\texample.com/a\t0.1s\n";
    const struct crash_result *result = reads(state, log);
    assert_int_equal(count_crashes(result), 2);
    struct text far = text_new(*state, 100000);
    text_add(&far, ASAN("double-free on 0x1") "    #0 0x1 in f /src/a.c:1:2\n");
    for (size_t i = 0; i < 100; i++)
        text_add(&far, "some other program speaks\n");
    text_add(&far, "panic: x\n\ngoroutine 1 [running]:\nexample.com/x.f(0x1)\n\t/x.go:1 +0x1\n");
    assert_int_equal(count_crashes(reads(state, far.at)), 2);
    assert_true(reads(state, far.at)->crashes->excerpt.size < 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(a_report_has_type_frames_place_and_target),
        PURE(types_are_told_apart),
        PURE(a_signal_sent_by_abort_is_told_from_others),
        PURE(the_signature_has_names_without_what_changes),
        PURE(five_frames_count_and_repetitions_are_folded),
        PURE(the_entry_counts_only_alone_and_with_its_file),
        PURE(an_entry_in_a_file_with_a_long_name_is_told_apart_too),
        PURE(a_stack_of_unknown_functions_is_weak_and_of_its_program),
        PURE(gcc_writes_places_without_columns),
        PURE(each_direct_leak_is_a_crash_of_its_allocation),
        PURE(undefined_behaviour_is_known_with_and_without_a_stack),
        PURE(kinds_of_undefined_behaviour_are_told_apart),
        PURE(all_runtime_errors_of_a_run_are_found_once),
        PURE(a_failed_assertion_gives_the_signal_its_reason),
        PURE(an_uncaught_exception_gives_the_signal_its_reason),
        PURE(a_go_panic_and_the_signal_it_ends_in_are_one_crash),
        PURE(several_reports_in_one_log_are_all_found),
        PURE(a_report_without_an_end_does_not_swallow_what_follows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
