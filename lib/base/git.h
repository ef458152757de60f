/*
 * A bare copy of a git repository in a folder of ours: brought up to date over http, and read.
 *
 * libgit2 and what a server sends are held in a child process: all of these functions are called
 * there, with limits on its time, memory and the size of its files (git_mirror_limit()).  Nothing
 * of a repository is ever checked out or run.  Of its trees plain files count: no symbolic links,
 * no submodules, and no names that no file of ours should have.
 */
#ifndef BASE_GIT_H
#define BASE_GIT_H

#include "base/text.h"

enum {
    GIT_MIRROR_URL_MAX = 1000,
    GIT_MIRROR_PATH_MAX = 1000,       /* bytes of a path in a tree */
    GIT_MIRROR_PATHS_MAX = 200000,    /* files of a tree that are looked at */
    GIT_MIRROR_DEPTH_MAX = 64,        /* folders within each other */
    GIT_MIRROR_OBJECTS_MAX = 5000000, /* that one fetch may bring */
    GIT_MIRROR_COMMITS_MAX = 20,      /* that are asked for by their ids */
    GIT_MIRROR_ID_SIZE = 40,          /* hexadecimal digits of a whole id */
};

struct git_mirror;

/* Where it is copied from. */
struct git_source {
    const char *url;
    const char *user, *password; /* NULL: none.  Sent to the host of the url alone */
    int64_t timeout_ms;          /* of each question */
    size_t size_max;             /* bytes of one answer */
};

/* Limits of this process: seconds of CPU, bytes of a file that it writes. */
void git_mirror_limit(int64_t cpu_s, size_t file_max);

/* Opens the copy in a folder, which is made if it is not there; NULL, with *why, if it cannot be.
 */
struct git_mirror *git_mirror_open(struct arena *mem, const char *folder, const char **why);

/* Brings branches and tags up to date, and then those of the commits that are still not there, if
 * the server hands them out by their ids.  NULL, or why not, to be shown to whoever set the
 * address. */
const char *git_mirror_fetch(struct git_mirror *mirror, const struct git_source *from,
                             const char *const *commits, size_t count);

/* Whether a commit, by its whole id, is there. */
MUST_USE bool git_mirror_has(struct git_mirror *mirror, const char *commit);

struct git_paths {
    const char **at;
    size_t count;
    bool whole; /* there are no more than that */
};

/* The paths of the plain files of a commit, in the order of the tree; none if it is not there. */
struct git_paths git_mirror_paths(struct git_mirror *mirror, const char *commit);

enum git_file { GIT_FILE_TEXT, GIT_FILE_ABSENT, GIT_FILE_BIG, GIT_FILE_BINARY, GIT_FILE_POINTER };

/* One of these files, of at most size_max bytes.  A pointer is what Git LFS left in its place. */
enum git_file git_mirror_file(struct git_mirror *mirror, const char *commit, const char *path,
                              size_t size_max, struct bytes *text);

/* Whether the history of a commit holds another one, or is it itself.  Either may be the beginning
 * of an id that is of one commit alone. */
enum git_order { GIT_ORDER_UNKNOWN, GIT_ORDER_DESCENDS, GIT_ORDER_NOT };
enum git_order git_mirror_order(struct git_mirror *mirror, const char *commit,
                                const char *ancestor);

#endif
