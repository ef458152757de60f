#include "base/db.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/db_own.h"
#include "base/fail.h"

enum { ATTEMPTS_MAX = 3 };

static void finish_connection(void *what)
{
    struct db *db = what;
    PQfinish(db->connection);
}

static void free_options(void *options)
{
    PQconninfoFree(options);
}

/* What the url itself says under a keyword, or NULL. */
static const char *url_part(const PQconninfoOption *options, const char *keyword)
{
    for (; options->keyword; options++)
        if (strcmp(options->keyword, keyword) == 0)
            return options->val;
    return NULL;
}

struct db *db_open(struct arena *mem, const char *url, const char *role, int64_t timeout_ms)
{
    struct db *db = ARENA_ONE(mem, struct db);
    arena_defer(mem, finish_connection, db);
    PQconninfoOption *parts = PQconninfoParse(url, NULL);
    if (!parts) /* libpq would say which word it stumbled over; that may be a password */
        fail(FAIL_BROKEN, "the database URL is not a connection string of libpq");
    arena_defer(mem, free_options, parts);

    const char *options = url_part(parts, "options");
    db->url = text_copy(mem, url);
    db->role = text_copy(mem, role);
    db->user = url_part(parts, "user");
    db->options = text_format(mem,
                              "%s -c statement_timeout=%" PRId64 " -c lock_timeout=2s"
                              " -c idle_in_transaction_session_timeout=30s -c TimeZone=UTC"
                              " -c plan_cache_mode=force_generic_plan",
                              options ? options : "", timeout_ms);
    return db;
}

void db_by_index(struct arena *mem, struct db *db)
{
    db->options = text_format(mem,
                              "%s -c enable_seqscan=off -c enable_hashjoin=off"
                              " -c enable_mergejoin=off -c enable_material=off",
                              db->options);
}

void db_need_version(struct db *db, int64_t wanted)
{
    db->version = wanted;
    db->checked = false;
}

/* To be called after each command: what it left behind. */
static void take_note(struct db *db)
{
    if (db_link_lost(db))
        db->checked = false;
    else
        db->transaction = PQtransactionStatus(db->connection) != PQTRANS_IDLE;
}

static void roll_back(struct db *db)
{
    db_receive(db);
    if (db->connection && !db_link_lost(db) && PQtransactionStatus(db->connection) != PQTRANS_IDLE)
        PQclear(PQexec(db->connection, "ROLLBACK"));
    db->transaction = false;
}

/* Their memory goes: what is on its way must not come later. */
static void clear_result(void *what)
{
    struct db_rows *rows = what;
    if (!rows->result)
        db_receive(rows->db);
    PQclear(rows->result);
}

/* Why it failed, and what that tells of the connection. */
static struct db_error look_at_error(struct db *db, const PGresult *r)
{
    struct db_error error = db_link_error(db, r);
    if (db_error_stale(&error)) {
        db->stale = true;
        db->prepared_count = 0;
    }
    return error;
}

NO_RETURN static void fail_as(struct db *db, const struct db_rows *rows)
{
    struct db_error error = look_at_error(db, rows->result);
    db_error_fail(rows->statement->name, &error);
}

/* Of all that was sent; fails as the first of it that failed. */
static void settle(struct db *db)
{
    struct db_rows *rows = db->flight;
    if (!rows)
        return;
    db_receive(db);
    take_note(db);
    for (; rows; rows = rows->next)
        if (!db_link_good(rows->result))
            fail_as(db, rows);
}

static struct db_rows *rows_new(struct db *db, struct arena *mem,
                                const struct db_statement *statement)
{
    struct db_rows *rows = ARENA_ONE(mem, struct db_rows);
    *rows = (struct db_rows){
        .mem = mem, .db = db, .statement = statement, .current = -1, .column = -1
    };
    arena_defer(mem, clear_result, rows);
    return rows;
}

static void check_order(const struct db *db, const struct db_statement *statement)
{
    if (!db->ended)
        return;
    fprintf(stderr, "bug: statement %s comes after the last\n", statement->name);
    abort();
}

/* In a transaction that reads: the rows are waited for when somebody wants them. */
static struct db_rows *query_ahead(struct db *db, struct arena *mem,
                                   const struct db_statement *statement,
                                   const struct db_value values[])
{
    if (!db_is_ready_for(db, statement))
        settle(db);
    db_link_ready(db);
    struct db_rows *rows = rows_new(db, mem, statement);
    db_send(db, rows, values);
    if (rows->result)
        fail_as(db, rows);
    db->ended = db->end != NULL;
    db->end = NULL;
    return rows;
}

struct db_rows *db_query(struct db *db, struct arena *mem, const struct db_statement *statement,
                         const struct db_value values[])
{
    check_order(db, statement);
    if (db->transaction && db->reads && !db->begin)
        return query_ahead(db, mem, statement, values);
    for (int attempt = 1;; attempt++) {
        db_link_ready(db);
        struct db_rows *rows = rows_new(db, mem, statement);
        db_send(db, rows, values);
        db_receive(db);
        bool inside = db->transaction;
        take_note(db);
        if (db_link_good(rows->result)) {
            db->ended = db->end != NULL;
            db->begin = db->end = NULL;
            return rows;
        }
        struct db_error error = look_at_error(db, rows->result);
        if (db->begin)
            roll_back(db);
        bool again = !inside && (db_error_passes(&error) || db_error_stale(&error));
        if (!again || attempt == ATTEMPTS_MAX)
            db_error_fail(statement->name, &error);
    }
}

void db_begin(struct db *db, bool read_only)
{
    static const struct db_statement reads = { "begin_reads", 0,
                                               "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" };
    static const struct db_statement writes = { "begin_writes", 0, "BEGIN" };
    db->begin = read_only ? &reads : &writes;
    db->reads = read_only;
    db->end = NULL;
    db->ended = false;
}

void db_last(struct db *db)
{
    static const struct db_statement commit = { "commit", 0, "COMMIT" };
    db->end = &commit;
}

void db_commit(struct db *db)
{
    settle(db);
    if (!db->ended)
        db_execute(db, "COMMIT");
    db->end = NULL;
    db->ended = false;
}

void db_execute(struct db *db, const char *commands)
{
    settle(db);
    db_link_ready(db);
    PGresult *r = PQexec(db->connection, commands);
    bool good = db_link_good(r);
    /* A transaction that has failed answers COMMIT with a polite ROLLBACK. */
    bool undone = strcmp(commands, "COMMIT") == 0 && strcmp(PQcmdStatus(r), "ROLLBACK") == 0;
    struct db_error error = db_link_error(db, r);
    PQclear(r);
    take_note(db);
    if (!good)
        db_error_fail(commands, &error);
    if (undone)
        fail(FAIL_BROKEN, "COMMIT of a transaction that had failed");
}

void db_forget(struct db *db)
{
    roll_back(db);
    db->begin = db->end = NULL;
    db->ended = false;
}

struct arena *db_rows_mem(struct db_rows *rows)
{
    return rows->mem;
}

/* The first of next_asked: column by column. */
static int *in_order(struct arena *mem, int columns)
{
    int *next = 1 + (int *)arena_alloc(mem, (size_t)(1 + columns) * sizeof(int));
    for (int i = -1; i < columns; i++)
        next[i] = i + 1 < columns ? i + 1 : 0;
    return next;
}

bool db_next(struct db_rows *rows)
{
    if (!rows->result)
        settle(rows->db);
    if (!rows->next_asked)
        rows->next_asked = in_order(rows->mem, PQnfields(rows->result));
    return ++rows->current < PQntuples(rows->result);
}

/* Row by row the columns are asked for in the same order, so the first guess is the one that came
 * next the last time. */
static int column_of(struct db_rows *rows, const char *column)
{
    int *guess = &rows->next_asked[rows->column], count = PQnfields(rows->result);
    for (int tries = 0; tries < count; tries++, *guess = (*guess + 1) % count)
        if (strcmp(PQfname(rows->result, *guess), column) == 0)
            return rows->column = *guess;
    return -1;
}

const char *db_text(struct db_rows *rows, const char *column)
{
    int number = column_of(rows, column);
    if (number < 0 || rows->current < 0 || rows->current >= PQntuples(rows->result)) {
        fprintf(stderr, "bug: statement %s has no column %s in row %d\n", rows->statement->name,
                column, rows->current);
        abort();
    }
    if (PQgetisnull(rows->result, rows->current, number))
        return NULL;
    return PQgetvalue(rows->result, rows->current, number);
}
