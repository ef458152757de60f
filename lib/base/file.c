#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/fail.h"

enum { NAMES_MAX = 10000 };

static void close_file(void *what)
{
    close(*(int *)what);
}

struct bytes file_read(struct arena *mem, const char *path, size_t size_max)
{
    int *file = ARENA_ONE(mem, int);
    *file = open(path, O_RDONLY | O_CLOEXEC);
    if (*file < 0 && (errno == ENOENT || errno == ENOTDIR))
        return (struct bytes){ NULL, 0 };
    if (*file < 0)
        fail(FAIL_BROKEN, "%s cannot be read: %s", path, strerror(errno));
    arena_defer(mem, close_file, file);

    struct text text = text_new(mem, size_max);
    char chunk[16 * 1024];
    ssize_t got;
    while ((got = read(*file, chunk, sizeof(chunk))) > 0)
        text_add_bytes(&text, (struct bytes){ chunk, (size_t)got });
    if (got < 0)
        fail(FAIL_BROKEN, "%s cannot be read: %s", path, strerror(errno));
    return text.at ? (struct bytes){ text.at, text.size } : BYTES("");
}

static void close_folder(void *what)
{
    closedir(what);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct file_name *)a)->name, ((const struct file_name *)b)->name);
}

const struct file_name *file_list(struct arena *mem, const char *folder)
{
    DIR *open_folder = opendir(folder);
    if (!open_folder)
        fail(FAIL_BROKEN, "%s cannot be read: %s", folder, strerror(errno));
    arena_defer(mem, close_folder, open_folder);

    struct file_name *names = arena_alloc(mem, NAMES_MAX * sizeof(*names));
    size_t count = 0;
    for (struct dirent *entry; (entry = readdir(open_folder));) {
        if (entry->d_name[0] == '.')
            continue;
        if (count == NAMES_MAX)
            fail(FAIL_TOO_BIG, "%s holds more than %d files", folder, NAMES_MAX);
        names[count++].name = text_copy(mem, entry->d_name);
    }
    qsort(names, count, sizeof(*names), by_name);
    for (size_t i = 0; i + 1 < count; i++)
        names[i].next = &names[i + 1];
    return count > 0 ? names : NULL;
}

enum { OPEN_FOLDERS = 16 };

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *where)
{
    (void)about;
    (void)where;
    return kind == FTW_DP ? rmdir(path) : unlink(path);
}

void file_remove(const char *folder)
{
    if (nftw(folder, remove_one, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS) != 0 && errno != ENOENT)
        fail(FAIL_BROKEN, "%s cannot be removed: %s", folder, strerror(errno));
}

static int64_t size_so_far; /* nftw() hands its callback nothing of ours */

static int add_size(const char *path, const struct stat *about, int kind, struct FTW *where)
{
    (void)path;
    (void)where;
    size_so_far += kind == FTW_F ? about->st_size : 0;
    return 0;
}

int64_t file_size_below(const char *folder)
{
    size_so_far = 0;
    nftw(folder, add_size, OPEN_FOLDERS, FTW_PHYS);
    return size_so_far;
}
