#include "app/plot.h"

#include <time.h>

enum { HEIGHT = 78, STEP = 10, WIDTH = 8, DAY_S = 86400, GAP_MAX = 5 };

/* A field, and what stays free at its edges for the width of the line. */
static const struct field {
    double width, height, edge;
} fields[] = { [PLOT_SMALL] = { 132, 28, 3 }, [PLOT_LARGE] = { 300, 114, 0 } };

/* A round number at or above the greatest, whose half is whole. */
static int64_t top_of(int64_t greatest)
{
    static const int64_t steps[] = { 2, 4, 10 };
    int64_t unit = 1;
    for (;; unit *= 10)
        for (size_t i = 0; i < COUNT_OF(steps); i++)
            if (steps[i] * unit >= greatest)
                return steps[i] * unit;
}

static const char *day_before(struct doc *doc, int64_t days)
{
    char text[32] = "";
    struct tm parts;
    time_t at = doc->now - days * DAY_S;
    if (gmtime_r(&at, &parts))
        strftime(text, sizeof(text), "%-d %b", &parts);
    return text_copy(doc->mem, text);
}

void plot_dates_fill(struct doc *doc, int64_t days)
{
    doc_show_text(doc, "PLOT_FIRST", day_before(doc, days - 1));
    doc_show_text(doc, "PLOT_MIDDLE", day_before(doc, days / 2 - 1));
}

void plot_fill(struct doc *doc, const struct activity *activity)
{
    int64_t greatest = 0;
    if (doc->json)
        return;
    for (size_t i = 0; i < ACTIVITY_DAYS; i++)
        if (activity->days[i].crashes > greatest)
            greatest = activity->days[i].crashes;
    int64_t top = top_of(greatest);
    struct text bars = text_new(doc->mem, 4096);
    text_add(&bars, "");
    for (size_t i = 0; i < ACTIVITY_DAYS; i++) {
        double height = (double)activity->days[i].crashes * HEIGHT / (double)top;
        if (height > 0)
            text_add_format(&bars, "M%zu %dv-%.1fh%dv%.1fz", i * STEP + 1, HEIGHT,
                            height < 1 ? 1 : height, WIDTH, height < 1 ? 1 : height);
    }
    doc_show_text(doc, "PLOT_BARS", bars.at);
    doc_show_int(doc, "PLOT_TOP", top);
    doc_show_int(doc, "PLOT_HALF", top / 2);
    plot_dates_fill(doc, ACTIVITY_DAYS);
    doc_show_text(doc, "PLOT_SAYS", activity_words(doc->mem, activity));
}

/* What of the values is drawn: from the lowest line to the highest. */
struct scale {
    int64_t low, high;
};

static double x_of(const struct field *field, int i)
{
    return field->edge + (field->width - 2 * field->edge) * i / (TREND_POINTS - 1);
}

static double y_of(const struct field *field, struct scale scale, int64_t value)
{
    double part = scale.high > scale.low
                      ? (double)(value - scale.low) / (double)(scale.high - scale.low)
                      : 0.5;
    return field->height - field->edge - (field->height - 2 * field->edge) * part;
}

/* Down from the last point of a piece, and back to below its first. */
static void add_area(struct text *area, const struct field *field, int from, int last)
{
    text_add_format(area, "L%.1f %.0fL%.1f %.0fZ", x_of(field, last), field->height,
                    x_of(field, from), field->height);
}

void plot_line_fill(struct doc *doc, const struct trend_line *line, enum plot_size size)
{
    const struct field *field = &fields[size];
    bool large = size == PLOT_LARGE;
    struct scale scale = { large ? 0 : line->least, large ? top_of(line->most) : line->most };
    struct text path = text_new(doc->mem, 1024), area = text_new(doc->mem, 1024);
    int from = -1, last = -1;
    text_add(&path, "");
    text_add(&area, "");
    for (int i = 0; i < TREND_POINTS; i++) {
        if (line->points[i] < 0)
            continue;
        bool goes_on = last >= 0 && i - last <= GAP_MAX;
        if (large && !goes_on && last >= 0)
            add_area(&area, field, from, last);
        from = goes_on ? from : i;
        last = i;
        double x = x_of(field, i), y = y_of(field, scale, line->points[i]);
        text_add_format(&path, "%s%.1f %.1f", goes_on ? "L" : "M", x, y);
        if (!goes_on)
            text_add(&path, "h.01"); /* a point alone shows as a dot */
        if (large)
            text_add_format(&area, "%s%.1f %.1f", goes_on ? "L" : "M", x, y);
    }
    doc_show_text(doc, "PLOT_LINE", path.at);
    if (last < 0)
        return;
    doc_show_text(doc, "PLOT_X", text_format(doc->mem, "%.1f", x_of(field, last)));
    doc_show_text(doc, "PLOT_Y", text_format(doc->mem, "%.1f", y_of(field, scale, line->last)));
    if (!large)
        return;
    add_area(&area, field, from, last);
    doc_show_text(doc, "PLOT_AREA", area.at);
    doc_show_int(doc, "PLOT_TOP", scale.high);
    doc_show_int(doc, "PLOT_HALF", scale.high / 2);
}
