/* What tests of access stand on: people, a group, repositories with a row in every table, and a
 * connection of the pages' role. */
#ifndef STAGE_H
#define STAGE_H

#include "cast.h"

/*
 * red/priv: carol administers it by her group, tom may triage it, alice reads it.  blue/pub is
 * public, green/priv nobody's.  bob has no right anywhere, root is an administrator of the
 * instance. Each repository has one row in every table that belongs to a repository.
 */
static const char stage[] =
    "INSERT INTO account (id, name, email, is_admin) OVERRIDING SYSTEM VALUE VALUES"
    " (1, 'root', 'root@x', true), (2, 'alice', 'alice@x', false), (3, 'bob', 'bob@x', false),"
    " (4, 'carol', 'carol@x', false), (5, 'tom', 'tom@x', false), (6, 'gone', 'gone@x', true);"
    "UPDATE account SET disabled_at = now() WHERE id = 6;"
    "INSERT INTO account_group (id, name) OVERRIDING SYSTEM VALUE VALUES (1, 'crypto');"
    "INSERT INTO group_member VALUES (1, 4);"
    "INSERT INTO repo (id, name, public) OVERRIDING SYSTEM VALUE VALUES"
    " (1, 'red/priv', false), (2, 'blue/pub', true), (3, 'red/removed', true), (4, 'green/priv', "
    "false);"
    "UPDATE repo SET removed_at = now() WHERE id = 3;"
    "INSERT INTO repo_grant (repo, account, role) VALUES (1, 2, 'read'), (1, 5, 'triage');"
    "INSERT INTO repo_grant (repo, account_group, role) VALUES (1, 1, 'admin');"
    "INSERT INTO repo_status (repo) SELECT id FROM repo;"
    "INSERT INTO package (id, repo, path) OVERRIDING SYSTEM VALUE SELECT id, id, 'a' FROM repo;"
    "INSERT INTO target (id, repo, package, name, engine) OVERRIDING SYSTEM VALUE"
    " SELECT id, id, id, 'F', 'go' FROM repo;"
    "INSERT INTO run (id, repo, origin) OVERRIDING SYSTEM VALUE SELECT id, id, 'CI' FROM repo;"
    "INSERT INTO result (id, repo, run, package, target, state) OVERRIDING SYSTEM VALUE"
    " SELECT id, id, id, id, id, 'crashed' FROM run;"
    "INSERT INTO blob (repo, sha256, bytes) SELECT id, sha256('x'), 'x' FROM repo;"
    "INSERT INTO code (repo, commit_id, name, path, blob)"
    " SELECT id, 'x', 'x', 'x', sha256('x') FROM repo;"
    "INSERT INTO mirror (repo) SELECT id FROM repo;"
    "INSERT INTO mirror_file (repo, commit_id, file, why, candidates)"
    " SELECT id, 'x', 'x', 'none', '' FROM repo;"
    "INSERT INTO log (id, repo, run, result, target, digest, state, blob, size) OVERRIDING SYSTEM "
    "VALUE"
    " SELECT id, id, id, id, id, sha256('x'), 'crashed', sha256('x'), 1 FROM repo;"
    "INSERT INTO crasher (id, repo, severity, severity_reason, engine, kind, title, message, "
    "package,"
    " target, first_run, last_run) OVERRIDING SYSTEM VALUE"
    " SELECT id, id, 'high', 'x', 'go', 'x', 'x', 'x', id, id, id, id FROM repo;"
    "INSERT INTO signature (repo, digest, crasher, version, text) SELECT id, sha256('x'), id, "
    "'go-1', 'x' FROM repo;"
    "INSERT INTO commit_order (repo, crasher, commit_id, fix, run)"
    " SELECT id, id, 'x', 'y', id FROM repo;"
    "INSERT INTO crasher_target (crasher, target, repo, package) SELECT id, id, id, id FROM repo;"
    "INSERT INTO crash (repo, crasher, run, target, log) SELECT id, id, id, id, id FROM repo;"
    "INSERT INTO pending (repo, package, run, crasher) SELECT id, id, id, id FROM repo;"
    "INSERT INTO activity (repo, package, day) SELECT id, id, current_date FROM repo;"
    "INSERT INTO crasher_day (crasher, repo, day) SELECT id, id, current_date FROM repo;"
    "INSERT INTO event (repo, kind, crasher) SELECT id, 'new', id FROM repo;"
    "INSERT INTO comment (repo, crasher, text) SELECT id, id, 'x' FROM repo;"
    "INSERT INTO ticket (repo, crasher) SELECT id, id FROM repo;"
    "INSERT INTO tracker_check (repo, tracker) SELECT id, 'jira' FROM repo;"
    "INSERT INTO source (repo, kind, url) SELECT id, 'git', 'x' FROM repo;"
    "INSERT INTO job (repo, commit_id) SELECT id, 'x' FROM repo;"
    "INSERT INTO channel (id, kind, name) OVERRIDING SYSTEM VALUE VALUES (50, 'slack', 'team');"
    "INSERT INTO subscription (id, account, repo) OVERRIDING SYSTEM VALUE VALUES (50, 2, 1);"
    "INSERT INTO notification (id, channel, account, repo) OVERRIDING SYSTEM VALUE"
    " SELECT r.id, c.id, c.account, r.id FROM repo r, channel c WHERE c.account = 2;"
    "INSERT INTO notification_attempt (notification, number, state) SELECT id, 1, 'waiting' FROM "
    "notification;"
    "INSERT INTO delivery (events, kind, repo, channel, account, subscription, notification)"
    " SELECT ARRAY[e.id], e.kind, e.repo, n.channel, n.account, 50, n.id FROM event e JOIN "
    "notification n ON "
    "n.repo = "
    "e.repo;"
    "INSERT INTO post (token, key, body, repo) SELECT id, 'x', 'x', id FROM repo;"
    "INSERT INTO token (id, jti, name, scope, account, expires_at) OVERRIDING SYSTEM VALUE VALUES"
    " (1, 'j1', 'red', 'read', 1, now() + interval '1 day'), (2, 'j2', 'bobs', 'read', 3, now() + "
    "interval '1 day'),"
    " (3, 'j3', 'push', 'ingest', 1, now() + interval '1 day');"
    "INSERT INTO token_repo VALUES (1, 1), (2, 2), (3, 1);"
    "ALTER TABLE repo ALTER id RESTART WITH 100;"
    "ALTER TABLE account_group ALTER id RESTART WITH 100;"
    " ALTER TABLE token ALTER id RESTART WITH 100;";

enum { ROOT = 1, ALICE, BOB, CAROL, TOM, GONE };

static struct arena *page_mem;
static struct db *page; /* a connection of the pages' role */

static inline int open_stage(void **state)
{
    if (scene_open(state) != 0)
        return -1;
    struct scene *scene = *state;
    scene_sql(scene, stage);
    page_mem = arena_new(16 * 1024 * 1024);
    page = cast_connect(page_mem, "nopanic_page");
    return 0;
}

static inline int close_stage(void **state)
{
    arena_free(page_mem);
    return scene_close(state);
}

static inline int end_page(void **state)
{
    db_forget(page);
    return scene_end(state);
}

#define STAGE(test) cmocka_unit_test_setup_teardown(test, NULL, end_page)

static inline struct hub hub_of(void **state)
{
    struct scene *scene = *state;
    return (struct hub){ .mem = scene->mem, .db = page, .now = clock_now() };
}

struct deed {
    struct hub hub;
    int64_t account;
    const char *command;
};

static inline void try_deed(void *arg)
{
    struct deed *deed = arg;
    if (!hub_enter(&deed->hub, deed->account, 0, false))
        return;
    db_execute(deed->hub.db, deed->command);
}

static inline enum fail doing(void **state, int64_t account, const char *command)
{
    struct deed deed = { hub_of(state), account, command };
    enum fail kind = scene_fails(try_deed, &deed);
    db_forget(page);
    return kind;
}

#endif
