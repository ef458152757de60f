/* What tests of the domain share: a hub in the scene, single values out of it, further connections.
 */
#ifndef CAST_H
#define CAST_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/secret.h"
#include "hub/hub.h"
#include "scene.h"

static inline struct hub cast_hub(struct scene *scene)
{
    return (struct hub){ .mem = scene->mem, .db = scene->db, .now = clock_now() };
}

/* The prepared statement of a text; the same text gets the same one. */
static inline const struct db_statement *cast_statement(const char *text)
{
    static struct db_statement all[400];
    size_t i = 0;
    while (i < COUNT_OF(all) - 1 && all[i].text && strcmp(all[i].text, text) != 0)
        i++;
    if (!all[i].text) {
        char name[32];
        snprintf(name, sizeof(name), "cast%zu", i);
        all[i] = (struct db_statement){ strdup(name), 0, strdup(text) };
    }
    return &all[i];
}

/* The rows of a query of a test's own. */
static inline struct db_rows *cast_rows(struct arena *mem, struct db *db, const char *query)
{
    static const struct db_value none[] = { { 0 } };
    return db_query(db, mem, cast_statement(query), none);
}

/* The column "value" of its one row, as text; NULL if it is NULL. */
static inline const char *cast_value(struct arena *mem, struct db *db, const char *query)
{
    struct db_rows *rows = cast_rows(mem, db, query);
    return db_next(rows) ? db_text(rows, "value") : "(no row)";
}

#define assert_value(hub, query, expected)                                                         \
    assert_string_equal(cast_value((hub)->mem, (hub)->db, "SELECT (" query ")::text AS value"),    \
                        expected)

/* A connection of its own, of a role of the programs; it lives as long as mem. */
static inline struct db *cast_connect(struct arena *mem, const char *role)
{
    struct db *db = db_open(mem, getenv("NOPANIC_TEST_DATABASE"), role, 20000);
    return db;
}

/* A file of one key for base/secret. */
static inline void cast_keys(void)
{
    char path[] = "/tmp/nopanic-keys.XXXXXX";
    int file = mkstemp(path);
    const char line[] = "k1 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n";
    if (file < 0 || write(file, line, sizeof(line) - 1) != (ssize_t)sizeof(line) - 1)
        abort();
    close(file);
    secret_open(path);
    unlink(path);
}

#endif
