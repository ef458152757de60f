/* Time: what the wall says, and what a stopwatch says. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include "base/arena.h"

int64_t clock_now(void);          /* seconds since 1970, UTC; for people */
int64_t clock_monotonic_ms(void); /* milliseconds, never set back; for intervals */

/* "2026-11-22T09:32:04Z" */
char *clock_iso(struct arena *mem, int64_t at);
/* "2026-11-22 09:32:04 UTC" */
char *clock_utc(struct arena *mem, int64_t at);
/* "just now", "42 min ago", "3 h ago", "2 days ago", and from 30 days on "22 Nov 2026" */
char *clock_ago(struct arena *mem, int64_t at, int64_t now);
/* "850 ms", "6 s", "10 min 44 s", "3 h 5 min" */
char *clock_span(struct arena *mem, int64_t milliseconds);

#endif
