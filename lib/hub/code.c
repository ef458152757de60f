#include "hub/code.h"

#include "base/fail.h"
#include "base/secret.h"
#include "hub/mapping.h"
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

struct code *code_find(struct code *list, const char *path)
{
    struct code *found = NULL;
    size_t most = 0;
    if (!path)
        return NULL;
    for (struct code *c = list; c; c = c->next)
        if (c->file && c->text.at && strcmp(c->file, path) == 0)
            return c;
    if (mapping_is_dependency(path))
        return NULL;
    for (struct code *c = list; c; c = c->next) {
        if (c->file)
            continue;
        size_t its = mapping_agreement(c->path, path);
        if (its == most)
            found = NULL;
        if (its > most) {
            most = its;
            found = c;
        }
    }
    return found;
}

const char *code_why_not(const struct code *list, const char *path)
{
    for (const struct code *c = list; c; c = c->next)
        if (c->file && c->why && strcmp(c->file, path) == 0)
            return c->why;
    return NULL;
}

struct db_rows *code_ask(struct hub *hub, int64_t repo, const char *commit,
                         const struct code_names *names)
{
    return sql_code_list(hub->db, hub->mem, repo, commit, names->names, names->files,
                         CODE_FILES_MAX, CODE_MAX);
}

struct code *code_take(struct hub *hub, struct db_rows *rows)
{
    struct code *first = NULL, **end = &first;
    while (db_next(rows)) {
        struct code *c = *end = ARENA_ONE(hub->mem, struct code);
        c->path = db_text(rows, "path");
        c->file = db_text(rows, "file");
        c->why = db_text(rows, "why");
        c->digest = db_bytes(rows, "blob");
        c->text = db_bytes(rows, "bytes");
        end = &c->next;
    }
    return first;
}
