/*
 * The frame of a recurring job: configuration, one database connection, rounds of work, each in one
 * guard and by one instance at a time, a log line for each round that did something.
 *
 * SIGTERM and SIGINT end it between two rounds.  A database that is away is waited for.
 */
#ifndef APP_JOB_H
#define APP_JOB_H

#include "hub/hub.h"

struct job {
    const char *name; /* "roll": in log lines, as the lock, and as the database application */
    const char *role; /* of the database */
    int64_t every_ms; /* between rounds; 0: one round, then the program ends */
    const char
        *listen; /* "LISTEN dispatch": a word on this channel begins a round, too; may be NULL */
    bool keys;   /* whether it needs the key file */
    int64_t timeout_ms; /* of a statement */
    /* One round, outside of a transaction; returns how much it did. */
    int64_t (*round)(struct hub *hub);
};

/* Exit status: 0; of a job of one round 1 if it failed. */
int job_main(const struct job *job);

/* Whether the program was asked to end: for rounds that take long. */
bool job_ending(void);

#endif
