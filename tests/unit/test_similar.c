/* lib/crash/similar.c: how alike two crashes are */
#include "crash/similar.h"
#include "reads.h"

/* A crash in Go whose stack has the functions, innermost first, one letter each. */
static struct similar crash_in(void **state, const char *letters, const char *message)
{
    struct text log = text_new(*state, 64 * 1024);
    text_add_format(&log, "panic: %s\n\ngoroutine 1 [running]:\n", message);
    for (; *letters; letters++)
        text_add_format(&log, "example.com/x.%c(0x1)\n\t/x.go:1\n", *letters);
    struct similar similar;
    similar_set(&similar, reads_crash(state, log.at));
    return similar;
}

static double measure(void **state, const char *a, const char *b)
{
    struct similar of_a = crash_in(state, a, "x"), of_b = crash_in(state, b, "x");
    double there = similar_measure(&of_a, &of_b), back = similar_measure(&of_b, &of_a);
    assert_true(there > back - 1e-9 && there < back + 1e-9);
    assert_true(there >= 0 && there < 1 + 1e-9);
    return there;
}

static void the_same_stack_is_one_and_another_is_nothing(void **state)
{
    assert_true(measure(state, "abcde", "abcde") > 1 - 1e-9);
    assert_true(measure(state, "a", "a") > 1 - 1e-9);
    assert_true(measure(state, "abcde", "fghij") < 1e-9);
}

static void frames_near_the_crash_weigh_more(void **state)
{
    double top = measure(state, "xbcdefgh", "abcdefgh"),
           bottom = measure(state, "abcdefgx", "abcdefgh");
    assert_true(bottom > top);
    assert_true(top > 0.8);
}

static void a_frame_in_between_moves_the_rest(void **state)
{
    double moved = measure(state, "axbcdefgh", "abcdefgh"),
           same = measure(state, "abcdefgh", "abcdefgh");
    assert_true(moved < same);
    assert_true(moved > SIMILAR_LEAST);
    assert_true(measure(state, "axyzwbcdefgh", "abcdefgh") < moved);
}

static void the_order_of_frames_counts(void **state)
{
    assert_true(measure(state, "edcba", "abcde") < 0.5);
}

static void a_short_stack_is_not_the_same_as_a_long_one(void **state)
{
    assert_true(measure(state, "a", "abcdef") < SIMILAR_LEAST);
    assert_true(measure(state, "abcd", "abcdefghij") > SIMILAR_LEAST);
}

static void recursion_counts_once(void **state)
{
    assert_true(measure(state, "abababababc", "abc") > 1 - 1e-9);
}

static void another_type_is_less_alike(void **state)
{
    struct similar a = crash_in(state, "abcde", "x");
    struct similar b = crash_in(state, "abcde", "runtime error: integer divide by zero");
    double measured = similar_measure(&a, &b);
    assert_true(measured < 1 - 1e-9);
    assert_true(measured > SIMILAR_LEAST);
}

static void without_frames_nothing_is_alike(void **state)
{
    struct similar a, b = crash_in(state, "abc", "x");
    similar_set(&a, reads_crash(state, "fatal error: newosproc\n"));
    assert_true(similar_measure(&a, &a) < 1e-9);
    assert_true(similar_measure(&a, &b) < 1e-9);
}

static void other_languages_are_not_compared(void **state)
{
    struct similar a, b = crash_in(state, "abc", "x");
    similar_set(&a, reads_crash(state, "Traceback (most recent call last):\n"
                                       "  File \"x.py\", line 1, in a\nValueError: x\n"));
    b.names[0] = a.names[0];
    assert_true(similar_measure(&a, &b) < 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(the_same_stack_is_one_and_another_is_nothing),
        PURE(frames_near_the_crash_weigh_more),
        PURE(a_frame_in_between_moves_the_rest),
        PURE(the_order_of_frames_counts),
        PURE(a_short_stack_is_not_the_same_as_a_long_one),
        PURE(recursion_counts_once),
        PURE(another_type_is_less_alike),
        PURE(without_frames_nothing_is_alike),
        PURE(other_languages_are_not_compared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
