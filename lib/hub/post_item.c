#include "hub/post_item.h"

#include "base/fail.h"
#include "base/hash.h"
#include "crash/artifact.h"
#include "crash/index.h"
#include "hub/name.h"

enum { ENGINE_MAX = 40 };

/* The items that inputs of one list may belong to: those of one log, or of the whole post. */
struct scope {
    const struct post *post;
    struct post_item *first, *last;
    struct index *names, *targets; /* of occurrences by the base name of their input; of items */
    struct index *made;            /* of occurrences that inputs made, by signature */
    struct post_occurrence *free;  /* from here on, one without an input and without a name */
    bool recognised, has_go;       /* a crash by a log; a log of Go */
};

static const char *either(const char *a, const char *b)
{
    return a ? a : b;
}

static struct crash_hint hint_of(const struct post *post, const struct post_log *log)
{
    return (struct crash_hint){ .engine = either(log->engine, post->engine),
                                .package = either(log->package, post->package),
                                .target = either(log->target, post->target),
                                .rules = post->rules.rules };
}

static struct post_occurrence *add_occurrence(struct arena *mem, struct post_item *item,
                                              const struct crash *crash)
{
    while (*item->end) /* attach() has put some behind the last one */
        item->end = &(*item->end)->next;
    struct post_occurrence *o = *item->end = ARENA_ONE(mem, struct post_occurrence);
    o->crash = crash;
    return o;
}

static struct post_item *item_new(const struct post *post, const struct post_log *log,
                                  const struct crash_result *result)
{
    struct post_item *item = ARENA_ONE(post->mem, struct post_item);
    struct crash_hint hint = hint_of(post, log);
    const char *engine =
        result->engine && strcmp(result->engine, "unknown") != 0 ? result->engine : hint.engine;
    item->log = log;
    item->result = result;
    item->text = result->log;
    item->package = name_from(post->mem, either(result->package, hint.package), ".");
    item->target = name_from(post->mem, either(result->target, hint.target), "unnamed");
    item->engine = strnlen(either(engine, ""), ENGINE_MAX + 1) > ENGINE_MAX
                       ? "unknown"
                       : name_from(post->mem, engine, "unknown");
    item->state = result->state;
    item->end = &item->occurrences;
    for (const struct crash *c = result->crashes; c; c = c->next)
        add_occurrence(post->mem, item, c);
    return item;
}

/* A log of one target is kept whole, and is about what the sender says it is about; what is said of
 * a post with several logs may be meant for another one. */
static void set_only(const struct post *post, struct post_item *item)
{
    const struct post_log *log = item->log;
    bool alone = !post->logs->next;
    item->text = log->text;
    item->package =
        name_from(post->mem, either(log->package, alone ? post->package : NULL), item->package);
    item->target =
        name_from(post->mem, either(log->target, alone ? post->target : NULL), item->target);
}

/* Figures or inputs without a log: the sender speaks for the target. */
static const struct crash_result *result_told(const struct post *post, const struct post_log *log)
{
    struct crash_result *result = ARENA_ONE(post->mem, struct crash_result);
    result->state = CRASH_STATE_OK;
    result->stats = log->stats;
    result->log = log->text;
    return result;
}

static const struct crash_result *read_log(const struct post *post, const struct post_log *log)
{
    struct crash_hint hint = hint_of(post, log);
    if (log->told || (log->text.size == 0 && !log->inputs.first && log->stats.executions >= 0))
        return result_told(post, log);
    return crash_read(post->mem, log->text, &hint);
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static uint64_t hash_of(const char *text)
{
    return hash_text(HASH_START, text);
}

static struct post_occurrence *find_named(const struct scope *scope, const struct post_input *input)
{
    const char *name = base_name(input->name);
    struct post_occurrence *o = *name ? index_find(scope->names, hash_of(name)) : NULL;
    return o && strcmp(base_name(o->crash->input_name), name) == 0 ? o : NULL;
}

/* testdata/fuzz/FuzzXor/05aa…: the folder is the target. */
static struct post_item *find_target(const struct scope *scope, const struct post_input *input)
{
    const char *end = base_name(input->name);
    if (end == input->name)
        return NULL;
    const char *start = --end;
    while (start > input->name && start[-1] != '/')
        start--;
    const char *folder = text_cut(scope->post->mem, (struct bytes){ start, (size_t)(end - start) });
    struct post_item *item = index_find(scope->targets, hash_of(folder));
    return item && strcmp(item->target, folder) == 0 ? item : NULL;
}

static void scope_fill(struct scope *scope)
{
    scope->names = index_new(scope->post->mem);
    scope->targets = index_new(scope->post->mem);
    scope->made = index_new(scope->post->mem);
    for (struct post_item *i = scope->first;; i = i->next) {
        uint64_t target = hash_of(i->target);
        if (!index_find(scope->targets, target))
            index_put(scope->targets, target, i);
        scope->recognised |= i->occurrences != NULL;
        scope->has_go |= strcmp(i->engine, "go") == 0 && !i->log->told;
        for (struct post_occurrence *o = i->occurrences; o; o = o->next) {
            uint64_t name = o->crash->input_name ? hash_of(base_name(o->crash->input_name)) : 0;
            if (name != 0 && !index_find(scope->names, name))
                index_put(scope->names, name, o);
        }
        if (i == scope->last)
            return;
    }
}

/* The next occurrence in the scope that waits for an input nobody named; NULL if none is left. */
static struct post_occurrence *find_free(const struct scope *scope)
{
    for (struct post_item *i = scope->first;; i = i->next) {
        for (struct post_occurrence *o = i->occurrences; o; o = o->next)
            if (!o->input && !o->crash->input_name)
                return o;
        if (i == scope->last)
            return NULL;
    }
}

static struct post_occurrence *find_any(const struct scope *scope)
{
    for (struct post_item *i = scope->first;; i = i->next) {
        if (i->occurrences)
            return i->occurrences;
        if (i == scope->last)
            return NULL;
    }
}

/* The target's unparsed crasher. */
static const struct crash *crash_unparsed(struct arena *mem, const struct crash_hint *hint)
{
    struct crash *crash = crash_read(mem, BYTES(""), hint)->crashes;
    if (!crash)
        fail(FAIL_BROKEN, "an empty log gave no unparsed crash");
    crash->title = crash->message = "an input that the log does not tell of";
    return crash;
}

/* Nothing was recognised, but here is an input: its name may tell what it did. */
static struct post_occurrence *make(const struct scope *scope, struct post_item *item,
                                    const struct post_input *input)
{
    struct arena *mem = scope->post->mem;
    const struct crash_hint hint = { .engine = item->engine,
                                     .package = item->package,
                                     .target = item->target };
    /* As a log would have it that tells neither. */
    const struct crash_hint told = {
        .package = strcmp(item->package, ".") == 0 ? NULL : item->package,
        .target = strcmp(item->target, "unnamed") == 0 ? NULL : item->target,
    };
    enum crash_state state = CRASH_STATE_UNPARSED;
    const struct crash *crash = artifact_crash(mem, input->name, &told, &state);
    uint64_t key = crash ? hash_of(crash->signature) : hash_number(HASH_START, (uintptr_t)item);
    struct post_occurrence *made = index_find(scope->made, key);
    if (made)
        return made;
    if (!item->occurrences || state == CRASH_STATE_CRASHED)
        item->state = state;
    if (crash && strcmp(item->engine, "unknown") == 0)
        item->engine = crash->engine;
    made = add_occurrence(mem, item, crash ? crash : crash_unparsed(mem, &hint));
    index_put(scope->made, key, made);
    return made;
}

static struct post_occurrence *place_for(struct scope *scope, const struct post_input *input)
{
    struct post_item *item = find_target(scope, input);
    if (!scope->recognised)
        return make(scope, item ? item : scope->first, input);
    if (item && item->occurrences)
        return item->occurrences;
    while (scope->free && (scope->free->input || scope->free->crash->input_name))
        scope->free = find_free(scope);
    return scope->free ? scope->free : find_any(scope);
}

/* A file that is sent twice, by itself and in an archive, is one input. */
static void attach(struct arena *mem, struct post_occurrence *o, const struct post_input *input)
{
    if (o->input && bytes_equal(o->input->digest, input->digest))
        return;
    if (o->input) {
        struct post_occurrence *further = ARENA_ONE(mem, struct post_occurrence);
        *further = *o;
        o->next = further;
        o = further;
    }
    o->input = input;
}

/* First whatever is named, so that an unnamed input does not take a place that is another's. */
static void match(struct scope *scope, const struct post_input *inputs)
{
    if (!inputs)
        return;
    scope_fill(scope);
    for (const struct post_input *i = inputs; i; i = i->next) {
        struct post_occurrence *o = find_named(scope, i);
        if (o)
            attach(scope->post->mem, o, i);
    }
    scope->free = find_free(scope);
    for (const struct post_input *i = inputs; i; i = i->next)
        if (!find_named(scope, i) && !(i->maybe_seed && scope->has_go))
            attach(scope->post->mem, place_for(scope, i), i);
}

static void check_count(const struct post_item *items)
{
    size_t count = 0;
    for (const struct post_item *i = items; i; i = i->next)
        for (const struct post_occurrence *o = i->occurrences; o; o = o->next)
            count++;
    if (count > POST_CRASHES_MAX)
        fail(FAIL_REFUSED, "crashes: at most %d in one post, here are %zu", POST_CRASHES_MAX,
             count);
}

struct post_item *post_items(const struct post *post)
{
    struct post_item *first = NULL, **end = &first, *last = NULL;
    struct scope scope = { .post = post };
    for (const struct post_log *log = post->logs; log; log = log->next) {
        struct post_item *before = last;
        scope = (struct scope){ .post = post, .first = log->joined ? scope.first : NULL };
        for (const struct crash_result *r = read_log(post, log); r; r = r->next) {
            last = *end = item_new(post, log, r);
            end = &last->next;
            if (!scope.first)
                scope.first = last;
        }
        scope.last = last;
        if (before ? before->next == last : first == last)
            set_only(post, last);
        match(&scope, log->inputs.first);
    }
    struct scope whole = { .post = post, .first = first, .last = last };
    match(&whole, post->inputs.first);
    check_count(first);
    for (struct post_item *i = first; i; i = i->next)
        post_item_finish(post, i);
    return first;
}
