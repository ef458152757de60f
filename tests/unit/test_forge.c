/* lib/hub/forge.c, lib/app/link.c: links to lines of source and to what changed */
#include "hub/forge.h"

#include "app/link.h"
#include "scene.h"

static void each_server_has_its_own_links(void **state)
{
    static const char *const links[][3] = {
        { "github", "https://x.example/a/b/blob/c0ffee/d/e.go#L7",
          "https://x.example/a/b/compare/good...c0ffee" },
        { "gitlab", "https://x.example/a/b/-/blob/c0ffee/d/e.go#L7",
          "https://x.example/a/b/-/compare/good...c0ffee" },
        { "gitea", "https://x.example/a/b/src/commit/c0ffee/d/e.go#L7",
          "https://x.example/a/b/compare/good...c0ffee" },
        { "bitbucket", "https://x.example/a/b/src/c0ffee/d/e.go#lines-7",
          "https://x.example/a/b/branches/compare/c0ffee%0Dgood" },
        { "bitbucket-server", "https://x.example/a/b/browse/d/e.go?at=c0ffee#7",
          "https://x.example/a/b/compare/diff?sourceBranch=c0ffee&targetBranch=good" },
        { "cgit", "https://x.example/a/b/tree/d/e.go?id=c0ffee#n7",
          "https://x.example/a/b/diff/?id=c0ffee&id2=good" },
    };
    const struct link_words line = { .commit = "c0ffee", .file = "d/e.go", .line = 7 };
    const struct link_words change = { .from = "good", .to = "c0ffee" };
    size_t i = 0;
    for (const struct forge *f; (f = forge_at(i)); i++) {
        const char *web = NULL;
        const char *file = text_format(*state, "https://x.example/a/b%s", f->file);
        const char *compare = text_format(*state, "https://x.example/a/b%s", f->compare);
        assert_string_equal(f->name, links[i][0]);
        assert_ptr_equal(forge_find(f->name), f);
        assert_null(forge_refuses(*state, file, false));
        assert_null(forge_refuses(*state, compare, true));
        assert_string_equal(link_fill(*state, file, &line), links[i][1]);
        assert_string_equal(link_fill(*state, compare, &change), links[i][2]);
        assert_ptr_equal(forge_of_pattern(*state, file, &web), f);
        assert_string_equal(web, "https://x.example/a/b");
    }
    assert_int_equal(i, COUNT_OF(links));
    assert_null(forge_find("other"));
}

static void what_is_filled_in_is_escaped(void **state)
{
    const struct link_words words = { .commit = "c?&#", .file = "a b/\"<é>%.go", .line = 1 };
    assert_string_equal(link_fill(*state, "http://x/{commit}/{file}#L{line}{from}{line", &words),
                        "http://x/c%3F%26%23/a%20b/%22%3C%C3%A9%3E%25.go#L1{from}{line");
    assert_null(link_fill(*state, NULL, &words));
    assert_null(link_fill(*state, "javascript:{file}", &words));
}

static void a_pattern_is_an_address_with_words_that_there_are(void **state)
{
    static const char *const bad[] = {
        "javascript:alert(1)", "//x/{file}",   "https://x/{other}", "https://x/{from}",
        "https://x/ y",        "https://x/\"", "https://x/\n",      "https://x/{file",
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        if (!forge_refuses(*state, bad[i], false))
            fail_msg("%s is a pattern", bad[i]);
    assert_non_null(forge_refuses(*state, "https://x/{file}", true));
    assert_null(forge_refuses(*state, "https://x/?a={from}&b={to}", true));
    char *longest = arena_alloc(*state, 2002);
    memset(longest, 'a', 2001);
    memcpy(longest, "https://", 8);
    assert_non_null(forge_refuses(*state, longest, false));
    longest[2000] = '\0';
    assert_null(forge_refuses(*state, longest, false));
}

static void the_server_is_guessed_by_its_host(void **state)
{
    const char *web = NULL;
    assert_string_equal(forge_guess(*state, "https://github.com/a/b.git", &web)->name, "github");
    assert_string_equal(web, "https://github.com/a/b");
    assert_string_equal(forge_guess(*state, "https://codeberg.org/a/b/", &web)->name, "gitea");
    assert_null(forge_guess(*state, "https://github.com.evil/a/b", &web));
    assert_string_equal(web, "https://github.com.evil/a/b");
    assert_null(forge_guess(*state, "", &web));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(each_server_has_its_own_links),
        PURE(what_is_filled_in_is_escaped),
        PURE(a_pattern_is_an_address_with_words_that_there_are),
        PURE(the_server_is_guessed_by_its_host),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
