/*
 * What reads the output of one family of tools.
 *
 * crash.c shows a line to the scanners that it may interest, in the order of its table, until one
 * takes it.  A scanner that takes a line may read on and take the lines behind it (lines_next), and
 * give back the first that is not its own (lines_back).  It may look ahead, but then only so far
 * that each line is looked at a bounded number of times, whatever the log holds.
 *
 * To add a family: write its file, and add it to the table.  A family of native programs, whose
 * crashes belong to the process that they ended, is a row of the table in exception.c, or of the
 * one in words.c.
 */
#ifndef CRASH_SCANNER_H
#define CRASH_SCANNER_H

#include "crash/interest.h"
#include "crash/reading.h"

enum { SCANNER_BITS = 4 };

struct scanner {
    size_t state_size; /* of a struct of its own, zeroed at first */
    /* Names the words of the lines that it takes; others are not shown to it.  It has four bits
     * (SCANNER_BITS), from `who` on, to tell its parts apart: those of a line are in
     * reading->who. */
    void (*name)(struct interest *interest, unsigned who);
    bool outer; /* reads texts inside of the log, and takes no line in these */
    /* Whether it takes the line. */
    bool (*take)(void *state, struct reading *reading, const struct line *line);
    /* The text ended: adds the results that it has not added yet, and is ready for another text. */
    void (*end)(void *state, struct reading *reading);
    /* All texts of the log were read: adds what is of interest only if there is no result.  NULL:
     * nothing. */
    void (*last)(void *state, struct reading *reading);
    /* All results are there, and their crashes signed.  NULL: nothing to do. */
    void (*finish)(void *state, struct reading *reading);
};

extern const struct scanner scanner_gojson, scanner_casrep, scanner_afl, scanner_honggfuzz,
    scanner_go, scanner_native;

/* Reads a text inside of the log, such as the output that a JSON log carries for one package. */
void scanner_read(struct reading *reading, struct bytes text, const char *package);

#endif
