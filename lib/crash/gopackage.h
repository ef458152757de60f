/*
 * What `go test` says of one package, collected until the line that names the package, which comes
 * last.
 */
#ifndef CRASH_GOPACKAGE_H
#define CRASH_GOPACKAGE_H

#include "crash/gostats.h"
#include "crash/reading.h"

enum {
    GO_TESTS_MAX = 10000, /* of one package that are kept apart */
    GO_NAME_MAX = 512,    /* bytes of a test's name */
};

enum go_verdict { GO_UNKNOWN, GO_PASSED, GO_FAILED };

/* A test, FuzzX, or one of its runs, FuzzX/seed#0. */
struct gotest {
    struct gotest *next;
    struct gotest *top; /* FuzzX; itself, if it is that */
    char name[GO_NAME_MAX];
    enum go_verdict verdict;
    bool panicked; /* and that is why it failed */
    bool raced;    /* or that is it */
    bool blamed;   /* one of its runs failed */
    bool blocked;  /* by an input of the seed corpus */
    int64_t note_line;
    const char *note_file, *note; /* the first thing it said, "x_test.go:16: n wrong: 22" */
    const char *death;            /* what the fuzzer said of the end of its worker */
    const char *input;            /* of the failure */
    size_t from, to;              /* place in the log of what it said */
    struct crash_result *result;  /* of a FuzzX; NULL until there is a crash */
};

struct gopackage {
    bool used; /* there was a line of go test */
    size_t from;
    struct gotest *tests, **tests_end;
    size_t tests_count;
    struct index *tests_index;
    struct gotest *spare;         /* of packages that are done */
    char current[GO_NAME_MAX];    /* the test whose output follows; "" */
    struct gotest *fuzzed;        /* as `=== FUZZ` says */
    struct gotest *died;          /* of the last panic */
    struct crash_result *unnamed; /* of no test that is known */
    struct gostats stats;
    const char *setup;         /* why it did not fuzz */
    const char *blocked;       /* the line that says so */
    const char *exit;          /* "exit status 3", "signal: killed" */
    size_t last_from, last_to; /* of the last line that is none of go test's */
    enum go_verdict word;      /* a line PASS or FAIL */
    bool out_of_time;          /* the fuzzer stopped because the time for it was over */
    bool nothing_ran;          /* "no tests to run" */
    bool raced;                /* there was a report of the race detector */
    char path[256];            /* import path, as frames tell it; "" */
};

/* Forgets all of the package; the next one begins there in the log. */
void gopackage_begin(struct gopackage *package, size_t from);

/* The test of that name; NULL if the package has too many. */
struct gotest *gopackage_test(struct gopackage *package, struct reading *reading,
                              struct bytes name);

/* The test whose output follows; NULL if that is not known. */
struct gotest *gopackage_current(struct gopackage *package, struct reading *reading);

/* "testdata/fuzz/FuzzX/<hash>", the file of an input in the package's folder.  Inputs of the code,
 * "FuzzX/seed#0", have none and keep their name; NULL if name is that of the test alone. */
const char *gotest_input_name(struct reading *reading, struct bytes name);

/* The input that the test fails with, as far as is known. */
const char *gotest_input(struct reading *reading, const struct gotest *test);

/* Where a crash of the test belongs; the test may be NULL. */
struct crash_result *gopackage_result(struct gopackage *package, struct reading *reading,
                                      struct gotest *test);

/* Adds the results, the log having been read up to `to`; name is NULL where the log ended without
 * one.  Returns whether there was any. */
bool gopackage_close(struct gopackage *package, struct reading *reading, const char *name,
                     enum go_verdict verdict, size_t to);

#endif
