#include "hub/activity.h"

#include <stdlib.h>

#include "base/text.h"

struct activity *activity_from(struct arena *mem, const char *text)
{
    struct activity *activity = ARENA_ONE(mem, struct activity);
    char *at = (char *)(uintptr_t)text;
    while (at && *at) {
        int64_t ago = strtoll(at, &at, 10);
        struct activity_day day = { .logs = strtoll(at, &at, 10) };
        day.failed = strtoll(at, &at, 10);
        day.crashes = strtoll(at, &at, 10);
        if (ago >= 0 && ago < ACTIVITY_DAYS)
            activity->days[ACTIVITY_DAYS - 1 - ago] = day;
        at += strspn(at, " ");
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
