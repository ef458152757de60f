/* lib/hub/code.c: what source may be sent, and which file a frame means */
#include "cast.h"
#include "hub/code.h"
#include "hub/mapping.h"
#include "hub/post_read.h"

static struct code *files(struct arena *mem, const char *const *paths, size_t count)
{
    struct code_list list = { 0 };
    for (size_t i = 0; i < count; i++)
        code_add(mem, &list, paths[i], BYTES("x"));
    return list.first;
}

static void a_frame_means_the_file_that_agrees_with_it_most(void **state)
{
    static const char *const paths[] = {
        "helper/xor/xor.go", "codec/codec.go", "go/inner/inner.go", "main.c",         "src/lib.rs",
        "other/src/lib.rs",  "a/util.c",       "b/util.c",          "app/Vault.java", "bxor.go",
    };
    static const struct {
        const char *frame, *file;
    } cases[] = {
        { "/go/src/github.com/XXyCorp/vault/helper/xor/xor.go", "helper/xor/xor.go" },
        { "/src/helper/xor/xor.go", "helper/xor/xor.go" },
        { "helper/xor/xor.go", "helper/xor/xor.go" },
        { "xor/xor.go", "helper/xor/xor.go" },
        { "xor.go", "helper/xor/xor.go" },
        { "example.com/vault/codec/codec.go", "codec/codec.go" },
        { "C:\\work\\vault\\codec\\codec.go", "codec/codec.go" },
        { "example.com/vault/inner/inner.go", "go/inner/inner.go" },
        { "/src/main.c", "main.c" },
        { "./main.c", "main.c" },
        { "../../../src/main.c", "main.c" },
        { "other/src/lib.rs", "other/src/lib.rs" },
        { "/w/other/src/lib.rs", "other/src/lib.rs" },
        { "/w/src/lib.rs", "src/lib.rs" },
        { "Vault.java", "app/Vault.java" },
        { "/x/b/util.c", "b/util.c" },
        /* More than one, or none. */
        { "util.c", NULL },
        { "/x/util.c", NULL },
        { "src/lib.rs", NULL },
        { "/x/xor.go", NULL },
        { "codec/other.go", NULL },
        { "zcodec.go", NULL },
        { "../../../etc/passwd", NULL },
        { "", NULL },
        { "/", NULL },
        /* Dependencies. */
        { "/go/pkg/mod/github.com/x/y@v1.2.3/codec/codec.go", NULL },
        { "github.com/x/y@v1.2.3/codec/codec.go", NULL },
        { "/usr/local/go/src/vendor/codec/codec.go", NULL },
        { "vendor/codec/codec.go", NULL },
        { "/root/.cargo/registry/src/x-1.0/src/lib.rs", NULL },
        { "/rustc/0123/library/src/lib.rs", NULL },
        { "/app/node_modules/x/codec/codec.go", NULL },
        { "/usr/include/codec/codec.go", NULL },
    };
    struct code *list = files(*state, paths, COUNT_OF(paths));
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct code *found = code_find(list, cases[i].frame);
        const char *is = found ? found->path : "none", *want = cases[i].file;
        if (strcmp(is, want ? want : "none") != 0)
            fail_msg("%s is %s, should be %s", cases[i].frame, is, want ? want : "none");
    }
    assert_null(code_find(list, NULL));
    assert_null(code_find(NULL, "main.c"));
    assert_string_equal(mapping_name("C:\\a\\b.c"), "b.c");
    assert_string_equal(mapping_name("b.c"), "b.c");
}

struct form {
    struct arena *mem;
    struct text body;
};

static void read_form(void *arg)
{
    struct form *form = arg;
    struct post *post = post_new(form->mem);
    post_read_form(post, "multipart/form-data; boundary=B",
                   (struct bytes){ form->body.at, form->body.size });
    post_check(post);
}

static void add_part(struct text *body, const char *head, struct bytes value)
{
    text_add_format(body, "--B\r\nContent-Disposition: form-data; %s\r\n\r\n", head);
    text_add_bytes(body, value);
    text_add(body, "\r\n");
}

static struct form form_of(struct arena *mem, bool with_commit)
{
    struct form form = { mem, text_new(mem, 8 * 1024 * 1024) };
    add_part(&form.body, "name=\"repo\"", BYTES("a/b"));
    add_part(&form.body, "name=\"log\"", BYTES("x"));
    if (with_commit)
        add_part(&form.body, "name=\"commit\"", BYTES("0123456789012345678901234567890123456789"));
    return form;
}

static enum fail ending(struct form *form)
{
    text_add(&form->body, "--B--\r\n");
    return scene_fails(read_form, form);
}

static void source_needs_a_commit_and_a_path_inside_the_repository(void **state)
{
    struct form form = form_of(*state, false);
    add_part(&form.body, "name=\"source\"; filename=\"a.c\"", BYTES("x"));
    assert_int_equal(ending(&form), FAIL_REFUSED);
    assert_string_equal(scene_reason(), "source needs the field commit");
    static const char *const names[] = { "",
                                         "; filename=\".\"",
                                         "; filename=\"../a.c\"",
                                         "; filename=\"/a.c\"",
                                         "; filename=\"a/../../b.c\"",
                                         "; filename=\"a//b.c\"",
                                         "; filename=\"a\x01.c\"",
                                         "; filename=\"a\xe2\x80\xae.c\"",
                                         "; filename=\"a/\"" };
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        form = form_of(*state, true);
        add_part(&form.body, text_format(*state, "name=\"source\"%s", names[i]), BYTES("x"));
        if (ending(&form) != FAIL_REFUSED)
            fail_msg("%s is taken", names[i]);
    }
    char name[300];
    memset(name, 'a', sizeof(name));
    form = form_of(*state, true);
    add_part(&form.body, text_format(*state, "name=\"source\"; filename=\"%.255s\"", name),
             BYTES("x"));
    assert_int_equal(ending(&form), FAIL_NOT);
    form = form_of(*state, true);
    add_part(&form.body, text_format(*state, "name=\"source\"; filename=\"%.256s\"", name),
             BYTES("x"));
    assert_int_equal(ending(&form), FAIL_REFUSED);
    assert_string_equal(scene_reason(), "source: a path has 256 bytes, 255 are allowed");
}

static void fill(struct form *form, size_t count, size_t size)
{
    struct bytes value = { arena_alloc(form->mem, size), size };
    for (size_t i = 0; i < count; i++)
        add_part(&form->body, text_format(form->mem, "name=\"source\"; filename=\"%zu.c\"", i),
                 value);
}

static void source_has_its_limits(void **state)
{
    struct form form = form_of(*state, true);
    fill(&form, CODE_FILES_MAX, 10);
    assert_int_equal(ending(&form), FAIL_NOT);
    form = form_of(*state, true);
    fill(&form, CODE_FILES_MAX + 1, 10);
    assert_int_equal(ending(&form), FAIL_REFUSED);
    assert_string_equal(scene_reason(), "source: at most 64 files in one post");
    form = form_of(*state, true);
    fill(&form, CODE_MAX / CODE_FILE_MAX, CODE_FILE_MAX);
    assert_int_equal(ending(&form), FAIL_NOT);
    form = form_of(*state, true);
    fill(&form, 1, CODE_FILE_MAX + 1);
    assert_int_equal(ending(&form), FAIL_TOO_BIG);
    assert_string_equal(scene_reason(), "source 0.c has 262145 bytes, 262144 are allowed");
    form = form_of(*state, true);
    fill(&form, CODE_MAX / CODE_FILE_MAX + 1, CODE_FILE_MAX);
    assert_int_equal(ending(&form), FAIL_TOO_BIG);
    assert_string_equal(scene_reason(), "source: at most 2097152 bytes in one post");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(a_frame_means_the_file_that_agrees_with_it_most),
        PURE(source_needs_a_commit_and_a_path_inside_the_repository),
        PURE(source_has_its_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
