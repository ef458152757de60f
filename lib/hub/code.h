/*
 * Source files of a repository, as they were at one commit: found in its mirror, or sent along with
 * the logs that name them.
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
    const char *path;          /* inside the repository; NULL: the mirror has it not */
    struct bytes text, digest; /* its SHA-256 */
    const char *file;          /* of the mirror: what the frame says; NULL: it was sent */
    const char *why;           /* of the mirror: a word for why it has it not; NULL: it has */
};

struct code_list {
    struct code *first, **end; /* end is NULL while it is empty */
    size_t count, size;        /* files, and their bytes together */
};

/* Adds a file that was sent; fail(FAIL_REFUSED) or fail(FAIL_TOO_BIG), naming the limit. */
void code_add(struct arena *mem, struct code_list *list, const char *path, struct bytes text);

/* The file that a frame's path means: the one that was found for it in the mirror, else of those
 * that were sent the one that agrees with it in most parts from the end (hub/mapping.h).  NULL if
 * that is none, or more than one, or if the path is of a dependency. */
struct code *code_find(struct code *list, const char *path);

/* Why the mirror has no file for the path: "none", "many", "dependency", "big", "binary" or
 * "pointer"; NULL if it was not looked for, or was found. */
const char *code_why_not(const struct code *list, const char *path);

/* Files of a commit by what frames say: the last parts of their paths, which slashes separate, and
 * the whole of them, which line ends separate.  Those of the first frames come first, as much of
 * them as may be in a post. */
struct code_names {
    const char *names, *files;
};
struct db_rows *code_ask(struct hub *hub, int64_t repo, const char *commit,
                         const struct code_names *names);
struct code *code_take(struct hub *hub, struct db_rows *rows);

#endif
