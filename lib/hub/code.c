#include "hub/code.h"

#include "base/fail.h"
#include "base/secret.h"
#include "hub/name.h"

void code_add(struct arena *mem, struct code_list *list, const char *path, struct bytes text)
{
    if (!path || strcmp(path, ".") == 0)
        fail(FAIL_REFUSED, "source needs a filename: its path inside the repository");
    if (strlen(path) > CODE_PATH_MAX)
        fail(FAIL_REFUSED, "source: a path has %zu bytes, %d are allowed", strlen(path),
             CODE_PATH_MAX);
    name_need_path("source", path);
    if (strstr(path, "\ufffd")) /* what a form has in place of such a character */
        fail(FAIL_REFUSED, "source: a path has a control character, or is not UTF-8");
    if (text.size > CODE_FILE_MAX)
        fail(FAIL_TOO_BIG, "source %s has %zu bytes, %d are allowed", path, text.size,
             CODE_FILE_MAX);
    list->size += text.size;
    if (list->size > CODE_MAX)
        fail(FAIL_TOO_BIG, "source: at most %d bytes in one post", CODE_MAX);
    if (++list->count > CODE_FILES_MAX)
        fail(FAIL_REFUSED, "source: at most %d files in one post", CODE_FILES_MAX);
    struct code *code = ARENA_ONE(mem, struct code);
    code->path = path;
    code->text = text;
    code->digest = secret_sha256(mem, text);
    *(list->end ? list->end : &list->first) = code;
    list->end = &code->next;
}

static bool is_slash(char c)
{
    return c == '/' || c == '\\';
}

const char *code_name(const char *path)
{
    const char *end = path + strlen(path);
    while (end > path && !is_slash(end[-1]))
        end--;
    return end;
}

/* Where module caches and package managers put what is not of the repository. */
static bool is_dependency(const char *path)
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

/* How well two paths agree: by the number of their last parts that are the same, and of two that do
 * equally whether that is all of one path.  0: not at all; a single part that is not all of a path
 * does not count, since many files are called util.c. */
static size_t agreement(const char *a, const char *b)
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

struct code *code_find(struct code *list, const char *path)
{
    struct code *found = NULL;
    size_t most = 0;
    if (!path || is_dependency(path))
        return NULL;
    for (struct code *c = list; c; c = c->next) {
        size_t its = agreement(c->path, path);
        if (its == most)
            found = NULL;
        if (its > most) {
            most = its;
            found = c;
        }
    }
    return found;
}

struct db_rows *code_ask(struct hub *hub, int64_t repo, const char *commit, const char *names)
{
    return sql_code_list(hub->db, hub->mem, repo, commit, names, CODE_FILES_MAX, CODE_MAX);
}

struct code *code_take(struct hub *hub, struct db_rows *rows)
{
    struct code *first = NULL, **end = &first;
    while (db_next(rows)) {
        struct code *c = *end = ARENA_ONE(hub->mem, struct code);
        c->path = db_text(rows, "path");
        c->digest = db_bytes(rows, "blob");
        c->text = db_bytes(rows, "bytes");
        end = &c->next;
    }
    return first;
}
