/*
 * What tests of the reading side tell: repository 1, "XXyCorp/vault", with packages helper/xor (1)
 * and helper/kdf (2), targets FuzzXor (1), FuzzPad (2) and FuzzKdf (3), and one run (1).
 */
#ifndef STORY_H
#define STORY_H

#include "cast.h"

#define STORY_COMMIT "0123456789abcdef0123456789abcdef01234567"

static inline struct hub story_hub(void **state)
{
    struct scene *scene = *state;
    scene_sql(scene,
              "INSERT INTO repo (id, name) OVERRIDING SYSTEM VALUE VALUES (1, 'XXyCorp/vault');"
              "INSERT INTO package (id, repo, path) OVERRIDING SYSTEM VALUE"
              " VALUES (1, 1, 'helper/xor'), (2, 1, 'helper/kdf');"
              "INSERT INTO target (id, repo, package, name, engine) OVERRIDING SYSTEM VALUE"
              " VALUES (1, 1, 1, 'FuzzXor', 'go'), (2, 1, 1, 'FuzzPad', 'go'),"
              "        (3, 1, 2, 'FuzzKdf', 'go');"
              "INSERT INTO run (id, repo, commit_id, branch, origin, started_at)"
              " OVERRIDING SYSTEM VALUE"
              " VALUES (1, 1, '" STORY_COMMIT "', 'main', 'CI', now() - interval '1 hour')");
    return cast_hub(scene);
}

/* The same, and a token "t" by which logs can be posted to it. */
static inline struct hub story_posting_hub(void **state)
{
    struct hub hub = story_hub(state);
    db_execute(hub.db, "ALTER TABLE run ALTER id RESTART WITH 100;"
                       "ALTER TABLE package ALTER id RESTART WITH 100;"
                       "ALTER TABLE target ALTER id RESTART WITH 100;"
                       "INSERT INTO token (jti, name, scope, every_repo, expires_at)"
                       " VALUES ('t', 't', 'ingest', true, now() + interval '1 day')");
    return hub;
}

/* A crasher of package 1, found in run 1 by target 1. */
static inline void story_crasher(struct hub *hub, int id, const char *severity, const char *state)
{
    db_execute(hub->db,
               text_format(hub->mem,
                           "INSERT INTO crasher (id, repo, state, duplicate_of, severity,"
                           " severity_reason, engine, kind, title, message, function, file, line,"
                           " package, target, first_run, last_run, crashes)"
                           " OVERRIDING SYSTEM VALUE VALUES (%d, 1, '%s', %s, '%s', 'why', 'go',"
                           " 'panic', 'title %d', 'panic: %d', 'Split', 'helper/xor/xor.go', 46,"
                           " 1, 1, 1, 1, 0);"
                           "INSERT INTO crasher_target (crasher, target, repo, package)"
                           " VALUES (%d, 1, 1, 1)",
                           id, state, strcmp(state, "duplicate") == 0 ? "1" : "NULL", severity, id,
                           id, id));
}

#endif
