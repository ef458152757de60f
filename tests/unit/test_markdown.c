/* lib/base/markdown.c */
#include "base/markdown.h"

#include <time.h>

#include "scene.h"

/* All pieces in a line: "PARAGRAPH TEXT(a) PARAGRAPH_END". */
static const char *pieces(struct arena *mem, const char *text)
{
    const struct markdown *m = markdown_read(mem, bytes_from(text));
    if (!m)
        return "plain";
    struct text line = text_new(mem, 1024 * 1024);
    for (; m; m = m->next) {
        text_add_format(&line, "%s%s", line.size > 0 ? " " : "", m->name);
        if (m->text)
            text_add_format(&line, "(%s)", m->text);
    }
    return line.at;
}

static void each_piece_is_told_with_its_end(void **state)
{
    struct arena *mem = *state;
    assert_string_equal(pieces(mem, "*a* **b** `c<`"),
                        "PARAGRAPH EMPHASIS TEXT(a) EMPHASIS_END TEXT( ) STRONG TEXT(b) STRONG_END"
                        " TEXT( ) CODE(c<) PARAGRAPH_END");
    assert_string_equal(pieces(mem, "# t\n\n> q\n\n- i\n\n1. n\n\n---\n"),
                        "HEADING TEXT(t) HEADING_END QUOTE PARAGRAPH TEXT(q) PARAGRAPH_END"
                        " QUOTE_END BULLETS ITEM PARAGRAPH TEXT(i) PARAGRAPH_END ITEM_END"
                        " BULLETS_END NUMBERS ITEM PARAGRAPH TEXT(n) PARAGRAPH_END ITEM_END"
                        " NUMBERS_END RULE");
    assert_string_equal(pieces(mem, "a\nb  \nc\n\n```c\nx = 1;\n```\n"),
                        "PARAGRAPH TEXT(a) TEXT(\n) TEXT(b) BREAK TEXT(c) PARAGRAPH_END"
                        " CODE_BLOCK(x = 1;\n)");
    assert_string_equal(pieces(mem, ""), "TEXT()");
}

static void html_is_text(void **state)
{
    struct arena *mem = *state;
    assert_string_equal(pieces(mem, "a <b onclick=x>c</b> &lt;i&gt;"),
                        "PARAGRAPH TEXT(a ) TEXT(<b onclick=x>) TEXT(c) TEXT(</b>) TEXT( <i>)"
                        " PARAGRAPH_END");
    assert_string_equal(pieces(mem, "<script>alert(1)</script>\n"),
                        "CODE_BLOCK(<script>alert(1)</script>\n)");
    assert_string_equal(pieces(mem, "<!-- x -->\n"), "CODE_BLOCK(<!-- x -->\n)");
}

static void links_go_by_http_or_inside_of_the_site(void **state)
{
    struct arena *mem = *state;
    static const char *const good[] = { "https://example.com/?a=1&b=2", "http://[::1]/x", "/c/12" };
    for (size_t i = 0; i < COUNT_OF(good); i++)
        assert_string_equal(
            pieces(mem, text_format(mem, "[t](%s)", good[i])),
            text_format(mem, "PARAGRAPH LINK(%s) TEXT(t) LINK_END PARAGRAPH_END", good[i]));
    static const char *const bad[] = {
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#106;avascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//evil.example/",
        "/\\\\evil.example",
        "file:///etc/passwd",
        "ftp://x",
        "mailto:a@b",
        "\\/\\/evil.example",
        "&#x2f;/evil.example",
        "?do=remove",
        "",
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        if (strstr(pieces(mem, text_format(mem, "[t](%s)", bad[i])), "LINK("))
            fail_msg("a link to %s", bad[i]);
    assert_string_equal(pieces(mem, "<https://example.com/>"),
                        "PARAGRAPH LINK(https://example.com/) TEXT(https://example.com/) LINK_END"
                        " PARAGRAPH_END");
}

static void a_picture_is_a_link_and_no_link_stands_in_another(void **state)
{
    struct arena *mem = *state;
    assert_string_equal(
        pieces(mem, "![alt](https://example.com/a.png \"t\")"),
        "PARAGRAPH LINK(https://example.com/a.png) TEXT(alt) LINK_END PARAGRAPH_END");
    assert_string_equal(pieces(mem, "[![alt](https://a/)](https://b/)"),
                        "PARAGRAPH LINK(https://b/) TEXT(alt) LINK_END PARAGRAPH_END");
    assert_string_equal(pieces(mem, "![alt](data:image/png;base64,x)"),
                        "PARAGRAPH TEXT(alt) PARAGRAPH_END");
}

/* A pattern as often as it fits. */
static struct bytes full_of(struct arena *mem, const char *pattern)
{
    char *all = arena_alloc(mem, MARKDOWN_MAX + 1);
    size_t size = strlen(pattern);
    for (size_t i = 0; i + size <= MARKDOWN_MAX; i += size)
        memcpy(all + i, pattern, size);
    return bytes_from(all);
}

static int64_t milliseconds(void)
{
    return (int64_t)clock() * 1000 / CLOCKS_PER_SEC;
}

static void what_is_made_to_cost_time_is_read_in_little(void **state)
{
    struct arena *mem = *state;
    static const char *const patterns[] = {
        "*",      "_",        "*a_ ",      "**a *a ", "[",        "![",    "[a](",  "[a](<b",
        "<!--",   "<?",       "<![CDATA[", "`",       "`a``",     ">",     "> ",    "- ",
        "* - ",   "1. ",      "a\n> ",     "- a\n ",  "&",        "&amp;", "\\",    "[a]: b\n",
        "[a][a]", "\n",       "\t",        " ",       "a\n",      "#\n",   "```\n", "~~~\n",
        "<a ",    "<a b=",    "]",         "[]",      "a**b",     "x_x",   "\r",    "a|b\n-|-\n",
        "www.",   "http://a", "@a.b",      "(",       "\xc3\xa9", "***",   "__a__", "-\n",
    };
    for (size_t i = 0; i < COUNT_OF(patterns); i++) {
        struct bytes text = full_of(mem, patterns[i]);
        int64_t began = milliseconds();
        size_t count = 0;
        for (const struct markdown *m = markdown_read(mem, text); m; m = m->next)
            count++;
        int64_t took = milliseconds() - began;
        if (took > 500 || count > 4001)
            fail_msg("\"%s\" took %d ms for %zu pieces", patterns[i], (int)took, count);
    }
}

static void what_is_too_long_or_too_intricate_is_no_markdown(void **state)
{
    struct arena *mem = *state;
    char *big = arena_alloc(mem, MARKDOWN_MAX + 2);
    memset(big, 'a', MARKDOWN_MAX + 1);
    assert_string_equal(pieces(mem, big), "plain");
    big[MARKDOWN_MAX] = '\0';
    assert_string_not_equal(pieces(mem, big), "plain");
    assert_string_equal(pieces(mem, "> > > > > > > > > > > > > > > > > > > > > a"), "plain");
    assert_null(markdown_read(mem, full_of(mem, "*a* ")));
    assert_null(markdown_read(mem, full_of(mem, "a\n\n")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(each_piece_is_told_with_its_end),
        PURE(html_is_text),
        PURE(links_go_by_http_or_inside_of_the_site),
        PURE(a_picture_is_a_link_and_no_link_stands_in_another),
        PURE(what_is_made_to_cost_time_is_read_in_little),
        PURE(what_is_too_long_or_too_intricate_is_no_markdown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
