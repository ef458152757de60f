/* The state of the scanner for `go test`, shared by go.c and golines.c. */
#ifndef CRASH_GO_H
#define CRASH_GO_H

#include "crash/gobuild.h"
#include "crash/gopackage.h"

enum { GO_PASSED_MAX = 100 };

/* A package that passed and did not fuzz; of interest only if the log holds nothing else. */
struct go_passed {
    const char *name;
    bool nothing_ran;
    struct bytes log;
};

struct go {
    struct gopackage package; /* the one whose lines come now */
    struct gobuild build;
    size_t tests_count;
    struct go_passed passed[GO_PASSED_MAX];
    size_t passed_count;
};

/* Takes one of the lines that `go test` and its fuzzer print themselves. */
bool golines_take(struct go *go, struct reading *reading, const struct line *line);

/* Ends the package, with the line that names it. */
void go_close(struct go *go, struct reading *reading, const char *name, enum go_verdict verdict,
              size_t to);

#endif
