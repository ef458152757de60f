/*
 * A crash that waits until it is known whether the report of a signal follows, which has its stack.
 *
 * What a program said before it died is such a crash: if a report follows, that one takes its words
 * (cause.h), and if not, it is added when its process ends.
 */
#ifndef CRASH_WAITING_H
#define CRASH_WAITING_H

#include "crash/reading.h"

/* The draft waits, in the place of what waited before. */
void waiting_put(struct reading *reading);

/*
 * The same for words that count only if nothing else is found: the first ones stay, unless the
 * draft has a stack and they have none.
 */
void waiting_offer(struct reading *reading);

/* The same; if words wait that have no stack, its stack is theirs. */
void waiting_offer_stack(struct reading *reading);

/* What waits, and is so no longer; NULL if there is nothing, or a report has its words. */
struct draft *waiting_take(struct reading *reading, bool offered_too);

/* Whether what waits is of no account once a crash is found. */
bool waiting_is_offered(const struct reading *reading);

/* Another message for what was offered. */
void waiting_say_more(struct reading *reading, const char *message);

/* Gives the draft the stack of what waits, if it has no names of its own. */
void waiting_lend_stack(struct reading *reading);

#endif
