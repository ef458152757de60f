/*
 * The bug: all crashes of one repository that have the same signature.
 *
 * Numbers are exact at the moment of the statement: what is pending is added to what was rolled up.
 */
#ifndef HUB_CRASHER_H
#define HUB_CRASHER_H

#include "hub/activity.h"
#include "hub/frame.h"
#include "hub/hub.h"

/* What the newest re-run of one of its inputs did. */
enum crasher_rerun { CRASHER_RERUN_NONE, CRASHER_RERUN_CRASHED, CRASHER_RERUN_PASSED };

struct crasher {
    struct crasher *next;
    int64_t id;
    const char *title;
    const char *severity; /* "critical", "high", "medium", "low" */
    const char *state;    /* "open", "triaged", "fixed", "regressed", "wontfix", "duplicate" */
    int64_t duplicate_of; /* 0: of none */
    const char *function; /* of the frame to show first; NULL if unknown */
    const char *file;     /* NULL if unknown */
    int64_t line;         /* 0 if unknown */
    int64_t first_seen, last_seen;
    int64_t crashes;    /* how often it was seen */
    int64_t package;    /* where it was first seen, or that was asked for */
    const char *repo;   /* its name; NULL where the caller knows it */
    const char *path;   /* of the package; NULL where the caller knows it */
    const char *target; /* one that reaches it */
    int64_t target_id;  /* that one's; 0 in lists */
    int64_t targets;    /* that reach it, in all or in the package */
    enum crasher_rerun rerun;
    const char *assignee; /* NULL: nobody */
    bool may_triage;      /* the visitor; of a list of all */
    bool muted;           /* lists of open ones leave it out, and nobody is told of it */
};

/* What its own page tells beyond that. */
struct crasher_report {
    struct crasher crasher;
    int64_t repo_id;
    const char *repo, *source_link, *compare_link;
    const char *severity_reason;
    const char *engine, *kind, *message;
    const struct frame *frames;       /* innermost first */
    const struct frame_stack *stacks; /* where the memory was allocated, freed, … */
    bool weak;                        /* no stack yet: may turn out to be another bug */
    const char *fixed_commit; /* or its beginning; of a regressed one that of the fix before */
    int64_t fix_confirmed_at, state_at;
    int64_t first_run, last_run;
    const char *first_commit, *last_commit; /* NULL if not told */
    int64_t good_run; /* the last before the first crash in which its fuzz function passed, on the
                         same branch; 0: none is known */
    const char *good_commit;
    const char *signature; /* in clear text */
    int64_t signatures;    /* that mean it */
    const struct activity *activity;
    int64_t muted_until, muted_left; /* or so many crashes; 0: of no matter */
    bool may_triage;
    const char *steps; /* that whoever may can take now, such as "triage fix"; see triage.h */
    bool starred;      /* by whoever asks */
    bool has_merged;   /* others are its duplicates */
    bool has_comments; /* that somebody wrote */
    bool has_ticket;
};

enum crasher_show {
    CRASHER_SHOW_OPEN,
    CRASHER_SHOW_UNTRIAGED,
    CRASHER_SHOW_MINE, /* open ones that are assigned to whoever asks */
    CRASHER_SHOW_FIXED,
    CRASHER_SHOW_CLOSED,
    CRASHER_SHOW_MUTED,
    CRASHER_SHOW_ALL,
};
enum crasher_sort {
    CRASHER_SORT_SEVERITY,
    CRASHER_SORT_LAST,
    CRASHER_SORT_FIRST,
    CRASHER_SORT_SEEN,
};

enum { CRASHER_WORDS_MAX = 10 };

/* What is NULL or 0 does not count. */
struct crasher_filter {
    int64_t repo;      /* or of all that the visitor may read, */
    const char *repos; /* those whose names hold this */
    enum crasher_show show;
    enum crasher_sort sort;
    int64_t severity;     /* the lowest that is wanted: 1 critical to 4 low */
    const char *search;   /* words that are all in title, message, file and functions */
    const char *path;     /* of a package that reaches it */
    const char *target;   /* the name of one that does */
    const char *kind;     /* its beginning, "heap-buffer-overflow" */
    const char *assignee; /* a name, or "nobody" */
    int64_t new_days;     /* first seen so many days ago at most */
    int64_t seen_days;    /* last seen so many days ago at most */
    int64_t skip;
    int64_t most; /* rows; 0: a page and one more */
};

/* HUB_PAGE_ROWS, and one more if there are more, unless filter says how many; of equals the newest
 * first. */
const struct crasher *crasher_list(struct hub *hub, const struct crasher_filter *filter);

/* The open ones of some packages, package by package, worst first; at most so many of each. */
struct db_rows *crasher_ask_packages(struct hub *hub, const int64_t *packages, size_t count,
                                     int64_t most);
const struct crasher *crasher_take(struct hub *hub, struct db_rows *rows);

/* NULL if there is none that the visitor may see. */
const struct crasher_report *crasher_find(struct hub *hub, int64_t id);

#endif
