#include "app/mirror_read.h"

#include "app/mirror_work.h"

enum {
    TREE_MEMORY = 256 * 1024 * 1024,
    MODULES_MAX = 20,
    MODULE_FILE_MAX = 64 * 1024,
    CANDIDATES_MAX = 200,
    CANDIDATES_SIZE = 60000,
};

/* The name after "module" in a go.mod; NULL if it has none. */
static const char *module_name(struct arena *mem, struct bytes text)
{
    static const char word[] = "module ";
    while (text.size > 0) {
        const char *end = memchr(text.at, '\n', text.size);
        size_t size = end ? (size_t)(end - text.at) : text.size;
        if (bytes_begin(text, BYTES(word))) {
            char *name = text_cut(
                mem, (struct bytes){ text.at + sizeof(word) - 1, size - (sizeof(word) - 1) });
            name += strspn(name, " \t\"");
            name[strcspn(name, " \t\r\"")] = '\0';
            return *name ? name : NULL;
        }
        text = (struct bytes){ text.at + size, text.size - size };
        if (text.size > 0)
            text = (struct bytes){ text.at + 1, text.size - 1 };
    }
    return NULL;
}

static bool is_go_mod(const char *path)
{
    return strcmp(mapping_name(path), "go.mod") == 0;
}

static const struct mapping_module *modules_of(struct mirror_tree *tree)
{
    struct mapping_module *first = NULL;
    size_t count = 0;
    for (size_t i = 0; i < tree->paths.count && count < MODULES_MAX; i++) {
        const char *path = tree->paths.at[i];
        struct bytes text;
        if (!is_go_mod(path) || mapping_is_dependency(path) ||
            git_mirror_file(tree->mirror, tree->commit, path, MODULE_FILE_MAX, &text) !=
                GIT_FILE_TEXT)
            continue;
        const char *name = module_name(tree->mem, text);
        if (!name)
            continue;
        struct mapping_module *m = ARENA_ONE(tree->mem, struct mapping_module);
        *m = (struct mapping_module){
            first, name, text_cut(tree->mem, (struct bytes){ path, strlen(path) - 6 })
        };
        first = m;
        count++;
    }
    return first;
}

bool mirror_tree_at(struct mirror_tree *tree, const char *commit)
{
    const char *why;
    if (tree->mem && strcmp(tree->commit, commit) == 0)
        return tree->mirror != NULL;
    if (tree->mem)
        arena_free(tree->mem);
    tree->mem = arena_new(TREE_MEMORY);
    tree->commit = commit;
    tree->mirror = git_mirror_open(tree->mem, tree->folder, &why);
    if (tree->mirror && !git_mirror_has(tree->mirror, commit))
        tree->mirror = NULL;
    if (!tree->mirror)
        return false;
    tree->paths = git_mirror_paths(tree->mirror, commit);
    tree->modules = modules_of(tree);
    return true;
}

/* Those that are called as the file is. */
static struct mapping_files candidates_of(const struct mirror_tree *tree, const char *file)
{
    const char *name = mapping_name(file);
    const char **paths = arena_alloc(tree->mem, CANDIDATES_MAX * sizeof(*paths));
    struct mapping_files files = { .paths = paths };
    for (size_t i = 0; i < tree->paths.count && files.count < CANDIDATES_MAX; i++)
        if (strcmp(mapping_name(tree->paths.at[i]), name) == 0)
            paths[files.count++] = tree->paths.at[i];
    return files;
}

static const char *lines_of(struct arena *mem, const struct mapping_files *files)
{
    struct text lines = text_new(mem, CANDIDATES_SIZE + 1);
    text_add(&lines, "");
    for (size_t i = 0; i < files->count; i++)
        if (lines.size + strlen(files->paths[i]) + 1 <= CANDIDATES_SIZE)
            text_add_format(&lines, "%s%s", lines.size > 0 ? "\n" : "", files->paths[i]);
    return lines.at;
}

/* Of names of which there are more than were looked at, and of trees that were not seen to their
 * end, nobody knows whether there is another one. */
static const char *why_not(const struct mirror_tree *tree, const struct mapping_files *files,
                           enum mapping_end end)
{
    static const char *const words[] = { [MAPPING_FOUND] = NULL,
                                         [MAPPING_NONE] = "none",
                                         [MAPPING_MANY] = "many",
                                         [MAPPING_DEPENDENCY] = "dependency" };
    if (end == MAPPING_FOUND && (files->count == CANDIDATES_MAX || !tree->paths.whole))
        return "many";
    return words[end];
}

static void read_text(struct mirror_tree *tree, struct mirror_found *found)
{
    static const char *const words[] = { [GIT_FILE_TEXT] = NULL,
                                         [GIT_FILE_ABSENT] = "none",
                                         [GIT_FILE_BIG] = "big",
                                         [GIT_FILE_BINARY] = "binary",
                                         [GIT_FILE_POINTER] = "pointer" };
    struct bytes text = { 0 };
    enum git_file is =
        git_mirror_file(tree->mirror, tree->commit, found->path, MIRROR_TEXT_MAX, &text);
    found->why = words[is];
    if (is == GIT_FILE_TEXT)
        found->text = (struct bytes){ text.at ? text.at : "", text.size };
}

struct mirror_found mirror_tree_find(struct mirror_tree *tree, const char *rules, const char *file)
{
    const char *why, *path = NULL;
    const struct mapping *mapping = mapping_read(tree->mem, rules, &why);
    struct mapping_files files = candidates_of(tree, file);
    files.by_module = mapping_by_module(tree->mem, tree->modules, file);
    enum mapping_end end = mapping_find(tree->mem, mapping, &files, file, &path);
    struct mirror_found found = { .candidates = lines_of(tree->mem, &files),
                                  .by_module = files.by_module,
                                  .why = why_not(tree, &files, end) };
    if (found.why)
        return found;
    found.path = path;
    read_text(tree, &found);
    return found;
}
