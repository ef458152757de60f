/*
 * What a fuzzer says of a crash by the name of the file that holds its input.
 *
 * AFL++ "crashes/id:000000,sig:06,…", "hangs/id:…"; honggfuzz "SIGSEGV.PC.….fuzz"; libFuzzer
 * "crash-<sha1>", "leak-…", "timeout-…", "oom-…"; Go "testdata/fuzz/FuzzX/<hash>".  Where there is
 * no log, that is all that is known.
 */
#ifndef CRASH_ARTIFACT_H
#define CRASH_ARTIFACT_H

#include "crash/crash.h"

/* Whether the input of a crash has such a name.  Go's seeds have the same names as its crashes. */
MUST_USE bool artifact_is(const char *path);
MUST_USE bool artifact_is_go(const char *path);

/* The crash that the name tells of, weak, and in *state what the target did; NULL if it tells of
 * none.  The hint has the target. */
const struct crash *artifact_crash(struct arena *mem, const char *path,
                                   const struct crash_hint *hint, enum crash_state *state);

#endif
