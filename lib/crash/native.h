/*
 * The state of the scanner for sanitizers and libFuzzer, shared by native.c, libfuzzer.c,
 * sanreport.c and undefined.c.
 */
#ifndef CRASH_NATIVE_H
#define CRASH_NATIVE_H

#include "crash/interest.h"
#include "crash/reading.h"

enum { NATIVE_NAME_MAX = 256, NATIVE_PROGRESS_MAX = 256 };

/* One process: a run of libFuzzer, or a program under a sanitizer. */
struct native {
    bool fuzzer;   /* there was a line of libFuzzer */
    bool seeded;   /* and the one that begins it */
    bool echoed;   /* its signal was the echo of a crash of another family */
    bool finished; /* and one that says that it came to its end */
    size_t finished_at;
    bool ready;                 /* the numbers are set to unknown */
    bool noted, may_begin[256]; /* what the lines of libfuzzer.c begin with */
    size_t from;
    char target[NATIVE_NAME_MAX], input[NATIVE_NAME_MAX]; /* "" if unknown */
    struct crash_result *result;                          /* NULL until there is a crash */
    struct found *last;                                   /* what an artifact belongs to; NULL */
    struct found *bare; /* the last one, if it has no stack; NULL */
    struct crash_stats stats;
    struct bytes progress; /* the last line of it that was not read yet */
    char progress_room[NATIVE_PROGRESS_MAX];
    int64_t news; /* new inputs, counted */
    const char *setup, *artifact;
    const char *language; /* of its exceptions; NULL */
    size_t looked;        /* where the words of an exception are not looked for any more */
};

/* Begins the next process at a place in the log. */
void native_begin(struct native *native, struct reading *reading, size_t from);

/* Adds the draft to the process; begins another one if it is of another program. */
void native_add(struct native *native, struct reading *reading);

void libfuzzer_name(struct interest *interest, unsigned who);

/* Takes a line that libFuzzer prints, reports aside. */
bool libfuzzer_take(struct native *native, struct reading *reading, const struct line *line);

/* Reads the report of a sanitizer or of libFuzzer, if the line begins one. */
bool sanreport_take(struct native *native, struct reading *reading, const struct line *line);

/* Reads a runtime error of UndefinedBehaviorSanitizer, if the line is one. */
bool undefined_take(struct native *native, struct reading *reading, const struct line *line);

#endif
