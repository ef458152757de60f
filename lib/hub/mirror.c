#include "hub/mirror.h"

#include "hub/frame.h"
#include "hub/git_login.h"
#include "hub/setting.h"

/* Credentials are those of the scope of the address. */
static void fill_login(struct hub *hub, struct mirror_task *task)
{
    int64_t scope = task->own ? task->repo : 0;
    const char *bound = setting_get_own(hub, scope, "git.password");
    task->password = bound ? git_login_open(hub->mem, task->url, bound) : NULL;
    task->user = task->password ? setting_get_own(hub, scope, "git.user") : NULL;
}

struct mirror_task *mirror_take(struct hub *hub, int64_t lease_s)
{
    struct db_rows *rows = sql_mirror_take(hub->db, hub->mem, lease_s);
    if (!db_next(rows))
        return NULL;
    struct mirror_task *task = ARENA_ONE(hub->mem, struct mirror_task);
    const char *was = db_text(rows, "was_url");
    task->repo = db_int(rows, "id");
    task->name = db_text(rows, "name");
    task->url = db_text(rows, "url");
    task->own = db_bool(rows, "own");
    task->rules = db_text(rows, "rules");
    task->moved = !was || strcmp(was, task->url) != 0;
    task->fetched = db_bool(rows, "fetched") && !task->moved;
    task->wanted = db_bool(rows, "wanted");
    task->failures = db_int(rows, "failures");
    fill_login(hub, task);
    return task;
}

void mirror_forget(struct hub *hub, int64_t repo)
{
    (void)sql_mirror_forget(hub->db, hub->mem, repo);
}

const int64_t *mirror_gone(struct hub *hub)
{
    enum { GONE_MAX = 20 };
    struct db_rows *rows = sql_mirror_gone(hub->db, hub->mem);
    int64_t *list = arena_alloc(hub->mem, (GONE_MAX + 1) * sizeof(*list));
    for (size_t i = 0; i < GONE_MAX && db_next(rows); i++)
        list[i] = db_int(rows, "repo");
    return list;
}

static void add_files(struct mirror_wish *wish, const struct frame *frames)
{
    for (const struct frame *f = frames; f && wish->count < MIRROR_FILES_MAX; f = f->next) {
        if (!f->in_app || !f->file || f->line <= 0 || strlen(f->file) > MIRROR_FILE_SIZE ||
            strchr(f->file, '\n'))
            continue;
        size_t i = 0;
        while (i < wish->count && strcmp(wish->files[i], f->file) != 0)
            i++;
        if (i == wish->count)
            wish->files[wish->count++] = f->file;
    }
}

const struct mirror_wish *mirror_wishes(struct hub *hub, int64_t repo)
{
    struct db_rows *rows = sql_mirror_wishes(hub->db, hub->mem, repo, MIRROR_WISHES_MAX);
    struct mirror_wish *first = NULL, **end = &first;
    for (; db_next(rows); end = &(*end)->next) {
        struct mirror_wish *wish = *end = ARENA_ONE(hub->mem, struct mirror_wish);
        wish->crasher = db_int(rows, "id");
        wish->commit = db_text(rows, "commit_id");
        add_files(wish, frame_list(hub->mem, db_text(rows, "frames")));
        const struct frame_stack *s = frame_stack_list(hub->mem, db_text(rows, "stacks"));
        for (; s; s = s->next)
            add_files(wish, s->frames);
    }
    return first;
}

void mirror_keep(struct hub *hub, int64_t repo, const char *commit, const char *file,
                 const struct mirror_found *found)
{
    (void)sql_mirror_keep(hub->db, hub->mem, repo, commit, file, found->path, found->text,
                          found->why, found->candidates, found->by_module);
}

void mirror_seen(struct hub *hub, int64_t crasher)
{
    (void)sql_mirror_looked(hub->db, hub->mem, crasher, true, MIRROR_TRIES_MAX);
}

void mirror_later(struct hub *hub, int64_t crasher)
{
    (void)sql_mirror_looked(hub->db, hub->mem, crasher, false, MIRROR_TRIES_MAX);
}

const struct mirror_doubt *mirror_doubts(struct hub *hub, int64_t repo)
{
    struct db_rows *rows = sql_mirror_doubts(hub->db, hub->mem, repo, MIRROR_DOUBTS_MAX);
    struct mirror_doubt *first = NULL, **end = &first;
    for (; db_next(rows); end = &(*end)->next) {
        *end = ARENA_ONE(hub->mem, struct mirror_doubt);
        (*end)->crasher = db_int(rows, "crasher");
        (*end)->commit = db_text(rows, "commit_id");
        (*end)->fix = db_text(rows, "fix");
    }
    return first;
}

void mirror_settle(struct hub *hub, int64_t crasher, const char *commit, const char *fix,
                   enum mirror_answer answer)
{
    static const char *const words[] = {
        [MIRROR_UNKNOWN] = "", [MIRROR_DESCENDS] = "true", [MIRROR_DOES_NOT] = "false"
    };
    (void)sql_mirror_settle(hub->db, hub->mem, crasher, commit, fix, words[answer]);
}

void mirror_end(struct hub *hub, int64_t repo, bool fetched, int64_t size, const char *error)
{
    (void)sql_mirror_end(hub->db, hub->mem, repo, fetched, size, error);
}

struct mirror mirror_find(struct hub *hub, int64_t repo)
{
    struct db_rows *rows = sql_mirror_find(hub->db, hub->mem, repo);
    if (!db_next(rows))
        return (struct mirror){ .rules = "" };
    return (struct mirror){ .rules = db_text(rows, "rules"),
                            .url = db_text(rows, "url"),
                            .error = db_text(rows, "error"),
                            .size = db_int(rows, "size"),
                            .failures = db_int(rows, "failures"),
                            .fetched_at = db_time(rows, "fetched_at"),
                            .tried_at = db_time(rows, "tried_at"),
                            .due_at = db_time(rows, "due_at"),
                            .busy = db_bool(rows, "busy") };
}

void mirror_set_rules(struct hub *hub, int64_t repo, const char *rules)
{
    (void)sql_mirror_set_rules(hub->db, hub->mem, repo, rules);
}

void mirror_ask(struct hub *hub, int64_t repo)
{
    (void)sql_mirror_ask(hub->db, hub->mem, repo);
}

/* Paths, a line each. */
static struct mapping_files files_from(struct arena *mem, const char *lines)
{
    size_t count = 0;
    for (const char *c = lines; *c; c++)
        count += *c == '\n';
    const char **paths = arena_alloc(mem, (count + 1) * sizeof(*paths));
    struct mapping_files files = { .paths = paths };
    while (*lines) {
        size_t size = strcspn(lines, "\n");
        paths[files.count++] = text_cut(mem, (struct bytes){ lines, size });
        lines += lines[size] ? size + 1 : size;
    }
    return files;
}

const struct mirror_file *mirror_files(struct hub *hub, int64_t repo, int64_t most)
{
    struct db_rows *rows = sql_mirror_files(hub->db, hub->mem, repo, most);
    struct mirror_file *first = NULL, **end = &first;
    for (; db_next(rows); end = &(*end)->next) {
        struct mirror_file *f = *end = ARENA_ONE(hub->mem, struct mirror_file);
        f->file = db_text(rows, "file");
        f->commit = db_text(rows, "commit_id");
        f->path = db_text(rows, "path");
        f->why = db_text(rows, "why");
        f->by_module = db_text(rows, "by_module");
        f->files = files_from(hub->mem, db_text(rows, "candidates"));
        f->files.by_module = f->by_module;
    }
    return first;
}
