/* lib/base/json.c */
#include "base/json.h"

#include <math.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "scene.h"

struct parsing {
    struct arena *mem;
    struct bytes text;
};

static void parse(void *arg)
{
    struct parsing *p = arg;
    json_parse(p->mem, p->text);
}

static enum fail kind_of(struct arena *mem, struct bytes text)
{
    return scene_fails(parse, &(struct parsing){ mem, text });
}

static char *repeat(struct arena *mem, const char *what, size_t times, const char *tail)
{
    struct text text = text_new(mem, SIZE_MAX / 2);
    while (times-- > 0)
        text_add(&text, what);
    text_add(&text, tail);
    return text.at;
}

static void what_was_written_is_read_back(void **state)
{
    struct json *whole = json_new_object(*state);
    json_set_text(whole, "text", "a\"\n\xe2\x82\xac");
    json_set_text(whole, "null", NULL);
    json_set_int(whole, "int", INT64_MIN);
    json_set_number(whole, "number", 0.5);
    json_set_number(whole, "nan", NAN);
    json_set_bool(whole, "yes", true);
    json_set_text(json_set_object(whole, "object"), "a", "b");
    struct json *list = json_set_array(whole, "list");
    json_add_text(list, "one");
    json_set_int(json_add_object(list), "two", 2);
    const char *text = json_write(*state, whole);
    assert_string_equal(text,
                        "{\"text\":\"a\\\"\\n\xe2\x82\xac\",\"null\":null,"
                        "\"int\":-9223372036854775808,\"number\":0.5,\"nan\":null,"
                        "\"yes\":true,\"object\":{\"a\":\"b\"},\"list\":[\"one\",{\"two\":2}]}");

    const struct json *back = json_parse(*state, bytes_from(text));
    int64_t number;
    double real;
    assert_true(json_is_object(back) && json_is_array(json_get(back, "list")));
    assert_string_equal(json_text(json_get(back, "text")), "a\"\n\xe2\x82\xac");
    assert_true(json_int(json_get(back, "int"), &number) && number == INT64_MIN);
    assert_true(json_number(json_get(back, "number"), &real) && fabs(real - 0.5) < 1e-9);
    assert_int_equal(json_count(json_get(back, "list")), 2);
    assert_string_equal(json_text(json_at(json_get(back, "list"), 0)), "one");
    assert_null(json_at(json_get(back, "list"), 2));
    assert_string_equal(json_write(*state, json_new_array(*state)), "[]");
}

static void a_value_is_taken_for_nothing_but_what_it_is(void **state)
{
    const struct json *v = json_parse(*state, BYTES("{\"s\":\"1\",\"r\":1.0,\"n\":null,\"i\":7}"));
    int64_t number;
    double real;
    assert_false(json_int(json_get(v, "s"), &number));
    assert_false(json_int(json_get(v, "r"), &number));
    assert_false(json_int(json_get(v, "n"), &number));
    assert_false(json_int(NULL, &number));
    assert_false(json_number(json_get(v, "s"), &real));
    assert_false(json_number(NULL, &real));
    assert_true(json_number(json_get(v, "i"), &real));
    assert_null(json_text(json_get(v, "i")));
    assert_int_equal(json_bytes(json_get(v, "i")).size, 0);
    assert_null(json_get(json_get(v, "s"), "x"));
    assert_null(json_get(NULL, "x"));
    assert_int_equal(json_count(v), 0);
    assert_int_equal(json_count(NULL), 0);
    assert_false(json_bool(json_get(v, "i")) || json_bool(json_get(v, "n")) || json_bool(NULL));
    assert_true(json_bool(json_parse(*state, BYTES("true"))));
    assert_false(json_bool(json_parse(*state, BYTES("false"))));
    assert_false(json_is_string(NULL) || json_is_array(v) || json_is_object(json_get(v, "s")));
}

static void any_value_may_be_the_document(void **state)
{
    assert_string_equal(json_text(json_parse(*state, BYTES(" \"x\" \n"))), "x");
    assert_non_null(json_parse(*state, BYTES("null")));
}

static void what_is_not_strict_json_is_refused(void **state)
{
    static const struct bytes bad[] = {
        BYTES(""),
        BYTES(" "),
        BYTES("\0"),
        BYTES("{"),
        BYTES("[1,]"),
        BYTES("{} {}"),
        BYTES("{}x"),
        BYTES("{}\0"),
        BYTES("{'a':1}"),
        BYTES("[01]"),
        BYTES("[NaN]"),
        BYTES("[Infinity]"),
        BYTES("[+1]"),
        BYTES("[1.]"),
        BYTES("nul"),
        BYTES("\xef\xbb\xbf{}"),
        BYTES("{\0\"\0}"),
        BYTES("\"a\0b\""),
        BYTES("\"\xff\""),
        BYTES("\"\xc0\xaf\""),
        BYTES("\"\xed\xa0\xbd\xed\xb8\x80\""),
        BYTES("\"\\ud800\""),
        BYTES("\"\\udc00\\ud800\""),
        BYTES("{\"a\":1,\"a\":2}"),
        BYTES("{\"a\":{\"b\":1,\"b\":1}}"),
        BYTES("\"\n\""),
        BYTES("[1 2]"),
        BYTES("{\"a\"}"),
        BYTES("//\n{}"),
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct bytes copy = { memcpy(arena_alloc(*state, bad[i].size), bad[i].at, bad[i].size),
                              bad[i].size };
        if (kind_of(*state, copy) != FAIL_INPUT)
            fail_msg("case %zu: %s", i, bad[i].at);
        assert_null(json_try(*state, copy));
    }
}

static void well_formed_json_with_a_value_that_cannot_be_kept_is_refused_as_a_value(void **state)
{
    static const char *const bad[] = {
        "[1e400]",     "\"\\u0000\"", "{\"a\\u0000\":1}", "[9223372036854775808]", "[-0]",
        "{\"a\":-0 }", "-0"
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        if (kind_of(*state, bytes_from(bad[i])) != FAIL_REFUSED)
            fail_msg("case %zu: %s", i, bad[i]);
    assert_non_null(json_parse(*state, BYTES("[\"-0\",-0.5,-0e1,-1,0]")));
}

static void an_integer_past_64_bits_is_no_json_of_ours(void **state)
{
    static const char *const bad[] = { "[18446744073709551616]", "{\"n\":-99999999999999999999}",
                                       "123456789012345678901" };
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        if (kind_of(*state, bytes_from(bad[i])) != FAIL_INPUT)
            fail_msg("case %zu: %s", i, bad[i]);
    assert_non_null(json_parse(*state, BYTES("[\"18446744073709551616\",0.18446744073709551616]")));
}

static void an_object_has_at_most_1000_members(void **state)
{
    struct text many = text_new(*state, 100000);
    for (int i = 0; i < 1000; i++)
        text_add_format(&many, "%s\"k%d\":{\"b\":1}", i ? "," : "", i);
    const char *most = text_format(*state, "{%s}", many.at);
    assert_non_null(json_parse(*state, bytes_from(most)));
    const char *more = text_format(*state, "{\"x\":[{}],%s}", many.at);
    assert_int_equal(kind_of(*state, bytes_from(more)), FAIL_REFUSED);
    assert_non_null(strstr(scene_reason(), "1000 members"));
}

static void a_refusal_names_the_place(void **state)
{
    assert_int_equal(kind_of(*state, BYTES("{\n\"a\": x}")), FAIL_INPUT);
    assert_non_null(strstr(scene_reason(), "line 2, column "));
}

static void depth_ends_at_64_whatever_the_stack_could_bear(void **state)
{
    const char *deep = repeat(*state, "[", 64, repeat(*state, "]", 64, ""));
    assert_non_null(json_parse(*state, bytes_from(deep)));
    static const size_t depths[] = { 65, 2000, 100000, 1000000 };
    for (size_t i = 0; i < COUNT_OF(depths); i++) {
        deep = repeat(*state, i % 2 ? "[" : "{\"a\":", depths[i], "");
        assert_int_equal(kind_of(*state, bytes_from(deep)), FAIL_INPUT);
        assert_non_null(strstr(scene_reason(), "deeper than 64"));
        assert_null(json_try(*state, bytes_from(deep)));
    }
}

static void brackets_in_strings_are_no_depth(void **state)
{
    const char *text = text_format(*state, "[\"%s\\\"%s\\\\\",1]", repeat(*state, "[", 100, ""),
                                   repeat(*state, "{", 100, ""));
    assert_int_equal(json_count(json_parse(*state, bytes_from(text))), 2);
}

static void many_tiny_values_stop_at_the_budget_and_parsing_goes_on_after_it(void **state)
{
    size_t count = 1000000;
    struct json *made_before = json_new_object(*state);
    const char *text = text_format(*state, "[%s{}]", repeat(*state, "{},", count, ""));
    assert_int_equal(kind_of(*state, bytes_from(text)), FAIL_TOO_BIG);
    assert_null(json_try(*state, bytes_from(text)));
    json_set_text(made_before, "a", "b");
    assert_string_equal(json_write(*state, made_before), "{\"a\":\"b\"}");
    assert_non_null(json_parse(*state, BYTES("{\"a\":[1,2,3]}")));
}

/* AddressSanitizer refuses what is larger, as malloc() does when memory is out. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "max_allocation_size_mb=60:allocator_may_return_null=1";
}

/* The kind of failure of a document that is one text of so many bytes, and its size when read. */
static enum fail kind_of_long_text(size_t size, size_t *read)
{
    struct arena *mem = arena_new(SIZE_MAX);
    char *text = arena_alloc(mem, size);
    memset(text, 'x', size);
    text[0] = text[size - 1] = '"';
    enum fail kind = kind_of(mem, (struct bytes){ text, size });
    *read = kind == FAIL_NOT ? json_bytes(json_parse(mem, (struct bytes){ text, size })).size : 0;
    arena_free(mem);
    return kind;
}

static void a_long_string_is_within_the_budget(void **state)
{
    (void)state;
    size_t size = 24 * 1024 * 1024, read;
    assert_int_equal(kind_of_long_text(size, &read), FAIL_NOT);
    assert_int_equal(read, size - 2);
}

/* jansson doubles its buffer to 64 MB for this one, and calls the refusal a syntax error. */
static void running_out_of_memory_is_not_the_clients_fault(void **state)
{
    (void)state;
#ifndef __SANITIZE_ADDRESS__
    skip();
#endif
    size_t read;
    assert_int_equal(kind_of_long_text(40 * 1024 * 1024, &read), FAIL_AWAY);
    assert_int_equal(kind_of_long_text(1000, &read), FAIL_NOT);
}

static void text_that_is_not_utf8_is_still_written(void **state)
{
    struct json *whole = json_new_object(*state);
    json_set_text(whole, "a", "x\xff\x1by");
    const char *text = json_write(*state, whole);
    assert_string_equal(text, "{\"a\":\"x\xef\xbf\xbd\xef\xbf\xbdy\"}");
    assert_non_null(json_parse(*state, bytes_from(text)));
}

static void the_members_of_an_object_are_walked_and_copied(void **state)
{
    const struct json *from = json_parse(*state, BYTES("{\"b\":[1,{\"x\":2}],\"a\":null}"));
    struct json *to = json_new_object(*state);
    for (const char *key = NULL; (key = json_next_key(from, key));)
        json_set_copy(to, key, json_get(from, key));
    assert_string_equal(json_write(*state, to), "{\"b\":[1,{\"x\":2}],\"a\":null}");
    assert_null(json_next_key(json_new_object(*state), NULL));
    assert_null(json_next_key(json_get(from, "b"), NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(what_was_written_is_read_back),
        PURE(a_value_is_taken_for_nothing_but_what_it_is),
        PURE(any_value_may_be_the_document),
        PURE(what_is_not_strict_json_is_refused),
        PURE(well_formed_json_with_a_value_that_cannot_be_kept_is_refused_as_a_value),
        PURE(an_integer_past_64_bits_is_no_json_of_ours),
        PURE(an_object_has_at_most_1000_members),
        PURE(a_refusal_names_the_place),
        PURE(depth_ends_at_64_whatever_the_stack_could_bear),
        PURE(brackets_in_strings_are_no_depth),
        PURE(many_tiny_values_stop_at_the_budget_and_parsing_goes_on_after_it),
        PURE(a_long_string_is_within_the_budget),
        PURE(running_out_of_memory_is_not_the_clients_fault),
        PURE(text_that_is_not_utf8_is_still_written),
        PURE(the_members_of_an_object_are_walked_and_copied),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
