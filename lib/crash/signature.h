/*
 * The key of a bug: crashes with equal signatures are one crasher.
 *
 * It is clear text: a line with the version of the rule, a line with the kind of crash, and a line
 * for each of the first frames that count, CRASH_DEPTH of them unless the repository's rules say
 * else, without line numbers, addresses and arguments.  A crash without such frames has its package
 * and target in their place and is weak, so that no two targets share it; a failed check of a test
 * is not weak, its message is the bug.
 */
#ifndef CRASH_SIGNATURE_H
#define CRASH_SIGNATURE_H

#include "crash/reading.h"

/* Sets signature, version and weak of a crash, whose result has its package and target; rules are
 * the repository's, NULL if it has none. */
void signature_set(struct arena *mem, const struct rules *rules, struct found *found,
                   const struct crash_result *result);

#endif
