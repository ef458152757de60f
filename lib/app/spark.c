#include "app/spark.h"

#include "base/clock.h"

enum { STEP = 4, DAY_S = 86400, ISO_DAY_SIZE = 10 };

/* Of a number below 1000. */
static char *put_number(char *to, size_t number)
{
    if (number >= 100)
        *to++ = (char)('0' + number / 100);
    if (number >= 10)
        *to++ = (char)('0' + number / 10 % 10);
    *to++ = (char)('0' + number % 10);
    return to;
}

/* A line as wide as a day, upwards: 8 high for one crash, 24 from 25 crashes on, so that a day can
 * be told from one of half as many. */
static void add_bar(struct text *path, size_t day, int64_t crashes)
{
    static const char *const lines[] = { ".5 24V16", ".5 24V12", ".5 24V8", ".5 24V4", ".5 24V0" };
    size_t root = 0;
    while (root < COUNT_OF(lines) - 1 && (int64_t)((root + 2) * (root + 2)) <= crashes)
        root++;
    char bar[16] = "M", *middle = put_number(bar + 1, day * STEP + 1);
    struct bytes line = bytes_from(lines[root]);
    memcpy(middle, line.at, line.size);
    text_add_bytes(path, (struct bytes){ bar, (size_t)(middle - bar) + line.size });
}

/* Neighbouring days are one line, which the style sheet cuts into days. */
static void add_line(struct text *path, size_t first, size_t days)
{
    char line[16] = "M", *to = put_number(line + 1, first * STEP);
    to = put_number((char *)memcpy(to, " 21h", 4) + 4, days * STEP - 1);
    text_add_bytes(path, (struct bytes){ line, (size_t)(to - line) });
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
