/* Frames as Python prints them: `File "/src/x.py", line 12, in parse`. */
#ifndef CRASH_PYTHONFRAME_H
#define CRASH_PYTHONFRAME_H

#include "crash/reading.h"

#define PYTHON_TRACEBACK "Traceback (most recent call last):"

struct pythonframe {
    struct bytes file, function; /* function is empty if it is not told */
    int64_t line;
};

/* False if the line is no frame. */
MUST_USE bool pythonframe_read(struct bytes text, struct pythonframe *frame);

/* Adds it to the last stack of the draft. */
void pythonframe_add(struct draft *draft, const struct pythonframe *frame);

/*
 * Reads the traceback that follows into a new stack, and stops behind it.  It has its innermost
 * frame last, and may be long: it is walked through once to count, and then its last frames are
 * read.
 */
void pythonframe_read_traceback(struct reading *reading);

#endif
