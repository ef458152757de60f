/* One fuzzing of a repository at one commit, however many posts reported on it. */
#ifndef HUB_RUN_H
#define HUB_RUN_H

#include "hub/hub.h"

struct run {
    struct run *next;
    int64_t id;
    const char *repo, *source_link;     /* NULL in a list */
    const char *commit, *branch, *link; /* NULL if not told */
    const char *origin;                 /* "CI" */
    int64_t started_at, last_at;        /* last_at: of its newest log */
    int64_t targets, packages;          /* that it has results of */
    int64_t targets_crashed;
    int64_t targets_failed; /* that gave no verdict */
    const char *failed;     /* why; NULL if none */
    int64_t crashers_new;   /* first seen in this run */
    int64_t executions, executions_per_second, new_interesting, elapsed_ms; /* -1: unknown */
};

/* NULL if there is none that the visitor may see. */
struct db_rows *run_ask(struct hub *hub, int64_t id);
const struct run *run_take(struct hub *hub, struct db_rows *rows);

/* The newest first, HUB_PAGE_ROWS and one more if there are more; before is the id to go on from,
 * 0: from the newest. */
const struct run *run_list(struct hub *hub, int64_t repo, int64_t before);

/* The run's verdict in words: "3 functions crashed", "Run failed: build error", "No Panic". */
const char *run_status(struct arena *mem, const struct run *run);

#endif
