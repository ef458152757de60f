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

/* A year that has not four digits shows as the epoch. */
static struct tm parts_of(int64_t at)
{
    struct tm parts;
    time_t seconds = at;
    if (!gmtime_r(&seconds, &parts) || parts.tm_year < -1900 || parts.tm_year > 9999 - 1900) {
        seconds = 0;
        gmtime_r(&seconds, &parts);
    }
    return parts;
}

/* The digits of a number, from the last one on leftwards. */
static void put_digits(char *last, int digits, int number)
{
    for (; digits > 0; digits--, number /= 10)
        *last-- = (char)('0' + number % 10);
}

/* By hand: strftime() asks for the locale each time, and a page tells a hundred moments. */
static char *moment(struct arena *mem, int64_t at, char middle, const char *zone)
{
    char text[] = "0000-00-00T00:00:00";
    struct tm parts = parts_of(at);
    put_digits(text + 3, 4, parts.tm_year + 1900);
    put_digits(text + 6, 2, parts.tm_mon + 1);
    put_digits(text + 9, 2, parts.tm_mday);
    text[10] = middle;
    put_digits(text + 12, 2, parts.tm_hour);
    put_digits(text + 15, 2, parts.tm_min);
    put_digits(text + 18, 2, parts.tm_sec);
    size_t size = sizeof(text) - 1, zone_size = strlen(zone);
    char *whole = arena_alloc(mem, size + zone_size + 1);
    memcpy(whole, text, size);
    memcpy(whole + size, zone, zone_size);
    return whole;
}

char *clock_iso(struct arena *mem, int64_t at)
{
    return moment(mem, at, 'T', "Z");
}

char *clock_utc(struct arena *mem, int64_t at)
{
    return moment(mem, at, ' ', " UTC");
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
