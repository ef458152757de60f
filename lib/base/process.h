/* A child process of ours: a program by its name in PATH, never a shell; or a function. */
#ifndef BASE_PROCESS_H
#define BASE_PROCESS_H

#include "base/text.h"

/*
 * Runs arguments[0] with arguments (ended by NULL), without input and without what it says on
 * standard error.  Returns its exit status with the output (may be NULL for none wanted) in mem; -1
 * if it could not be started, was killed by a signal, took longer than timeout_ms, or wrote more
 * than size_max bytes: then it was killed.
 */
int process_run(struct arena *mem, const char *const arguments[], int64_t timeout_ms,
                size_t size_max, struct bytes *output);

/*
 * The same for a function of ours in a child that ends with its parent: for libraries whose own
 * time limits do not hold.  It gets the file descriptor to write its output to, and must not call
 * fail().  Returns 0 if it came to its end.
 */
int process_apart(struct arena *mem, void (*work)(void *arg, int to), void *arg, int64_t timeout_ms,
                  struct bytes *output);

#endif
