/* What one run found, function by function: what programs of others are told of it. */
#ifndef HUB_FINDING_H
#define HUB_FINDING_H

#include "hub/hub.h"

enum { FINDING_MAX = 2000 };

/* A fuzz function, and a crasher that it met.  One that met several has a row for each; these are
 * neighbours. */
struct finding {
    struct finding *next;
    int64_t target;
    const char *path, *name; /* "helper/xor", "FuzzXORBytes" */
    const char *state;       /* as that of a result */
    const char *reason, *failure;
    int64_t elapsed_ms; /* -1: unknown */
    int64_t crasher;    /* 0: it met none, and what follows is not told */
    const char *title, *kind, *severity, *severity_reason;
    const char *crasher_state;
    bool muted, is_new;          /* is_new: first seen in this run */
    const char *function, *file; /* of the frame to show first; NULL if unknown */
    int64_t line;                /* 0 if unknown */
    const char *signature;       /* its SHA-256, in hexadecimal */
    int64_t crashes;             /* in this run */
};

/* By package and function, the worst crashers first; FINDING_MAX, and one more if there are more.
 * Of crashers, those of the newest thousand. */
const struct finding *finding_list(struct hub *hub, int64_t run);

#endif
