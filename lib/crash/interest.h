/*
 * Which lines of a log are of interest to whom.
 *
 * Most lines of a log say nothing to any scanner.  Each scanner names the words that its lines
 * begin with, blanks aside, or hold.  The log is searched for all these words at once
 * (prefilter.h), and a line is made only of what is around one; the others are passed over unseen.
 */
#ifndef CRASH_INTEREST_H
#define CRASH_INTEREST_H

#include "crash/line.h"

struct interest; /* the words, the same for all logs */

struct interest *interest_new(struct arena *mem);

/* The words that `name` names, in *all: it is called once in a process. */
const struct interest *interest_once(const struct interest **all,
                                     void (*name)(struct interest *interest));

/* Adds a word, which must stay where it is; who it is of interest to, as bits.  Words that lines
 * hold are of at least FINGERPRINT_SIZE bytes. */
void interest_begin(struct interest *interest, const char *word, unsigned who);
void interest_hold(struct interest *interest, const char *word, unsigned who);

/* The words of a table whose rows begin with them. */
#define INTEREST_BEGINS(interest, rows, field, who)                                                \
    for (size_t interest_i = 0; interest_i < COUNT_OF(rows); interest_i++)                         \
    interest_begin(interest, (rows)[interest_i].field, who)

#define INTEREST_HOLDS(interest, rows, field, who)                                                 \
    for (size_t interest_i = 0; interest_i < COUNT_OF(rows); interest_i++)                         \
    interest_hold(interest, (rows)[interest_i].field, who)

/* A log, and how far it is searched. */
struct interest_log;

struct interest_log *interest_log_new(struct arena *mem, const struct interest *interest);

/* The log of these lines is looked at from now on. */
void interest_open(struct interest_log *in, struct lines *lines);

/* Reads on to the next line that is of interest to anybody, and tells to whom; 0 if there is none.
 */
MUST_USE unsigned interest_next(struct interest_log *in, struct line *line);

#endif
