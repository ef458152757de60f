/* Frames as Java prints them: "at java.base/java.lang.Integer.parseInt(Integer.java:652) ~[?:?]".
 */
#ifndef CRASH_JAVAFRAME_H
#define CRASH_JAVAFRAME_H

#include "crash/reading.h"

struct javaframe {
    struct bytes function, module, file; /* empty if it is not told */
    int64_t line;
};

/* False if the line is no frame. */
MUST_USE bool javaframe_read(struct bytes text, struct javaframe *frame);

/* Adds it to the last stack of the draft. */
void javaframe_add(struct draft *draft, const struct javaframe *frame);

/*
 * What Jazzer prints in the place of a stack: if the text begins the stacks of all threads, reads
 * them.  That of the main thread goes into the draft, as its own if it has none.
 */
bool javaframe_take_threads(struct reading *reading, struct bytes text);

#endif
