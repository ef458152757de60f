/* lib/app/doc.c */
#include "app/doc.h"
#include "cast.h"

enum { NOW = 1763809324 }; /* 2025-11-22 11:02:04 UTC */

static const char *rendered(void **state, struct doc *doc)
{
    doc_finish(doc);
    return view_render(*state, doc->view, "values.tpl");
}

static void fill(struct doc *doc)
{
    doc_text(doc, "text", "<a>");
    doc_id(doc, "id", 18402);
    doc_int(doc, "number", 18402118);
    doc_count(doc, "count", 412800000);
    doc_flag(doc, "flag", true);
    doc_time(doc, "time", NOW - 42 * 60);
    doc_span(doc, "span", 644000);
    doc_text(doc_part(doc, "part"), "inner", "in");
    struct doc_list *rows = doc_list(doc, "rows");
    doc_text(doc_row(rows), "cell", "1");
    doc_text(doc_row(rows), "cell", "2");
    doc_show_text(doc, "ONLY", "people");
    doc_show(doc, "SHOWN");
}

static void people_read_every_value_in_words(void **state)
{
    struct doc *doc = doc_new(*state, NOW, false);
    fill(doc);
    assert_string_equal(
        rendered(state, doc),
        "text=&lt;a&gt; set\n"
        "id=18402 set\n"
        "number=18\u202f402\u202f118 set\n"
        "count=412.8\u202fM set\n"
        "flag=yes\n"
        "time=2025-11-22T10:20:04Z|42 min ago|2025-11-22 10:20:04 UTC|22 Nov, 10:20\n"
        "span=10 min 44 s\n"
        "part=in\n"
        "rows=[1][2]\n"
        "only=people shown\n");
}

static void programs_read_the_same_as_json_and_nothing_that_is_only_for_people(void **state)
{
    struct doc *doc = doc_new(*state, NOW, true);
    fill(doc);
    doc_finish(doc);
    assert_string_equal(
        json_write(*state, doc->json),
        "{\"text\":\"<a>\",\"id\":18402,\"number\":18402118,\"count\":412800000,"
        "\"flag\":true,\"time\":\"2025-11-22T10:20:04Z\",\"span_ms\":644000,"
        "\"part\":{\"inner\":\"in\"},\"rows\":[{\"cell\":\"1\"},{\"cell\":\"2\"}]}");
}

static void fill_nothing(struct doc *doc)
{
    doc_text(doc, "text", NULL);
    doc_id(doc, "id", 0);
    doc_int(doc, "number", 0);
    doc_count(doc, "count", -1);
    doc_flag(doc, "flag", false);
    doc_time(doc, "time", 0);
    doc_span(doc, "span", -1);
    doc_list(doc, "rows");
}

static void people_are_told_what_is_not_there(void **state)
{
    struct doc *doc = doc_new(*state, NOW, false);
    fill_nothing(doc);
    assert_string_equal(rendered(state, doc),
                        "text= not\nid= not\nnumber=0 not\ncount= not\nflag=no\n"
                        "time=|||not\nspan= not\npart=\nrows=none\nonly=\n");
}

static void programs_get_null_and_empty_lists(void **state)
{
    struct doc *doc = doc_new(*state, NOW, true);
    fill_nothing(doc);
    assert_string_equal(json_write(*state, doc->json),
                        "{\"text\":null,\"id\":null,\"number\":0,\"count\":null,\"flag\":false,"
                        "\"time\":null,\"span_ms\":null,\"rows\":[]}");
}

static void an_empty_text_is_there_for_programs_only(void **state)
{
    struct doc *people = doc_new(*state, NOW, false), *program = doc_new(*state, NOW, true);
    doc_text(people, "text", "");
    doc_text(program, "text", "");
    assert_non_null(strstr(rendered(state, people), "text= not"));
    assert_string_equal(json_write(*state, program->json), "{\"text\":\"\"}");
}

static void zero_that_was_counted_is_known(void **state)
{
    struct doc *doc = doc_new(*state, NOW, false);
    doc_count(doc, "count", 0);
    assert_non_null(strstr(rendered(state, doc), "count=0 set"));
}

static void text_that_turns_the_line_around_shows_its_code(void **state)
{
    struct doc *doc = doc_new(*state, NOW, false);
    doc_text(doc, "text", "a\u202egpj");
    assert_non_null(strstr(rendered(state, doc), "text=a[U+202E]gpj"));
}

static void a_template_word_in_a_value_is_no_template(void **state)
{
    struct doc *doc = doc_new(*state, NOW, false);
    doc_text(doc, "text", "{{ID}}{{#FLAG}}");
    doc_id(doc, "id", 7);
    assert_non_null(strstr(rendered(state, doc), "text={{ID}}{{#FLAG}} set"));
}

static void another_year_is_told_where_it_matters(void **state)
{
    struct doc *doc = doc_new(*state, NOW, false);
    doc_time(doc, "time", NOW - INT64_C(400) * 86400);
    assert_non_null(strstr(rendered(state, doc), "|18 Oct 2024\n"));
}

static void numbers_are_grouped_and_long_ones_shortened(void **state)
{
    assert_string_equal(doc_grouped(*state, 0), "0");
    assert_string_equal(doc_grouped(*state, 999), "999");
    assert_string_equal(doc_grouped(*state, 1000), "1\u202f000");
    assert_string_equal(doc_grouped(*state, -1234567), "-1\u202f234\u202f567");
    assert_string_equal(doc_short(*state, 99999), "99\u202f999");
    assert_string_equal(doc_short(*state, 100000), "100\u202fk");
    assert_string_equal(doc_short(*state, 4120000000), "4.12\u202fbn");
    assert_string_equal(doc_short(*state, 5000000000000), "5.00\u202ftn");
}

int main(void)
{
    view_folder("tests/data/doc");
    const struct CMUnitTest tests[] = {
        PURE(people_read_every_value_in_words),
        PURE(programs_read_the_same_as_json_and_nothing_that_is_only_for_people),
        PURE(people_are_told_what_is_not_there),
        PURE(programs_get_null_and_empty_lists),
        PURE(an_empty_text_is_there_for_programs_only),
        PURE(zero_that_was_counted_is_known),
        PURE(text_that_turns_the_line_around_shows_its_code),
        PURE(a_template_word_in_a_value_is_no_template),
        PURE(another_year_is_told_where_it_matters),
        PURE(numbers_are_grouped_and_long_ones_shortened),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
