/*
 * What a repository says itself about its stacks: which frames are its own, and how many of them
 * tell two bugs apart.
 *
 * A rule is a line, "ours" or "not ours" and a regular expression (base/pattern.h), which is tried
 * on the function of a frame as the tool wrote it, without arguments.  The first rule that fits
 * decides; where none does, the tables of frame_table.c do.  What calls the fuzz function is never
 * the repository's.
 */
#ifndef CRASH_RULES_H
#define CRASH_RULES_H

#include "base/pattern.h"
#include "crash/crash.h"

enum {
    RULES_MAX = 20,
    RULES_SIZE_MAX = 8 * 1024, /* bytes of all lines */
    RULES_FUNCTION_MAX = 1024, /* bytes of a function's name that are looked at */
};

struct rules {
    size_t depth; /* frames that make a signature: 1 to CRASH_DEPTH_MAX */
    size_t count;
    struct rule {
        bool ours;
        const struct pattern *pattern;
    } all[RULES_MAX];
};

/* NULL if a line is no rule, or there are too many; *reason says which and why.  Empty lines and
 * those that begin with # are none. */
const struct rules *rules_read(struct arena *mem, const char *text, size_t depth,
                               const char **reason);

enum rules_verdict { RULES_SILENT, RULES_OURS, RULES_NOT_OURS };

/* rules may be NULL: there are none. */
enum rules_verdict rules_judge(const struct rules *rules, const struct crash_frame *frame);

#endif
