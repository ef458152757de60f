/*
 * What a program says before it dies: a failed assertion, an exception that nobody caught.
 *
 * The report of the signal that follows has the stack, but not the reason: it takes type and
 * message from here.
 */
#ifndef CRASH_CAUSE_H
#define CRASH_CAUSE_H

#include "crash/reading.h"
#include "crash/sankind.h"

/* Remembers the line if it is such a one. */
void cause_look(struct reading *reading, const struct line *line);

/* Remembers the draft's words, and how its frames are to be read. */
void cause_set(struct reading *reading, const struct draft *draft);

/* Gives the draft of a signal its reason, if there is one near. */
void cause_use(struct reading *reading, const struct sankind *kind);

/* Says that a crash was added, whose words ended there. */
void cause_tell(struct reading *reading, size_t to);

/* Whether the report that begins there, of that kind, is only the echo of a crash that was added
 * already. */
bool cause_is_told(const struct reading *reading, const struct sankind *kind, size_t from);

#endif
