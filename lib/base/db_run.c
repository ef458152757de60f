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

/* Of the parts of a message: what the first says that failed, or else the number-th. */
static PGresult *take_answers(struct db *db, int parts, int number)
{
    PGresult *answer = NULL, *r;
    for (int part = 1; part <= parts && !db_link_lost(db);) {
        r = PQgetResult(db->connection);
        if (!r) {
            part++;
        } else if (!answer || (db_link_good(answer) && (part <= number || !db_link_good(r)))) {
            PQclear(answer);
            answer = r;
        } else {
            PQclear(r);
        }
    }
    PQclear(PQgetResult(db->connection)); /* the end of all */
    PQexitPipelineMode(db->connection);
    return answer;
}

static PGresult *run_parts(struct db *db, const struct message *m)
{
    struct message begin = { .statement = db->begin }, end = { .statement = db->end };
    bool sent = PQenterPipelineMode(db->connection) && (!db->begin || send(db, &begin)) &&
                send(db, m) && (!db->end || send(db, &end)) && PQpipelineSync(db->connection);
    if (!sent)
        return PQmakeEmptyPGresult(db->connection, PGRES_FATAL_ERROR);
    int ahead = db->begin != NULL;
    return take_answers(db, ahead + 1 + (db->end != NULL), ahead + 1);
}

PGresult *db_run(struct db *db, struct arena *mem, const struct db_statement *statement,
                 const struct db_value values[])
{
    struct message m = message_of(mem, statement, values);
    PGresult *refusal = prepare_once(db, db->begin);
    if (!refusal)
        refusal = prepare_once(db, db->end);
    if (!refusal)
        refusal = prepare_once(db, statement);
    if (refusal)
        return refusal;
    if (db->begin || db->end)
        return run_parts(db, &m);
    return PQexecPrepared(db->connection, statement->name, statement->parameters, m.texts, m.sizes,
                          m.formats, 0);
}
