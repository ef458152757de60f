/* lib/hub/ticket_text.c, ticket_adf.c, ticket_wiki.c; the keys of tracker_*.c */
#include "hub/ticket_text.h"

#include "base/markdown.h"
#include "hub/tracker.h"
#include "scene.h"

static void a_title_is_one_line_of_so_many_characters(void **state)
{
    struct arena *mem = *state;
    assert_string_equal(ticket_title(mem, "  a\tb\r\n\x1b[0mc  ", 254), "a b [0mc");
    assert_string_equal(ticket_title(mem, "äöü", 3), "äöü");
    assert_string_equal(ticket_title(mem, "äöüß", 3), "äö…");
    assert_string_equal(ticket_title(mem, "x\xff\xc2\x85y", 9), "x y");
    assert_string_equal(ticket_title(mem, "", 9), "");
    assert_string_equal(ticket_title(mem, " \n ", 9), "");
    char *big = arena_alloc(mem, 300001);
    memset(big, 'x', 300000);
    assert_int_equal(strlen(ticket_title(mem, big, 254)), 253 + strlen("…"));
}

/* What Markdown makes of a piece of a draft: its text alone. */
static const char *read_back(struct arena *mem, const char *markdown, const char *name)
{
    const char *found = NULL;
    int pieces = 0;
    for (const struct markdown *m = markdown_read(mem, bytes_from(markdown)); m; m = m->next) {
        pieces += strcmp(m->name, "PARAGRAPH") != 0 && strcmp(m->name, "PARAGRAPH_END") != 0;
        if (strcmp(m->name, name) == 0 && !found)
            found = m->text;
    }
    return pieces == 1 ? found : "more than one piece";
}

static void what_a_log_says_stays_code(void **state)
{
    struct arena *mem = *state;
    static const char *const hostile[] = {
        "a `b` c",          "``",    "```", "`` ` ``", "[x](javascript:alert(1)) ![y](http://z)",
        "@everyone #1 <b>", "/close"
    };
    for (size_t i = 0; i < COUNT_OF(hostile); i++) {
        assert_string_equal(read_back(mem, ticket_code(mem, hostile[i]), "CODE"), hostile[i]);
        const char *block = ticket_block(mem, hostile[i], 100);
        assert_string_equal(read_back(mem, block, "CODE_BLOCK"),
                            text_format(mem, "%s\n", hostile[i]));
    }
    assert_string_equal(ticket_block(mem, "a\n```\n/close\n", 100), "````\na\n```\n/close\n````\n");
    assert_string_equal(ticket_code(mem, ""), "");
    assert_string_equal(ticket_words(mem, "a *b* _c_ <i> `d` [e](f)"),
                        "a \\*b\\* \\_c\\_ \\<i\\> \\`d\\` \\[e\\](f)");
}

static void adf_is(struct arena *mem, const char *markdown, const char *content)
{
    assert_string_equal(
        json_write(mem, ticket_adf(mem, markdown)),
        text_format(mem, "{\"version\":1,\"type\":\"doc\",\"content\":[%s]}", content));
}

#define PARAGRAPH(inside) "{\"type\":\"paragraph\",\"content\":[" inside "]}"
#define TEXT(text) "{\"type\":\"text\",\"text\":\"" text "\"}"
#define MARKED(text, marks) "{\"type\":\"text\",\"text\":\"" text "\",\"marks\":[" marks "]}"

static void adf_has_each_piece(void **state)
{
    struct arena *mem = *state;
    adf_is(mem, "", "");
    adf_is(mem, "a **b** *c* `d`",
           PARAGRAPH(TEXT("a ") "," MARKED("b", "{\"type\":\"strong\"}") "," TEXT(" ") "," MARKED(
               "c", "{\"type\":\"em\"}") "," TEXT(" ") "," MARKED("d", "{\"type\":\"code\"}")));
    adf_is(
        mem, "**`d`** [x](http://y) [z](/c/1)",
        PARAGRAPH(MARKED("d", "{\"type\":\"code\"}") "," TEXT(" ") "," MARKED(
            "x",
            "{\"type\":\"link\",\"attrs\":{\"href\":\"http://y\"}}") "," TEXT(" ") "," TEXT("z")));
    adf_is(mem, "# t\n\nu  \nv",
           PARAGRAPH(MARKED("t", "{\"type\":\"strong\"}")) "," PARAGRAPH(
               TEXT("u") ",{\"type\":\"hardBreak\"}," TEXT("v")));
    adf_is(mem, "```go\nx := 1\n```\n\n---",
           "{\"type\":\"codeBlock\",\"content\":[" TEXT("x := 1") "]},{\"type\":\"rule\"}");
    adf_is(mem, "- a\n  1. b\n- > c",
           "{\"type\":\"bulletList\",\"content\":[{\"type\":\"listItem\",\"content\":[" PARAGRAPH(
               TEXT("a")) ",{\"type\":\"orderedList\",\"content\":[{\"type\":\"listItem\","
                          "\"content\":[" PARAGRAPH(TEXT("b")) "]}]}]},{\"type\":\"listItem\","
                                                               "\"content\":[" PARAGRAPH(
                                                                   TEXT("c")) "]}]}");
    adf_is(mem, "- ```\n  x\n  ```\n-",
           "{\"type\":\"bulletList\",\"content\":[{\"type\":\"listItem\",\"content\":[" PARAGRAPH(
               "") ",{\"type\":\"codeBlock\",\"content\":[" TEXT("x") "]}]},{\"type\":\"listItem\","
                                                                      "\"content\":[" PARAGRAPH(
                                                                          "") "]"
                                                                              "}"
                                                                              "]"
                                                                              "}");
}

static void wiki_text_has_each_piece_and_nothing_that_was_not_meant(void **state)
{
    static const char *const all[][2] = {
        { "a **b** *c* `d`", "a *b* _c_ {{d}}" },
        { "# t\n\nu  \nv", "h3. t\n\nu\nv" },
        { "- a\n  1. b\n- c", "* a\n*# b\n\n* c" },
        { "1. a\n2. b\n\nc", "# a\n# b\n\nc" },
        { "[x](http://y)", "[x|http://y]" },
        { "```\n{noformat}*x*\n```", "{noformat}\n{ noformat}*x*\n\n{noformat}" },
        { "> q\n\n---", "{quote}\nq\n\n{quote}\n\n----" },
        { "{code} \\[~admin\\] \\!x.png\\! \\*b\\* a|b #1 \\\\",
          "\\{code\\} \\[\\~admin\\] \\!x.png\\! \\*b\\* a\\|b \\#1 \\\\" },
        { "`{{x}}`", "{{\\{\\{x\\}\\}}}" },
    };
    for (size_t i = 0; i < COUNT_OF(all); i++)
        assert_string_equal(ticket_wiki(*state, all[i][0], 32767), all[i][1]);
    char *many = arena_alloc(*state, 30001);
    memset(many, '*', 30000);
    assert_true(strlen(ticket_wiki(*state, ticket_block(*state, many, 30000), 1000)) <= 1000);
}

static void a_key_is_found_in_what_was_typed(void **state)
{
    static const struct {
        const char *tracker, *typed, *key;
    } all[] = {
        { "jira", "vault-12", "VAULT-12" },
        { "jira", " V2_X-1 ", "V2_X-1" },
        { "jira", "https://x.example/jira/browse/VAULT-12?focus=1#c", "VAULT-12" },
        { "jira", "VAULT", NULL },
        { "jira", "VAULT-", NULL },
        { "jira", "-12", NULL },
        { "jira", "1A-12", NULL },
        { "jira", "A/../B-12", NULL },
        { "jira", "VAULT-12x", NULL },
        { "github", "17", "#17" },
        { "github", "#17", "#17" },
        { "github", "https://github.com/a/b/issues/17", "#17" },
        { "github", "17/comments", NULL },
        { "gitlab", "https://gitlab.com/a/b/-/issues/17", "#17" },
        { "gitlab", "", NULL },
        { "gitlab", "17?x", NULL },
        { "gitlab", "1234567890123456789", NULL },
    };
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        const char *key = tracker_named(all[i].tracker)->key_from(*state, all[i].typed);
        if (all[i].key)
            assert_string_equal(key, all[i].key);
        else
            assert_null(key);
    }
    assert_null(tracker_named("bugzilla"));
    assert_null(tracker_named(NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(a_title_is_one_line_of_so_many_characters),
        PURE(what_a_log_says_stays_code),
        PURE(adf_has_each_piece),
        PURE(wiki_text_has_each_piece_and_nothing_that_was_not_meant),
        PURE(a_key_is_found_in_what_was_typed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
