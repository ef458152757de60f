/* What the text of a Go panic or fatal error says. */
#ifndef CRASH_GOKIND_H
#define CRASH_GOKIND_H

#include "crash/crash.h"
#include "crash/mask.h"

struct gokind {
    const char *type;        /* "index out of range"; "panic" for messages of the program's own */
    enum crash_state state;  /* CRASHED, TIMEOUT or OOM */
    bool overflowed;         /* the stack */
    char text[MASK_MAX + 1]; /* for the signature */
};

/* The message is what stands behind `panic: ` (fatal is false) or `fatal error: `. */
void gokind_set(struct gokind *kind, struct bytes message, bool fatal);

/* Whether it is a fatal error of the Go runtime, and not of some other program. */
bool gokind_is_fatal(struct bytes message);

#endif
