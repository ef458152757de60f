#include "app/mirror_work.h"

#include <unistd.h>

#include "app/mirror_read.h"
#include "base/fail.h"
#include "base/file.h"
#include "base/git.h"

enum {
    FETCH_MEMORY = 192 * 1024 * 1024,
    CPU_MAX_S = 300,
    OUTPUT_ENOUGH = MIRROR_OUTPUT_MAX - 2 * MIRROR_TEXT_MAX, /* room for one more file */
};

/* The child, as far as it has come. */
struct child {
    const struct mirror_work *work;
    int to;
    size_t written;
    bool fetched;
    const char *why;
};

/* The texts of a record, in their order; a size of -1 is NULL. */
enum { TEXTS = 6 };
struct head {
    int64_t kind, fetched, crasher, size, sizes[TEXTS + 1];
};

static void put(struct child *child, const void *at, size_t size)
{
    for (const char *from = at; size > 0;) {
        ssize_t sent = write(child->to, from, size);
        if (sent <= 0)
            _exit(1); /* nobody listens any more */
        from += sent;
        size -= (size_t)sent;
        child->written += (size_t)sent;
    }
}

static void put_record(struct child *child, const struct mirror_record *r)
{
    const char *const texts[TEXTS] = { r->why,  r->commit,     r->file,
                                       r->path, r->candidates, r->by_module };
    struct head head = { (int64_t)r->kind, r->fetched, r->crasher, r->size, { 0 } };
    for (size_t i = 0; i < TEXTS; i++)
        head.sizes[i] = texts[i] ? (int64_t)strlen(texts[i]) : -1;
    head.sizes[TEXTS] = r->text.at ? (int64_t)r->text.size : -1;
    put(child, &head, sizeof(head));
    for (size_t i = 0; i < TEXTS; i++)
        if (texts[i])
            put(child, texts[i], strlen(texts[i]));
    if (r->text.at)
        put(child, r->text.at, r->text.size);
}

static bool take(struct bytes *output, int64_t size, struct bytes *part)
{
    *part = (struct bytes){ NULL, 0 };
    if (size < 0)
        return true;
    if ((uint64_t)size > output->size)
        return false;
    *part = (struct bytes){ output->at, (size_t)size };
    *output = (struct bytes){ output->at + size, output->size - (size_t)size };
    return true;
}

bool mirror_record_next(struct arena *mem, struct bytes *output, struct mirror_record *record)
{
    struct head head;
    if (output->size < sizeof(head))
        return false;
    memcpy(&head, output->at, sizeof(head));
    struct bytes rest = { output->at + sizeof(head), output->size - sizeof(head) }, part;
    *record = (struct mirror_record){ (enum mirror_kind)head.kind, head.fetched != 0, head.crasher,
                                      head.size, .why = NULL };
    const char **const texts[TEXTS] = { &record->why,  &record->commit,     &record->file,
                                        &record->path, &record->candidates, &record->by_module };
    for (size_t i = 0; i < TEXTS; i++) {
        if (!take(&rest, head.sizes[i], &part))
            return false;
        *texts[i] = part.at ? text_copy(mem, text_cut(mem, part)) : NULL;
    }
    if (!take(&rest, head.sizes[TEXTS], &record->text))
        return false;
    *output = rest;
    return true;
}

/* Commits that are wanted and not there. */
struct missing {
    struct git_mirror *mirror;
    const char *commits[GIT_MIRROR_COMMITS_MAX];
    size_t count;
};

static void add_missing(struct missing *missing, const char *commit)
{
    size_t last = missing->count;
    if (!commit || last == GIT_MIRROR_COMMITS_MAX ||
        (last > 0 && strcmp(missing->commits[last - 1], commit) == 0) ||
        git_mirror_has(missing->mirror, commit))
        return;
    missing->commits[missing->count++] = commit;
}

static void fetch(struct child *child, struct arena *mem)
{
    const struct mirror_work *work = child->work;
    struct missing missing = { .mirror = git_mirror_open(mem, work->folder, &child->why) };
    if (!missing.mirror)
        return;
    for (const struct mirror_wish *w = work->wishes; w; w = w->next)
        add_missing(&missing, w->commit);
    for (const struct mirror_doubt *d = work->doubts; d; d = d->next)
        add_missing(&missing, d->commit);
    if (missing.count == 0 && work->task->fetched && !work->task->wanted)
        return;
    const struct git_source source = { .url = work->task->url,
                                       .user = work->task->user,
                                       .password = work->task->password,
                                       .timeout_ms = work->timeout_ms,
                                       .size_max = work->size_max };
    child->why = git_mirror_fetch(missing.mirror, &source, missing.commits, missing.count);
    child->fetched = !child->why;
}

static void put_word(struct child *child, enum mirror_kind kind, const struct mirror_wish *wish)
{
    put_record(child, &(struct mirror_record){ .kind = kind, .crasher = wish->crasher });
}

static void put_file(struct child *child, const struct mirror_wish *wish, const char *file,
                     const struct mirror_found *found)
{
    put_record(child, &(struct mirror_record){ .kind = MIRROR_FILE,
                                               .crasher = wish->crasher,
                                               .why = found->why,
                                               .commit = wish->commit,
                                               .file = file,
                                               .path = found->path,
                                               .candidates = found->candidates,
                                               .by_module = found->by_module,
                                               .text = found->text });
}

/* While nobody knows what the server has, a commit that is not there may be. */
static void grant(struct child *child, const struct mirror_wish *wish, struct mirror_tree *tree)
{
    if (wish->commit && !mirror_tree_at(tree, wish->commit)) {
        if (!child->why)
            put_word(child, MIRROR_ABSENT, wish);
        return;
    }
    for (size_t i = 0; wish->commit && i < wish->count; i++) {
        if (child->written > OUTPUT_ENOUGH)
            return;
        const struct mirror_found found =
            mirror_tree_find(tree, child->work->task->rules, wish->files[i]);
        put_file(child, wish, wish->files[i], &found);
    }
    put_word(child, MIRROR_DONE, wish);
}

static void settle(struct child *child, struct arena *mem)
{
    static const enum mirror_answer answers[] = { [GIT_ORDER_UNKNOWN] = MIRROR_UNKNOWN,
                                                  [GIT_ORDER_DESCENDS] = MIRROR_DESCENDS,
                                                  [GIT_ORDER_NOT] = MIRROR_DOES_NOT };
    const char *why;
    struct git_mirror *mirror = git_mirror_open(mem, child->work->folder, &why);
    for (const struct mirror_doubt *d = mirror ? child->work->doubts : NULL; d; d = d->next)
        put_record(child, &(struct mirror_record){
                              .kind = MIRROR_ORDER,
                              .crasher = d->crasher,
                              .commit = d->commit,
                              .file = d->fix,
                              .size = answers[git_mirror_order(mirror, d->commit, d->fix)] });
}

static void work_on(void *arg)
{
    struct child *child = arg;
    struct arena *mem = arena_new(FETCH_MEMORY);
    fetch(child, mem);
    settle(child, mem);
    struct mirror_tree tree = { .folder = child->work->folder };
    for (const struct mirror_wish *w = child->work->wishes; w; w = w->next)
        grant(child, w, &tree);
}

void mirror_work(void *arg, int to)
{
    const struct mirror_work *work = arg;
    struct child child = { .work = work, .to = to };
    const char *why;
    git_mirror_limit(CPU_MAX_S, work->size_max);
    if (fail_guard(work_on, &child, &why) != FAIL_NOT)
        child.why = why;
    put_record(&child, &(struct mirror_record){ .kind = MIRROR_END,
                                                .fetched = child.fetched,
                                                .size = file_size_below(work->folder),
                                                .why = child.why });
}
