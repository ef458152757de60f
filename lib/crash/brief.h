/* A short text that is put together; what does not fit is left out. */
#ifndef CRASH_BRIEF_H
#define CRASH_BRIEF_H

#include "base/text.h"

enum { BRIEF_MAX = 511 };

struct brief {
    size_t size;
    char at[BRIEF_MAX + 1]; /* ends with NUL */
};

static inline void brief_clear(struct brief *brief)
{
    brief->size = 0;
    brief->at[0] = '\0';
}

static inline void brief_add(struct brief *brief, struct bytes more)
{
    size_t room = BRIEF_MAX - brief->size, size = more.size < room ? more.size : room;
    if (size > 0)
        memcpy(brief->at + brief->size, more.at, size);
    brief->size += size;
    brief->at[brief->size] = '\0';
}

static inline void brief_add_text(struct brief *brief, const char *more)
{
    brief_add(brief, bytes_from(more));
}

#endif
