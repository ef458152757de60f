/* What is read of a copy: nothing here asks a server. */
#include <ctype.h>
#include <strings.h>

#include "base/git_own.h"

enum { BINARY_LOOK = 8000 };

static git_commit *commit_of(struct git_mirror *mirror, const char *id)
{
    git_oid oid;
    git_commit *commit = NULL;
    size_t size = strlen(id);
    if (size > GIT_MIRROR_ID_SIZE || git_oid_fromstrn(&oid, id, size) < 0 ||
        git_commit_lookup_prefix(&commit, mirror->repo, &oid, size) < 0)
        return NULL;
    return commit;
}

bool git_mirror_has(struct git_mirror *mirror, const char *commit)
{
    git_commit *found = strlen(commit) == GIT_MIRROR_ID_SIZE ? commit_of(mirror, commit) : NULL;
    git_commit_free(found);
    return found != NULL;
}

static git_tree *tree_of(struct git_mirror *mirror, const char *id)
{
    git_tree *tree = NULL;
    git_commit *commit = strlen(id) == GIT_MIRROR_ID_SIZE ? commit_of(mirror, id) : NULL;
    if (commit && git_commit_tree(&tree, commit) < 0)
        tree = NULL;
    git_commit_free(commit);
    return tree;
}

/* Names of which a tree should have none, and those that pages and forms cannot take. */
static bool is_name(const char *name)
{
    struct bytes left = bytes_from(name);
    if (left.size == 0 || left.size > 255 || strchr(name, '/') || strchr(name, '\\') ||
        strcmp(name, ".") == 0 || strcmp(name, "..") == 0 || strcasecmp(name, ".git") == 0)
        return false;
    while (left.size > 0) {
        size_t size = text_character(left);
        if (size == 0 || text_is_control((struct bytes){ left.at, size }))
            return false;
        left = (struct bytes){ left.at + size, left.size - size };
    }
    return true;
}

struct walk {
    struct arena *mem;
    struct git_paths *paths;
    size_t room;
};

static void add_path(struct walk *walk, const char *folder, const char *name)
{
    struct git_paths *paths = walk->paths;
    if (paths->count == walk->room) {
        walk->room = walk->room > 0 ? 2 * walk->room : 1024;
        const char **more = arena_alloc(walk->mem, walk->room * sizeof(*more));
        if (paths->count > 0)
            memcpy(more, paths->at, paths->count * sizeof(*more));
        paths->at = more;
    }
    paths->at[paths->count++] = text_format(walk->mem, "%s%s", folder, name);
}

static size_t depth_of(const char *folder)
{
    size_t depth = 0;
    for (const char *at = strchr(folder, '/'); at; at = strchr(at + 1, '/'))
        depth++;
    return depth;
}

/* 1: what is below it is passed over; -1: the walk ends. */
static int take_entry(const char *folder, const git_tree_entry *entry, void *arg)
{
    struct walk *walk = arg;
    const char *name = git_tree_entry_name(entry);
    git_filemode_t mode = git_tree_entry_filemode(entry);
    if (!is_name(name))
        return 1;
    if (mode == GIT_FILEMODE_TREE)
        return depth_of(folder) >= GIT_MIRROR_DEPTH_MAX ? 1 : 0;
    if ((mode != GIT_FILEMODE_BLOB && mode != GIT_FILEMODE_BLOB_EXECUTABLE) ||
        strlen(folder) + strlen(name) > GIT_MIRROR_PATH_MAX)
        return 1;
    if (walk->paths->count == GIT_MIRROR_PATHS_MAX) {
        walk->paths->whole = false;
        return -1;
    }
    add_path(walk, folder, name);
    return 0;
}

struct git_paths git_mirror_paths(struct git_mirror *mirror, const char *commit)
{
    struct git_paths paths = { .whole = true };
    struct walk walk = { mirror->mem, &paths, 0 };
    git_tree *tree = tree_of(mirror, commit);
    if (tree && git_tree_walk(tree, GIT_TREEWALK_PRE, take_entry, &walk) < 0)
        paths.whole = false;
    git_tree_free(tree);
    return paths;
}

static enum git_file read_blob(struct git_mirror *mirror, const git_oid *id, size_t size_max,
                               struct bytes *text)
{
    git_odb *odb = NULL;
    git_object_t type;
    size_t size;
    git_blob *blob = NULL;
    if (git_repository_odb(&odb, mirror->repo) < 0)
        return GIT_FILE_ABSENT;
    int status = git_odb_read_header(&size, &type, odb, id);
    git_odb_free(odb);
    if (status < 0)
        return GIT_FILE_ABSENT;
    if (size > size_max)
        return GIT_FILE_BIG;
    if (git_blob_lookup(&blob, mirror->repo, id) < 0)
        return GIT_FILE_ABSENT;
    const struct bytes raw = { git_blob_rawcontent(blob), (size_t)git_blob_rawsize(blob) };
    *text = bytes_copy(mirror->mem, raw);
    git_blob_free(blob);
    size_t look = text->size < BINARY_LOOK ? text->size : BINARY_LOOK;
    if (look > 0 && memchr(text->at, '\0', look))
        return GIT_FILE_BINARY;
    return bytes_begin(*text, BYTES("version https://git-lfs.github.com/spec/")) ? GIT_FILE_POINTER
                                                                                 : GIT_FILE_TEXT;
}

enum git_file git_mirror_file(struct git_mirror *mirror, const char *commit, const char *path,
                              size_t size_max, struct bytes *text)
{
    git_tree_entry *entry = NULL;
    git_tree *tree = tree_of(mirror, commit);
    enum git_file is = GIT_FILE_ABSENT;
    if (tree && git_tree_entry_bypath(&entry, tree, path) == 0) {
        git_filemode_t mode = git_tree_entry_filemode(entry);
        if (mode == GIT_FILEMODE_BLOB || mode == GIT_FILEMODE_BLOB_EXECUTABLE)
            is = read_blob(mirror, git_tree_entry_id(entry), size_max, text);
    }
    git_tree_entry_free(entry);
    git_tree_free(tree);
    return is;
}

enum git_order git_mirror_order(struct git_mirror *mirror, const char *commit, const char *ancestor)
{
    git_commit *one = commit_of(mirror, commit), *other = commit_of(mirror, ancestor);
    enum git_order order = GIT_ORDER_UNKNOWN;
    if (one && other) {
        const git_oid *its = git_commit_id(one), *of = git_commit_id(other);
        int descends = git_oid_equal(its, of) ? 1 : git_graph_descendant_of(mirror->repo, its, of);
        order = descends < 0 ? GIT_ORDER_UNKNOWN : descends ? GIT_ORDER_DESCENDS : GIT_ORDER_NOT;
    }
    git_commit_free(one);
    git_commit_free(other);
    return order;
}
