#include "hub/mapping.h"

struct rule {
    struct rule *next;
    struct bytes from;
    const char *to;
};

struct mapping {
    struct rule *first;
};

static bool is_slash(char c)
{
    return c == '/' || c == '\\';
}

const char *mapping_name(const char *path)
{
    const char *end = path + strlen(path);
    while (end > path && !is_slash(end[-1]))
        end--;
    return end;
}

bool mapping_is_dependency(const char *path)
{
    static const char *const folders[] = { "/pkg/mod/",       "/vendor/",      "/node_modules/",
                                           "/.cargo/",        "/rustc/",       "/site-packages/",
                                           "/dist-packages/", "/usr/include/", "/usr/lib/" };
    for (size_t i = 0; i < COUNT_OF(folders); i++)
        if (strstr(path, folders[i]) || bytes_begin(bytes_from(path), bytes_from(folders[i] + 1)))
            return true;
    for (const char *at = strstr(path, "@v"); at; at = strstr(at + 1, "@v"))
        if (at[2] >= '0' && at[2] <= '9')
            return true;
    return false;
}

size_t mapping_agreement(const char *a, const char *b)
{
    size_t i = strlen(a), j = strlen(b), parts = 0;
    while (i > 0 && j > 0 && (a[i - 1] == b[j - 1] || (is_slash(a[i - 1]) && is_slash(b[j - 1])))) {
        parts += is_slash(a[i - 1]);
        i--;
        j--;
    }
    bool a_is_end = i == 0 && (j == 0 || is_slash(b[j - 1]));
    bool b_is_end = j == 0 && (i == 0 || is_slash(a[i - 1]));
    if (a_is_end || b_is_end)
        return 2 * (parts + 1) + 1;
    return parts > 1 ? 2 * parts : 0;
}

static struct bytes trim(struct bytes b)
{
    while (b.size > 0 && strchr(" \t\r", b.at[0]))
        b = (struct bytes){ b.at + 1, b.size - 1 };
    while (b.size > 0 && strchr(" \t\r", b.at[b.size - 1]))
        b.size--;
    return b;
}

static bool is_folder(struct bytes b)
{
    return b.size > 0 && b.at[b.size - 1] == '/';
}

/* NULL, or what is wrong with the line. */
static const char *read_rule(struct arena *mem, struct bytes line, struct rule *rule)
{
    const char *arrow = memmem(line.at, line.size, "->", 2);
    if (!arrow)
        return "there is no -> in it";
    size_t before = (size_t)(arrow - line.at);
    const struct bytes to = trim((struct bytes){ arrow + 2, line.size - before - 2 });
    rule->from = trim((struct bytes){ line.at, before });
    rule->to = text_cut(mem, to);
    if (!is_folder(rule->from))
        return "what stands before -> ends with a slash, such as /src/";
    if (to.size > 0 && !is_folder(to))
        return "what stands after -> is a folder of the repository, such as lib/, or nothing";
    if (to.at[0] == '/' || strstr(text_format(mem, "/%s", rule->to), "/../"))
        return "what stands after -> is inside the repository: lib/, not /lib/ or ../";
    return NULL;
}

const struct mapping *mapping_read(struct arena *mem, const char *text, const char **why)
{
    struct mapping *mapping = ARENA_ONE(mem, struct mapping);
    struct rule **end = &mapping->first;
    int64_t number = 0, count = 0;
    *why = NULL;
    if (strlen(text) > MAPPING_TEXT_MAX) {
        *why = text_format(mem, "they have more than %d bytes", MAPPING_TEXT_MAX);
        return NULL;
    }
    while (*text) {
        size_t size = strcspn(text, "\n");
        const struct bytes line = trim((struct bytes){ text, size });
        text += text[size] ? size + 1 : size;
        number++;
        if (line.size == 0)
            continue;
        struct rule *rule = ARENA_ONE(mem, struct rule);
        const char *wrong = ++count > MAPPING_RULES_MAX
                                ? text_format(mem, "at most %d are allowed", MAPPING_RULES_MAX)
                                : read_rule(mem, line, rule);
        if (wrong) {
            *why = text_format(mem, "line %" PRId64 ": %s", number, wrong);
            return NULL;
        }
        *end = rule;
        end = &rule->next;
    }
    return mapping;
}

/* With slashes of one kind, and without what leads up or nowhere at its beginning. */
static const char *plain(struct arena *mem, const char *file)
{
    char *copy = text_copy(mem, file);
    for (char *c = copy; *c; c++)
        if (*c == '\\')
            *c = '/';
    for (;;) {
        if (strncmp(copy, "./", 2) == 0)
            copy += 2;
        else if (strncmp(copy, "../", 3) == 0)
            copy += 3;
        else
            return copy;
    }
}

/* As the module cache writes a name: a capital is "!" and the small letter. */
static const char *cached_name(struct arena *mem, const char *name)
{
    struct text text = text_new(mem, 2 * strlen(name) + 1);
    for (; *name; name++)
        if (*name >= 'A' && *name <= 'Z')
            text_add_format(&text, "!%c", *name | 0x20);
        else
            text_add_bytes(&text, (struct bytes){ name, 1 });
    return text.at;
}

/* What follows the name of a module and its version, "@v1.2.3/"; NULL if it is another's. */
static const char *behind_module(const char *file, const char *name)
{
    const char *at = strstr(file, name);
    if (!at || (at > file && at[-1] != '/'))
        return NULL;
    const char *rest = at + strlen(name);
    if (*rest == '@')
        rest += strcspn(rest, "/");
    else if (at > file)
        return NULL;
    return *rest == '/' ? rest + 1 : NULL;
}

const char *mapping_by_module(struct arena *mem, const struct mapping_module *modules,
                              const char *file)
{
    const struct mapping_module *best = NULL;
    const char *rest = NULL;
    file = plain(mem, file);
    for (const struct mapping_module *m = modules; m; m = m->next) {
        const char *its = behind_module(file, m->name);
        if (!its)
            its = behind_module(file, cached_name(mem, m->name));
        if (its && (!best || strlen(m->name) > strlen(best->name))) {
            best = m;
            rest = its;
        }
    }
    return best ? text_format(mem, "%s%s", best->folder, rest) : NULL;
}

static const char *exactly(const struct mapping_files *files, const char *path)
{
    for (size_t i = 0; i < files->count; i++)
        if (strcmp(files->paths[i], path) == 0)
            return files->paths[i];
    return NULL;
}

static enum mapping_end agreeing(const struct mapping_files *files, const char *file,
                                 const char **path)
{
    size_t most = 0;
    enum mapping_end end = MAPPING_NONE;
    for (size_t i = 0; i < files->count; i++) {
        size_t its = mapping_agreement(files->paths[i], file);
        if (its > 0 && its == most)
            end = MAPPING_MANY;
        if (its <= most)
            continue;
        most = its;
        end = MAPPING_FOUND;
        *path = files->paths[i];
    }
    return end;
}

/* The path by the first rule that fits; NULL if none does. */
static const char *by_rule(struct arena *mem, const struct mapping *rules, const char *file)
{
    const struct bytes whole = bytes_from(file);
    for (const struct rule *r = rules ? rules->first : NULL; r; r = r->next)
        if (bytes_begin(whole, r->from))
            return text_format(mem, "%s%s", r->to, file + r->from.size);
    return NULL;
}

enum mapping_end mapping_find(struct arena *mem, const struct mapping *rules,
                              const struct mapping_files *files, const char *file,
                              const char **path)
{
    file = plain(mem, file);
    const char *wanted = by_rule(mem, rules, file);
    if (!wanted)
        wanted = files->by_module;
    if (wanted) {
        *path = exactly(files, wanted);
        return *path ? MAPPING_FOUND : MAPPING_NONE;
    }
    if (mapping_is_dependency(file))
        return MAPPING_DEPENDENCY;
    return agreeing(files, file, path);
}
