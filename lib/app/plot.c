#include "app/plot.h"

#include <time.h>

enum { HEIGHT = 78, STEP = 10, WIDTH = 8, DAY_S = 86400 };

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
    doc_show_text(doc, "PLOT_FIRST", day_before(doc, ACTIVITY_DAYS - 1));
    doc_show_text(doc, "PLOT_MIDDLE", day_before(doc, ACTIVITY_DAYS / 2 - 1));
    doc_show_text(doc, "PLOT_SAYS", activity_words(doc->mem, activity));
}
