#include "base/maildir.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/file.h"

static void make_folder(const char *path)
{
    if (mkdir(path, 0700) != 0 && errno != EEXIST)
        fail(FAIL_AWAY, "%s cannot be made: %s", path, strerror(errno));
}

static bool write_all(int file, struct bytes what)
{
    while (what.size > 0) {
        ssize_t written = write(file, what.at, what.size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        what = (struct bytes){ what.at + written, what.size - (size_t)written };
    }
    return true;
}

/* Lines end with LF in a file. */
static struct bytes for_file(struct arena *mem, struct bytes message)
{
    char *to = arena_alloc(mem, message.size + 1);
    size_t size = 0;
    for (size_t i = 0; i < message.size; i++)
        if (message.at[i] != '\r')
            to[size++] = message.at[i];
    return (struct bytes){ to, size };
}

void maildir_put(struct arena *mem, const char *folder, const char *name, struct bytes message)
{
    static const char *const parts[] = { "", "/tmp", "/new", "/cur" };
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        make_folder(text_format(mem, "%s%s", folder, parts[i]));
    const char *draft = text_format(mem, "%s/tmp/%s", folder, name);
    const char *path = text_format(mem, "%s/new/%s", folder, name);
    int file = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file < 0)
        fail(FAIL_AWAY, "%s cannot be written: %s", draft, strerror(errno));
    bool good = write_all(file, for_file(mem, message)) && fsync(file) == 0;
    int reason = errno;
    close(file);
    if (!good)
        fail(FAIL_AWAY, "%s cannot be written: %s", draft, strerror(reason));
    if (rename(draft, path) != 0)
        fail(FAIL_AWAY, "%s cannot be made: %s", path, strerror(errno));
}

struct bytes maildir_get(struct arena *mem, const char *folder, const char *name, size_t size_max)
{
    return file_read(mem, text_format(mem, "%s/new/%s", folder, name), size_max);
}
