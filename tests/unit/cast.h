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
    static struct db_statement all[2000];
    size_t i = 0;
    while (i < COUNT_OF(all) - 1 && all[i].text && strcmp(all[i].text, text) != 0)
        i++;
    if (i == COUNT_OF(all) - 1)
        abort();
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

/* What `go test -fuzz` prints when target dies in a function of package codec; input is the name of
 * the file it wrote. */
static inline const char *cast_go_log(struct arena *mem, const char *target, const char *function,
                                      const char *input)
{
    return text_format(
        mem,
        "fuzz: elapsed: 0s, gathering baseline coverage: 0/1 completed\n"
        "fuzz: elapsed: 0s, gathering baseline coverage: 1/1 completed, now fuzzing with 1 "
        "workers\n"
        "fuzz: elapsed: 3s, execs: 23848 (7941/sec), new interesting: 2 (total: 3)\n"
        "--- FAIL: %s (3.53s)\n"
        "    --- FAIL: %s (0.00s)\n"
        "        testing.go:1356: panic: runtime error: integer divide by zero\n"
        "            goroutine 8507 [running]:\n"
        "            runtime/debug.Stack()\n"
        "            \t/usr/lib/go-1.19/src/runtime/debug/stack.go:24 +0xdb\n"
        "            testing.tRunner.func1()\n"
        "            \t/usr/lib/go-1.19/src/testing/testing.go:1356 +0x1f2\n"
        "            panic({0x5d7ca0, 0x72ef70})\n"
        "            \t/usr/lib/go-1.19/src/runtime/panic.go:884 +0x212\n"
        "            example.com/vault/codec.%s(...)\n"
        "            \t/src/vault/codec/codec.go:7\n"
        "            example.com/vault/codec.%s.func1(0x6?, {0xc004100f38, 0x1, 0x0?})\n"
        "            \t/src/vault/codec/codec_test.go:8 +0x33c\n"
        "            testing.tRunner(0xc0041291e0, 0xc004126750)\n"
        "            \t/usr/lib/go-1.19/src/testing/testing.go:1446 +0x10b\n"
        "    \n"
        "    Failing input written to testdata/fuzz/%s/%s\n"
        "    To re-run:\n"
        "    go test -run=%s/%s\n"
        "FAIL\n"
        "exit status 1\n"
        "FAIL\texample.com/vault/codec\t3.551s\n",
        target, target, function, target, target, input, target, input);
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
