/* Whole files and folders, for what is small and ours: schema, settings. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/text.h"

/* What a file holds, with a NUL behind; at NULL if there is no such file.  fail(FAIL_BROKEN) names
 * a file that cannot be read, fail(FAIL_TOO_BIG) one of more than size_max bytes. */
struct bytes file_read(struct arena *mem, const char *path, size_t size_max);

struct file_name {
    struct file_name *next;
    const char *name;
};

/* The names in a folder, sorted, without those that begin with a dot; fail(FAIL_BROKEN) if it
 * cannot be read. */
const struct file_name *file_list(struct arena *mem, const char *folder);

/* Takes a folder away with all that is in it, links themselves and not what they lead to; nothing
 * if it is not there.  fail(FAIL_BROKEN) if it cannot be. */
void file_remove(const char *folder);

/* The bytes of all files in a folder and below; 0 if it is not there. */
int64_t file_size_below(const char *folder);

#endif
