/* Why packages did not build, and why `go test` did not start at all. */
#ifndef CRASH_GOBUILD_H
#define CRASH_GOBUILD_H

#include "crash/interest.h"
#include "crash/reading.h"

enum { GOBUILD_NOTES_MAX = 1000 };

struct gobuild {
    uint64_t package; /* hash of the one whose compiler lines come now; 0: none do */
    size_t to;        /* where the line behind these begins */
    struct index *notes;
    size_t notes_count;
    const char *last;       /* the last compiler's line that was kept */
    const char *error;      /* the first error of the go command itself */
    struct bytes error_log; /* from that line on */
};

bool gobuild_take(struct gobuild *build, struct reading *reading, const struct line *line);

/* "build failed: ./x_test.go:9:2: undefined: y" for the package, where the note is
 * "[build failed]". */
const char *gobuild_reason(struct gobuild *build, struct reading *reading, struct bytes package,
                           struct bytes note);

/* Adds a result if the go command failed and there is no other. */
void gobuild_last(struct gobuild *build, struct reading *reading);

void gobuild_name(struct interest *interest, unsigned who);

#endif
