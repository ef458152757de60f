/* One fuzz function of a package, and what it did last. */
#ifndef HUB_TARGET_H
#define HUB_TARGET_H

#include "hub/crasher.h"
#include "hub/package.h"

struct target {
    struct target *next;
    int64_t id;
    int64_t package;
    const char *path;    /* of the package; NULL where the caller knows it */
    const char *name;    /* "FuzzXORBytes" */
    const char *engine;  /* "go" */
    int64_t first_seen;  /* of a crasher */
    int64_t crashers;    /* open ones that it reaches */
    const char *state;   /* of its newest result, see result.h; NULL: it has none */
    const char *reason;  /* in the tool's words, or NULL */
    const char *failure; /* why the result gives no verdict, or NULL */
    int64_t executions, executions_per_second, coverage, corpus; /* -1: unknown */
    int64_t run;                                                 /* of the newest result */
};

/* The targets of some packages, package by package, those that crash first: 50 of each of the first
 * `whole` packages, one of each other.  Taking them sets what their newest results come to. */
struct db_rows *target_ask_packages(struct hub *hub, const int64_t *packages, size_t count,
                                    size_t whole);
const struct target *target_take_packages(struct hub *hub, struct db_rows *rows,
                                          struct package *packages);

/* The targets that reach a crasher, first come first; at most 1,000. */
const struct target *target_list_crasher(struct hub *hub, const struct crasher *crasher);

/* The one of a list that has that number, NULL if none has. */
const struct target *target_of_list(const struct target *list, int64_t id);

#endif
