/* What the files of base/db.h share; nobody else includes it. */
#ifndef BASE_DB_OWN_H
#define BASE_DB_OWN_H

#include "base/db.h"

enum { DB_STATEMENTS_MAX = 1024 };

struct db {
    struct pg_conn *connection; /* NULL before the first statement */
    const char *url, *user, *role, *options;
    int64_t version;                  /* of the schema, 0: any */
    const char *listen;               /* "LISTEN channel"; NULL: none */
    bool checked;                     /* the connection may be used */
    bool stale;                       /* the server holds statements that no longer fit */
    bool transaction;                 /* one is open, or was when the connection was lost */
    bool reads;                       /* it only reads */
    struct db_rows *flight;           /* what was sent, and its results are not here yet */
    const struct db_statement *begin; /* goes ahead of the next statement; NULL: none */
    const struct db_statement *end;   /* goes behind it; NULL: none */
    bool ended;                       /* the transaction is over, db_commit() not called yet */
    const struct db_statement *prepared[DB_STATEMENTS_MAX];
    size_t prepared_count;
};

/* Why the server refused, copied out of libpq and cut to size. */
struct db_error {
    char state[6];     /* SQLSTATE; empty if the connection was lost or never made */
    char message[400]; /* the first line of it */
    char detail[16];   /* begin of the DETAIL */
    char about[64];    /* column or constraint, if the server names one */
};

struct pg_result; /* libpq's PGresult */

struct db_rows {
    struct arena *mem;
    struct db *db;
    const struct db_statement *statement;
    struct pg_result *result; /* NULL: on its way */
    struct db_rows *next;     /* that was sent after it */
    int parts, ahead;         /* statements that were sent for it, and how many before its own */
    int current;              /* row */
    int column;               /* that was asked for last, -1: none yet */
    int *next_asked;          /* behind each column, from -1 on: which was asked for after it */
};

/* Whether nothing must be prepared for it, which is a message of its own. */
bool db_is_ready_for(const struct db *db, const struct db_statement *statement);

/* Sends the statement of the rows, with what goes ahead of it and behind it.  What is not ready is
 * prepared, unless something is in flight; what that refuses is the result. */
void db_send(struct db *db, struct db_rows *rows, const struct db_value values[]);

/* Waits for the results of all that was sent. */
void db_receive(struct db *db);

/* Makes the connection serve the next statement, anew if it was lost; fails if that cannot be. */
void db_link_ready(struct db *db);
bool db_link_lost(const struct db *db);
bool db_link_good(const struct pg_result *result);

struct db_error db_link_error(struct db *db, const struct pg_result *result);

/* Ends in fail() with the kind that fits; what is the statement or the step that failed. */
NO_RETURN void db_error_fail(const char *what, const struct db_error *error);

/* Whether the same statement may succeed at once, run anew. */
bool db_error_passes(const struct db_error *error);
/* Whether a prepared statement is gone, or no longer fits its tables. */
bool db_error_stale(const struct db_error *error);

struct arena *db_rows_mem(struct db_rows *rows);

#endif
