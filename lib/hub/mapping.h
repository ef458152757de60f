/*
 * Which file of a repository a frame means, whatever its path was where it was built.
 *
 * In this order: the first rule of the repository that fits says where it is; a Go module that the
 * repository holds names it, with a version or without; else it is the file that agrees with it in
 * most parts from the end.  Where more than one may be meant it is none of them: the wrong source
 * is worse than none.
 */
#ifndef HUB_MAPPING_H
#define HUB_MAPPING_H

#include "base/text.h"

enum { MAPPING_RULES_MAX = 20, MAPPING_TEXT_MAX = 4096 };

struct mapping; /* rules */

/* Rules from text, one a line: "/src/ -> lib/", the beginning of a frame's path and what stands in
 * its place, which may be nothing; both are folders.  NULL, with *why, if they are none. */
const struct mapping *mapping_read(struct arena *mem, const char *text, const char **why);

/* The Go modules of a repository: their names, and the folders they are in ("" or "go/"). */
struct mapping_module {
    struct mapping_module *next;
    const char *name, *folder;
};

/* The file that a path means by these modules, if it begins with one's name; else NULL. */
const char *mapping_by_module(struct arena *mem, const struct mapping_module *modules,
                              const char *file);

/* What it is looked for in: files by their paths inside the repository. */
struct mapping_files {
    const char *const *paths;
    size_t count;
    const char *by_module; /* as above, for this very path; NULL */
};

enum mapping_end { MAPPING_FOUND, MAPPING_NONE, MAPPING_MANY, MAPPING_DEPENDENCY };

/* NULL for rules: there are none.  *path is one of the paths where it is found. */
enum mapping_end mapping_find(struct arena *mem, const struct mapping *rules,
                              const struct mapping_files *files, const char *file,
                              const char **path);

/* How well two paths agree: by the number of their last parts that are the same, and of two that do
 * equally whether that is all of one path.  0: not at all; a single part that is not all of a path
 * does not count, since many files are called util.c. */
size_t mapping_agreement(const char *a, const char *b);

/* Whether a path is where module caches and package managers put what is not of the repository. */
bool mapping_is_dependency(const char *path);

/* The last part of a path, of either kind of slash. */
const char *mapping_name(const char *path);

#endif
