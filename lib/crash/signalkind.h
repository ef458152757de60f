/* The signals that programs die of, and the like of other systems. */
#ifndef CRASH_SIGNALKIND_H
#define CRASH_SIGNALKIND_H

#include "crash/sankind.h"

struct signalkind {
    const char *name; /* "SIGSEGV" */
    const char *type; /* "SEGV" */
    int number;       /* of Linux; 0 if it is none of its signals */
    enum crash_state state;
    bool bare; /* what the program said before is the reason */
};

/* A signal of Linux, as fuzzers name the inputs that they save by it; NULL if it is none. */
const struct signalkind *signalkind_of_number(int64_t number);
const struct signalkind *signalkind_of_name(struct bytes name);

/*
 * Sets the kind from the name that the text begins with: "SIGSEGV", "SEGV_MAPERR",
 * "EXC_BAD_ACCESS", or the number of Linux, "11".  False if it is none, or SIGKILL, which
 * comes from outside.
 */
MUST_USE bool signalkind_set(struct sankind *kind, struct bytes name);

#endif
