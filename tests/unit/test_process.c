/* lib/base/process.c */
#include "base/process.h"

#include <signal.h>
#include <unistd.h>

#include "base/clock.h"
#include "scene.h"

static int run(struct arena *mem, struct bytes *output, const char *program, const char *a,
               const char *b)
{
    const char *const arguments[] = { program, a, b, NULL };
    const struct process process = { .arguments = arguments,
                                     .timeout_ms = 2000,
                                     .output_max = 1000 };
    return process_run(mem, &process, output);
}

static void a_program_gives_its_output_and_status(void **state)
{
    struct bytes output;
    assert_int_equal(run(*state, &output, "printf", "%s;", "$(id) `id` * \"'"), 0);
    assert_string_equal(text_cut(*state, output), "$(id) `id` * \"';");
    assert_int_equal(run(*state, NULL, "sh", "-c", "exit 7"), 7);
    assert_int_equal(run(*state, &output, "sh", "-c", "cat; echo no >&2"), 0);
    assert_int_equal(output.size, 0);
}

static void what_does_not_end_well_is_minus_one(void **state)
{
    assert_int_equal(run(*state, NULL, "no-such-program-here", NULL, NULL), -1);
    assert_int_equal(run(*state, NULL, "sh", "-c", "kill -9 $$"), -1);
    assert_int_equal(run(*state, NULL, "sh", "-c", "head -c 2000 /dev/zero"), -1);
    int64_t began = clock_monotonic_ms();
    assert_int_equal(run(*state, NULL, "sleep", "30", NULL), -1);
    assert_in_range(clock_monotonic_ms() - began, 1900, 10000);
}

static void a_program_that_goes_on_without_output_is_ended_too(void **state)
{
    int64_t began = clock_monotonic_ms();
    assert_int_equal(run(*state, NULL, "sh", "-c", "exec sleep 30 >&-"), -1);
    assert_in_range(clock_monotonic_ms() - began, 1900, 10000);
}

static void tell(void *words, int to)
{
    if (write(to, words, strlen(words)) < 0)
        _exit(1);
}

static void a_child_that_was_in_time_is_heard_by_one_who_comes_late(void **state)
{
    static char words[] = "done";
    struct bytes output;
    const struct process_limit limit = { .timeout_ms = 200, .output_max = 100 };
    struct process_child *child = process_begin(*state, tell, words, limit);
    assert_non_null(child);
    usleep(600 * 1000);
    assert_int_equal(process_end(child, &output), 0);
    assert_string_equal(text_cut(*state, output), "done");
}

static struct bytes zeroes(struct arena *mem, size_t size)
{
    return (struct bytes){ arena_alloc(mem, size), size };
}

static int feed(struct arena *mem, struct bytes input, const char *script, struct bytes *output)
{
    const char *const arguments[] = { "sh", "-c", script, NULL };
    const struct process process = {
        .arguments = arguments, .input = input, .timeout_ms = 10000, .output_max = 4 * 1000 * 1000
    };
    return process_run(mem, &process, output);
}

static void a_program_reads_what_it_is_given(void **state)
{
    struct bytes output, much = zeroes(*state, 3 * 1000 * 1000);
    assert_int_equal(feed(*state, BYTES("a\0b"), "cat", &output), 0);
    assert_true(bytes_equal(output, BYTES("a\0b")));
    /* More than a pipe holds, both ways at once. */
    assert_int_equal(feed(*state, much, "cat", &output), 0);
    assert_int_equal(output.size, much.size);
}

static void a_program_need_not_read_what_it_is_given(void **state)
{
    struct bytes output, much = zeroes(*state, 3 * 1000 * 1000);
    assert_int_equal(feed(*state, much, "exec <&-; sleep 0.1; echo done", &output), 0);
    assert_string_equal(text_cut(*state, output), "done\n");
    assert_int_equal(feed(*state, much, "head -c 1 >/dev/null; exit 3", &output), 3);
    assert_int_equal(feed(*state, much, "exit 4", &output), 4);
}

static void a_program_sees_the_environment_it_is_given(void **state)
{
    struct bytes output;
    const char *const arguments[] = { "env", NULL }, *const environment[] = { "ONE=1", NULL };
    const struct process process = {
        .arguments = arguments, .environment = environment, .timeout_ms = 2000, .output_max = 1000
    };
    assert_int_equal(process_run(*state, &process, &output), 0);
    assert_string_equal(text_cut(*state, output), "ONE=1\n");
}

/* They hold before the program has its first byte of input. */
static void a_program_is_held_to_its_limits(void **state)
{
    const char *const spins[] = { "sh", "-c", "read x; while :; do :; done", NULL };
    const char *const grows[] = { "sh", "-c", "read x; exec head -c 100000000 /dev/zero | tail",
                                  NULL };
    struct process process = { .arguments = spins,
                               .input = BYTES("go\n"),
                               .timeout_ms = 20000,
                               .output_max = 1000,
                               .cpu_max_s = 1 };
    int64_t began = clock_monotonic_ms();
    assert_int_equal(process_run(*state, &process, NULL), -1);
    assert_in_range(clock_monotonic_ms() - began, 900, 15000);
    process.arguments = grows;
    process.memory_max = 50 * 1000 * 1000;
    assert_int_not_equal(process_run(*state, &process, NULL), 0);
}

static void signals_that_are_blocked_here_are_not_in_the_child(void **state)
{
    sigset_t set, before;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigprocmask(SIG_BLOCK, &set, &before);
    int status = run(*state, NULL, "sh", "-c", "kill -TERM $$; exit 3");
    sigprocmask(SIG_SETMASK, &before, NULL);
    assert_int_equal(status, -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(a_program_gives_its_output_and_status),
        PURE(what_does_not_end_well_is_minus_one),
        PURE(a_program_that_goes_on_without_output_is_ended_too),
        PURE(a_child_that_was_in_time_is_heard_by_one_who_comes_late),
        PURE(signals_that_are_blocked_here_are_not_in_the_child),
        PURE(a_program_reads_what_it_is_given),
        PURE(a_program_need_not_read_what_it_is_given),
        PURE(a_program_sees_the_environment_it_is_given),
        PURE(a_program_is_held_to_its_limits),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    return failed;
}
