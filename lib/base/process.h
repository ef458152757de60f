/* A child process of ours: a program by its name in PATH, never a shell; or a function. */
#ifndef BASE_PROCESS_H
#define BASE_PROCESS_H

#include "base/text.h"

struct process {
    const char *const *arguments;   /* [0] is the program; ended by NULL */
    const char *const *environment; /* "NAME=value", ended by NULL; NULL: ours */
    struct bytes input;             /* on its standard input */
    size_t output_max;              /* bytes that it may write */
    int64_t timeout_ms;
    int64_t cpu_max_s, memory_max; /* seconds of CPU, bytes of address space; 0: no limit */
};

/*
 * Runs it, without what it says on standard error.  Returns its exit status with the output (may be
 * NULL for none wanted) in mem; -1 if it could not be started, was ended by a signal or past one of
 * its limits: then it was killed.  It need not read its input.
 */
int process_run(struct arena *mem, const struct process *process, struct bytes *output);

/*
 * A function of ours in a child that ends with its parent: for libraries whose own time limits do
 * not hold.  It gets the file descriptor to write its output to, and lets no fail() out.
 */
enum { PROCESS_WAIT_MAX = 64 };

struct process_child;

struct process_limit {
    int64_t timeout_ms;
    size_t output_max; /* bytes that it may write */
};

/* NULL if it could not be started. */
struct process_child *process_begin(struct arena *mem, void (*work)(void *arg, int to), void *arg,
                                    struct process_limit limit);

/* Waits until one of them, PROCESS_WAIT_MAX at most, has something to say or its time is over; ms
 * milliseconds at most.  Its index, -1: none.  NULL among them is passed over. */
int process_wait(struct process_child *const children[], size_t count, int64_t ms);

/* Its output when it comes to its end, at the latest when its time is over: then it is killed.
 * Whoever was busy elsewhere meanwhile gets what it had written.
 * Returns 0 if it came to its end. */
int process_end(struct process_child *child, struct bytes *output);

#endif
