/*
 * What is done with one mirror, in a child process: it is brought up to date if need be, and the
 * files of frames are read from it.
 *
 * The child writes records, and takes no further wish once they are much; its parent believes
 * nothing of their sizes.
 */
#ifndef APP_MIRROR_WORK_H
#define APP_MIRROR_WORK_H

#include "hub/mirror.h"

enum {
    MIRROR_TEXT_MAX = 1024 * 1024,        /* bytes of a file that is shown */
    MIRROR_OUTPUT_MAX = 16 * 1024 * 1024, /* of all records */
};

struct mirror_work {
    const struct mirror_task *task;
    const struct mirror_wish *wishes;
    const struct mirror_doubt *doubts;
    const char *folder;
    int64_t timeout_ms;
    size_t size_max; /* bytes of the copy, and of what one fetch brings */
};

/* For process_begin(). */
void mirror_work(void *work, int to);

enum mirror_kind {
    MIRROR_FILE,   /* what one file of a wish came to */
    MIRROR_DONE,   /* all of a wish was told */
    MIRROR_ABSENT, /* the commit of a wish is not there */
    MIRROR_ORDER,  /* of the commit of a doubt and its fix, which is in file: size says it */
    MIRROR_END,
};

struct mirror_record {
    enum mirror_kind kind;
    bool fetched;    /* of the end */
    int64_t crasher; /* of a wish */
    int64_t size;    /* of the end: bytes of the folder; of an order: enum mirror_answer */
    const char *why; /* of a file: why there is none; of the end: what went wrong; NULL */
    const char *commit, *file, *path, *candidates, *by_module; /* of a file */
    struct bytes text;
};

/* Takes the next record off what a child wrote; false if there is no whole one. */
MUST_USE bool mirror_record_next(struct arena *mem, struct bytes *output,
                                 struct mirror_record *record);

#endif
