/* The connection of a struct db: made, checked before use, looked after. */
#include <errno.h>
#include <libpq-fe.h>
#include <poll.h>
#include <stdio.h>

#include "base/clock.h"
#include "base/db_own.h"
#include "base/fail.h"

enum { ANSWER_SIZE = 128 };

bool db_link_lost(const struct db *db)
{
    return PQstatus(db->connection) != CONNECTION_OK;
}

/* An idle server has nothing to say, unless it says good-bye: look before a statement is sent, for
 * afterwards nobody knows whether it was run. */
static bool has_hung_up(struct db *db)
{
    struct pollfd socket = { .fd = PQsocket(db->connection), .events = POLLIN };
    if (poll(&socket, 1, 0) != 1)
        return false;
    PQconsumeInput(db->connection); /* the words */
    PQconsumeInput(db->connection); /* the end of the connection behind them */
    return db_link_lost(db);
}

static void copy_first_line(char *to, size_t size, const char *text)
{
    snprintf(to, size, "%.*s", (int)strcspn(text ? text : "", "\n"), text ? text : "");
}

struct db_error db_link_error(struct db *db, const PGresult *result)
{
    struct db_error error;
    const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    const char *column = PQresultErrorField(result, PG_DIAG_COLUMN_NAME);
    const char *constraint = PQresultErrorField(result, PG_DIAG_CONSTRAINT_NAME);
    copy_first_line(error.state, sizeof(error.state), PQresultErrorField(result, PG_DIAG_SQLSTATE));
    copy_first_line(error.message, sizeof(error.message),
                    message ? message : PQerrorMessage(db->connection));
    copy_first_line(error.detail, sizeof(error.detail),
                    PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL));
    copy_first_line(error.about, sizeof(error.about), column ? column : constraint);
    return error;
}

bool db_link_good(const PGresult *result)
{
    ExecStatusType status = PQresultStatus(result);
    return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK;
}

/* One question to a new connection, answered by one value; "" if by none, and for a table that does
 * not exist. */
static void ask(struct db *db, const char *question, const char *parameter,
                char answer[ANSWER_SIZE])
{
    PGresult *r = PQexecParams(db->connection, question, parameter ? 1 : 0, NULL,
                               (const char *const[]){ parameter }, NULL, NULL, 0);
    struct db_error error = { .state = "" };
    bool good = db_link_good(r);
    copy_first_line(answer, ANSWER_SIZE, good && PQntuples(r) > 0 ? PQgetvalue(r, 0, 0) : "");
    if (!good)
        error = db_link_error(db, r);
    PQclear(r);
    if (!good && strcmp(error.state, "42P01") != 0)
        db_error_fail("connecting", &error);
}

static void check_version(struct db *db)
{
    char answer[ANSWER_SIZE];
    int64_t found = 0;
    ask(db, "SELECT max(version) FROM schema_version", NULL, answer);
    if (!text_to_int(answer, &found))
        fail(FAIL_AWAY, "the database has no schema yet: run nopanic migrate");
    if (found < db->version)
        fail(FAIL_AWAY,
             "database schema is version %" PRId64 ", this program needs %" PRId64
             ": run nopanic migrate",
             found, db->version);
    if (found > db->version)
        fail(FAIL_AWAY,
             "database schema is version %" PRId64 ", this program is older and needs %" PRId64
             ": install the nopanic that belongs to the schema",
             found, db->version);
}

static void check_connection(struct db *db)
{
    char answer[ANSWER_SIZE];
    ask(db,
        "SELECT concat_ws(', ',"
        " CASE WHEN current_setting('synchronous_commit') = 'off' THEN 'synchronous_commit' END,"
        " CASE WHEN current_setting('fsync') = 'off' THEN 'fsync' END,"
        " CASE WHEN current_setting('full_page_writes') = 'off' THEN 'full_page_writes' END)",
        NULL, answer);
    if (*answer)
        fail(FAIL_AWAY, "the database may lose what it has committed: turn on %s", answer);
    if (db->user)
        ask(db, "SELECT set_config('role', $1, false)", db->role, answer);
    if (db->version > 0)
        check_version(db);
    if (db->listen)
        ask(db, db->listen, NULL, answer);
    db->checked = true;
}

static void ignore_notice(void *arg, const char *message)
{
    (void)arg;
    (void)message;
}

static void connect_anew(struct db *db)
{
    static const char *const names[] = {
        "connect_timeout",
        "keepalives_idle",
        "keepalives_interval",
        "keepalives_count",
        "tcp_user_timeout",
        "dbname",
        "user",
        "options",
        "fallback_application_name",
        "client_encoding",
        NULL,
    };
    const char *const values[] = {
        "3",
        "30",
        "10",
        "3",
        "10000",
        db->url,
        db->user ? db->user : db->role,
        db->options,
        program_invocation_short_name,
        "UTF8",
        NULL,
    };
    if (db->connection)
        PQreset(db->connection);
    else
        db->connection = PQconnectdbParams(names, values, 1);
    PQsetNoticeProcessor(db->connection, ignore_notice, NULL);
    db->checked = db->stale = false;
    db->prepared_count = 0;
    if (db_link_lost(db)) {
        struct db_error error = db_link_error(db, NULL);
        db_error_fail("connecting", &error);
    }
}

void db_link_ready(struct db *db)
{
    if (db->transaction && db_link_lost(db))
        fail(FAIL_AWAY, "database: the connection was lost in a transaction");
    if (db->transaction)
        return;
    if (!db->connection || db_link_lost(db) || has_hung_up(db))
        connect_anew(db);
    if (!db->checked)
        check_connection(db);
    if (db->stale)
        PQclear(PQexec(db->connection, "DEALLOCATE ALL"));
    db->stale = false;
}

void db_listen(struct db *db, const char *listen)
{
    db->listen = listen;
}

/* Whether there is something; forgets it. */
static bool was_told(struct db *db)
{
    bool told = false;
    for (PGnotify *n; (n = PQnotifies(db->connection)); told = true)
        PQfreemem(n);
    return told;
}

void db_wait(struct db *db, int other, int64_t ms)
{
    int socket = db->connection && !db_link_lost(db) ? PQsocket(db->connection) : -1;
    struct pollfd wait[] = { { .fd = socket, .events = POLLIN },
                             { .fd = other, .events = POLLIN } };
    int64_t until = clock_monotonic_ms() + ms, left = ms;
    while (left > 0 && !(db->connection && was_told(db)) && wait[1].revents == 0) {
        if (poll(wait, COUNT_OF(wait), (int)left) > 0 && wait[0].revents != 0)
            PQconsumeInput(db->connection);
        if (socket >= 0 && db_link_lost(db))
            return;
        left = until - clock_monotonic_ms();
    }
}
