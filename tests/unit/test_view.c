/* lib/base/view.cc */
#include "base/view.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/text.h"
#include "scene.h"

#define HOSTILE "</script>'><img src=x onerror=alert(1)>\"&#x3c; {{V}}\n"

/* The line of tests/data/view/contexts.tpl that begins with name=, with what follows it. */
static const char *in_context(struct arena *mem, const char *name, const char *value,
                              const char *url)
{
    struct view *page = view_new(mem);
    view_set(page, "V", value);
    view_set(page, "URL", url);
    const char *whole = view_render(mem, page, "contexts.tpl");
    const char *line = strstr(whole, text_format(mem, "\n%s=", name));
    line = line ? line + strlen(name) + 2 : whole + strlen(name) + 1;
    return text_cut(mem, (struct bytes){ line, strcspn(line, "\n") });
}

static void text_is_escaped_wherever_it_stands(void **state)
{
    static const char *const contexts[] = { "text", "attribute", "single", "data", "textarea" };
    for (size_t i = 0; i < COUNT_OF(contexts); i++) {
        const char *line = in_context(*state, contexts[i], HOSTILE, "");
        assert_non_null(strstr(line, "&lt;img src=x onerror=alert(1)&gt;&quot;&amp;#x3c; {{V}}"));
        assert_non_null(strstr(line, "&#39;&gt;"));
        assert_null(strstr(line, "<img"));
    }
}

static void preformatted_text_keeps_its_lines(void **state)
{
    struct view *page = view_new(*state);
    view_set(page, "V", "a\n\t<b>");
    assert_non_null(strstr(view_render(*state, page, "contexts.tpl"), "<pre>a\n\t&lt;b&gt;</pre>"));
}

static void a_url_is_followed_only_if_it_is_of_the_web(void **state)
{
    static const char *const contexts[] = { "href", "action", "src" };
    static const char *const bad[] = { "javascript:alert(1)",   " javascript:alert(1)",
                                       "java\nscript:alert(1)", "JaVaScRiPt:alert(1)",
                                       "data:text/html,x",      "vbscript:x" };
    for (size_t i = 0; i < COUNT_OF(contexts); i++) {
        for (size_t k = 0; k < COUNT_OF(bad); k++) {
            const char *line = in_context(*state, contexts[i], "", bad[k]);
            assert_non_null(strstr(line, "=\"#\""));
            assert_null(strstr(line, "script:"));
            assert_null(strstr(line, "data:"));
        }
        const char *line = in_context(*state, contexts[i], "", "https://e.org/a?b=c&d='e'");
        assert_non_null(strstr(line, "=\"https://e.org/a?b=c&amp;d=&#39;e&#39;\""));
    }
}

static void text_in_a_query_or_a_path_cannot_leave_it(void **state)
{
    const char *query = in_context(*state, "query", "a&b=c#d/e f\"<", "");
    assert_string_equal(query, "<a href=\"/r?q=a%26b%3Dc%23d/e+f%22%3C\">x</a>");
    const char *path = in_context(*state, "path", "a?b#c\"<", "");
    assert_string_equal(path, "<a href=\"/r/a%3Fb%23c%22%3C/x\">x</a>");
}

static void sections_show_as_often_as_they_were_added(void **state)
{
    struct view *page = view_new(*state);
    view_set(page, "TITLE", "T");
    for (int i = 1; i <= 2; i++) {
        struct view *row = view_add(page, "ROW");
        view_set_int(row, "NUMBER", i == 1 ? INT64_MAX : i);
        view_set(row, "NAME", i == 1 ? "one" : NULL);
    }
    const char *text = view_render(*state, page, "page.tpl");
    assert_non_null(strstr(text, "<li>9223372036854775807: one</li>\n<li>2: </li>\n"));
    assert_null(strstr(text, "nothing"));

    page = view_new(*state);
    view_show(page, "NONE");
    text = view_render(*state, page, "page.tpl");
    assert_non_null(strstr(text, "<p>nothing</p>"));
    assert_null(strstr(text, "<li>"));
}

static void a_row_sees_what_it_stands_in_behind_its_own(void **state)
{
    struct view *page = view_new(*state), *row = view_add(page, "ROW");
    view_set(page, "NAME", "of the page");
    view_set(page, "NUMBER", "1");
    view_set(row, "NUMBER", "2");
    view_set(row, "NUMBER", "3"); /* the last one counts */
    assert_non_null(strstr(view_render(*state, page, "page.tpl"), "<li>3: of the page</li>"));
}

static void a_section_that_is_only_shown_has_the_names_of_where_it_stands(void **state)
{
    struct view *page = view_new(*state);
    view_show(page, "ROW");
    view_show(page, "ROW");
    view_set(page, "NUMBER", "7");
    assert_non_null(strstr(view_render(*state, page, "page.tpl"), "<li>7: </li>"));
    view_set(view_add(page, "ROW"), "NUMBER", "8");
    const char *text = view_render(*state, page, "page.tpl");
    assert_non_null(strstr(text, "<li>8: </li>"));
    assert_null(strstr(text, "<li>7: </li>"));
}

/* As one in a buffer would be, which another took before. */
static void a_name_is_what_stands_there_now(void **state)
{
    char name[] = "NONE";
    struct view *page = view_new(*state), *row = view_add(page, "ROW");
    view_set(row, name, "1");
    memcpy(name, "NAME", sizeof("NAME"));
    view_set(row, name, "one");
    assert_non_null(strstr(view_render(*state, page, "page.tpl"), "<li>: one</li>"));
}

/* More names than the table of recent ones holds. */
static void names_are_told_apart_however_many_there_are(void **state)
{
    struct view *page = view_new(*state), *row = view_add(page, "ROW");
    for (int i = 0; i < 20000; i++)
        view_set(row, text_format(*state, "NAME_%d", i), "wrong");
    view_set(row, "NAME", "right");
    view_set(row, text_copy(*state, "NUMBER"), "5");
    assert_non_null(strstr(view_render(*state, page, "page.tpl"), "<li>5: right</li>"));
}

static void only_names_that_a_template_has_are_spelled(void **state)
{
    (void)state;
    const struct view_name *name = view_name_find("name");
    assert_string_equal(name->plain, "NAME");
    assert_null(name->set);
    assert_ptr_equal(view_name_find("name"), name);
    assert_null(view_name_find("nobody")->plain);
    view_folder("tests/data/doc");
    assert_string_equal(view_name_find("number")->set, "NUMBER_SET");
    assert_null(view_name_find("everywhere")->plain);
    view_folder("tests/data/view");
    assert_null(view_name_find("number")->set);
    assert_string_equal(view_name_find("everywhere")->plain, "EVERYWHERE");
}

static void an_included_template_sees_its_own_values_alone(void **state)
{
    struct view *page = view_new(*state);
    view_set(page, "TITLE", "outer");
    view_set(page, "EVERYWHERE", "g");
    struct view *head = view_include(page, "HEAD", "head.tpl");
    assert_non_null(strstr(view_render(*state, page, "page.tpl"), "<header>|</header>"));
    view_set(head, "TITLE", "inner");
    assert_non_null(strstr(view_render(*state, page, "page.tpl"), "<header>inner|</header>"));
}

struct render {
    struct arena *mem;
    const char *file;
    bool include;
};

static void render(void *arg)
{
    struct render *r = arg;
    struct view *page = view_new(r->mem);
    if (r->include)
        view_include(page, "HEAD", r->file);
    view_render(r->mem, page, r->include ? "page.tpl" : r->file);
}

static void a_template_that_is_missing_or_broken_fails(void **state)
{
    int before = dup(STDERR_FILENO); /* ctemplate tells standard error as well */
    if (!freopen("/dev/null", "w", stderr))
        abort();
    enum fail missing = scene_fails(render, &(struct render){ *state, "none.tpl", false });
    enum fail broken = scene_fails(render, &(struct render){ *state, "broken.tpl", false });
    enum fail unquoted = scene_fails(render, &(struct render){ *state, "unquoted.tpl", false });
    enum fail part = scene_fails(render, &(struct render){ *state, "none.tpl", true });
    dup2(before, STDERR_FILENO);
    close(before);
    assert_int_equal(missing, FAIL_BROKEN);
    assert_int_equal(broken, FAIL_BROKEN);
    assert_int_equal(unquoted, FAIL_BROKEN);
    assert_int_equal(part, FAIL_BROKEN);
}

static void a_page_larger_than_the_arena_fails_and_leaks_nothing(void **state)
{
    (void)state;
    struct arena *mem = arena_new(100);
    enum fail kind = scene_fails(render, &(struct render){ mem, "contexts.tpl", false });
    arena_free(mem);
    assert_int_equal(kind, FAIL_TOO_BIG);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(text_is_escaped_wherever_it_stands),
        PURE(preformatted_text_keeps_its_lines),
        PURE(a_url_is_followed_only_if_it_is_of_the_web),
        PURE(text_in_a_query_or_a_path_cannot_leave_it),
        PURE(sections_show_as_often_as_they_were_added),
        PURE(a_row_sees_what_it_stands_in_behind_its_own),
        PURE(a_section_that_is_only_shown_has_the_names_of_where_it_stands),
        PURE(a_name_is_what_stands_there_now),
        PURE(names_are_told_apart_however_many_there_are),
        PURE(only_names_that_a_template_has_are_spelled),
        PURE(an_included_template_sees_its_own_values_alone),
        PURE(a_template_that_is_missing_or_broken_fails),
        PURE(a_page_larger_than_the_arena_fails_and_leaks_nothing),
    };
    view_folder("tests/data/view");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
