#include "crash/aflstats.h"

#include "crash/slice.h"

/* The names of AFL++ first, then those of AFL and of AFL++ before 4.0. */
static const struct row {
    const char *key;
    size_t offset; /* in struct aflstats */
    int64_t factor;
} rows[] = {
    { "execs_done", offsetof(struct aflstats, stats.executions), 1 },
    { "execs_per_sec", offsetof(struct aflstats, stats.executions_per_second), 1 },
    { "corpus_found", offsetof(struct aflstats, stats.new_interesting), 1 },
    { "paths_found", offsetof(struct aflstats, stats.new_interesting), 1 },
    { "corpus_count", offsetof(struct aflstats, stats.corpus), 1 },
    { "paths_total", offsetof(struct aflstats, stats.corpus), 1 },
    { "edges_found", offsetof(struct aflstats, stats.coverage), 1 },
    { "run_time", offsetof(struct aflstats, stats.elapsed_ms), 1000 },
    { "peak_rss_mb", offsetof(struct aflstats, stats.peak_rss_mb), 1 },
    { "saved_crashes", offsetof(struct aflstats, crashes), 1 },
    { "unique_crashes", offsetof(struct aflstats, crashes), 1 },
    { "saved_hangs", offsetof(struct aflstats, hangs), 1 },
    { "unique_hangs", offsetof(struct aflstats, hangs), 1 },
};

enum { FIGURE_MAX = 1000000000 }; /* of what is multiplied */

void aflstats_clear(struct aflstats *afl)
{
    *afl = (struct aflstats){ .stats = { -1, -1, -1, -1, -1, -1, -1 } };
}

void aflstats_name(struct interest *interest, unsigned who)
{
    INTEREST_BEGINS(interest, rows, key, who);
}

bool aflstats_take(struct aflstats *afl, struct bytes key, struct bytes value)
{
    int64_t number;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (!slice_is(key, rows[i].key))
            continue;
        if (slice_eat_int(&value, &number) && (rows[i].factor == 1 || number < FIGURE_MAX))
            *(int64_t *)((char *)afl + rows[i].offset) = number * rows[i].factor;
        return true;
    }
    return false;
}

/* The program, without its folder and its arguments. */
static const char *program_of(struct arena *mem, struct bytes words)
{
    words = slice_trim(words);
    words = slice_base_name(slice_to(words, slice_find_byte(words, ' ')));
    return words.size > 0 ? text_clean(mem, words, CRASH_TEXT_MAX) : NULL;
}

void aflstats_read(struct arena *mem, struct bytes text, struct aflstats *afl)
{
    aflstats_clear(afl);
    while (text.size > 0) {
        struct bytes value = slice_eat_until(&text, "\n");
        struct bytes key = slice_trim(slice_eat_until(&value, ":"));
        value = slice_trim(value);
        if (aflstats_take(afl, key, value))
            continue;
        if (slice_is(key, "afl_banner"))
            afl->target = program_of(mem, value);
        else if (slice_is(key, "command_line") && !afl->target && slice_holds(value, " -- "))
            afl->target = program_of(mem, slice_from(value, slice_find(value, " -- ") + 4));
    }
}
