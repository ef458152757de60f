/* lib/base/form.c */
#include "base/form.h"

#include <stdlib.h>

#include "scene.h"

#define TYPE "multipart/form-data; boundary=XX"

struct posting {
    struct arena *mem;
    const char *type;
    struct bytes body;
};

static void read_parts(void *arg)
{
    struct posting *p = arg;
    form_parts(p->mem, p->type, p->body);
}

static void read_fields(void *arg)
{
    struct posting *p = arg;
    form_fields(p->mem, p->body);
}

static void parts_come_in_the_order_sent(void **state)
{
    const struct form_part *p = form_parts(
        *state, TYPE,
        BYTES("preamble\r\n--XX\r\n"
              "Content-Disposition: form-data; name=\"log\"; filename=\"a \\\"b\\\".log\"\r\n"
              "content-type: text/plain\r\n\r\n"
              "line\0 one\r\n--XY\r\n--X\r\n\r\n"
              "--XX  \r\nCONTENT-DISPOSITION: form-data;name=meta\r\n\r\n{}"
              "\r\n--XX\r\nContent-Disposition: form-data; filename=\"name=no\"; "
              "name=\"empty\"\r\n\r\n"
              "\r\n--XX--\r\nepilogue\r\n--XX\r\n"));
    assert_string_equal(p->name, "log");
    assert_string_equal(p->filename, "a \"b\".log");
    assert_string_equal(p->type, "text/plain");
    assert_true(bytes_equal(p->value, BYTES("line\0 one\r\n--XY\r\n--X\r\n")));
    p = p->next;
    assert_string_equal(p->name, "meta");
    assert_null(p->filename);
    assert_null(p->type);
    assert_true(bytes_equal(p->value, BYTES("{}")));
    p = p->next;
    assert_string_equal(p->name, "empty");
    assert_int_equal(p->value.size, 0);
    assert_null(p->next);
}

static void the_boundary_may_open_the_body_and_be_quoted(void **state)
{
    const struct form_part *p = form_parts(
        *state, "Multipart/Form-Data; charset=utf-8; boundary=\"a b;c\"",
        BYTES("--a b;c\r\nContent-Disposition: form-data; name=x\r\n\r\n1\r\n--a b;c--"));
    assert_string_equal(p->name, "x");
    assert_true(bytes_equal(p->value, BYTES("1")));
    assert_null(form_parts(*state, TYPE, BYTES("--XX--\r\n")));
}

static void a_longer_boundary_with_the_same_begin_is_content(void **state)
{
    const struct form_part *p =
        form_parts(*state, TYPE,
                   BYTES("--XX\r\nContent-Disposition: form-data; name=x\r\n\r\n"
                         "a\r\n--XXL\r\nb\r\n--XX--"));
    assert_true(bytes_equal(p->value, BYTES("a\r\n--XXL\r\nb")));
}

static void a_body_that_does_not_hold_together_is_refused(void **state)
{
    static const struct {
        const char *type;
        struct bytes body;
    } bad[] = {
        { TYPE, BYTES("") },
        { TYPE, BYTES("--") },
        { TYPE, BYTES("--XX") },
        { TYPE, BYTES("--XX\r\n") },
        { TYPE, BYTES("--XX\r\nContent-Disposition: form-data; name=x\r\n\r\nvalue") },
        { TYPE, BYTES("--XX\r\nContent-Disposition: form-data; name=x\r\n--XX--") },
        { TYPE, BYTES("--XX\r\nContent-Disposition: form-data; name=x\n\nv\r\n--XX--") },
        { TYPE, BYTES("--XX\r\nContent-Disposition: form-data\r\n\r\nv\r\n--XX--") },
        { TYPE, BYTES("--XX\r\n\r\nv\r\n--XX--") },
        { TYPE, BYTES("--XX\r\n\r\n--XX--") },
        { TYPE, BYTES("--XX\r\nContent-Disposition: form-data; name=\"\xff\"\r\n\r\nv\r\n--XX--") },
        { TYPE, BYTES("--XX\r\nContent-Disposition: form-data; name=\0x\r\n\r\nv\r\n--XX--") },
        { TYPE, BYTES("--XX\r\nContent-Transfer-Encoding: base64\r\n"
                      "Content-Disposition: form-data; name=x\r\n\r\nv\r\n--XX--") },
        { "multipart/form-data", BYTES("--XX--") },
        { "multipart/form-data; boundary=", BYTES("----") },
        { "multipart/mixed; boundary=XX", BYTES("--XX--") },
        { NULL, BYTES("--XX--") },
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct bytes copy = { memcpy(arena_alloc(*state, bad[i].body.size), bad[i].body.at,
                                     bad[i].body.size),
                              bad[i].body.size };
        if (scene_fails(read_parts, &(struct posting){ *state, bad[i].type, copy }) != FAIL_INPUT)
            fail_msg("case %zu", i);
    }
}

/* count parts of one head line of head_size bytes, then the end. */
static struct bytes many_parts(struct arena *mem, int count, int head_size)
{
    struct text body = text_new(mem, SIZE_MAX / 2);
    for (int i = 0; i < count; i++)
        text_add_format(&body,
                        "--XX\r\nX: %*s\r\nContent-Disposition: form-data; name=x\r\n\r\n\r\n",
                        head_size, "");
    text_add(&body, "--XX--");
    return (struct bytes){ body.at, body.size };
}

static void the_limits_hold(void **state)
{
    struct posting p = { *state, TYPE, many_parts(*state, 1000, 1) };
    assert_int_equal(scene_fails(read_parts, &p), FAIL_NOT);
    p.body = many_parts(*state, 1001, 1);
    assert_int_equal(scene_fails(read_parts, &p), FAIL_INPUT);
    p.body = many_parts(*state, 1, 8100);
    assert_int_equal(scene_fails(read_parts, &p), FAIL_NOT);
    p.body = many_parts(*state, 1, 8200);
    assert_int_equal(scene_fails(read_parts, &p), FAIL_INPUT);
}

static void a_boundary_has_at_most_200_bytes(void **state)
{
    char *boundary = arena_alloc(*state, 202);
    for (size_t size = 199; size <= 201; size++) {
        memset(boundary, 'x', size);
        const char *body = text_format(*state, "--%s--", boundary);
        struct posting p = { *state,
                             text_format(*state, "multipart/form-data; boundary=%s", boundary),
                             bytes_from(body) };
        assert_int_equal(scene_fails(read_parts, &p), size <= 200 ? FAIL_NOT : FAIL_INPUT);
    }
}

static void fields_are_decoded_once(void **state)
{
    const struct form_part *f =
        form_fields(*state, BYTES("a=1+2%2B3&&b=%253Cx%3e&=v&c&d=x=y&%c3%a9=%E2%82%AC"));
    static const char *const want[][2] = { { "a", "1 2+3" }, { "b", "%3Cx>" },
                                           { "", "v" },      { "c", "" },
                                           { "d", "x=y" },   { "\xc3\xa9", "\xe2\x82\xac" } };
    for (size_t i = 0; i < COUNT_OF(want); i++, f = f->next) {
        assert_string_equal(f->name, want[i][0]);
        assert_string_equal(f->value.at, want[i][1]);
        assert_int_equal(f->value.size, strlen(want[i][1]));
    }
    assert_null(f);
    assert_null(form_fields(*state, BYTES("")));
}

static void fields_with_nul_or_broken_escapes_are_refused(void **state)
{
    static const struct bytes bad[] = { BYTES("a=%00"),  BYTES("%00=a"), BYTES("a=%"),
                                        BYTES("a=%4"),   BYTES("a=%zz"), BYTES("a=%-1"),
                                        BYTES("a=b\0c"), BYTES("a=%ff"), BYTES("a=%c0%af") };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct bytes copy = { memcpy(arena_alloc(*state, bad[i].size), bad[i].at, bad[i].size),
                              bad[i].size };
        if (scene_fails(read_fields, &(struct posting){ *state, NULL, copy }) != FAIL_INPUT)
            fail_msg("case %zu", i);
    }
    struct text many = text_new(*state, 10000);
    for (int i = 0; i < 1001; i++)
        text_add(&many, "a&");
    struct posting p = { *state, NULL, { many.at, many.size } };
    assert_int_equal(scene_fails(read_fields, &p), FAIL_INPUT);
    p.body.size -= 2;
    assert_int_equal(scene_fails(read_fields, &p), FAIL_NOT);
}

static void a_value_is_escaped_and_read_again(void **state)
{
    assert_string_equal(form_escape(*state, "a-b._~Z9"), "a-b._~Z9");
    assert_string_equal(form_escape(*state, "a b/&=?#+%\n\"é"),
                        "a%20b%2F%26%3D%3F%23%2B%25%0A%22%C3%A9");
    const char *pair = text_format(*state, "x=%s", form_escape(*state, "a b/&=?#+%\n\"é"));
    assert_string_equal(form_fields(*state, bytes_from(pair))->value.at, "a b/&=?#+%\n\"é");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(parts_come_in_the_order_sent),
        PURE(the_boundary_may_open_the_body_and_be_quoted),
        PURE(a_longer_boundary_with_the_same_begin_is_content),
        PURE(a_body_that_does_not_hold_together_is_refused),
        PURE(the_limits_hold),
        PURE(a_boundary_has_at_most_200_bytes),
        PURE(fields_are_decoded_once),
        PURE(fields_with_nul_or_broken_escapes_are_refused),
        PURE(a_value_is_escaped_and_read_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
