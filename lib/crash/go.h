/* The state of the scanner for `go test`, shared by go.c and golines.c. */
#ifndef CRASH_GO_H
#define CRASH_GO_H

#include "crash/gobuild.h"
#include "crash/gopackage.h"
#include "crash/interest.h"

enum { GO_PASSED_MAX = 100 };

/* A package that passed and did not fuzz; of interest only if the log holds nothing else. */
struct go_passed {
    const char *name;
    bool nothing_ran;
    struct bytes log;
};

/* A panic without a stack that was the last thing that go saw: what was read to know that, and
 * where it ends.  Size 0: there is none. */
struct go_bare {
    size_t from, size, to;
};

/* Bytes that were not shown; the last line of them that is not empty ends at `end`, 0: none. */
struct go_unseen {
    size_t from, end, to;
};

struct go {
    struct gopackage package; /* the one whose lines come now */
    struct gobuild build;
    bool ready;
    unsigned char first_row[256]; /* of golines.c, plus 1, by the letter that it begins with */
    size_t seen_to;               /* of the last line that was shown */
    struct go_unseen unseen;
    struct go_bare bare;
    bool cut_off; /* there was a stack of the runtime that no words stood above */
    struct go_passed passed[GO_PASSED_MAX];
    size_t passed_count;
};

/* A line that was recognised by the words that it begins with. */
struct go_line {
    struct go *go;
    struct reading *reading;
    const struct line *line;
    struct bytes rest; /* behind these words */
};

/* What the fuzzer of `go test` says of its run and its workers: gofuzz.c. */
bool gofuzz_take_name(struct go_line *here);
bool gofuzz_take_progress(struct go_line *here);
bool gofuzz_take_workers(struct go_line *here);
bool gofuzz_take_dated(struct go_line *here);
bool gofuzz_take_worker(struct go_line *here);
bool gofuzz_take_deadline(struct go_line *here);
bool gofuzz_take_blocked(struct go_line *here);
bool gofuzz_take_input(struct go_line *here);

/* "FuzzX/seed#0" of "FuzzX/seed#0 (0.03s)", and the test whose output comes next. */
struct bytes golines_test_name(struct bytes rest);
void golines_set_current(struct gopackage *package, struct bytes name);

/* Takes one of the lines that `go test` and its fuzzer print themselves. */
void golines_name(struct interest *interest, unsigned who);
bool golines_take(struct go *go, struct reading *reading, const struct line *line);

/* Ends the package, with the line that names it. */
void go_close(struct go *go, struct reading *reading, const char *name, enum go_verdict verdict,
              size_t to);

#endif
