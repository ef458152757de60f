/*
 * PostgreSQL: run a named statement, walk its rows.
 *
 * Statements are written in sql/queries/ and nowhere else; the build turns each into a C function
 * (build/sql.h), and a connection prepares it at first use.  The caller sees only answers:
 *
 *   the server is away, starting, read-only, full, out of connections   fail(FAIL_AWAY)
 *   a value it cannot store (SQLSTATE 22, 23, 54)                        fail(FAIL_REFUSED)
 *   P0001 raised by a function of ours with a kind as its DETAIL         fail(that kind)
 *   anything else                                                        fail(FAIL_BROKEN)
 *
 * A connection that was lost is made anew at the next statement outside a transaction; statements
 * that failed by deadlock or serialisation (40P01, 40001) outside a transaction are run again, at
 * most three times.  A statement whose answer was lost is not: it may have been committed.
 *
 * Each new connection is checked before it is used: a server that may lose what it has committed
 * (synchronous_commit, fsync or full_page_writes off) is refused as FAIL_AWAY, and so is a schema
 * of another version than db_need_version() named.
 */
#ifndef BASE_DB_H
#define BASE_DB_H

#include "base/text.h"

struct db;
struct db_rows;

struct db_statement {
    const char *name;
    int parameters;
    const char *text;
};

/* A list of byte strings, for parameters of type bytea[]; none of them is SQL NULL. */
struct bytes_list {
    const struct bytes *items;
    size_t count;
};

/* One parameter as the server gets it: text, or binary with its length; at NULL is SQL NULL. */
struct db_value {
    const char *at;
    size_t size;
    bool binary;
};

/* Text or bytes whose address is NULL are SQL NULL. */
struct db_value db_value_text(const char *text);
struct db_value db_value_int(struct arena *mem, int64_t value);
struct db_value db_value_bool(bool value);
struct db_value db_value_bytes(struct bytes value);
struct db_value db_value_bytes_list(struct arena *mem, struct bytes_list value);

/*
 * Connects as role at the first statement, not here, so that a program starts before its database.
 * url is a libpq connection string; where it names no user, the role is the user, else the role is
 * taken after connecting.  timeout_ms bounds every statement.  The connection lives as long as mem,
 * which is usually the process.  Statements are planned once, for whatever values.
 */
struct db *db_open(struct arena *mem, const char *url, const char *role, int64_t timeout_ms);

/*
 * For a program that answers requests, before its first statement: each statement looks its rows up
 * by indexes.  The server would plan by the sizes of the tables at that moment, and keep the plan:
 * one that was made while a table was small reads all of it for as long as the program runs.
 */
void db_by_index(struct arena *mem, struct db *db);

/* From now on a connection serves only if max(version) of table schema_version is wanted. */
void db_need_version(struct db *db, int64_t wanted);

/*
 * For build/sql.c; everyone else calls the functions of build/sql.h.  The rows live in mem, which
 * lives until the transaction is over.
 *
 * In a transaction that reads, the statement is sent and not waited for: the first db_next() waits,
 * for all that was sent by then, and fails as the first statement that failed.  Who asks for all it
 * needs before it looks at any of it waits once.
 */
struct db_rows *db_query(struct db *db, struct arena *mem, const struct db_statement *statement,
                         const struct db_value values[]);

/* The next statement begins a transaction, in the same message.  One that reads sees one moment,
 * and can write nothing. */
void db_begin(struct db *db, bool read_only);

/* The next statement is the last of its transaction, which is committed in the same message.  A
 * further statement before db_commit() is a bug: abort(). */
void db_last(struct db *db);

/* Commits, unless the last statement has done so. */
void db_commit(struct db *db);

/* Runs constant commands that take no data and return none: BEGIN. */
void db_execute(struct db *db, const char *commands);

/* Before the first statement: the connection hears what is sent by NOTIFY; listen is the constant
 * command "LISTEN channel". */
void db_listen(struct db *db, const char *listen);

/* Waits, outside of a transaction, until something was sent there, the descriptor other (-1: none)
 * can be read, or the connection is lost; ms milliseconds at most. */
void db_wait(struct db *db, int other, int64_t ms);

/* Ends whatever transaction is open by ROLLBACK; never fails.  For the request loop. */
void db_forget(struct db *db);

/* Steps to the next row, beginning with the first. */
bool db_next(struct db_rows *rows);

/* The named column of the current row; a column the statement does not select is a bug: abort(). */
bool db_null(struct db_rows *rows, const char *column);
const char *db_text(struct db_rows *rows, const char *column); /* NULL if SQL NULL */
int64_t db_int(struct db_rows *rows, const char *column);      /* 0 if SQL NULL */
double db_number(struct db_rows *rows, const char *column);    /* 0 if SQL NULL */
bool db_bool(struct db_rows *rows, const char *column);
int64_t db_time(struct db_rows *rows, const char *column);       /* of an epoch; 0 if SQL NULL */
struct bytes db_bytes(struct db_rows *rows, const char *column); /* of a bytea; at NULL if NULL */

#endif
