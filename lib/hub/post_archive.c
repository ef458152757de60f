/*
 * What fuzzers leave on disk, in an archive.
 *
 * The layouts are in the table.  Files are read in units: a log with the input that it lies beside
 * ("crash-1" and "crash-1.summary"), else the logs of a folder with the inputs in it and below it
 * that have no log of their own.
 */
#include "base/archive.h"

#include "base/config.h"
#include "base/fail.h"
#include "base/hash.h"
#include "crash/aflstats.h"
#include "crash/artifact.h"
#include "crash/index.h"
#include "hub/layout.h"
#include "hub/name.h"
#include "hub/post_read.h"

enum { ABOVE_MAX = 8 /* folders between an input and its log */ };

struct file {
    struct file *next;
    const struct archive_member *member;
};

struct files {
    struct file *first, **end; /* end is NULL while it is empty */
};

struct unit {
    struct unit *next;
    const char *key; /* the path of an input, or of a folder */
    struct files logs, inputs;
};

struct unpacked {
    struct post *post;
    bool with_logs;      /* there were some beside the archive */
    struct index *paths; /* of members that are inputs */
    struct index *index; /* of units by key */
    struct unit *units, **units_end;
};

static uint64_t hash_of(const char *text)
{
    return hash_text(HASH_START, text);
}

static void files_add(struct arena *mem, struct files *files, const struct archive_member *member)
{
    struct file *file = ARENA_ONE(mem, struct file);
    file->member = member;
    *(files->end ? files->end : &files->first) = file;
    files->end = &file->next;
}

static struct unit *unit_find(const struct unpacked *unpacked, const char *key)
{
    struct unit *unit = index_find(unpacked->index, hash_of(key));
    return unit && strcmp(unit->key, key) == 0 ? unit : NULL;
}

static struct unit *unit_take(struct unpacked *unpacked, const char *key)
{
    struct unit *unit = unit_find(unpacked, key);
    if (unit)
        return unit;
    unit = *unpacked->units_end = ARENA_ONE(unpacked->post->mem, struct unit);
    unpacked->units_end = &unit->next;
    unit->key = key;
    index_put(unpacked->index, hash_of(key), unit);
    return unit;
}

static bool is_input(const struct unpacked *unpacked, const char *path)
{
    const char *input = index_find(unpacked->paths, hash_of(path));
    return input && strcmp(input, path) == 0;
}

static void place_log(struct unpacked *unpacked, const struct archive_member *member)
{
    struct arena *mem = unpacked->post->mem;
    const char *key = layout_beside(mem, member->name);
    if (!key || !is_input(unpacked, key))
        key = layout_folder(mem, member->name);
    files_add(mem, &unit_take(unpacked, key)->logs, member);
}

/* The unit that an input belongs to; NULL: to the logs that came beside the archive. */
static struct unit *unit_of(struct unpacked *unpacked, const char *path)
{
    struct arena *mem = unpacked->post->mem;
    const char *key = path;
    for (int i = 0; i < ABOVE_MAX; i++) {
        struct unit *unit = unit_find(unpacked, key);
        if (unit && unit->logs.first)
            return unit;
        if (!*key)
            break;
        key = layout_folder(mem, key);
    }
    return unpacked->with_logs ? NULL : unit_take(unpacked, layout_home(mem, path));
}

/* Limits of one file, told with its name; those of the whole are the archive's and the post's. */
static void check_size(const struct post *post, const struct archive_member *member, size_t most)
{
    if (member->data.size > most)
        fail(FAIL_TOO_BIG, "%s has %zu bytes, %zu are allowed",
             name_from(post->mem, member->name, "a file"), member->data.size, most);
}

static void add_input(struct post *post, struct post_inputs *list,
                      const struct archive_member *member)
{
    check_size(post, member, POST_INPUT_MAX);
    struct post_input *input = post_add_input(post, list, member->name, member->data);
    input->maybe_seed = artifact_is_go(member->name);
}

static void place_input(struct unpacked *unpacked, const struct archive_member *member)
{
    struct unit *unit = unit_of(unpacked, member->name);
    if (unit)
        files_add(unpacked->post->mem, &unit->inputs, member);
    else
        add_input(unpacked->post, &unpacked->post->inputs, member);
}

/* Without the inputs, crashes that the figures tell of are not to be lost: then they are a log. */
static void read_figures(struct post *post, const struct unit *unit,
                         const struct archive_member *member)
{
    struct aflstats afl;
    aflstats_read(post->mem, member->data, &afl);
    struct post_log *log = post_add_log(post, member->data);
    log->told = afl.crashes + afl.hangs == 0 || unit->inputs.first;
    log->stats = afl.stats;
    log->engine = "afl";
    log->target = post->target ? NULL : afl.target;
}

static void read_log(struct post *post, const struct unit *unit, const struct file *file)
{
    check_size(post, file->member, POST_LOG_MAX);
    if (layout_role(file->member->name) == LAYOUT_FIGURES)
        read_figures(post, unit, file->member);
    else
        post_read_log(post, file->member->data);
}

static void set_place(const struct post *post, const struct unit *unit, struct post_log *log)
{
    struct layout_place place = layout_place(post->mem, unit->key, log->told);
    if (!post->target && !log->target)
        log->target = place.target;
    if (!post->package && !log->package)
        log->package = place.package;
}

static void add_unit(struct post *post, const struct unit *unit)
{
    struct post_log **from = post->logs_end, *last = NULL;
    for (const struct file *f = unit->logs.first; f; f = f->next)
        read_log(post, unit, f);
    if (!*from)
        post_add_log(post, BYTES(""))->told = true;
    for (struct post_log *log = last = *from; log; log = log->next) {
        log->joined = log != *from;
        set_place(post, unit, log);
        last = log;
    }
    for (const struct file *f = unit->inputs.first; f; f = f->next)
        add_input(post, &last->inputs, f->member);
}

static bool is_known(const char *name)
{
    return layout_role(name) != LAYOUT_NONE;
}

void post_add_archive(struct post *post, struct bytes body, bool with_logs)
{
    const struct archive_member *members =
        archive_members(post->mem, body, (size_t)config_int("UNPACKED_MAX"), is_known);
    struct unpacked unpacked = { .post = post,
                                 .with_logs = with_logs,
                                 .paths = index_new(post->mem),
                                 .index = index_new(post->mem),
                                 .units_end = &unpacked.units };
    if (!members && !with_logs)
        fail(FAIL_REFUSED, "the archive holds nothing that is known: no log, no input of a crash, "
                           "no fuzzer_stats");
    for (const struct archive_member *m = members; m; m = m->next)
        if (layout_role(m->name) == LAYOUT_INPUT)
            index_put(unpacked.paths, hash_of(m->name), (void *)(uintptr_t)m->name);
    for (const struct archive_member *m = members; m; m = m->next)
        if (layout_role(m->name) != LAYOUT_INPUT && m->data.size > 0)
            place_log(&unpacked, m);
    for (const struct archive_member *m = members; m; m = m->next)
        if (layout_role(m->name) == LAYOUT_INPUT)
            place_input(&unpacked, m);
    for (const struct unit *u = unpacked.units; u; u = u->next)
        add_unit(post, u);
}

void post_read_archive(struct post *post, struct bytes body)
{
    if (body.size == 0)
        fail(FAIL_INPUT, "the body is empty; it should be an archive");
    post_add_archive(post, body, false);
}
