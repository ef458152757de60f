/* One statement on a connection that is ready, with the begin and the end of its transaction. */
#include <libpq-fe.h>
#include <stdlib.h>

#include "base/db_own.h"

/* A statement and its values as libpq takes them. */
struct message {
    const struct db_statement *statement;
    const char **texts;
    int *sizes, *formats;
};

static struct message message_of(struct arena *mem, const struct db_statement *statement,
                                 const struct db_value values[])
{
    size_t count = (size_t)statement->parameters;
    struct message m = {
        statement,
        arena_alloc(mem, count * sizeof(*m.texts)),
        arena_alloc(mem, count * sizeof(*m.sizes)),
        arena_alloc(mem, count * sizeof(*m.formats)),
    };
    for (size_t i = 0; i < count; i++) {
        m.texts[i] = values[i].at;
        m.sizes[i] = (int)values[i].size;
        m.formats[i] = values[i].binary;
    }
    return m;
}

static bool is_prepared(const struct db *db, const struct db_statement *statement)
{
    for (size_t i = 0; i < db->prepared_count; i++)
        if (db->prepared[i] == statement)
            return true;
    return false;
}

/* NULL if the statement is ready or is none, else the server's refusal. */
static PGresult *prepare_once(struct db *db, const struct db_statement *statement)
{
    if (!statement || is_prepared(db, statement))
        return NULL;
    if (db->prepared_count == DB_STATEMENTS_MAX)
        abort();
    PGresult *r = PQprepare(db->connection, statement->name, statement->text, 0, NULL);
    if (!db_link_good(r))
        return r;
    PQclear(r);
    db->prepared[db->prepared_count++] = statement;
    return NULL;
}

static bool send(struct db *db, const struct message *m)
{
    return PQsendQueryPrepared(db->connection, m->statement->name, m->statement->parameters,
                               m->texts, m->sizes, m->formats, 0);
}

/* Of the parts of a statement: what the first says that failed, or else the statement itself. */
static PGresult *take_answer(struct db *db, const struct db_rows *rows)
{
    PGresult *answer = NULL, *r;
    for (int part = 0; part < rows->parts && !db_link_lost(db);) {
        r = PQgetResult(db->connection);
        if (!r) {
            part++;
        } else if (!answer || (db_link_good(answer) && (part <= rows->ahead || !db_link_good(r)))) {
            PQclear(answer);
            answer = r;
        } else {
            PQclear(r);
        }
    }
    return answer;
}

static PGresult *prepare_all(struct db *db, const struct db_statement *statement)
{
    PGresult *refusal = prepare_once(db, db->begin);
    if (!refusal)
        refusal = prepare_once(db, db->end);
    return refusal ? refusal : prepare_once(db, statement);
}

bool db_is_ready_for(const struct db *db, const struct db_statement *statement)
{
    return (!db->begin || is_prepared(db, db->begin)) && (!db->end || is_prepared(db, db->end)) &&
           is_prepared(db, statement);
}

void db_send(struct db *db, struct db_rows *rows, const struct db_value values[])
{
    struct message begin = { .statement = db->begin }, end = { .statement = db->end };
    struct message m = message_of(rows->mem, rows->statement, values);
    if (!db->flight)
        rows->result = prepare_all(db, rows->statement);
    if (rows->result)
        return;
    if (!db->flight)
        PQenterPipelineMode(db->connection);
    rows->ahead = db->begin != NULL;
    rows->parts = rows->ahead + 1 + (db->end != NULL);
    struct db_rows **last = &db->flight;
    while (*last)
        last = &(*last)->next;
    *last = rows;
    if ((!db->begin || send(db, &begin)) && send(db, &m) && db->end)
        send(db, &end);
}

/* What the end of all says.  Outside a transaction the commit happens there, behind the answers of
 * the statements: NULL if it went well, else why it did not. */
static PGresult *take_end(struct db *db)
{
    PGresult *failure = NULL;
    for (int silent = 0; silent < 2 && !db_link_lost(db);) {
        PGresult *r = PQgetResult(db->connection);
        if (PQresultStatus(r) == PGRES_PIPELINE_SYNC) {
            PQclear(r);
            return failure;
        }
        silent = r ? 0 : silent + 1;
        if (r) {
            PQclear(failure);
            failure = r;
        }
    }
    return failure ? failure : PQmakeEmptyPGresult(db->connection, PGRES_FATAL_ERROR);
}

void db_receive(struct db *db)
{
    struct db_rows *last = NULL;
    if (!db->flight)
        return;
    PQpipelineSync(db->connection);
    for (; db->flight; db->flight = db->flight->next) {
        last = db->flight;
        last->result = take_answer(db, last);
    }
    PGresult *failure = take_end(db);
    if (failure && db_link_good(last->result)) {
        PQclear(last->result);
        last->result = failure;
    } else {
        PQclear(failure);
    }
    PQexitPipelineMode(db->connection);
}
