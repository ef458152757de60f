/*
 * Source files of a repository, as they were at one commit: sent along with the logs that name
 * them.
 *
 * A crasher's page shows the lines of its frames, from the commit at which it was first seen.
 */
#ifndef HUB_CODE_H
#define HUB_CODE_H

#include "hub/hub.h"

enum {
    CODE_FILES_MAX = 64,        /* files of one post */
    CODE_FILE_MAX = 256 * 1024, /* bytes of one file */
    CODE_MAX = 2 * 1024 * 1024, /* bytes of all files of one post */
    CODE_PATH_MAX = 255,        /* bytes of a path */
};

struct code {
    struct code *next;
    const char *path;          /* inside the repository */
    struct bytes text, digest; /* its SHA-256 */
};

struct code_list {
    struct code *first, **end; /* end is NULL while it is empty */
    size_t count, size;        /* files, and their bytes together */
};

/* Adds a file that was sent; fail(FAIL_REFUSED) or fail(FAIL_TOO_BIG), naming the limit. */
void code_add(struct arena *mem, struct code_list *list, const char *path, struct bytes text);

/* The file that a frame's path means, whatever it is called where it was built: the one that agrees
 * with it in most parts from the end.  NULL if that is none, or more than one, or if the path is of
 * a dependency. */
struct code *code_find(struct code *list, const char *path);

/* The last part of a path, of either kind of slash. */
const char *code_name(const char *path);

/* Files of a commit whose names are among names, which slashes separate: those of the first names
 * first, as much of them as may be in a post. */
struct db_rows *code_ask(struct hub *hub, int64_t repo, const char *commit, const char *names);
struct code *code_take(struct hub *hub, struct db_rows *rows);

#endif
