/* lib/base/file.c */
#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "scene.h"

static const char *write_file(struct arena *mem, const char *name, struct bytes content)
{
    static char folder[] = "/tmp/nopanic-file.XXXXXX";
    if (strstr(folder, "XXXXXX"))
        assert_non_null(mkdtemp(folder));
    if (!name)
        return folder;
    const char *path = text_format(mem, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fwrite(content.at, 1, content.size, file);
    fclose(file);
    return path;
}

static void a_file_is_read_whole(void **state)
{
    struct bytes content = { "a\0b\n", 4 };
    struct bytes got = file_read(*state, write_file(*state, "two", content), 100);
    assert_true(bytes_equal(got, content));
    assert_int_equal(got.at[4], '\0');
    got = file_read(*state, write_file(*state, "empty", BYTES("")), 100);
    assert_non_null(got.at);
    assert_int_equal(got.size, 0);
    assert_null(file_read(*state, "/nowhere/at/all", 100).at);
    assert_null(file_read(*state, "/dev/null/x", 100).at);
}

struct reading {
    struct arena *mem;
    const char *path;
};

static void read_100(void *arg)
{
    struct reading *r = arg;
    file_read(r->mem, r->path, 100);
}

static void list_it(void *arg)
{
    struct reading *r = arg;
    file_list(r->mem, r->path);
}

static void what_cannot_be_read_or_is_too_big_fails(void **state)
{
    char big[101] = "";
    struct reading r = { *state, write_file(*state, "big", (struct bytes){ big, 101 }) };
    assert_int_equal(scene_fails(read_100, &r), FAIL_TOO_BIG);
    r.path = "/tmp";
    assert_int_equal(scene_fails(read_100, &r), FAIL_BROKEN);
    r.path = "/nowhere/at/all";
    assert_int_equal(scene_fails(list_it, &r), FAIL_BROKEN);
}

static void a_folder_lists_its_names_in_order(void **state)
{
    write_file(*state, "one", BYTES("1"));
    write_file(*state, ".hidden", BYTES("1"));
    const char *folder = write_file(*state, NULL, BYTES(""));
    struct text names = text_new(*state, 1000);
    for (const struct file_name *f = file_list(*state, folder); f; f = f->next)
        text_add_format(&names, "%s ", f->name);
    assert_string_equal(names.at, "big empty one two ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PURE(a_file_is_read_whole),
        PURE(what_cannot_be_read_or_is_too_big_fails),
        PURE(a_folder_lists_its_names_in_order),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    return failed;
}
