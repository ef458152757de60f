/*
 * What the files are that fuzzers leave on disk, by their paths alone.
 *
 * go test     PACKAGE/testdata/fuzz/FuzzX/HASH
 * go-fuzz     crashers/SHA1, with .quoted and .output beside
 * AFL++       OUT/INSTANCE/fuzzer_stats, crashes/id:000000,sig:11,…, hangs/id:…, queue/…
 * libFuzzer   crash-SHA1, leak-…, timeout-…, oom-…, with logs in the folder or above
 * cargo-fuzz  artifacts/TARGET/crash-SHA1
 * ClusterFuzzLite  artifacts/TARGET/SANITIZER/crash-SHA1, with .summary beside
 * honggfuzz   HONGGFUZZ.REPORT.TXT, SIGSEGV.PC.….fuzz
 * CASR        NAME.casrep      GitLab  gl-coverage-fuzzing-report.json
 */
#ifndef HUB_LAYOUT_H
#define HUB_LAYOUT_H

#include "base/text.h"

enum layout_role {
    LAYOUT_NONE,  /* a corpus, or of no interest */
    LAYOUT_INPUT, /* of a crash */
    LAYOUT_LOG,
    LAYOUT_FIGURES, /* fuzzer_stats */
};

enum layout_role layout_role(const char *path);

/* The folder that a file or folder lies in; "" is the top. */
const char *layout_folder(struct arena *mem, const char *path);
/* The path of the file that a log is about if it lies beside; NULL if the name has no suffix. */
const char *layout_beside(struct arena *mem, const char *path);
/* The folder of the run that an input without a log belongs to. */
const char *layout_home(struct arena *mem, const char *path);

struct layout_place {
    const char *package, *target; /* NULL: not told */
};

/* What a folder tells of the inputs in it; any folder of a name of its own is a target if guess. */
struct layout_place layout_place(struct arena *mem, const char *folder, bool guess);

#endif
