/* lib/base/git_read.c: what is read of a copy.  Bringing one up to date is tests/web/mirror. */
#include "base/git.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/process.h"
#include "scene.h"

static char folder[] = "/tmp/nopanic-git.XXXXXX";

/* What a script prints, which works inside the copy; its last line end is cut off. */
static const char *sh(struct arena *mem, const char *script)
{
    static const char *const environment[] = { "PATH=/usr/bin:/bin",
                                               "HOME=/nonexistent",
                                               "GIT_AUTHOR_NAME=a",
                                               "GIT_AUTHOR_EMAIL=a@b",
                                               "GIT_COMMITTER_NAME=a",
                                               "GIT_COMMITTER_EMAIL=a@b",
                                               NULL };
    const char *const arguments[] = { "sh", "-c",
                                      text_format(mem, "set -e; cd %s; %s", folder, script), NULL };
    const struct process process = {
        .arguments = arguments, .environment = environment, .timeout_ms = 60000, .output_max = 4096
    };
    struct bytes output;
    if (process_run(mem, &process, &output) != 0)
        fail_msg("this failed: %s", script);
    if (output.size > 0 && output.at[output.size - 1] == '\n')
        output.size--;
    return text_cut(mem, output);
}

/* The commit of a tree, in the form that git mktree reads. */
static const char *commit_tree(struct arena *mem, const char *lines)
{
    return sh(
        mem, text_format(mem, "git commit-tree -m x $(printf '%s' | git mktree --missing)", lines));
}

static const char *blob(struct arena *mem, const char *printed)
{
    return sh(mem, text_format(mem, "%s | git hash-object -w --stdin", printed));
}

static struct git_mirror *open_copy(struct arena *mem)
{
    const char *why = "";
    struct git_mirror *mirror = git_mirror_open(mem, folder, &why);
    if (!mirror)
        fail_msg("%s", why);
    return mirror;
}

static void a_folder_becomes_a_copy_once(void **state)
{
    assert_non_null(open_copy(*state));
    assert_string_equal(sh(*state, "git rev-parse --is-bare-repository"), "true");
    assert_non_null(open_copy(*state));
    const char *why = NULL;
    assert_null(git_mirror_open(*state, "/proc/nowhere", &why));
    assert_non_null(why);
}

static void files_of_a_commit_are_read_and_no_others(void **state)
{
    struct arena *mem = *state;
    struct git_mirror *mirror = open_copy(mem);
    const char *one = blob(mem, "printf 'one\\n'"), *two = blob(mem, "printf 'two\\n'");
    const char *first = commit_tree(
        mem, text_format(mem, "100644 blob %s\\ta.c\\n100755 blob %s\\tb.sh\\n", one, two));
    const char *second = commit_tree(mem, text_format(mem, "100644 blob %s\\ta.c\\n", two));
    struct bytes text;
    assert_int_equal(git_mirror_file(mirror, first, "a.c", 100, &text), GIT_FILE_TEXT);
    assert_true(bytes_equal(text, BYTES("one\n")));
    assert_int_equal(git_mirror_file(mirror, second, "a.c", 100, &text), GIT_FILE_TEXT);
    assert_true(bytes_equal(text, BYTES("two\n")));
    assert_int_equal(git_mirror_file(mirror, second, "b.sh", 100, &text), GIT_FILE_ABSENT);
    assert_int_equal(git_mirror_file(mirror, second, "../a.c", 100, &text), GIT_FILE_ABSENT);
    assert_int_equal(git_mirror_file(mirror, second, "/a.c", 100, &text), GIT_FILE_ABSENT);
    assert_int_equal(git_mirror_file(mirror, second, "", 100, &text), GIT_FILE_ABSENT);
    assert_int_equal(git_mirror_file(mirror, first, "a.c", 3, &text), GIT_FILE_BIG);
    struct git_paths paths = git_mirror_paths(mirror, first);
    assert_int_equal(paths.count, 2);
    assert_true(paths.whole);
    assert_string_equal(paths.at[0], "a.c");
    assert_string_equal(paths.at[1], "b.sh");
}

static void only_whole_ids_of_commits_are_commits(void **state)
{
    struct arena *mem = *state;
    struct git_mirror *mirror = open_copy(mem);
    const char *id = blob(mem, "printf x");
    const char *commit = commit_tree(mem, text_format(mem, "100644 blob %s\\tx\\n", id));
    sh(mem, text_format(mem, "git update-ref refs/heads/main %s", commit));
    assert_true(git_mirror_has(mirror, commit));
    struct bytes text;
    const char *const others[] = { text_format(mem, "%.39s", commit),
                                   text_format(mem, "%.7s", commit),
                                   text_format(mem, "%s0", commit),
                                   "0123456789012345678901234567890123456789",
                                   id,
                                   "main",
                                   "HEAD",
                                   "refs/heads/main",
                                   "",
                                   "-x" };
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        if (git_mirror_has(mirror, others[i]) || git_mirror_paths(mirror, others[i]).count > 0 ||
            git_mirror_file(mirror, others[i], "x", 9, &text) != GIT_FILE_ABSENT)
            fail_msg("%s is a commit", others[i]);
    }
}

static void what_is_no_text_is_told_apart(void **state)
{
    struct arena *mem = *state;
    struct git_mirror *mirror = open_copy(mem);
    const char *commit = commit_tree(
        mem,
        text_format(
            mem, "100644 blob %s\\tbinary\\n100644 blob %s\\tempty\\n100644 blob %s\\tlfs\\n",
            blob(mem, "printf 'a\\0b'"), blob(mem, "printf ''"),
            blob(mem, "printf 'version https://git-lfs.github.com/spec/v1\\noid sha256:0\\n'")));
    struct bytes text;
    assert_int_equal(git_mirror_file(mirror, commit, "binary", 99, &text), GIT_FILE_BINARY);
    assert_int_equal(git_mirror_file(mirror, commit, "lfs", 99, &text), GIT_FILE_POINTER);
    assert_int_equal(git_mirror_file(mirror, commit, "empty", 99, &text), GIT_FILE_TEXT);
    assert_int_equal(text.size, 0);
}

static void links_submodules_and_names_that_may_not_be_are_no_files(void **state)
{
    struct arena *mem = *state;
    struct git_mirror *mirror = open_copy(mem);
    const char *x = blob(mem, "printf x"), *link = blob(mem, "printf /etc/passwd");
    const char *inner = sh(mem, text_format(mem, "printf '100644 blob %s\\tx\\n' | git mktree", x));
    /* As bytes: git itself would not make such trees. */
    const char *commit =
        sh(mem,
           text_format(
               mem,
               "e() { printf '%%s %%b\\0' \"$1\" \"$2\"; printf %%s $3 | sed 's/../\\\\\\\\x&/g' | "
               "xargs printf '%%b'; }; "
               "t=$( (e 100644 '..' %s; e 100644 '.' %s; e 40000 '.GIT' %s; e 100644 'a/b' %s; "
               "e 100644 'a\\\\\\\\b' %s; e 100644 'l\\nf' %s; e 100644 '\\0377' %s; "
               "e 120000 link %s; e 160000 sub %s; e 100644 ok %s) "
               "| git hash-object -t tree -w --literally --stdin); git commit-tree -m x $t",
               x, x, inner, x, x, x, x, link, x, x));
    struct git_paths paths = git_mirror_paths(mirror, commit);
    struct text all = text_new(mem, 1000);
    for (size_t i = 0; i < paths.count; i++)
        text_add_format(&all, "%s;", paths.at[i]);
    assert_string_equal(all.at, "ok;");
    struct bytes text;
    assert_int_equal(git_mirror_file(mirror, commit, "link", 99, &text), GIT_FILE_ABSENT);
    assert_int_equal(git_mirror_file(mirror, commit, "sub", 99, &text), GIT_FILE_ABSENT);
}

static void folders_within_folders_have_an_end(void **state)
{
    struct arena *mem = *state;
    struct git_mirror *mirror = open_copy(mem);
    const char *commit = sh(
        mem, "b=$(printf x | git hash-object -w --stdin); t=$(printf '100644 blob %s\\tx\\n' $b | "
             "git mktree); i=0; while [ $i -lt 70 ]; do t=$(printf '100644 blob %s\\tx\\n040000 "
             "tree %s\\td\\n' $b $t | git mktree); i=$((i+1)); done; git commit-tree -m x $t");
    assert_int_equal(git_mirror_paths(mirror, commit).count, GIT_MIRROR_DEPTH_MAX + 1);
}

static void the_order_of_commits_is_that_of_their_history(void **state)
{
    struct arena *mem = *state;
    struct git_mirror *mirror = open_copy(mem);
    const char *tree = sh(mem, "printf '' | git mktree");
    const char *a = sh(mem, text_format(mem, "git commit-tree -m a %s", tree));
    const char *b = sh(mem, text_format(mem, "git commit-tree -m b -p %s %s", a, tree));
    const char *side = sh(mem, text_format(mem, "git commit-tree -m s -p %s %s", a, tree));
    const char *merge =
        sh(mem, text_format(mem, "git commit-tree -m m -p %s -p %s %s", b, side, tree));
    assert_int_equal(git_mirror_order(mirror, b, a), GIT_ORDER_DESCENDS);
    assert_int_equal(git_mirror_order(mirror, a, a), GIT_ORDER_DESCENDS);
    assert_int_equal(git_mirror_order(mirror, merge, side), GIT_ORDER_DESCENDS);
    assert_int_equal(git_mirror_order(mirror, merge, text_format(mem, "%.12s", side)),
                     GIT_ORDER_DESCENDS);
    assert_int_equal(git_mirror_order(mirror, a, b), GIT_ORDER_NOT);
    assert_int_equal(git_mirror_order(mirror, side, b), GIT_ORDER_NOT);
    assert_int_equal(git_mirror_order(mirror, "0123456789", b), GIT_ORDER_UNKNOWN);
    assert_int_equal(git_mirror_order(mirror, b, ""), GIT_ORDER_UNKNOWN);
    assert_int_equal(git_mirror_order(mirror, b, "main"), GIT_ORDER_UNKNOWN);
}

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : 1;
}

static int remove_folder(void **state)
{
    (void)state;
    const char *const arguments[] = { "rm", "-rf", folder, NULL };
    struct arena *mem = arena_new(1 << 20);
    const struct process process = { .arguments = arguments, .timeout_ms = 20000 };
    int status = process_run(mem, &process, NULL);
    arena_free(mem);
    return status;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(a_folder_becomes_a_copy_once),
        PURE(files_of_a_commit_are_read_and_no_others),
        PURE(only_whole_ids_of_commits_are_commits),
        PURE(what_is_no_text_is_told_apart),
        PURE(links_submodules_and_names_that_may_not_be_are_no_files),
        PURE(folders_within_folders_have_an_end),
        PURE(the_order_of_commits_is_that_of_their_history),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
