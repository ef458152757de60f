#include "app/mirror_round.h"

#include <sys/stat.h>

#include "app/job.h"
#include "app/mirror_work.h"
#include "base/config.h"
#include "base/fail.h"
#include "base/file.h"
#include "base/log.h"
#include "base/process.h"

enum {
    LANES = 3,
    LOOK_MS = 1000,
    LEASE_MORE_S = 60,
    GRACE_MS = 5000,
    MIB = 1024 * 1024,
    FAILED_FRESH = 3
};

struct lane {
    struct mirror_task *task;
    struct mirror_work work;
};

struct mirrors {
    struct hub *hub;
    struct lane lanes[LANES];
    struct process_child *children[LANES]; /* of the lanes; NULL: the lane is free */
};

static const char *folder_of(struct hub *hub, int64_t repo)
{
    return text_format(hub->mem, "%s/mirror/%" PRId64 ".git", config_text("VAR"), repo);
}

/* A copy of another repository, and one that fails again and again, begins anew. */
static void prepare(struct hub *hub, struct mirror_task *task)
{
    const char *folder = folder_of(hub, task->repo);
    mkdir(text_format(hub->mem, "%s/mirror", config_text("VAR")), 0700);
    if (task->moved)
        mirror_forget(hub, task->repo);
    if (task->moved || !task->fetched ||
        (task->failures > 0 && task->failures % FAILED_FRESH == 0)) {
        file_remove(folder);
        task->fetched = false;
    }
}

static void begin(struct mirrors *mirrors, size_t i, struct mirror_task *task)
{
    struct hub *hub = mirrors->hub;
    struct lane *lane = &mirrors->lanes[i];
    prepare(hub, task);
    lane->task = task;
    lane->work = (struct mirror_work){ .task = task,
                                       .wishes = mirror_wishes(hub, task->repo),
                                       .doubts = mirror_doubts(hub, task->repo),
                                       .folder = folder_of(hub, task->repo),
                                       .timeout_ms = config_int("MIRROR_TIMEOUT_S") * 1000,
                                       .size_max = (size_t)config_int("MIRROR_MAX") * MIB };
    const struct process_limit limit = { lane->work.timeout_ms + GRACE_MS, MIRROR_OUTPUT_MAX };
    mirrors->children[i] = process_begin(hub->mem, mirror_work, &lane->work, limit);
    if (!mirrors->children[i])
        mirror_end(hub, task->repo, false, 0, "no process could be started");
}

static int64_t begin_some(struct mirrors *mirrors, int64_t most)
{
    int64_t begun = 0, lease_s = config_int("MIRROR_TIMEOUT_S") + LEASE_MORE_S;
    struct mirror_task *task;
    for (size_t i = 0; i < LANES && begun < most && !job_ending(); i++) {
        if (mirrors->children[i])
            continue;
        if (!(task = mirror_take(mirrors->hub, lease_s)))
            break;
        begin(mirrors, i, task);
        begun++;
    }
    return begun;
}

static void keep(struct hub *hub, const struct lane *lane, const struct mirror_record *r)
{
    const struct mirror_found found = { .path = r->path,
                                        .why = r->why,
                                        .candidates = r->candidates ? r->candidates : "",
                                        .by_module = r->by_module,
                                        .text = r->text };
    if (r->commit && r->file)
        mirror_keep(hub, lane->task->repo, r->commit, r->file, &found);
}

static void take_order(struct hub *hub, const struct mirror_record *r)
{
    if (r->commit && r->file && r->size >= MIRROR_UNKNOWN && r->size <= MIRROR_DOES_NOT)
        mirror_settle(hub, r->crasher, r->commit, r->file, (enum mirror_answer)r->size);
}

static void take_record(struct hub *hub, const struct lane *lane, const struct mirror_record *r)
{
    switch (r->kind) {
    case MIRROR_FILE: keep(hub, lane, r); break;
    case MIRROR_DONE: mirror_seen(hub, r->crasher); break;
    case MIRROR_ABSENT: mirror_later(hub, r->crasher); break;
    case MIRROR_ORDER: take_order(hub, r); break;
    case MIRROR_END: break;
    }
}

/* What a child has told counts, even if it did not come to its end. */
static void finish(struct mirrors *mirrors, size_t i)
{
    struct hub *hub = mirrors->hub;
    const struct lane *lane = &mirrors->lanes[i];
    struct bytes output;
    struct mirror_record r = { .kind = MIRROR_DONE };
    process_end(mirrors->children[i], &output);
    mirrors->children[i] = NULL;
    while (mirror_record_next(hub->mem, &output, &r))
        take_record(hub, lane, &r);
    if (r.kind != MIRROR_END)
        r = (struct mirror_record){
            .why = text_format(hub->mem,
                               "it was ended: it may take %" PRId64 " s, and write %" PRId64 " MiB",
                               config_int("MIRROR_TIMEOUT_S"), config_int("MIRROR_MAX"))
        };
    if (!r.why && r.size > config_int("MIRROR_MAX") * MIB)
        r.why = text_format(hub->mem, "the repository is too big: it has more than %" PRId64 " MiB",
                            config_int("MIRROR_MAX"));
    mirror_end(hub, lane->task->repo, r.fetched, r.size, r.why);
    log_line(r.why ? LOG_WARNING : LOG_INFO, r.why ? "mirror failed" : "mirror", "repo",
             lane->task->name, "fetched", r.fetched ? "yes" : "no", "why", r.why, NULL);
}

static bool any_at_work(const struct mirrors *mirrors)
{
    for (size_t i = 0; i < LANES; i++)
        if (mirrors->children[i])
            return true;
    return false;
}

int64_t mirror_round(struct hub *hub)
{
    struct mirrors *mirrors = ARENA_ONE(hub->mem, struct mirrors);
    mirrors->hub = hub;
    for (const int64_t *gone = mirror_gone(hub); *gone; gone++) {
        file_remove(folder_of(hub, *gone));
        mirror_forget(hub, *gone);
    }
    for (const struct mirror_doubt *d = mirror_doubts(hub, 0); d; d = d->next)
        mirror_settle(hub, d->crasher, d->commit, d->fix, MIRROR_UNKNOWN);
    int64_t taken = 0, begun;
    do {
        begun = begin_some(mirrors, MIRROR_ROUND_MAX - taken);
        taken += begun;
        int i = any_at_work(mirrors) ? process_wait(mirrors->children, LANES, LOOK_MS) : -1;
        if (i >= 0)
            finish(mirrors, (size_t)i);
    } while (begun > 0 || any_at_work(mirrors));
    return taken;
}
