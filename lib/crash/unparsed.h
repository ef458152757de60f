/*
 * What no scanner understood.  It is never dropped and never green: a log that failed, or that
 * nobody knows, becomes a result with one weak crash that stands for the whole of it.
 */
#ifndef CRASH_UNPARSED_H
#define CRASH_UNPARSED_H

#include "crash/interest.h"
#include "crash/reading.h"

/* Once, before the first line. */
void unparsed_begin(struct reading *reading);

/* Looks at a line that no scanner took for signs of a failure. */
void unparsed_look(struct reading *reading, const struct line *line);

/* Adds a result if no scanner found one, or if something died and no scanner knows of a crash. */
void unparsed_result(struct reading *reading);

/* Gives an unparsed result its crash. */
void unparsed_add(struct reading *reading, struct crash_result *result);

/* The words of the lines that unparsed_look() is to be shown. */
void unparsed_name(struct interest *interest, unsigned who);

#endif
