#include "hub/trend.h"

#include <stdlib.h>

enum { DAY_S = 86400 };

struct trend_range trend_range(int64_t days, int64_t now)
{
    int64_t step = days * DAY_S / TREND_POINTS;
    int64_t end = days < TREND_POINTS ? now + 1 : (now / DAY_S + 1) * DAY_S;
    return (struct trend_range){ .days = days, .since = end - TREND_POINTS * step, .step = step };
}

static void add_point(struct trend_line *line, int64_t place, int64_t value)
{
    line->points[place] = value;
    if (value < 0)
        return;
    if (line->last < 0 || value < line->least)
        line->least = value;
    if (line->last < 0 || value > line->most)
        line->most = value;
    line->last = value;
}

/* The text has for each step that told something its place, and a number for each line. */
static void read_points(struct trend_line lines[], int count, const char *text)
{
    for (int kind = 0; kind < count; kind++) {
        lines[kind].last = lines[kind].least = lines[kind].most = -1;
        for (int i = 0; i < TREND_POINTS; i++)
            lines[kind].points[i] = -1;
    }
    char *at = (char *)text;
    while (at && *at) {
        long long place = strtoll(at, &at, 10);
        for (int kind = 0; kind < count; kind++) {
            long long value = strtoll(at, &at, 10);
            if (place >= 0 && place < TREND_POINTS)
                add_point(&lines[kind], place, value);
        }
    }
}

const struct trend *trend_list(struct hub *hub, int64_t repo, int64_t target,
                               struct trend_range range, int64_t skip)
{
    struct db_rows *rows =
        sql_trend_list(hub->db, hub->mem, repo, target, range.since, range.step, skip);
    struct trend *first = NULL, **end = &first;
    for (; db_next(rows); end = &(*end)->next) {
        struct trend *t = *end = ARENA_ONE(hub->mem, struct trend);
        t->target = db_int(rows, "id");
        t->name = db_text(rows, "name");
        t->path = db_text(rows, "path");
        t->package = db_int(rows, "package");
        read_points(t->lines, TREND_KINDS, db_text(rows, "points"));
    }
    return first;
}

struct trend_line trend_crashes(struct hub *hub, int64_t repo, const struct trend *trend,
                                struct trend_range range)
{
    struct trend_line line;
    struct db_rows *rows =
        sql_trend_crashes(hub->db, hub->mem, repo, trend->package, range.since, range.step);
    read_points(&line, 1, db_next(rows) ? db_text(rows, "points") : NULL);
    return line;
}

int64_t trend_flat_days(const struct trend *trend, struct trend_range range)
{
    const struct trend_line *line = &trend->lines[TREND_COVERAGE];
    int64_t told = 0, reached = -1, newest = -1;
    for (int i = 0; i < TREND_POINTS; i++) {
        if (line->points[i] < 0)
            continue;
        told++;
        newest = i;
        if (reached < 0 && line->points[i] == line->most)
            reached = i;
    }
    int64_t days = (newest - reached) * range.step / DAY_S;
    return told < 3 || days == 0 ? -1 : days;
}
