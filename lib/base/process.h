/* A child process of ours: a program by its name in PATH, never a shell. */
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

#endif
