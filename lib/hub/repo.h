/*
 * A repository that is watched, and what the hub says of it: kept ready in repo_status, so that a
 * list costs the same however much was posted.
 */
#ifndef HUB_REPO_H
#define HUB_REPO_H

#include "hub/activity.h"
#include "hub/hub.h"

/* Worst first, as on the index.  Not knowing is never clean.  repo_verdict() of the schema gives
 * these numbers. */
enum repo_verdict {
    REPO_CRASHED, /* at least one open crasher */
    REPO_FAILED,  /* the last run gave no verdict */
    REPO_STALE,   /* the last result is older than the repository's limit */
    REPO_EMPTY,   /* nothing was ever posted */
    REPO_CLEAN,
};
const char *repo_verdict_name(enum repo_verdict verdict); /* "crashed", … */

struct repo_run {
    int64_t id;         /* 0: none yet */
    int64_t at;         /* of its last result */
    const char *commit; /* NULL if it was not told */
    const char *branch; /* NULL if it was not told */
    const char *origin; /* "CI" */
};

struct repo {
    struct repo *next;
    int64_t id;
    const char *name; /* "XXyCorp/vault" */
    bool public;
    bool may_triage, may_admin; /* the visitor; of one that was found, not listed */
    bool starred;               /* by the visitor; likewise */
    bool full;                  /* holds as much as it may: takes no posts; likewise */
    int64_t stale_days;         /* without a result until it shows so; likewise */
    const char *source_link;  /* pattern with {commit} {file} {line}; NULL if none, and in a list */
    const char *compare_link; /* pattern with {from} {to}; the same */
    enum repo_verdict verdict;
    const char *status; /* the verdict in words: "Crashers found in 3 packages" */
    int64_t packages, packages_crashed, targets;
    int64_t critical, high, medium, low; /* open crashers */
    struct repo_run last_run;
    const struct activity *activity; /* NULL where it was not asked for */
};

/* By name, in whatever case; NULL if there is none that the visitor may see. */
const struct repo *repo_find(struct hub *hub, const char *name);

/* How its crashes are told apart: rules.h of lib/crash.  What was changed waits until the crashers
 * are sorted by it. */
struct repo_rules {
    const char *text;
    int64_t depth;
    bool waiting;
};
struct repo_rules repo_rules(struct hub *hub, int64_t repo);

/* fail(FAIL_ABSENT) unless the visitor may.  They have been checked. */
void repo_set_rules(struct hub *hub, const struct repo *repo, struct repo_rules rules,
                    const char *address);

enum repo_show { REPO_SHOW_ALL, REPO_SHOW_CRASHED, REPO_SHOW_UNKNOWN, REPO_SHOW_CLEAN };

/* Which of the repositories a list shows; search is a part of the name, "" for all. */
struct repo_filter {
    const char *search;
    enum repo_show show;
    int64_t skip;
};

struct repo_totals {
    int64_t all, crashed, unknown, clean;                     /* repositories */
    int64_t found, found_crashed, found_unknown, found_clean; /* that the search finds */
    int64_t packages_crashed;
    int64_t open, critical;           /* crashers */
    int64_t logs, failed, executions; /* today, UTC */
};

/* Patterns of links, lib/hub/forge.h; NULL: none. */
void repo_set_links(struct hub *hub, int64_t repo, const char *source, const char *compare);

/* The worst first, HUB_PAGE_ROWS of them and one more if there are more; with activity. */
struct db_rows *repo_list_ask(struct hub *hub, const struct repo_filter *filter);
const struct repo *repo_list_take(struct hub *hub, struct db_rows *rows,
                                  struct repo_totals *totals);

#endif
