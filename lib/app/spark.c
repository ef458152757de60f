#include "app/spark.h"

#include "base/clock.h"

enum { STEP = 4, DAY_S = 86400, ISO_DAY_SIZE = 10 };

static void add_number(struct text *path, size_t number)
{
    char digits[4];
    size_t size = sizeof(digits);
    do {
        digits[--size] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0 && size > 0);
    text_add_bytes(path, (struct bytes){ digits + size, sizeof(digits) - size });
}

/* 8 high for one crash, 24 from 25 crashes on: a day can be told from one of half as many. */
static void add_bar(struct text *path, size_t day, int64_t crashes)
{
    static const char *const bars[] = { " 16h3v8h-3z", " 12h3v12h-3z", " 8h3v16h-3z", " 4h3v20h-3z",
                                        " 0h3v24h-3z" };
    size_t root = 0;
    while (root < COUNT_OF(bars) - 1 && (int64_t)((root + 2) * (root + 2)) <= crashes)
        root++;
    text_add(path, "M");
    add_number(path, day * STEP);
    text_add(path, bars[root]);
}

/* Neighbouring days are one line, which the style sheet cuts into days. */
static void add_line(struct text *path, size_t first, size_t days)
{
    text_add(path, "M");
    add_number(path, first * STEP);
    text_add(path, " 21h");
    add_number(path, days * STEP - 1);
}

enum day_kind { DAY_EMPTY, DAY_BAD, DAY_FAILED, DAY_CLEAN };

static enum day_kind kind_of(const struct activity_day *day)
{
    if (day->crashes > 0)
        return DAY_BAD;
    if (day->failed > 0)
        return DAY_FAILED;
    return day->logs > 0 ? DAY_CLEAN : DAY_EMPTY;
}

static void fill_paths(struct doc *doc, const struct activity *activity)
{
    struct text bad = text_new(doc->mem, 1024), failed = text_new(doc->mem, 1024),
                clean = text_new(doc->mem, 1024);
    for (size_t i = 0, next; i < ACTIVITY_DAYS; i = next) {
        enum day_kind kind = kind_of(&activity->days[i]);
        next = i + 1;
        while (kind != DAY_BAD && next < ACTIVITY_DAYS && kind_of(&activity->days[next]) == kind)
            next++;
        if (kind == DAY_BAD)
            add_bar(&bad, i, activity->days[i].crashes);
        else if (kind != DAY_EMPTY)
            add_line(kind == DAY_FAILED ? &failed : &clean, i, next - i);
    }
    doc_show_text(doc, "SPARK_BAD", bad.at);
    doc_show_text(doc, "SPARK_FAIL", failed.at);
    doc_show_text(doc, "SPARK_OK", clean.at);
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
