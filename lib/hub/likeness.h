/*
 * Crashers that look like another one: for people to compare, nothing is merged by it.
 *
 * What is compared is kept with each crasher, its trace: a number for each frame that counts, which
 * is another one in another language.
 */
#ifndef HUB_LIKENESS_H
#define HUB_LIKENESS_H

#include "crash/crash.h"
#include "hub/hub.h"

enum { LIKENESS_MAX = 5, LIKENESS_OF_PLACE = 75 };

struct likeness {
    struct likeness *next;
    int64_t crasher;
    const char *title, *severity, *state;
    int64_t percent; /* 100: the same frames that count; of the same kind at the same line it is
                        LIKENESS_OF_PLACE at least, whoever called */
};

/* The trace of a crash as the database writes it: "{1,-2}". */
const char *likeness_trace(struct arena *mem, const struct crash *crash);

/* Of the same repository, the most alike first; at most LIKENESS_MAX. */
struct db_rows *likeness_ask(struct hub *hub, int64_t crasher);
const struct likeness *likeness_take(struct hub *hub, struct db_rows *rows);

#endif
