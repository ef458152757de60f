#include "crash/frame.h"

#include <stdio.h>

#include "base/hash.h"
#include "crash/frame_table.h"
#include "crash/slice.h"

static bool rule_fits(const struct frame_rule *rule, const struct crash_frame *frame)
{
    const char *part = rule->part == FRAME_FUNCTION ? frame->function
                       : rule->part == FRAME_FILE   ? frame->file
                                                    : frame->module;
    if (!part)
        return false;
    switch (rule->how) {
    case FRAME_IS: return *part == *rule->text && strcmp(part, rule->text) == 0;
    case FRAME_BEGINS:
        return *part == *rule->text && strncmp(part, rule->text, strlen(rule->text)) == 0;
    case FRAME_ENDS: return slice_ends(bytes_from(part), rule->text);
    case FRAME_HOLDS: return strstr(part, rule->text) != NULL;
    }
    return false;
}

static bool table_fits(const struct frame_rule *rule, const struct crash_frame *frame)
{
    for (; rule && rule->text; rule++)
        if (rule_fits(rule, frame))
            return true;
    return false;
}

bool frame_is_outside(const struct frame_family *family, const struct crash_frame *frame)
{
    if (!*frame->function && !frame->file)
        return true; /* nobody knows what it is */
    return table_fits(family->outside, frame) || table_fits(family->also, frame);
}

size_t frame_write_digest(const char *name, const char *more, char *to, size_t size)
{
    char digest[18];
    uint64_t hash = hash_text(hash_text(HASH_START, name), more);
    size_t tail = (size_t)snprintf(digest, sizeof(digest), "#%016" PRIx64, hash);
    size_t head = strlen(name);
    if (head > size - tail) {
        head = size - tail;
        while (head > 0 && ((unsigned char)name[head] & 0xc0) == 0x80)
            head--; /* not in the middle of a character */
    }
    memcpy(to, name, head);
    memcpy(to + head, digest, tail);
    return head + tail;
}

struct bytes frame_drop_hash(struct bytes name)
{
    enum { HASH_SIZE = 19 };
    if (name.size <= HASH_SIZE)
        return name;
    struct bytes tail = slice_from(name, name.size - HASH_SIZE);
    bool is_hash = slice_eat(&tail, "::h");
    for (size_t i = 0; i < tail.size; i++)
        is_hash &= slice_is_hex(tail.at[i]);
    return is_hash ? slice_to(name, name.size - HASH_SIZE) : name;
}

/* The first frame behind the machinery of dying. */
static size_t skip_death(const struct frame_family *family, const struct crash_frame *frames,
                         size_t count)
{
    for (size_t i = family->is_death ? count : 0; i > 0; i--)
        if (family->is_death(&frames[i - 1]))
            return i;
    return 0;
}

void frame_mark(const struct frame_family *family, const struct rules *rules,
                struct crash_frame *frames, size_t count)
{
    bool entered = false; /* what called the entry is the harness */
    size_t from = family->death_is_outside ? skip_death(family, frames, count) : 0;
    for (size_t i = 0; i < count; i++)
        frames[i].in_app = false;
    for (size_t i = from; i < count; i++) {
        enum rules_verdict verdict = rules_judge(rules, &frames[i]);
        bool ours =
            verdict == RULES_SILENT ? !frame_is_outside(family, &frames[i]) : verdict == RULES_OURS;
        frames[i].in_app = !entered && ours;
        entered |= frames[i].in_app && family->is_entry(&frames[i]);
    }
}

const struct crash_frame *frame_place(const struct frame_family *family,
                                      const struct crash_frame *frames, size_t count)
{
    for (size_t i = skip_death(family, frames, count); i < count; i++)
        if (frames[i].in_app)
            return &frames[i];
    return NULL;
}

/* A stack as numbers, one for each frame that counts; equal numbers are equal names. */
struct names {
    size_t count;
    uint64_t hash[CRASH_FRAMES_MAX];
    const struct crash_frame *frame[CRASH_FRAMES_MAX];
};

static void names_add(struct names *names, const struct frame_family *family,
                      const struct crash_frame *frame)
{
    char name[FRAME_NAME_MAX + 1];
    size_t size = family->write_name(frame, name, FRAME_NAME_MAX);
    if (size == 0)
        return;
    names->frame[names->count] = frame;
    names->hash[names->count++] = hash_bytes(HASH_START, (struct bytes){ name, size });
}

static void names_pick(struct names *names, const struct frame_family *family,
                       const struct crash *crash)
{
    size_t from = skip_death(family, crash->frames, crash->frames_count);
    const struct crash_frame *entry = NULL;
    for (size_t i = from; i < crash->frames_count; i++) {
        const struct crash_frame *frame = &crash->frames[i];
        if (!frame->in_app)
            continue;
        if (!family->is_entry(frame))
            names_add(names, family, frame);
        else if (!entry)
            entry = frame;
    }
    if (names->count == 0 && entry)
        names_add(names, family, entry);
}

/* Whether the last size names are the same as the size names before them. */
static bool names_repeat(const struct names *names, size_t size)
{
    return names->count >= 2 * size &&
           memcmp(&names->hash[names->count - size], &names->hash[names->count - 2 * size],
                  size * sizeof(names->hash[0])) == 0;
}

/* Leaves one of each run of repetitions. */
static void names_fold(struct names *names)
{
    size_t count = names->count;
    names->count = 0;
    for (size_t i = 0; i < count; i++) {
        names->hash[names->count] = names->hash[i];
        names->frame[names->count++] = names->frame[i];
        for (size_t size = 1; size <= FRAME_CYCLE_MAX; size++)
            if (names_repeat(names, size))
                names->count -= size;
    }
}

/* The length of the circle that begins at a name and is run through three times; 0 if none. */
static size_t circle_size(const struct names *names, size_t at)
{
    for (size_t size = 1; size <= FRAME_CYCLE_MAX && at + 3 * size <= names->count; size++)
        if (memcmp(&names->hash[at], &names->hash[at + size], 2 * size * sizeof(names->hash[0])) ==
            0)
            return size;
    return 0;
}

/* Leaves the circle alone, beginning with the name whose number is least. */
static bool names_keep_circle(struct names *names)
{
    for (size_t at = 0; at < names->count; at++) {
        size_t size = circle_size(names, at);
        if (size == 0)
            continue;
        size_t least = at;
        for (size_t i = at; i < at + size; i++)
            if (names->hash[i] < names->hash[least])
                least = i;
        names->count = size;
        memmove(names->hash, &names->hash[least], size * sizeof(names->hash[0]));
        memmove(names->frame, &names->frame[least], size * sizeof(names->frame[0]));
        return true;
    }
    return false;
}

size_t frame_hash_names(const struct frame_family *family, const struct crash *crash, uint64_t *to,
                        size_t count_max)
{
    struct names names = { 0 };
    names_pick(&names, family, crash);
    names_fold(&names);
    size_t count = names.count < count_max ? names.count : count_max;
    memcpy(to, names.hash, count * sizeof(to[0]));
    return count;
}

const struct frame_family *frame_family_find(const char *version)
{
    static const struct frame_family *const families[] = {
        &frame_go,         &frame_native, &frame_rust, &frame_java,  &frame_python,
        &frame_javascript, &frame_csharp, &frame_lua,  &frame_kernel
    };
    for (size_t i = 0; i < COUNT_OF(families); i++)
        if (version && strcmp(version, families[i]->version) == 0)
            return families[i];
    return NULL;
}

void frame_key_pick(struct frame_key *key, const struct frame_family *family,
                    const struct crash *crash, bool overflowed)
{
    struct names names = { 0 };
    names_pick(&names, family, crash);
    if (!overflowed || !names_keep_circle(&names))
        names_fold(&names);
    key->count = 0;
    for (size_t i = 0; i < names.count && key->count < key->depth; i++) {
        char *name = key->names[key->count++].text;
        name[family->write_name(names.frame[i], name, FRAME_NAME_MAX)] = '\0';
    }
}
