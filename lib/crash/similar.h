/*
 * How alike two crashes are: for people, to whom a bug is shown that looks like another one.
 * Nothing is merged by it.
 *
 * Their stacks are laid side by side so that the frames that are equal weigh most.  A frame weighs
 * the less the further it is from the crash, and the more one of the stacks has to be moved for it.
 */
#ifndef CRASH_SIMILAR_H
#define CRASH_SIMILAR_H

#include "crash/crash.h"

enum { SIMILAR_FRAMES_MAX = 64 };

/* What is compared of a crash; made once where it is compared with many. */
struct similar {
    uint64_t version, type; /* digests */
    size_t count;
    uint64_t names[SIMILAR_FRAMES_MAX]; /* of the frames that count, the innermost first */
};

/* Of the crash, the version of its signature, its type and its frames are looked at. */
void similar_set(struct similar *similar, const struct crash *crash);

/* 1 for the same stack, 0 for stacks that have nothing in common, and if one of them is empty or of
 * another family.  The order of the two does not matter. */
double similar_measure(const struct similar *a, const struct similar *b);

/* From here on a crash looks like another one. */
#define SIMILAR_LEAST 0.7

#endif
