/* What one target did in one run. */
#ifndef HUB_RESULT_H
#define HUB_RESULT_H

#include "hub/hub.h"

struct result_crasher {
    struct result_crasher *next;
    int64_t target;
    int64_t id;
    const char *title, *severity;
    bool is_new;     /* first seen in this run */
    int64_t crashes; /* in this run */
};

struct result {
    struct result *next;
    int64_t id;
    int64_t target;
    const char *path, *name; /* "helper/xor", "FuzzXORBytes" */
    const char *engine;
    const char *state;   /* "ok", "crashed", "timeout", "oom", "stalled", "blocked", "setup_error",
                            "unparsed" */
    const char *reason;  /* in the tool's words, or NULL */
    const char *failure; /* why it gives no verdict, or NULL */
    int64_t logs;
    int64_t executions, executions_per_second, new_interesting, corpus, coverage, elapsed_ms,
        peak_rss_mb; /* -1: unknown */
};

/* Of a run, those that need a human first: HUB_PAGE_ROWS, and one more if there are more. */
const struct result *result_list(struct hub *hub, int64_t run, int64_t skip);

/* The crashers that a run met, by target; of its newest thousand logs, at most 500. */
const struct result_crasher *result_list_crashers(struct hub *hub, int64_t run);

#endif
