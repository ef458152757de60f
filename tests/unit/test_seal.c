/* lib/base/seal.c */
#include "base/seal.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/secret.h"
#include "scene.h"

#define ONE "k1 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n"
#define TWO "k2 ff02030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1fff\n"

static const struct seal_place here = { "setting", "sealed", "slack" };

static void use_keys(struct bytes lines)
{
    char path[] = "/tmp/nopanic-seal.XXXXXX";
    int file = mkstemp(path);
    if (file < 0 || write(file, lines.at, lines.size) != (ssize_t)lines.size)
        abort();
    close(file);
    secret_open(path);
    unlink(path);
}

static bool opens(struct arena *mem, struct seal_place place, struct bytes sealed)
{
    struct bytes plain;
    return seal_open(mem, place, sealed, &plain);
}

static void what_was_sealed_opens_in_its_place(void **state)
{
    struct arena *mem = *state;
    struct bytes plain, secret = BYTES("https://hooks.example/\0 and a NUL");
    use_keys(BYTES(ONE));
    struct bytes sealed = seal_close(mem, here, secret);
    assert_null(memmem(sealed.at, sealed.size, "hooks", 5));
    assert_true(seal_open(mem, here, sealed, &plain));
    assert_true(bytes_equal(plain, secret));
    assert_int_equal(plain.at[plain.size], 0);

    sealed = seal_close(mem, here, BYTES(""));
    assert_true(seal_open(mem, here, sealed, &plain));
    assert_int_equal(plain.size, 0);
}

static void it_opens_nowhere_else(void **state)
{
    struct arena *mem = *state;
    use_keys(BYTES(ONE));
    struct bytes sealed = seal_close(mem, here, BYTES("secret"));
    assert_false(opens(mem, (struct seal_place){ "source", "sealed", "slack" }, sealed));
    assert_false(opens(mem, (struct seal_place){ "setting", "value", "slack" }, sealed));
    assert_false(opens(mem, (struct seal_place){ "setting", "sealed", "smtp" }, sealed));
    assert_false(opens(mem, (struct seal_place){ "settings", "ealed", "slack" }, sealed));
    assert_true(opens(mem, here, sealed));
}

static void the_same_secret_is_sealed_differently_each_time(void **state)
{
    struct arena *mem = *state;
    use_keys(BYTES(ONE));
    assert_false(bytes_equal(seal_close(mem, here, BYTES("x")), seal_close(mem, here, BYTES("x"))));
}

static void a_changed_bit_or_a_missing_byte_does_not_open(void **state)
{
    struct arena *mem = *state;
    use_keys(BYTES(ONE));
    struct bytes sealed = seal_close(mem, here, BYTES("secret"));
    for (size_t bit = 0; bit < sealed.size * 8; bit++) {
        struct bytes copy = bytes_copy(mem, sealed);
        ((char *)copy.at)[bit / 8] ^= (char)(1 << bit % 8);
        assert_false(opens(mem, here, copy));
    }
    for (size_t size = 0; size < sealed.size; size++)
        assert_false(opens(mem, here, (struct bytes){ sealed.at, size }));
}

static void the_first_key_seals_and_the_others_still_open(void **state)
{
    struct arena *mem = *state;
    use_keys(BYTES(ONE));
    struct bytes old = seal_close(mem, here, BYTES("secret"));
    assert_string_equal(seal_kid(mem, old), "k1");
    use_keys(BYTES(TWO ONE));
    assert_true(opens(mem, here, old));
    assert_string_equal(seal_kid(mem, seal_close(mem, here, BYTES("secret"))), "k2");
    use_keys(BYTES(TWO));
    assert_false(opens(mem, here, old));
    assert_string_equal(seal_kid(mem, old), "k1");
    assert_null(seal_kid(mem, BYTES("plain text")));
}

static void seal_too_much(void *mem)
{
    struct bytes much = { arena_alloc(mem, SEAL_PLAIN_MAX + 1), SEAL_PLAIN_MAX + 1 };
    seal_close(mem, here, much);
}

static void more_than_the_limit_is_refused(void **state)
{
    use_keys(BYTES(ONE));
    assert_int_equal(scene_fails(seal_too_much, *state), FAIL_TOO_BIG);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(what_was_sealed_opens_in_its_place),
        PURE(it_opens_nowhere_else),
        PURE(the_same_secret_is_sealed_differently_each_time),
        PURE(a_changed_bit_or_a_missing_byte_does_not_open),
        PURE(the_first_key_seals_and_the_others_still_open),
        PURE(more_than_the_limit_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
