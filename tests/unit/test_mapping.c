/* lib/hub/mapping.c: which file of a tree a frame means, by rules, by modules, by itself */
#include "hub/mapping.h"

#include "hub/git_login.h"
#include "scene.h"

static const char *const tree[] = {
    "go.mod",     "codec/codec.go", "tools/go.mod", "tools/gen/gen.go", "lib/ini.c",
    "lib/util.c", "app/util.c",     "src/main.rs",  "main.c",           "pkg/Vault.java",
};
static struct mapping_module tools = { NULL, "example.com/XXyCorp/vault/tools", "tools/" };
static const struct mapping_module root = { &tools, "example.com/XXyCorp/vault", "" };

static const char *find(struct arena *mem, const char *rules, const char *file)
{
    static const char *const words[] = {
        [MAPPING_NONE] = "none", [MAPPING_MANY] = "many", [MAPPING_DEPENDENCY] = "dependency"
    };
    const char *why, *path = NULL;
    const struct mapping *mapping = mapping_read(mem, rules, &why);
    if (!mapping)
        fail_msg("%s: %s", rules, why);
    const struct mapping_files files = { tree, COUNT_OF(tree),
                                         mapping_by_module(mem, &root, file) };
    enum mapping_end end = mapping_find(mem, mapping, &files, file, &path);
    return end == MAPPING_FOUND ? path : words[end];
}

static void the_paths_of_containers_and_modules_are_those_of_the_repository(void **state)
{
    static const struct {
        const char *rules, *file, *path;
    } cases[] = {
        /* By the parts that agree. */
        { "", "/go/src/github.com/XXyCorp/vault/codec/codec.go", "codec/codec.go" },
        { "", "/src/vault/lib/ini.c", "lib/ini.c" },
        { "", "../../lib/ini.c", "lib/ini.c" },
        { "", "./main.c", "main.c" },
        { "", "C:\\work\\lib\\ini.c", "lib/ini.c" },
        { "", "ini.c", "lib/ini.c" },
        { "", "Vault.java", "pkg/Vault.java" },
        { "", "util.c", "many" },
        { "", "/src/util.c", "none" },
        { "", "/src/ini.c", "none" },
        { "", "../../../etc/passwd", "none" },
        { "", "", "none" },
        /* By the modules of the repository, with a version or without. */
        { "", "example.com/XXyCorp/vault/codec/codec.go", "codec/codec.go" },
        { "", "example.com/XXyCorp/vault@v1.2.3/codec/codec.go", "codec/codec.go" },
        { "", "/go/pkg/mod/example.com/XXyCorp/vault@v1.2.3/codec/codec.go", "codec/codec.go" },
        { "", "/go/pkg/mod/example.com/!x!xy!corp/vault@v1.2.3/codec/codec.go", "codec/codec.go" },
        { "", "example.com/XXyCorp/vault/tools/gen/gen.go", "tools/gen/gen.go" },
        { "", "example.com/XXyCorp/vault/tools@v0.1.0/gen/gen.go", "tools/gen/gen.go" },
        { "", "example.com/XXyCorp/vault/codec/made.go", "none" },
        /* Dependencies are none of it. */
        { "", "example.com/other@v1.2.3/codec/codec.go", "dependency" },
        { "", "/go/pkg/mod/example.com/other@v1.2.3/codec/codec.go", "dependency" },
        { "", "example.com/XXyCorp/vaults@v1.2.3/codec/codec.go", "dependency" },
        { "", "/src/node_modules/x/lib/ini.c", "dependency" },
        /* By rules, the first of which counts. */
        { "/src/ -> lib/", "/src/ini.c", "lib/ini.c" },
        { "/src/ -> lib/", "/src/util.c", "lib/util.c" },
        { "/src/ -> lib/", "/srcs/util.c", "none" },
        { "/src/ ->", "/src/lib/util.c", "lib/util.c" },
        { "/src/app/ -> app/\n/src/ -> lib/", "/src/app/util.c", "app/util.c" },
        { "/src/ -> lib/\n/src/app/ -> app/", "/src/app/util.c", "none" },
        { " \n/w/ -> lib/ \r\n", "/w/util.c", "lib/util.c" },
        { "/go/pkg/mod/example.com/other@v1.2.3/ ->",
          "/go/pkg/mod/example.com/other@v1.2.3/codec/codec.go", "codec/codec.go" },
        /* What a rule leads to has to be there: no other file is taken in its place. */
        { "/src/ -> nowhere/", "/src/lib/ini.c", "none" },
        { "/src/ -> lib/", "/src/../main.c", "none" },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *is = find(*state, cases[i].rules, cases[i].file);
        if (strcmp(is, cases[i].path) != 0)
            fail_msg("%s by \"%s\" is %s, should be %s", cases[i].file, cases[i].rules, is,
                     cases[i].path);
    }
}

static void rules_that_are_none_are_told_by_their_line(void **state)
{
    static const struct {
        const char *text, *why;
    } cases[] = {
        { "/src/", "line 1: there is no -> in it" },
        { "/a/ -> b/\n\n/src -> lib/",
          "line 3: what stands before -> ends with a slash, such as /src/" },
        { "-> lib/", "line 1: what stands before -> ends with a slash, such as /src/" },
        { "/a/ -> b",
          "line 1: what stands after -> is a folder of the repository, such as lib/, or nothing" },
        { "/a/ -> /b/",
          "line 1: what stands after -> is inside the repository: lib/, not /lib/ or ../" },
        { "/a/ -> b/../../",
          "line 1: what stands after -> is inside the repository: lib/, not /lib/ or ../" },
    };
    const char *why;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_null(mapping_read(*state, cases[i].text, &why));
        assert_string_equal(why, cases[i].why);
    }
    struct text many = text_new(*state, 10000);
    for (int i = 0; i < MAPPING_RULES_MAX; i++)
        text_add(&many, "/a/ -> b/\n");
    assert_non_null(mapping_read(*state, many.at, &why));
    text_add(&many, "/a/ -> b/\n");
    assert_null(mapping_read(*state, many.at, &why));
    assert_string_equal(why, "line 21: at most 20 are allowed");
    while (many.size <= MAPPING_TEXT_MAX)
        text_add(&many, "\n");
    assert_null(mapping_read(*state, many.at, &why));
    assert_string_equal(why, "they have more than 4096 bytes");
}

static void a_password_is_for_one_host_alone(void **state)
{
    const char *bound = git_login_bind(*state, "https://Git.Example/a/b.git", "hunter2");
    static const char *const same[] = { "https://git.example", "https://git.example/",
                                        "https://GIT.example/other" };
    static const char *const others[] = { "http://git.example/a/b.git",
                                          "https://git.example:8443/a/b.git",
                                          "https://git.example.evil/a/b.git",
                                          "https://evil.example/https://git.example/",
                                          "https://git.exampl",
                                          "git.example",
                                          "" };
    for (size_t i = 0; i < COUNT_OF(same); i++)
        assert_string_equal(git_login_open(*state, same[i], bound), "hunter2");
    for (size_t i = 0; i < COUNT_OF(others); i++)
        if (git_login_open(*state, others[i], bound))
            fail_msg("%s gets the password", others[i]);
    assert_null(git_login_open(*state, "https://git.example", "hunter2"));
}

static void the_address_of_the_hub_names_each_repository(void **state)
{
    assert_string_equal(git_login_url(*state, "https://g.example/{repo}.git", "a/b"),
                        "https://g.example/a/b.git");
    assert_non_null(git_login_refuses(*state, "https://g.example/all.git", true));
    assert_non_null(git_login_refuses(*state, "https://{repo}.g.example/", true));
    assert_non_null(git_login_refuses(*state, "https://g.example/{repo}", false));
    assert_non_null(git_login_refuses(*state, "https://g.example/{repo}/{repo}", true));
    assert_non_null(git_login_refuses(*state, "https://g.example/x?y={repo}", true));
    assert_non_null(git_login_refuses(*state, "file:///etc/{repo}", true));
    assert_non_null(git_login_refuses(*state, "ssh://g.example/{repo}", true));
    assert_non_null(git_login_refuses(*state, "https://u:p@g.example/{repo}", true));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(the_paths_of_containers_and_modules_are_those_of_the_repository),
        PURE(rules_that_are_none_are_told_by_their_line),
        PURE(a_password_is_for_one_host_alone),
        PURE(the_address_of_the_hub_names_each_repository),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
