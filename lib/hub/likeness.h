/* Crashers that look like another one: for people to compare, nothing is merged by it. */
#ifndef HUB_LIKENESS_H
#define HUB_LIKENESS_H

#include "hub/hub.h"

enum { LIKENESS_MAX = 5 };

struct likeness {
    struct likeness *next;
    int64_t crasher;
    const char *title, *severity, *state;
    int64_t percent; /* 100: the same frames that count */
};

/* Of the same repository, the most alike first; at most LIKENESS_MAX. */
const struct likeness *likeness_list(struct hub *hub, int64_t crasher);

#endif
