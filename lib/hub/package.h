/* A part of a repository that has fuzz functions. */
#ifndef HUB_PACKAGE_H
#define HUB_PACKAGE_H

#include "hub/activity.h"
#include "hub/hub.h"

struct package {
    struct package *next;
    int64_t id;
    const char *path;        /* "helper/xor" */
    int64_t targets_crashed; /* that reach an open crasher */
    int64_t crashers;        /* open ones */
    const struct activity *activity;
    /* By target_take_packages(): */
    int64_t targets;    /* fuzz functions */
    int64_t executions; /* of the newest results; -1: unknown */
    const char *failed; /* why a newest result gives no verdict; NULL if all do */
    int64_t newest_at;  /* of the newest result; 0: none */
};

/* The packages of a repository with the worst ones first, HUB_PAGE_ROWS and one more if there are
 * more; path (may be NULL) picks one.  First those with open crashers. */
struct package *package_list(struct hub *hub, int64_t repo, const char *path, int64_t skip);

#endif
