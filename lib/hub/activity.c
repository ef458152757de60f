#include "hub/activity.h"

#include "base/text.h"

enum { DAY_S = 86400 };

/* The number that text begins with, after blanks; *text moves behind it. */
static int64_t number_from(const char **text)
{
    int64_t number = 0;
    while (**text == ' ')
        ++*text;
    for (; **text >= '0' && **text <= '9' && number < INT64_MAX / 20; ++*text)
        number = number * 10 + (**text - '0');
    return number;
}

struct activity *activity_from(struct arena *mem, const char *text, int64_t now)
{
    struct activity *activity = ARENA_ONE(mem, struct activity);
    int64_t first = now / DAY_S - (ACTIVITY_DAYS - 1);
    while (text && *text >= '0' && *text <= '9') {
        int64_t place = number_from(&text) - first;
        struct activity_day day = { .logs = number_from(&text) };
        day.failed = number_from(&text);
        day.crashes = number_from(&text);
        if (place >= 0 && place < ACTIVITY_DAYS)
            activity->days[place] = day;
        text += *text == ' ';
    }
    return activity;
}

const char *activity_words(struct arena *mem, const struct activity *activity)
{
    int64_t crashes = 0, crashed = 0, failed = 0, ran = 0;
    for (size_t i = 0; i < ACTIVITY_DAYS; i++) {
        const struct activity_day *day = &activity->days[i];
        crashes += day->crashes;
        crashed += day->crashes > 0;
        failed += day->failed > 0;
        ran += day->logs > 0;
    }
    if (crashes > 0)
        return text_format(mem, "%" PRId64 " %s on %" PRId64 " of the last 30 days", crashes,
                           crashes == 1 ? "crash" : "crashes", crashed);
    if (ran == 0)
        return text_copy(mem, "no run in the last 30 days");
    if (failed > 0)
        return text_format(mem, "no crash, but runs failed on %" PRId64 " of the last 30 days",
                           failed);
    return text_format(mem, "ran clean on %" PRId64 " of the last 30 days", ran);
}
