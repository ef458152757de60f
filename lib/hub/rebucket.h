/*
 * Sorting what is known by other rules, or by a newer version of how signatures are made: the kept
 * logs are read again.
 *
 * A crasher keeps its number, state, ticket and subscriptions.  What became of two that are one now
 * is one of them, the other its duplicate; crashes that turn out to be of another bug are parted
 * from it.  What people have merged stays merged: only crashes that were told apart by one
 * signature are parted.  Nobody is told; the history of each says what happened.
 *
 * Each crasher is a transaction of its own, during which no post makes anything new in its
 * repository; a run that was interrupted is begun again, and finds what is done already as it
 * should be.
 */
#ifndef HUB_REBUCKET_H
#define HUB_REBUCKET_H

#include "hub/hub.h"
#include "hub/rule_set.h"

enum { REBUCKET_BATCH = 100 };

/* What becomes of a crasher. */
struct rebucket_move {
    struct rebucket_move *next;
    bool merges;     /* it is one with another; else crashes part from it */
    int64_t crashes; /* that go */
    int64_t other;   /* 0: a crasher that is not there yet */
    const char *title;
};

struct rebucket_change {
    struct rebucket_change *next;
    int64_t crasher;
    const char *title;
    const struct rebucket_move *moves; /* NULL: only its signature is another */
};

struct rebucket_counts {
    int64_t looked, unread; /* crashers; those of which no log is kept, or says it any more */
    int64_t bytes;          /* of logs that were read again */
    int64_t changed, merged, parted;
};

struct rebucket;

/* rules may be NULL.  What it remembers is in hub->mem. */
struct rebucket *rebucket_new(struct hub *hub, int64_t repo, const struct rules *rules);

/* What would become of a crasher; NULL if nothing.  As if all that were asked for before had
 * happened. */
const struct rebucket_change *rebucket_look(struct rebucket *rebucket, int64_t crasher);

/* Makes it so, in a transaction of its own; what it would be is the answer. */
const struct rebucket_change *rebucket_apply(struct rebucket *rebucket, int64_t crasher);

const struct rebucket_counts *rebucket_counts(const struct rebucket *rebucket);

/* What is to be sorted. */
struct rebucket_repo {
    struct rebucket_repo *next;
    int64_t id;
    const char *name;
    const char *rules; /* those that are wanted, else those in force */
    int64_t depth;
};

/* name "": all; waiting: only those whose rules wait for it. */
const struct rebucket_repo *rebucket_repos(struct hub *hub, const char *name, bool waiting);

/* The numbers of at most so many crashers after one, or of the newest; ended by 0. */
const int64_t *rebucket_list(struct hub *hub, int64_t repo, int64_t after, int64_t most);
const int64_t *rebucket_list_newest(struct hub *hub, int64_t repo, int64_t most);

/* What is told of each change; false: go no further. */
typedef bool rebucket_told(void *context, const struct rebucket_change *change);

/* Sorts all of a repository, or only looks if dry; at its end the wanted rules are in force. change
 * is NULL once for each batch. */
struct rebucket_counts rebucket_run(struct hub *hub, const struct rebucket_repo *repo, bool dry,
                                    rebucket_told *told, void *context);

#endif
