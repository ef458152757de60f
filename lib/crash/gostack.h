/* The stacks of goroutines. */
#ifndef CRASH_GOSTACK_H
#define CRASH_GOSTACK_H

#include "crash/reading.h"

/* Who ran, as the frames tell: "example.com/vault/codec", "FuzzTwo"; empty if they do not. */
struct gostack_names {
    char package[256], target[256];
};

/* Whether the line is `goroutine 7 [running]:`. */
bool gostack_begins(struct bytes line);

/* Reads the frames behind such a line into a new stack of the draft, up to an empty line,
 * `created by` or a line that is none; returns where in the log they end. */
size_t gostack_read(struct reading *reading, struct gostack_names *names);

/* Whether the last stack of the draft has a frame of the application that is not the target. */
bool gostack_counts(const struct draft *draft);

#endif
