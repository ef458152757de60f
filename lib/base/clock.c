#include "base/clock.h"

#include <time.h>

#include "base/text.h"

enum { MINUTE = 60, HOUR = 60 * MINUTE, DAY = 24 * HOUR, AGO_DAYS_MAX = 30 };

int64_t clock_now(void)
{
    return time(NULL);
}

int64_t clock_monotonic_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000) + now.tv_nsec / 1000000;
}

/* A year that struct tm cannot hold shows as the epoch. */
static struct tm parts_of(int64_t at)
{
    struct tm parts;
    time_t seconds = at;
    if (!gmtime_r(&seconds, &parts)) {
        seconds = 0;
        gmtime_r(&seconds, &parts);
    }
    return parts;
}

char *clock_iso(struct arena *mem, int64_t at)
{
    char text[64] = "";
    struct tm parts = parts_of(at);
    strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &parts);
    return text_copy(mem, text);
}

char *clock_utc(struct arena *mem, int64_t at)
{
    char text[64] = "";
    struct tm parts = parts_of(at);
    strftime(text, sizeof(text), "%Y-%m-%d %H:%M:%S UTC", &parts);
    return text_copy(mem, text);
}

/* "22 Nov 2026" */
static char *clock_day(struct arena *mem, int64_t at)
{
    char text[64] = "";
    struct tm parts = parts_of(at);
    strftime(text, sizeof(text), "%-d %b %Y", &parts);
    return text_copy(mem, text);
}

char *clock_ago(struct arena *mem, int64_t at, int64_t now)
{
    int64_t age = at < now ? now - at : 0; /* the clocks of two machines may differ */
    if (age < MINUTE)
        return text_copy(mem, "just now");
    if (age < HOUR)
        return text_format(mem, "%" PRId64 " min ago", age / MINUTE);
    if (age < DAY)
        return text_format(mem, "%" PRId64 " h ago", age / HOUR);
    if (age < 2 * DAY)
        return text_copy(mem, "1 day ago");
    if (age < AGO_DAYS_MAX * DAY)
        return text_format(mem, "%" PRId64 " days ago", age / DAY);
    return clock_day(mem, at);
}

static char *two_units(struct arena *mem, int64_t great, const char *great_name, int64_t small,
                       const char *small_name)
{
    if (small == 0)
        return text_format(mem, "%" PRId64 " %s", great, great_name);
    return text_format(mem, "%" PRId64 " %s %" PRId64 " %s", great, great_name, small, small_name);
}

char *clock_span(struct arena *mem, int64_t milliseconds)
{
    int64_t seconds = milliseconds / 1000;
    if (milliseconds < 1000)
        return text_format(mem, "%" PRId64 " ms", milliseconds > 0 ? milliseconds : 0);
    if (seconds < MINUTE)
        return text_format(mem, "%" PRId64 " s", seconds);
    if (seconds < HOUR)
        return two_units(mem, seconds / MINUTE, "min", seconds % MINUTE, "s");
    return two_units(mem, seconds / HOUR, "h", seconds % HOUR / MINUTE, "min");
}
