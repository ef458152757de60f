/* What the message of a Rust panic says. */
#ifndef CRASH_RUSTKIND_H
#define CRASH_RUSTKIND_H

#include "crash/brief.h"
#include "crash/crash.h"

struct rustkind {
    struct brief type, kind; /* for people, and for the signature */
    enum crash_state state;
};

void rustkind_set(struct rustkind *kind, struct bytes message);

#endif
