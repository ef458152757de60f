/* lib/base/base64.c */
#include "base/base64.h"
#include "scene.h"

static void decode(struct arena *mem, const char *text, const char *want)
{
    struct bytes data = { NULL, 99 };
    assert_true(base64_decode(mem, bytes_from(text), &data));
    assert_int_equal(data.size, strlen(want));
    assert_memory_equal(data.at, want, data.size);
}

static void the_examples_of_the_standard_decode(void **state)
{
    decode(*state, "", "");
    decode(*state, "Zg==", "f");
    decode(*state, "Zm8=", "fo");
    decode(*state, "Zm9v", "foo");
    decode(*state, "Zm9vYg==", "foob");
    decode(*state, "Zm9vYmE=", "fooba");
    decode(*state, "Zm9vYmFy", "foobar");
    decode(*state, "/+8=", "\xff\xef");
}

static void white_space_is_skipped(void **state)
{
    decode(*state, " Zm9v\r\n\tYg = =\n", "foob");
    decode(*state, "\n", "");
}

static void what_is_not_base64_is_refused(void **state)
{
    static const char *const bad[] = {
        "Z",    "Zg",           "Zg=",     "Zm9",   "=",        "====",
        "Z===", "Zg==Zg==",     "Zg==\nZ", "Zm9v=", "Zm9v====", "_-8=",
        "Zm!v", "Zm9v\xc3\xa9", "Zh==",    "Zm9=",  "Zg=a",
    };
    struct bytes data;
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(base64_decode(*state, bytes_from(bad[i]), &data));
    assert_false(base64_decode(*state, BYTES("Zm9v\0"), &data));
}

static void all_lengths_and_bytes_survive(void **state)
{
    for (size_t size = 0; size < 300; size++) {
        char *raw = arena_alloc(*state, size + 1);
        for (size_t i = 0; i < size; i++)
            raw[i] = (char)(i * 7 + size);
        const char *url = base64_url(*state, (struct bytes){ raw, size });
        assert_null(strpbrk(url, "+/="));
        struct text standard = text_new(*state, 1000);
        for (const char *c = url; *c; c++)
            text_add(&standard, *c == '-' ? "+" : *c == '_' ? "/" : (char[]){ *c, '\0' });
        while (standard.size % 4)
            text_add(&standard, "=");
        assert_string_equal(base64_text(*state, (struct bytes){ raw, size }),
                            standard.size ? standard.at : "");
        struct bytes data = { NULL, 0 };
        assert_true(base64_decode(*state, bytes_from(standard.at), &data));
        assert_true(bytes_equal(data, (struct bytes){ raw, size }));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(the_examples_of_the_standard_decode),
        PURE(white_space_is_skipped),
        PURE(what_is_not_base64_is_refused),
        PURE(all_lengths_and_bytes_survive),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
