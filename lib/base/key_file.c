#include "base/key_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/file.h"
#include "base/secret.h"

enum { FILE_MAX = 64 * 1024 };

static bool write_whole(int file, struct bytes text)
{
    while (text.size > 0) {
        ssize_t done = write(file, text.at, text.size);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return false;
        text = (struct bytes){ text.at + done, text.size - (size_t)done };
    }
    return fsync(file) == 0;
}

static void replace(struct arena *mem, const char *path, struct bytes text)
{
    struct stat status;
    const char *new = text_format(mem, "%s.new", path);
    if (stat(path, &status) != 0)
        fail(FAIL_BROKEN, "%s: %s", path, strerror(errno));
    unlink(new); /* left by one that was stopped */
    int file = open(new, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0400);
    if (file < 0)
        fail(FAIL_BROKEN, "%s: %s", new, strerror(errno));
    bool good = (status.st_uid == geteuid() || fchown(file, status.st_uid, status.st_gid) == 0) &&
                fchmod(file, status.st_mode & (S_IRUSR | S_IWUSR)) == 0 && write_whole(file, text);
    int why = errno;
    close(file);
    if (good && rename(new, path) == 0)
        return;
    why = good ? errno : why;
    unlink(new);
    fail(FAIL_BROKEN, "%s: %s", path, strerror(why));
}

void key_file_add(struct arena *mem, const char *path, const char *kid)
{
    struct text text = text_new(mem, 2 * FILE_MAX);
    text_add_format(&text, "%s %s\n", kid, text_hex(mem, secret_random(mem, SECRET_KEY_SIZE)));
    text_add_bytes(&text, file_read(mem, path, FILE_MAX));
    replace(mem, path, (struct bytes){ text.at, text.size });
}

void key_file_remove(struct arena *mem, const char *path, const char *kid)
{
    struct text text = text_new(mem, FILE_MAX);
    char *rest = text_cut(mem, file_read(mem, path, FILE_MAX)), *line;
    size_t size = strlen(kid);
    while ((line = strsep(&rest, "\n")))
        if (*line && (strncmp(line, kid, size) != 0 || line[size] != ' '))
            text_add_format(&text, "%s\n", line);
    if (text.size == 0)
        fail(FAIL_REFUSED, "%s would hold no key", path);
    replace(mem, path, (struct bytes){ text.at, text.size });
}
