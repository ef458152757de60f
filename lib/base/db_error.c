/* What a refusal of the server means to the caller. */
#include <stdlib.h>

#include "base/db_own.h"
#include "base/fail.h"

static bool in_class(const struct db_error *error, const char *const classes[])
{
    for (size_t i = 0; classes[i]; i++)
        if (strncmp(error->state, classes[i], strlen(classes[i])) == 0)
            return true;
    return false;
}

/*
 * Connection (08), transaction rolled back (40), resources (53), operator (57), system (58); then a
 * server that only reads, a lock that was not to be had in time, and a prepared statement that died
 * with its session.
 */
static bool is_away(const struct db_error *error)
{
    static const char *const classes[] = { "08",    "40",    "53",    "57", "58",
                                           "25006", "55P03", "26000", NULL };
    return !*error->state || in_class(error, classes);
}

/* Values out of range or malformed (22), against a constraint (23), too complex (54). */
static bool is_refused(const struct db_error *error)
{
    return in_class(error, (const char *const[]){ "22", "23", "54", NULL });
}

/* Our functions say RAISE EXCEPTION 'reason' USING DETAIL = '409'. */
static enum fail raised_kind(const struct db_error *error)
{
    int64_t number;
    if (strcmp(error->state, "P0001") != 0 || !text_to_int(error->detail, &number))
        return FAIL_NOT;
    return number > 0 && number < 1000 && fail_code((enum fail)number) ? (enum fail)number
                                                                       : FAIL_NOT;
}

void db_error_fail(const char *what, const struct db_error *error)
{
    enum fail raised = raised_kind(error);
    if (raised != FAIL_NOT)
        fail(raised, "%s", error->message);
    if (is_away(error))
        fail(FAIL_AWAY, "database: %s: %s (%s)", what, error->message,
             *error->state ? error->state : "no connection");
    /* This one is shown, so it tells what is refused and nothing of the statement. */
    if (is_refused(error))
        fail(FAIL_REFUSED, "a value cannot be stored: %s%s%s",
             *error->about ? error->about : "not acceptable", ", SQLSTATE ", error->state);
    fail(FAIL_BROKEN, "database: %s: %s (%s)", what, error->message, error->state);
}

bool db_error_passes(const struct db_error *error)
{
    return in_class(error, (const char *const[]){ "40001", "40P01", NULL });
}

bool db_error_stale(const struct db_error *error)
{
    return in_class(error, (const char *const[]){ "26000", "0A000", NULL });
}
