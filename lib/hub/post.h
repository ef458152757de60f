/*
 * What one request to /ingest brings: fields, logs, and inputs that crashed a target.
 *
 * Its way: the functions of post_read.h fill it from a body of any form, post_store() has the logs
 * read (lib/crash), and stores all of it, or nothing.
 */
#ifndef HUB_POST_H
#define HUB_POST_H

#include "crash/crash.h"
#include "hub/code.h"
#include "hub/hub.h"
#include "hub/rule_set.h"

enum {
    POST_LOG_MAX = 8 * 1024 * 1024, /* bytes of one log */
    POST_INPUT_MAX = 1024 * 1024,   /* bytes of one input */
    POST_LOGS_MAX = 10000,          /* logs of one post */
    POST_CRASHES_MAX = 10000,       /* crashes of one post */
    POST_ARCHIVES_MAX = 10,         /* archives of one form */
};

/* Executions and other figures of one log; larger ones count as this. */
#define POST_FIGURE_MAX INT64_C(1000000000000)

/* Something that made a target crash. */
struct post_input {
    struct post_input *next;
    const char *name;          /* as sent, for display and for finding its crash; "" if none */
    struct bytes data, digest; /* its SHA-256 */
    bool maybe_seed;           /* a log of its fuzzer names it if it is of a crash */
};

struct post_inputs {
    struct post_input *first, **end; /* end is NULL while it is empty */
};

struct post_log {
    struct post_log *next;
    struct bytes text, digest; /* its SHA-256 */
    /* What the sender knows of it; NULL, and -1 in stats, where that is nothing. */
    const char *package, *target, *engine;
    const char *rerun_of; /* SHA-256, in hexadecimal, of the input that was run again */
    struct crash_stats stats;
    struct post_inputs inputs; /* sent with this log */
    bool joined;               /* they may belong to the logs before it, up to one that is not */
    bool told; /* the sender or a tool tells figures, or inputs alone: the text is not to be read */
};

struct post {
    struct arena *mem;
    /* Fields; NULL if not sent. */
    const char *repo, *package, *target, *engine, *commit, *branch, *run, *origin, *link, *rerun_of;
    struct post_log *logs, **logs_end;
    struct post_inputs inputs; /* sent for the post as a whole */
    size_t logs_count, inputs_count;
    struct code_list source;  /* of files that the logs name; needs a commit */
    const char *key;          /* Idempotency-Key, NULL if none */
    struct rule_cache *cache; /* of the process; NULL */
    struct rule_set rules;    /* by which its logs are read: post_store() sees to it */
};

struct post_crasher {
    struct post_crasher *next;
    int64_t id;
    bool is_new;
    const char *state, *title, *signature;
};

struct post_result {
    struct post_result *next;
    const char *package, *target, *state;
    struct post_crasher *crashers;
};

struct post_answer {
    bool known;                    /* all of it was there already */
    const struct rule_text *newer; /* nothing was stored: the logs were read by other rules */
    int64_t run;
    struct post_result *results;
};

/* Stores the post for the holder of the token jti.  What fail() gives: STRANGER or DENIED by the
 * token, REFUSED by a limit, CONFLICT by run or key, AWAY by the database. */
const struct post_answer *post_store(struct hub *hub, const struct post *post, const char *jti,
                                     const char *address);

/* {"run":{"id","url"},"results":[…]}: what the sender is told.  base is the hub's address. */
char *post_answer_json(struct arena *mem, const struct post_answer *answer, const char *base);

#endif
