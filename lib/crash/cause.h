/*
 * What a program says before it dies: a failed assertion, an exception that nobody caught.
 *
 * The report of the signal that follows has the stack, but not the reason: it takes type and
 * message from here.
 */
#ifndef CRASH_CAUSE_H
#define CRASH_CAUSE_H

#include "crash/reading.h"
#include "crash/sankind.h"

/* What a program says of its death. */
struct cause_words {
    const char *engine; /* that says it if no report follows: "glibc", "chrome" */
    const char *type;
    struct bytes message;
    struct bytes key; /* what of it is the bug; empty: the type says all */
    bool kills;       /* and then the program writes to a null pointer */
    int stack_within; /* lines; of a stack that the program prints itself; 0: prints none */
    bool overflowed;  /* the stack */
    enum crash_state state;
};

/*
 * Remembers the words, whose first line is the one given, for the report that may follow; without
 * one they are a crash if nothing else is found.
 */
void cause_say(struct reading *reading, const struct line *line, const struct cause_words *words);

/* More of the words that were remembered last: "what():  unexpected token". */
void cause_go_on(struct reading *reading, struct bytes more);

/* Remembers the draft's words, and how its frames are to be read. */
void cause_set(struct reading *reading, const struct draft *draft);

/* Gives the draft of a signal its reason, if there is one near. */
void cause_use(struct reading *reading, const struct sankind *kind);

/* Says that a crash was added, whose words ended there. */
void cause_tell(struct reading *reading, size_t to);

/* Whether the report that begins there, of that kind, is only the echo of a crash that was added
 * already. */
bool cause_is_told(const struct reading *reading, const struct sankind *kind, size_t from);

#endif
