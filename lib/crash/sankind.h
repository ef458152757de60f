/* What the first line of a sanitizer's report says, and the runtime errors of UBSan. */
#ifndef CRASH_SANKIND_H
#define CRASH_SANKIND_H

#include "crash/crash.h"

struct sankind {
    char type[64]; /* "heap-buffer-overflow" */
    enum crash_state state;
    bool overflowed; /* the stack */
    bool bare;       /* says only that a signal came: what the program said before is the reason */
};

/* The message is what stands behind "AddressSanitizer: ", or behind "libFuzzer: ". */
void sankind_set(struct sankind *kind, struct bytes message);

/* The message is what stands behind "runtime error: ". */
void sankind_set_undefined(struct sankind *kind, struct bytes message);

#endif
