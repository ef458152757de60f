#include "app/spark.h"

#include <stdlib.h>

#include "base/clock.h"

enum { STEP = 4, HEIGHT = 24, DAY_S = 86400, ISO_DAY_SIZE = 10 };

/* 8 for one crash, 24 from 25 crashes on: a day can be told from one of half as many. */
static int64_t height_of(int64_t crashes)
{
    int64_t root = 1;
    while (root < 5 && (root + 1) * (root + 1) <= crashes)
        root++;
    return 4 + 4 * root;
}

static void add_bar(struct text *path, size_t day, int64_t height)
{
    text_add_format(path, "M%zu %" PRId64 "h3v%" PRId64 "h-3z", day * STEP, HEIGHT - height,
                    height);
}

static void fill_paths(struct doc *doc, const struct activity *activity)
{
    enum { BAD, FAILED, CLEAN, KINDS };
    static const char *const names[KINDS] = { "SPARK_BAD", "SPARK_FAIL", "SPARK_OK" };
    struct text paths[KINDS];
    for (size_t kind = 0; kind < KINDS; kind++)
        paths[kind] = text_new(doc->mem, 4096);
    for (size_t i = 0; i < ACTIVITY_DAYS; i++) {
        const struct activity_day *day = &activity->days[i];
        if (day->crashes > 0)
            add_bar(&paths[BAD], i, height_of(day->crashes));
        else if (day->failed > 0)
            add_bar(&paths[FAILED], i, 6);
        else if (day->logs > 0)
            add_bar(&paths[CLEAN], i, 6);
    }
    for (size_t kind = 0; kind < KINDS; kind++)
        doc_show_text(doc, names[kind], paths[kind].at);
    doc_show_text(doc, "SPARK_SAYS", activity_words(doc->mem, activity));
}

static void list_days(struct doc *doc, const struct activity *activity)
{
    struct doc_list *days = doc_list(doc, "activity");
    for (size_t i = 0; i < ACTIVITY_DAYS; i++) {
        const struct activity_day *day = &activity->days[i];
        if (day->logs == 0 && day->crashes == 0)
            continue;
        struct doc *row = doc_row(days);
        int64_t at = doc->now - (int64_t)(ACTIVITY_DAYS - 1 - i) * DAY_S;
        struct bytes date = { clock_iso(doc->mem, at), ISO_DAY_SIZE };
        doc_text(row, "day", text_cut(doc->mem, date));
        doc_int(row, "results", day->logs);
        doc_int(row, "failed", day->failed);
        doc_int(row, "crashes", day->crashes);
    }
}

void spark_fill(struct doc *doc, const struct activity *activity)
{
    if (doc->json)
        list_days(doc, activity);
    else
        fill_paths(doc, activity);
}
