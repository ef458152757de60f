/* lib/base/arena.c */
#include "base/arena.h"
#include "scene.h"

static char order[8];

static void note(void *what)
{
    strncat(order, what, 1);
}

static void ask_for_too_much(void *mem)
{
    arena_alloc(mem, (size_t)1 << 40);
}

static void ask_for_the_whole_size_type(void *mem)
{
    arena_alloc(mem, SIZE_MAX);
}

static void memory_is_zeroed_and_aligned(void **state)
{
    for (size_t size = 1; size < 200; size++) {
        unsigned char *at = arena_alloc(*state, size);
        assert_int_equal((uintptr_t)at % 16, 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(at[i], 0);
        memset(at, 0xff, size);
    }
}

static void memory_is_zeroed_again_after_a_reset(void **state)
{
    memset(arena_alloc(*state, 1000), 0xff, 1000);
    arena_reset(*state);
    const unsigned char *at = arena_alloc(*state, 1000);
    for (size_t i = 0; i < 1000; i++)
        assert_int_equal(at[i], 0);
}

static void asking_for_more_than_the_limit_fails_as_too_big(void **state)
{
    assert_int_equal(scene_fails(ask_for_too_much, *state), FAIL_TOO_BIG);
    assert_int_equal(scene_fails(ask_for_the_whole_size_type, *state), FAIL_TOO_BIG);
}

static void the_limit_is_whole_again_after_a_reset(void **state)
{
    (void)state;
    struct arena *mem = arena_new(1000);
    for (int i = 0; i < 3; i++) {
        arena_alloc(mem, 1000);
        arena_reset(mem);
    }
    arena_free(mem);
}

static void what_was_deferred_is_undone_last_first(void **state)
{
    order[0] = '\0';
    static char a[] = "a", b[] = "b", c[] = "c";
    arena_defer(*state, note, a);
    arena_defer(*state, note, b);
    arena_defer(*state, note, c);
    arena_reset(*state);
    assert_string_equal(order, "cba");
    arena_reset(*state);
    assert_string_equal(order, "cba");
}

static void deferring_works_when_the_arena_is_full(void **state)
{
    (void)state;
    static char a[] = "a";
    order[0] = '\0';
    struct arena *mem = arena_new(100);
    arena_alloc(mem, 100);
    arena_defer(mem, note, a);
    assert_int_equal(scene_fails(ask_for_the_whole_size_type, mem), FAIL_TOO_BIG);
    arena_free(mem);
    assert_string_equal(order, "a");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(memory_is_zeroed_and_aligned),
        PURE(memory_is_zeroed_again_after_a_reset),
        PURE(asking_for_more_than_the_limit_fails_as_too_big),
        PURE(the_limit_is_whole_again_after_a_reset),
        PURE(what_was_deferred_is_undone_last_first),
        PURE(deferring_works_when_the_arena_is_full),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
