#include "hub/likeness.h"

#include <stdlib.h>

#include "base/hash.h"
#include "crash/similar.h"

const char *likeness_trace(struct arena *mem, const struct crash *crash)
{
    struct similar similar;
    struct text list = text_new(mem, SIMILAR_FRAMES_MAX * 24);
    similar_set(&similar, crash);
    text_add(&list, "{");
    for (size_t i = 0; i < similar.count; i++)
        text_add_format(&list, "%s%" PRId64, i > 0 ? "," : "",
                        (int64_t)hash_number(similar.version, similar.names[i]));
    text_add(&list, "}");
    return list.at;
}

/* Numbers as the database writes an array of them: "{1,-2}". */
static size_t read_trace(const char *text, uint64_t *to)
{
    size_t count = 0;
    while (*text && count < SIMILAR_FRAMES_MAX) {
        char *end;
        long long number = strtoll(text + 1, &end, 10);
        if (end == text + 1)
            break;
        to[count++] = (uint64_t)number;
        text = end;
    }
    return count;
}

static void read_similar(struct similar *similar, struct db_rows *rows)
{
    similar->version = 0;
    similar->type = hash_text(HASH_START, db_text(rows, "kind"));
    similar->count = read_trace(db_text(rows, "trace"), similar->names);
}

/* Puts it behind those that are at least as alike, and lets go of what is too many. */
static void keep(struct likeness **list, struct likeness *likeness)
{
    int place = 0;
    struct likeness **at = list;
    for (; *at && (*at)->percent >= likeness->percent; at = &(*at)->next)
        place++;
    likeness->next = *at;
    *at = likeness;
    for (; *at && place < LIKENESS_MAX; at = &(*at)->next)
        place++;
    *at = NULL;
}

struct db_rows *likeness_ask(struct hub *hub, int64_t crasher)
{
    return sql_likeness_candidates(hub->db, hub->mem, crasher);
}

/* Few frames of the own code, and one function that two others call, are little for a measure of
 * stacks; for people the line says it. */
static int64_t percent_of(const struct similar *a, const struct similar *b, bool same_place)
{
    int64_t percent = (int64_t)(similar_measure(a, b) * 100 + 1e-6);
    bool same_bug = same_place && a->type == b->type && a->version == b->version;
    return same_bug && percent < LIKENESS_OF_PLACE ? LIKENESS_OF_PLACE : percent;
}

const struct likeness *likeness_take(struct hub *hub, struct db_rows *rows)
{
    struct similar its, other;
    struct likeness *list = NULL;
    if (!db_next(rows))
        return NULL;
    read_similar(&its, rows);
    const char *place = db_text(rows, "place");
    while (db_next(rows)) {
        read_similar(&other, rows);
        const char *its_place = db_text(rows, "place");
        int64_t percent =
            percent_of(&its, &other, place && its_place && strcmp(place, its_place) == 0);
        if (percent < (int64_t)(SIMILAR_LEAST * 100 + 1e-6))
            continue;
        struct likeness *likeness = ARENA_ONE(hub->mem, struct likeness);
        likeness->crasher = db_int(rows, "id");
        likeness->title = db_text(rows, "title");
        likeness->severity = db_text(rows, "severity");
        likeness->state = db_text(rows, "state");
        likeness->percent = percent;
        keep(&list, likeness);
    }
    return list;
}
