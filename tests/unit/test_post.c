/* lib/hub/post*.c: what a body becomes before it is stored */
#include "base/json.h"
#include "cast.h"
#include "hub/post_doc.h"
#include "hub/post_read.h"

static const char clean_log[] =
    "fuzz: elapsed: 0s, gathering baseline coverage: 1/1 completed, now fuzzing with 1 workers\n"
    "fuzz: elapsed: 6s, execs: 55391 (0/sec), new interesting: 0 (total: 1)\n"
    "PASS\n"
    "ok  \texample.com/vault/codec\t6.074s\n";

/* A body of one form that is read. */
struct body {
    struct arena *mem;
    char form; /* 't'ext, 'm'ultipart, 'j'son */
    const char *text;
    struct post *post;
};

static void read_body(void *arg)
{
    struct body *b = arg;
    b->post = post_new(b->mem);
    if (b->form == 't')
        post_read_text(b->post, bytes_from(b->text));
    else if (b->form == 'm')
        post_read_form(b->post, "multipart/form-data; boundary=B", bytes_from(b->text));
    else
        post_read_json(b->post, bytes_from(b->text));
    post_check(b->post);
}

static enum fail reading(struct arena *mem, char form, const char *text)
{
    return scene_fails(read_body, &(struct body){ mem, form, text, NULL });
}

static struct post *post_of(struct arena *mem, char form, const char *text)
{
    struct body b = { mem, form, text, NULL };
    if (scene_fails(read_body, &b) != FAIL_NOT)
        fail_msg("%s", scene_reason());
    return b.post;
}

#define PART(head, value) "--B\r\nContent-Disposition: form-data; " head "\r\n\r\n" value "\r\n"

static void a_form_has_fields_logs_inputs_and_meta(void **state)
{
    const struct post *post =
        post_of(*state, 'm',
                PART("name=\"repo\"", "a/b") PART("name=\"target\"", "FuzzX")
                    PART("name=\"log\"", "one") PART("name=\"log\"; filename=\"l\"", "two")
                        PART("name=\"crasher\"; filename=\"c\"", "\x01")
                            PART("name=\"meta\"",
                                 "{\"commit\":null,\"branch\":\"main\",\"repo\":\"a/b\",\"x\":1}")
                                PART("name=\"unknown\"", "x") "--B--\r\n");
    assert_string_equal(post->repo, "a/b");
    assert_string_equal(post->target, "FuzzX");
    assert_string_equal(post->branch, "main");
    assert_null(post->commit);
    assert_memory_equal(post->logs->next->text.at, "two", 3);
    assert_string_equal(post->inputs.first->name, "c");
    assert_null(post->inputs.first->next);
}

static void a_field_that_is_given_twice_must_say_the_same(void **state)
{
    assert_int_equal(reading(*state, 'm',
                             PART("name=\"repo\"", "a/b") PART("name=\"repo\"", "a/c")
                                 PART("name=\"log\"", "x") "--B--\r\n"),
                     FAIL_INPUT);
    assert_string_equal(scene_reason(), "repo is given twice, with different values");
    assert_int_equal(reading(*state, 'm',
                             PART("name=\"repo\"", "a/b") PART("name=\"repo\"", "a/b")
                                 PART("name=\"log\"", "x") "--B--\r\n"),
                     FAIL_NOT);
}

static void json_has_the_shape_of_the_contract(void **state)
{
    const struct post *post =
        post_of(*state, 'j',
                "{\"repo\":\"a/"
                "b\",\"run\":\"7\",\"future\":[1],\"results\":[{\"package\":\"p\",\"target\":\"T\","
                "\"engine\":\"go\",\"log\":\"x\",\"stats\":{\"executions\":5,\"dreams\":2},"
                "\"crashers\":[{\"name\":\"c\",\"base64\":\" AQ == \\n\"},{\"base64\":\"\"}]},"
                "{\"stats\":{\"executions\":0}}]}");
    assert_string_equal(post->run, "7");
    const struct post_log *log = post->logs;
    assert_string_equal(log->package, "p");
    assert_int_equal(log->stats.executions, 5);
    assert_int_equal(log->stats.corpus, -1);
    assert_int_equal(log->inputs.first->data.size, 1);
    assert_int_equal(log->inputs.first->next->data.size, 0);
    assert_null(log->next->package);
    assert_int_equal(log->next->stats.executions, 0);
}

static void json_of_another_shape_is_refused(void **state)
{
    static const struct {
        enum fail kind;
        const char *text;
    } bad[] = {
        { FAIL_INPUT, "" },
        { FAIL_INPUT, "null" },
        { FAIL_INPUT, "1" },
        { FAIL_REFUSED, "[]" },
        { FAIL_REFUSED, "{}" },
        { FAIL_REFUSED, "{\"repo\":\"a/b\",\"results\":[]}" },
        { FAIL_REFUSED, "{\"repo\":\"a/b\",\"results\":{}}" },
        { FAIL_REFUSED, "{\"repo\":1,\"results\":[{\"log\":\"x\"}]}" },
        { FAIL_REFUSED, "{\"repo\":\"a/b\",\"results\":[1]}" },
        { FAIL_REFUSED, "{\"repo\":\"a/b\",\"results\":[{\"log\":1}]}" },
        { FAIL_REFUSED, "{\"repo\":\"a/b\",\"results\":[{\"log\":\"x\",\"stats\":[]}]}" },
        { FAIL_REFUSED,
          "{\"repo\":\"a/b\",\"results\":[{\"log\":\"x\",\"stats\":{\"corpus\":-1}}]}" },
        { FAIL_REFUSED,
          "{\"repo\":\"a/b\",\"results\":[{\"log\":\"x\",\"stats\":{\"corpus\":1.0}}]}" },
        { FAIL_REFUSED,
          "{\"repo\":\"a/"
          "b\",\"results\":[{\"log\":\"x\",\"stats\":{\"corpus\":9007199254740993}}]}" },
        { FAIL_REFUSED,
          "{\"repo\":\"a/b\",\"results\":[{\"log\":\"x\",\"crashers\":[{\"name\":\"c\"}]}]}" },
        { FAIL_REFUSED,
          "{\"repo\":\"a/b\",\"results\":[{\"log\":\"x\",\"crashers\":[{\"base64\":\"A-_=\"}]}]}" },
        { FAIL_REFUSED,
          "{\"repo\":\"a/b\",\"results\":[{\"log\":\"x\",\"crashers\":[{\"base64\":\"AQ\"}]}]}" },
        { FAIL_REFUSED, "{\"repo\":\"a/b\",\"results\":[{\"log\":\"x\",\"package\":\"../x\"}]}" },
        { FAIL_REFUSED, "{\"repo\":\"a/b\",\"results\":[{\"log\":\"\"}]}" },
        { FAIL_REFUSED, "{\"results\":[{\"log\":\"x\"}]}" },
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        if (reading(*state, 'j', bad[i].text) != bad[i].kind)
            fail_msg("%s: %s", bad[i].text, scene_reason());
}

static const char *filled(struct arena *mem, size_t size)
{
    char *text = arena_alloc(mem, size + 1);
    memset(text, 'x', size);
    return text;
}

static void a_log_and_an_input_have_their_limits(void **state)
{
    const char *most = filled(*state, POST_LOG_MAX), *more = filled(*state, POST_LOG_MAX + 1);
    struct body log = { *state, 't', most, NULL };
    assert_int_equal(scene_fails(read_body, &log), FAIL_REFUSED); /* that it has no repository */
    log.text = more;
    assert_int_equal(scene_fails(read_body, &log), FAIL_TOO_BIG);
    assert_non_null(strstr(scene_reason(), "8388608 are allowed"));
    const char *part = PART(
        "name=\"repo\"",
        "a/b") "--B\r\nContent-Disposition: form-data; name=\"crasher\"\r\n\r\n%s\r\n--B--\r\n";
    char *format = text_format(*state, "%s", part);
    char *hole = strstr(format, "%s");
    *hole = '\0';
    const char *big =
        text_format(*state, "%s%s%s", format, filled(*state, POST_INPUT_MAX), hole + 2);
    assert_int_equal(reading(*state, 'm', big), FAIL_NOT);
    big = text_format(*state, "%s%s%s", format, filled(*state, POST_INPUT_MAX + 1), hole + 2);
    assert_int_equal(reading(*state, 'm', big), FAIL_TOO_BIG);
}

/* A post of these logs and inputs, the latter as "name=content". */
static struct post_item *items_of(struct arena *mem, const char *const logs[],
                                  const char *const inputs[])
{
    struct post *post = post_new(mem);
    post_set(post, "repo", "a/b");
    for (; *logs; logs++)
        post_add_log(post, bytes_from(*logs));
    for (; *inputs; inputs++) {
        size_t size = strcspn(*inputs, "=");
        post_add_input(post, &post->inputs, text_cut(mem, (struct bytes){ *inputs, size }),
                       bytes_from(*inputs + size + 1));
    }
    return post_items(post);
}

/* "target:input,input target:-" of the occurrences. */
static const char *told(struct arena *mem, const struct post_item *items)
{
    struct text text = text_new(mem, 10000);
    for (const struct post_item *i = items; i; i = i->next) {
        text_add_format(&text, "%s%s:", i == items ? "" : " ", i->target);
        for (const struct post_occurrence *o = i->occurrences; o; o = o->next) {
            text_add(&text, o == i->occurrences ? "" : ",");
            text_add_bytes(&text, o->input ? o->input->data : BYTES("-"));
        }
    }
    return text.at;
}

#define LIST(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define NOTHING ((const char *const[]){ NULL })

static void an_input_goes_to_the_crash_that_names_it(void **state)
{
    const char *a = cast_go_log(*state, "FuzzA", "Alpha", "aaaa"),
               *b = cast_go_log(*state, "FuzzB", "Beta", "bbbb");
    assert_string_equal(told(*state, items_of(*state, LIST(a, b), LIST("bbbb=B", "x/y/aaaa=A"))),
                        "FuzzA:A FuzzB:B");
}

static void an_input_nobody_names_goes_where_it_most_likely_belongs(void **state)
{
    const char *a = cast_go_log(*state, "FuzzA", "Alpha", "aaaa"),
               *b = cast_go_log(*state, "FuzzB", "Beta", "bbbb");
    assert_string_equal(told(*state, items_of(*state, LIST(a), LIST("other=O"))), "FuzzA:O");
    assert_string_equal(told(*state, items_of(*state, LIST(a), LIST("other=O", "aaaa=A"))),
                        "FuzzA:A,O");
    assert_string_equal(
        told(*state, items_of(*state, LIST(a, b), LIST("testdata/fuzz/FuzzB/cccc=C"))),
        "FuzzA:- FuzzB:C");
    assert_string_equal(told(*state, items_of(*state, LIST(a, b), LIST("=1", "=2", "=3"))),
                        "FuzzA:1,3,2 FuzzB:-");
}

static void an_input_beside_a_clean_log_makes_the_unparsed_crasher(void **state)
{
    struct post_item *item = items_of(*state, LIST(clean_log), LIST("one=1", "two=2"));
    assert_string_equal(told(*state, item), "unnamed:1,2");
    assert_int_equal(item->state, CRASH_STATE_UNPARSED);
    assert_string_equal(item->occurrences->crash->signature,
                        item->occurrences->next->crash->signature);
    const struct post_item *alone = items_of(*state, LIST(""), LIST("one=1"));
    assert_string_equal(alone->occurrences->crash->type, item->occurrences->crash->type);
}

static struct post *post_named(struct arena *mem, const char *target)
{
    struct post *post = post_new(mem);
    post_set(post, "package", "elsewhere");
    post_set(post, "target", "FuzzElse");
    post_add_log(post, bytes_from(cast_go_log(mem, target, "Alpha", "aaaa")));
    return post;
}

static void a_log_of_one_target_is_about_what_the_sender_names(void **state)
{
    const struct post_item *item = post_items(post_named(*state, "FuzzA"));
    assert_string_equal(item->package, "elsewhere");
    assert_string_equal(item->target, "FuzzElse");
    assert_null(item->next);
}

static void of_several_logs_each_is_about_what_it_names(void **state)
{
    struct post *post = post_named(*state, "FuzzA");
    post_add_log(post, bytes_from(clean_log));
    const struct post_item *item = post_items(post);
    assert_string_equal(item->target, "FuzzA");
    assert_string_equal(item->next->target, "FuzzElse");
}

static void figures_without_a_log_are_a_result(void **state)
{
    const struct post *post =
        post_of(*state, 'j',
                "{\"repo\":\"a/b\",\"results\":[{\"package\":\"p\",\"target\":\"T\","
                "\"stats\":{\"executions\":5}}]}");
    const struct post_item *item = post_items(post);
    assert_int_equal(item->state, CRASH_STATE_OK);
    assert_null(item->occurrences);
    assert_string_equal(item->engine, "unknown");
}

static struct json *doc_of(struct arena *mem, const struct post *post, struct bytes_list *blobs)
{
    struct post_doc doc = post_doc(post, post_items(post));
    if (blobs)
        *blobs = doc.blobs;
    return json_parse(mem, bytes_from(doc.json));
}

static const char *of_first(struct json *doc, const char *key)
{
    return json_text(json_get(json_at(json_get(doc, "results"), 0), key));
}

static struct post *text_post(struct arena *mem, struct bytes text)
{
    struct post *post = post_new(mem);
    post_set(post, "repo", "a/b");
    post_add_log(post, text);
    return post;
}

static void a_long_log_keeps_both_ends_and_its_size(void **state)
{
    struct text text = text_new(*state, POST_LOG_MAX);
    text_add(&text, "BEGIN\n");
    while (text.size < 1200000)
        text_add(&text, "a line of noise that says nothing\n");
    text_add(&text, "END\n");
    struct bytes_list blobs;
    struct json *doc =
        doc_of(*state, text_post(*state, (struct bytes){ text.at, text.size }), &blobs);
    int64_t size;
    assert_true(json_int(json_get(json_at(json_get(doc, "results"), 0), "size"), &size));
    assert_int_equal(size, text.size);
    struct bytes kept = blobs.items[0];
    assert_in_range(kept.size, 500000, 500100);
    assert_memory_equal(kept.at, "BEGIN", 5);
    assert_memory_equal(kept.at + kept.size - 4, "END\n", 4);
    const char *gap = text_format(*state, "%zu bytes left out", text.size - 500000);
    assert_non_null(memmem(kept.at, kept.size, gap, strlen(gap)));
}

static void of_a_log_of_one_target_all_is_kept_of_one_of_many_each_its_part(void **state)
{
    const char *a = cast_go_log(*state, "FuzzA", "Alpha", "aaaa");
    const char *one = text_format(*state, "make: fuzz\n%smake: done\n", a);
    struct bytes_list blobs;
    doc_of(*state, text_post(*state, bytes_from(one)), &blobs);
    assert_string_equal(text_cut(*state, blobs.items[0]), one);
    const char *other =
        "--- FAIL: FuzzB (0.00s)\n    --- FAIL: FuzzB/1 (0.00s)\n        b_test.go:9: wrong\n"
        "FAIL\nFAIL\texample.com/vault/other\t0.1s\n";
    doc_of(*state, text_post(*state, bytes_from(text_format(*state, "%s%s", a, other))), &blobs);
    assert_int_equal(blobs.count, 2);
    assert_null(strstr(text_cut(*state, blobs.items[0]), "FuzzB"));
    assert_null(strstr(text_cut(*state, blobs.items[1]), "FuzzA"));
}

static const char *named(struct arena *mem, const char *input)
{
    struct post *post = text_post(mem, bytes_from(cast_go_log(mem, "FuzzA", "Alpha", "aaaa")));
    post_add_input(post, &post->inputs, input, BYTES("x"));
    struct json *crashes =
        json_get(json_at(json_get(doc_of(mem, post, NULL), "results"), 0), "crashes");
    return json_text(json_get(json_at(crashes, 0), "input_name"));
}

static void an_input_has_the_name_it_was_sent_by(void **state)
{
    assert_string_equal(named(*state, "aaaa"), "testdata/fuzz/FuzzA/aaaa");
    assert_string_equal(named(*state, "out/aaaa"), "testdata/fuzz/FuzzA/aaaa");
    assert_string_equal(named(*state, "id:000000,sig:06"), "id:000000,sig:06");
    assert_string_equal(named(*state, "aa"), "aa");
    assert_string_equal(named(*state, ""), "testdata/fuzz/FuzzA/aaaa");
}

static void figures_of_the_sender_win(void **state)
{
    struct post *post = text_post(*state, bytes_from(clean_log));
    post->logs->stats.executions = 7;
    struct json *stats =
        json_get(json_at(json_get(doc_of(*state, post, NULL), "results"), 0), "stats");
    int64_t executions, elapsed_ms;
    assert_true(json_int(json_get(stats, "executions"), &executions));
    assert_true(json_int(json_get(stats, "elapsed_ms"), &elapsed_ms));
    assert_int_equal(executions, 7);
    assert_true(elapsed_ms > 0);
    assert_null(json_get(stats, "coverage"));
}

static void no_figure_is_so_large_that_sums_of_it_leave_64_bits(void **state)
{
    struct post *post = text_post(*state, bytes_from(clean_log));
    post->logs->stats.executions = INT64_MAX;
    struct json *stats =
        json_get(json_at(json_get(doc_of(*state, post, NULL), "results"), 0), "stats");
    int64_t executions;
    assert_true(json_int(json_get(stats, "executions"), &executions));
    assert_true(executions == POST_FIGURE_MAX);
}

static void any_bytes_of_a_log_are_kept_as_they_came(void **state)
{
    static const char bytes[] = "panic: \0\xff\xfe\x1b[2J\r\n";
    struct bytes_list blobs;
    doc_of(*state, text_post(*state, (struct bytes){ bytes, sizeof(bytes) }), &blobs);
    assert_int_equal(blobs.items[0].size, sizeof(bytes));
    assert_memory_equal(blobs.items[0].at, bytes, sizeof(bytes));
}

static void the_digest_covers_the_log_and_its_inputs(void **state)
{
    const char *log = cast_go_log(*state, "FuzzA", "Alpha", "aaaa");
    struct post *posts[4];
    for (size_t i = 0; i < 4; i++)
        posts[i] = text_post(*state, bytes_from(i == 3 ? clean_log : log));
    post_add_input(posts[1], &posts[1]->inputs, "aaaa", BYTES("1"));
    post_add_input(posts[2], &posts[2]->inputs, "aaaa", BYTES("2"));
    for (size_t i = 0; i < 4; i++)
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(of_first(doc_of(*state, posts[i], NULL), "digest"),
                                    of_first(doc_of(*state, posts[j], NULL), "digest"));
    assert_string_equal(
        of_first(doc_of(*state, posts[0], NULL), "digest"),
        of_first(doc_of(*state, text_post(*state, bytes_from(log)), NULL), "digest"));
}

static const char *body_of(struct arena *mem, const char *text)
{
    struct post *post = post_of(mem, 'm', text);
    post->key = "k";
    return json_text(json_get(doc_of(mem, post, NULL), "body"));
}

static void the_body_of_a_key_is_its_content_not_its_wrapping(void **state)
{
    const char *a =
        body_of(*state, PART("name=\"repo\"", "a/b") PART("name=\"log\"", "x") "--B--\r\n");
    const char *b =
        body_of(*state, PART("name=\"log\"", "x") PART("name=\"repo\"", "a/b") "--B--\r\n");
    assert_string_equal(a, b);
    static const char *const others[] = {
        PART("name=\"repo\"", "a/c") PART("name=\"log\"", "x") "--B--\r\n",
        PART("name=\"repo\"", "a/b") PART("name=\"log\"", "y") "--B--\r\n",
        PART("name=\"repo\"", "a/b") PART("name=\"log\"", "x")
            PART("name=\"branch\"", "x") "--B--\r\n",
        PART("name=\"repo\"", "a/b") PART("name=\"log\"", "x")
            PART("name=\"origin\"", "x") "--B--\r\n",
        PART("name=\"repo\"", "a/b") PART("name=\"log\"", "x")
            PART("name=\"crasher\"", "x") "--B--\r\n",
        PART("name=\"repo\"", "a/b") PART("name=\"log\"", "x")
            PART("name=\"log\"", "x") "--B--\r\n",
    };
    for (size_t i = 0; i < COUNT_OF(others); i++)
        assert_string_not_equal(a, body_of(*state, others[i]));
}

static void a_result_without_a_verdict_says_why(void **state)
{
    static const struct {
        const char *log, *failure;
    } logs[] = {
        { "# example.com/vault/codec\n./a.go:3:1: undefined: x\nFAIL\texample.com/vault/codec "
          "[build failed]\n"
          "FAIL\n",
          "build error" },
        { "testing: warning: no fuzz tests to fuzz\nPASS\nok  \texample.com/vault/codec\t0.001s\n",
          "did not fuzz" },
        { "failure while testing seed corpus entry: FuzzMask/seed#0\n"
          "--- FAIL: FuzzMask (0.00s)\n"
          "    --- FAIL: FuzzMask (0.00s)\n"
          "        testing.go:1356: panic: runtime error: integer divide by zero\n"
          "FAIL\nexit status 1\nFAIL\texample.com/vault/codec\t0.005s\n",
          "did not fuzz" },
        { clean_log, NULL },
    };
    for (size_t i = 0; i < COUNT_OF(logs); i++) {
        struct json *doc = doc_of(*state, text_post(*state, bytes_from(logs[i].log)), NULL);
        const char *failure = of_first(doc, "failure");
        if (strcmp(failure ? failure : "none", logs[i].failure ? logs[i].failure : "none") != 0)
            fail_msg("log %zu: %s, state %s", i, failure, of_first(doc, "state"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(a_form_has_fields_logs_inputs_and_meta),
        PURE(a_field_that_is_given_twice_must_say_the_same),
        PURE(json_has_the_shape_of_the_contract),
        PURE(json_of_another_shape_is_refused),
        PURE(a_log_and_an_input_have_their_limits),
        PURE(an_input_goes_to_the_crash_that_names_it),
        PURE(an_input_nobody_names_goes_where_it_most_likely_belongs),
        PURE(an_input_beside_a_clean_log_makes_the_unparsed_crasher),
        PURE(a_log_of_one_target_is_about_what_the_sender_names),
        PURE(of_several_logs_each_is_about_what_it_names),
        PURE(figures_without_a_log_are_a_result),
        PURE(a_long_log_keeps_both_ends_and_its_size),
        PURE(of_a_log_of_one_target_all_is_kept_of_one_of_many_each_its_part),
        PURE(an_input_has_the_name_it_was_sent_by),
        PURE(figures_of_the_sender_win),
        PURE(no_figure_is_so_large_that_sums_of_it_leave_64_bits),
        PURE(any_bytes_of_a_log_are_kept_as_they_came),
        PURE(the_digest_covers_the_log_and_its_inputs),
        PURE(the_body_of_a_key_is_its_content_not_its_wrapping),
        PURE(a_result_without_a_verdict_says_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
