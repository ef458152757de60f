/* ingest_store() of sql/schema/004_functions.sql by way of post_store(), roll_pending(),
 * prune_samples() */
#include <poll.h>
#include <sys/wait.h>

#include "cast.h"
#include "hub/post.h"
#include "hub/post_read.h"
#include "hub/rebucket.h"
#include "hub/upkeep.h"

/* What is posted here is committed: the connection is that of the program ingest. */
static const char stage[] =
    "INSERT INTO repo (id, name) OVERRIDING SYSTEM VALUE VALUES (1, 'red/priv'), (2, 'blue/pub');"
    "ALTER TABLE repo ALTER id RESTART WITH 100;"
    "INSERT INTO account (id, name, email, disabled_at) OVERRIDING SYSTEM VALUE VALUES (9, 'gone', "
    "'g@x', now());"
    "INSERT INTO token (id, jti, name, scope, every_repo, account, expires_at) OVERRIDING SYSTEM "
    "VALUE VALUES"
    " (1, 'red', 'red', 'ingest', false, NULL, now() + interval '1 day'),"
    " (2, 'all', 'all', 'ingest', true, NULL, now() + interval '1 day'),"
    " (3, 'read', 'read', 'read', true, NULL, now() + interval '1 day'),"
    " (4, 'old', 'old', 'ingest', true, NULL, now() - interval '1 second'),"
    " (5, 'revoked', 'revoked', 'ingest', true, NULL, now() + interval '1 day'),"
    " (6, 'gone', 'gone', 'ingest', true, 9, now() + interval '1 day');"
    "UPDATE token SET revoked_at = now() WHERE id = 5;"
    "INSERT INTO token_repo VALUES (1, 1);";

static struct arena *ingest_mem;
static struct db *ingest;

static int open_stage(void **state)
{
    if (scene_open(state) != 0)
        return -1;
    scene_sql(*state, stage);
    ingest_mem = arena_new(64 * 1024 * 1024);
    ingest = cast_connect(ingest_mem, "nopanic_ingest");
    return 0;
}

static int close_stage(void **state)
{
    arena_free(ingest_mem);
    return scene_close(state);
}

static int end_test(void **state)
{
    struct scene *scene = *state;
    db_forget(ingest);
    arena_reset(scene->mem);
    return 0;
}

#define STAGE(test) cmocka_unit_test_setup_teardown(test, NULL, end_test)

/* A post of red/priv, in a run of its own. */
static struct post *post_of(struct arena *mem, const char *run)
{
    struct post *post = post_new(mem);
    post_set(post, "repo", "red/priv");
    post_set(post, "run", run);
    return post;
}

static struct post *crash_of(struct arena *mem, const char *run, const char *function,
                             const char *input)
{
    struct post *post = post_of(mem, run);
    post_add_log(post, bytes_from(cast_go_log(mem, "FuzzA", function, input)));
    return post;
}

struct sending {
    struct arena *mem;
    struct db *db;
    const struct post *post;
    const char *jti;
    const struct post_answer *answer;
};

static void send_it(void *arg)
{
    struct sending *s = arg;
    struct hub hub = { .mem = s->mem, .db = s->db, .now = clock_now() };
    s->answer = post_store(&hub, s->post, s->jti, "10.0.0.1");
}

static const struct post_answer *sent(struct arena *mem, const struct post *post)
{
    struct sending s = { mem, ingest, post, "red", NULL };
    if (scene_fails(send_it, &s) != FAIL_NOT)
        fail_msg("%s", scene_reason());
    return s.answer;
}

static enum fail sending(struct arena *mem, const struct post *post, const char *jti)
{
    return scene_fails(send_it, &(struct sending){ mem, ingest, post, jti, NULL });
}

/* The counts of what a post may write, as one text. */
static const char *stored(struct hub *hub)
{
    return cast_value(
        hub->mem, hub->db,
        "SELECT concat_ws(' ', (SELECT count(*) FROM repo), (SELECT count(*) FROM package),"
        " (SELECT count(*) FROM target), (SELECT count(*) FROM run), (SELECT count(*) FROM result),"
        " (SELECT count(*) FROM log), (SELECT count(*) FROM blob), (SELECT count(*) FROM crasher),"
        " (SELECT count(*) FROM crash), (SELECT count(*) FROM event), (SELECT count(*) FROM "
        "pending),"
        " (SELECT count(*) FROM post)) AS value");
}

/* A number of this crasher. */
static const char *of_crasher(struct hub *hub, int64_t id, const char *what)
{
    return cast_value(hub->mem, hub->db,
                      text_format(hub->mem,
                                  "SELECT (%s)::text AS value FROM crasher c WHERE c.id = %" PRId64,
                                  what, id));
}

static void a_new_bug_is_a_crasher_with_its_event(void **state)
{
    struct hub hub = cast_hub(*state);
    struct post *post = crash_of(hub.mem, "new", "New", "aaaa");
    post_add_input(post, &post->inputs, "aaaa", BYTES("\x01\x00\x02"));
    const struct post_answer *answer = sent(hub.mem, post);
    assert_false(answer->known);
    const struct post_crasher *crasher = answer->results->crashers;
    assert_true(crasher->is_new);
    assert_string_equal(crasher->state, "open");
    assert_string_equal(answer->results->state, "crashed");
    assert_string_equal(
        of_crasher(&hub, crasher->id,
                   "(SELECT count(*) FROM event e WHERE e.crasher = c.id AND e.kind = 'new')"),
        "1");
    assert_string_equal(of_crasher(&hub, crasher->id, "c.function"), "example.com/vault/codec.New");
    assert_string_equal(of_crasher(&hub, crasher->id,
                                   "SELECT b.bytes FROM crash x JOIN blob b ON b.sha256 = x.input "
                                   "AND b.repo = x.repo WHERE x.crasher = c.id"),
                        "\\x010002");
}

static void the_same_post_again_adds_nothing(void **state)
{
    struct hub hub = cast_hub(*state);
    const struct post_answer *first = sent(hub.mem, crash_of(hub.mem, "same", "Same", "aaaa"));
    const char *before = stored(&hub);
    const struct post_answer *again = sent(hub.mem, crash_of(hub.mem, "same", "Same", "aaaa"));
    assert_true(again->known);
    assert_int_equal(again->run, first->run);
    assert_int_equal(again->results->crashers->id, first->results->crashers->id);
    assert_false(again->results->crashers->is_new);
    assert_string_equal(stored(&hub), before);
}

static void another_crash_of_a_known_bug_touches_no_crasher(void **state)
{
    struct hub hub = cast_hub(*state);
    int64_t id = sent(hub.mem, crash_of(hub.mem, "one", "Known", "aaaa"))->results->crashers->id;
    const char *row = of_crasher(&hub, id, "c.xmin || ' ' || c.ctid");
    const struct post_answer *second = sent(hub.mem, crash_of(hub.mem, "two", "Known", "bbbb"));
    assert_false(second->known);
    assert_int_equal(second->results->crashers->id, id);
    assert_false(second->results->crashers->is_new);
    assert_string_equal(of_crasher(&hub, id, "c.xmin || ' ' || c.ctid"), row);
    assert_string_equal(
        of_crasher(&hub, id, "(SELECT count(*) FROM crash x WHERE x.crasher = c.id)"), "2");
    assert_string_equal(
        of_crasher(&hub, id, "(SELECT count(*) FROM event e WHERE e.crasher = c.id)"), "1");
}

/* What a run's post wrote, without what differs from run to run. */
static const char *written(struct hub *hub, const char *run)
{
    return cast_value(
        hub->mem, hub->db,
        text_format(
            hub->mem,
            "SELECT concat_ws(E'\\n',"
            " to_jsonb(u) - '{id,key,started_at,last_at}'::text[],"
            " (SELECT to_jsonb(y) - '{id,run,at}'::text[] FROM result y WHERE y.run = u.id),"
            " (SELECT to_jsonb(l) - '{id,run,result,digest,blob,at}'::text[] FROM log l"
            "   WHERE l.run = u.id AND octet_length(l.digest) = 32 AND l.blob IN"
            "         (SELECT sha256 FROM blob b WHERE b.sha256 = sha256(b.bytes))),"
            " (SELECT jsonb_agg(to_jsonb(c) - '{id,run,log,input,input_name,at}'::text[])"
            "    FROM crash c JOIN log l ON l.run = u.id AND l.id = c.log"
            "    JOIN blob b ON b.sha256 = c.input AND b.bytes = convert_to(u.key, 'UTF8')"
            "   WHERE c.run = u.id AND c.input_name = 'in ' || u.key),"
            " (SELECT jsonb_agg(to_jsonb(p) - '{run,at}'::text[] ORDER BY p.crasher)"
            "    FROM pending p WHERE p.run = u.id),"
            " (SELECT jsonb_agg(a - 'run') FROM post o, jsonb_array_elements(o.answer) a"
            "   WHERE (a ->> 'run')::bigint = u.id AND o.body IS NOT NULL)) AS value"
            "  FROM run u WHERE u.key = '%s'",
            run));
}

static const struct post_answer *send_full(struct hub *hub, const char *run)
{
    struct post *post = crash_of(hub->mem, run, "Ways", run);
    post_set(post, "branch", "main");
    post_set(post, "commit", "c0ffee0000000000000000000000000000000001");
    post_set(post, "link", "https://ci.example.com/7");
    post->key = run;
    post->logs->stats.peak_rss_mb = 77;
    post_add_input(post, &post->inputs, text_format(hub->mem, "in %s", run), bytes_from(run));
    return sent(hub->mem, post);
}

/* A connection knows its functions; a new one looks for them anew. */
static void rename_function(struct scene *scene, const char *from, const char *to)
{
    scene_sql(scene, text_format(scene->mem, "ALTER FUNCTION %s RENAME TO %s", from, to));
    ingest = cast_connect(ingest_mem, "nopanic_ingest");
}

static void the_short_way_writes_what_the_general_way_writes(void **state)
{
    struct hub hub = cast_hub(*state);
    int64_t id = send_full(&hub, "ways")->results->crashers->id;
    rename_function(*state, "ingest_store", "general");
    const struct post_answer *by_short = send_full(&hub, "brief");
    rename_function(*state, "general", "ingest_store");

    rename_function(*state, "ingest_known", "short");
    scene_sql(*state, "DO $$ BEGIN EXECUTE format('CREATE FUNCTION ingest_known(%s) RETURNS SETOF "
                      "ingest_row LANGUAGE sql AS $f$ SELECT NULL::ingest_row WHERE false $f$',"
                      " pg_get_function_arguments('short'::regproc)); END $$");
    const struct post_answer *by_general = send_full(&hub, "whole");
    scene_sql(*state, "DROP FUNCTION ingest_known");
    rename_function(*state, "short", "ingest_known");

    assert_string_equal(written(&hub, "brief"), written(&hub, "whole"));
    assert_non_null(strstr(written(&hub, "brief"), "\"is_new\": false"));
    struct post_answer same = *by_general;
    same.run = by_short->run;
    assert_int_equal(by_short->results->crashers->id, id);
    assert_string_equal(post_answer_json(hub.mem, by_short, "http://hub"),
                        post_answer_json(hub.mem, &same, "http://hub"));
}

static void one_bug_reached_from_two_targets_is_one_crasher(void **state)
{
    struct hub hub = cast_hub(*state);
    struct post *post = post_of(hub.mem, "two targets");
    post_add_log(post, bytes_from(cast_go_log(hub.mem, "FuzzA", "Shared", "aaaa")));
    post_add_log(post, bytes_from(cast_go_log(hub.mem, "FuzzB", "Shared", "bbbb")));
    const struct post_answer *answer = sent(hub.mem, post);
    int64_t id = answer->results->crashers->id;
    assert_int_equal(answer->results->next->crashers->id, id);
    assert_string_equal(
        of_crasher(&hub, id, "(SELECT count(*) FROM crasher_target x WHERE x.crasher = c.id)"),
        "2");
}

static void a_key_gets_the_same_answer_and_no_other_body(void **state)
{
    struct hub hub = cast_hub(*state);
    struct post *post = crash_of(hub.mem, "key", "Key", "aaaa");
    post->key = "key 1";
    const struct post_answer *first = sent(hub.mem, post), *again = sent(hub.mem, post);
    assert_true(again->known);
    assert_int_equal(again->run, first->run);
    assert_int_equal(again->results->crashers->id, first->results->crashers->id);
    assert_true(again->results->crashers->is_new); /* as it was told the first time */
    struct post *other = crash_of(hub.mem, "key", "Key", "bbbb");
    other->key = "key 1";
    const char *before = stored(&hub);
    assert_int_equal(sending(hub.mem, other, "red"), FAIL_CONFLICT);
    assert_string_equal(stored(&hub), before);
    other->key = "key 2";
    assert_false(sent(hub.mem, other)->known);
}

static const char commit_a[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
static const char commit_b[] = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

static struct post *of_commit(struct arena *mem, const char *commit, const char *origin,
                              const char *input)
{
    struct post *post = crash_of(mem, NULL, "Joined", input);
    post_set(post, "commit", commit);
    post_set(post, "origin", origin);
    return post;
}

static void posts_of_one_commit_and_origin_join_within_an_hour(void **state)
{
    struct hub hub = cast_hub(*state);
    int64_t run = sent(hub.mem, of_commit(hub.mem, commit_a, NULL, "1"))->run;
    assert_int_equal(sent(hub.mem, of_commit(hub.mem, commit_a, NULL, "2"))->run, run);
    assert_int_not_equal(sent(hub.mem, of_commit(hub.mem, commit_a, "nightly", "3"))->run, run);
    assert_int_not_equal(sent(hub.mem, of_commit(hub.mem, commit_b, NULL, "4"))->run, run);
    assert_int_not_equal(sent(hub.mem, of_commit(hub.mem, NULL, NULL, "5"))->run, run);
    scene_sql(*state,
              "UPDATE run SET started_at = now() - interval '61 minutes' WHERE key IS NULL");
    assert_int_not_equal(sent(hub.mem, of_commit(hub.mem, commit_a, NULL, "6"))->run, run);
}

static void a_named_run_is_of_one_commit(void **state)
{
    struct hub hub = cast_hub(*state);
    struct post *post = crash_of(hub.mem, "named", "Named", "1");
    post_set(post, "commit", commit_a);
    sent(hub.mem, post);
    post = crash_of(hub.mem, "named", "Named", "2");
    post_set(post, "commit", commit_b);
    assert_int_equal(sending(hub.mem, post, "red"), FAIL_CONFLICT);
}

static void a_token_pushes_to_its_repositories_alone(void **state)
{
    struct hub hub = cast_hub(*state);
    const char *before = stored(&hub);
    struct post *post = crash_of(hub.mem, "token", "Token", "1");
    static const struct {
        const char *jti;
        enum fail kind;
    } tokens[] = { { "old", FAIL_STRANGER },
                   { "revoked", FAIL_STRANGER },
                   { "gone", FAIL_STRANGER },
                   { "nobody's", FAIL_STRANGER },
                   { "read", FAIL_DENIED } };
    for (size_t i = 0; i < COUNT_OF(tokens); i++)
        assert_int_equal(sending(hub.mem, post, tokens[i].jti), tokens[i].kind);
    post->repo = "blue/pub";
    assert_int_equal(sending(hub.mem, post, "red"), FAIL_DENIED);
    const char *reason = text_copy(hub.mem, scene_reason());
    post->repo = "no/where";
    assert_int_equal(sending(hub.mem, post, "red"), FAIL_DENIED);
    assert_string_equal(scene_reason(), reason);
    assert_string_equal(stored(&hub), before);
}

static void a_token_for_all_adds_the_repository_of_its_first_post(void **state)
{
    struct hub hub = cast_hub(*state);
    struct post *post = crash_of(hub.mem, "all", "All", "1");
    post->repo = "new/Repo";
    assert_int_equal(sending(hub.mem, post, "all"), FAIL_NOT);
    post->repo = "NEW/repo";
    assert_int_equal(sending(hub.mem, post, "all"), FAIL_NOT);
    assert_value(
        &hub,
        "SELECT string_agg(name || ' ' || public, ',') FROM repo WHERE lower(name) = 'new/repo'",
        "new/Repo false");
    assert_value(
        &hub, "SELECT count(*) FROM audit WHERE action = 'repo.add' AND object = 'new/Repo'", "1");
}

static void the_same_bug_in_two_repositories_is_two_crashers(void **state)
{
    struct hub hub = cast_hub(*state);
    struct post *post = crash_of(hub.mem, "tenant", "Tenant", "1");
    int64_t red = sent(hub.mem, post)->results->crashers->id;
    post->repo = "blue/pub";
    struct sending s = { hub.mem, ingest, post, "all", NULL };
    assert_int_equal(scene_fails(send_it, &s), FAIL_NOT);
    assert_int_not_equal(s.answer->results->crashers->id, red);
    assert_true(s.answer->results->crashers->is_new);
}

static void of_several_logs_of_a_target_the_worst_counts(void **state)
{
    struct hub hub = cast_hub(*state);
    static const char clean[] =
        "fuzz: elapsed: 6s, execs: 55391 (0/sec), new interesting: 0 (total: 1)\nPASS\n"
        "ok  \texample.com/vault/codec\t6.074s\n";
    struct post *post = post_of(hub.mem, "worst");
    post->target = "FuzzA";
    post_add_log(post, bytes_from(clean));
    sent(hub.mem, post);
    assert_value(&hub,
                 "SELECT string_agg(x.state, ',') FROM result x JOIN run r ON r.id = x.run WHERE "
                 "r.key = 'worst'",
                 "ok");
    sent(hub.mem, crash_of(hub.mem, "worst", "Worst", "1"));
    sent(hub.mem, post);
    assert_value(&hub,
                 "SELECT string_agg(x.state, ',') FROM result x JOIN run r ON r.id = x.run WHERE "
                 "r.key = 'worst'",
                 "crashed");
}

static void crashes_of_a_duplicate_count_for_the_survivor(void **state)
{
    struct hub hub = cast_hub(*state);
    int64_t keeper = sent(hub.mem, crash_of(hub.mem, "dup", "Keeper", "1"))->results->crashers->id;
    int64_t twin = sent(hub.mem, crash_of(hub.mem, "dup", "Twin", "2"))->results->crashers->id;
    scene_sql(*state, text_format(hub.mem,
                                  "UPDATE crasher SET state = 'duplicate', duplicate_of = %" PRId64
                                  " WHERE id = %" PRId64,
                                  keeper, twin));
    assert_int_equal(sent(hub.mem, crash_of(hub.mem, "dup", "Twin", "3"))->results->crashers->id,
                     keeper);
}

static void what_the_index_shows_is_kept_ready(void **state)
{
    struct hub hub = cast_hub(*state);
    sent(hub.mem, crash_of(hub.mem, "status", "Status", "1"));
    static const char status[] =
        "SELECT concat_ws(' ', s.packages = (SELECT count(*) FROM package p WHERE p.repo = 1),"
        " s.packages_crashed, s.targets = (SELECT count(*) FROM target t WHERE t.repo = 1),"
        " s.critical + s.high + s.medium + s.low = (SELECT count(*) FROM crasher c WHERE c.repo = 1"
        " AND c.state IN ('open', 'triaged', 'regressed')),"
        " s.last_run = (SELECT max(id) FROM run r WHERE r.repo = 1)) AS value FROM repo_status s "
        "WHERE s.repo = 1";
    assert_string_equal(cast_value(hub.mem, hub.db, status), "t 1 t t t");
    struct post *post = post_of(hub.mem, "broken build");
    post_add_log(post, BYTES("# example.com/vault/codec\n./a.go:3:1: undefined: x\n"
                             "FAIL\texample.com/vault/codec [build failed]\nFAIL\n"));
    sent(hub.mem, post);
    assert_value(&hub, "SELECT failed FROM repo_status WHERE repo = 1", "build error");
}

/* Children post at the same moment, each by a connection of its own; the number that succeeded. */
static int in_parallel(int children, const char *run,
                       struct post *(*make)(struct arena *mem, const char *run, int nth))
{
    int gate[2], good = 0;
    assert_int_equal(pipe(gate), 0);
    for (int i = 0; i < children; i++) {
        if (fork() != 0)
            continue;
        char open;
        close(gate[1]);
        struct arena *mem = arena_new(64 * 1024 * 1024);
        struct sending s = { mem, cast_connect(mem, "nopanic_ingest"), make(mem, run, i), "red",
                             NULL };
        cast_value(mem, s.db, "SELECT 'ready' AS value");
        bool waited = read(gate[0], &open, 1) == 0;
        enum fail kind = scene_fails(send_it, &s);
        if (kind != FAIL_NOT)
            fprintf(stderr, "child %d: %s\n", i, scene_reason());
        _exit(waited && kind == FAIL_NOT ? 0 : 1);
    }
    usleep(500000); /* until all of them stand at the gate */
    close(gate[0]);
    close(gate[1]);
    for (int status; wait(&status) > 0;)
        good += WIFEXITED(status) && WEXITSTATUS(status) == 0;
    return good;
}

static struct post *same_bug(struct arena *mem, const char *run, int nth)
{
    struct post *post = crash_of(mem, NULL, "Stampede", text_int(mem, nth));
    post_set(post, "commit", commit_a);
    post_set(post, "origin", run);
    return post;
}

static void fifty_first_posts_of_one_bug_at_once_make_one_crasher(void **state)
{
    struct hub hub = cast_hub(*state);
    assert_int_equal(in_parallel(50, "stampede", same_bug), 50);
    int64_t id = sent(hub.mem, crash_of(hub.mem, "after", "Stampede", "x"))->results->crashers->id;
    assert_value(&hub, "SELECT count(*) FROM crasher WHERE function LIKE '%.Stampede'", "1");
    assert_string_equal(
        of_crasher(&hub, id, "(SELECT count(*) FROM crash x WHERE x.crasher = c.id)"), "51");
    assert_string_equal(
        of_crasher(&hub, id, "(SELECT count(*) FROM event e WHERE e.crasher = c.id)"), "1");
    assert_value(&hub, "SELECT count(*) FROM run WHERE origin = 'stampede'", "1");
}

/* Each another new bug, all of one run and one repository, whose rows each must bring up to date.
 */
static struct post *new_bug(struct arena *mem, const char *run, int nth)
{
    return crash_of(mem, run, text_format(mem, "Jam%d", nth), text_int(mem, nth));
}

static const char *deadlocks(struct hub *hub)
{
    return cast_value(hub->mem, hub->db,
                      "SELECT deadlocks::text AS value FROM pg_stat_database"
                      " WHERE datname = current_database()");
}

static void new_bugs_of_one_run_wait_for_each_other_one_way_round(void **state)
{
    struct hub hub = cast_hub(*state);
    const char *before = deadlocks(&hub);
    assert_int_equal(in_parallel(16, "jam", new_bug), 16);
    assert_value(&hub, "SELECT crashers_new FROM run WHERE key = 'jam'", "16");
    assert_string_equal(deadlocks(&hub), before);
}

/* The same new bugs, forwards and backwards: each waits for a signature the other has. */
static struct post *crossing(struct arena *mem, const char *run, int nth)
{
    struct post *post = post_of(mem, text_format(mem, "%s %d", run, nth));
    for (int i = 0; i < 8; i++) {
        const char *function = text_format(mem, "Cross%d_%d", nth / 2, nth % 2 ? i : 7 - i);
        post_add_log(post, bytes_from(cast_go_log(mem, "FuzzA", function, text_int(mem, nth))));
    }
    return post;
}

static void posts_that_cross_each_other_all_succeed(void **state)
{
    struct hub hub = cast_hub(*state);
    assert_int_equal(in_parallel(16, "crossing", crossing), 16);
    assert_value(&hub, "SELECT count(*) FROM crasher WHERE function LIKE '%.Cross%'", "64");
    assert_value(&hub,
                 "SELECT count(*) FROM crash x JOIN crasher c ON c.id = x.crasher WHERE c.function "
                 "LIKE '%.Cross%'",
                 "128");
}

static const char sums[] = "SELECT concat_ws(' ',"
                           " (SELECT count(*) FROM crasher c WHERE c.crashes <> (SELECT count(*) "
                           "FROM crash x WHERE x.crasher = c.id)),"
                           " (SELECT count(*) FROM result r WHERE r.logs <> (SELECT count(*) FROM "
                           "log l WHERE l.result = r.id)),"
                           " (SELECT sum(logs) FROM activity) = (SELECT count(*) FROM log),"
                           " (SELECT sum(crashes) FROM activity) = (SELECT count(*) FROM crash),"
                           " (SELECT sum(crashes) FROM crasher_day) = (SELECT count(*) FROM crash),"
                           " (SELECT count(*) FROM pending)) AS value";

static void rolling_adds_up_exactly_once(void **state)
{
    struct scene *scene = *state;
    struct hub hub = cast_hub(scene), cron = hub;
    cron.db = cast_connect(scene->mem, "nopanic_cron");
    assert_true(upkeep_roll(&cron) > 0);
    assert_string_equal(cast_value(hub.mem, hub.db, sums), "0 0 t t t 0");
    assert_int_equal(upkeep_roll(&cron), 0);
    assert_string_equal(cast_value(hub.mem, hub.db, sums), "0 0 t t t 0");
}

static struct post *counted(struct arena *mem, const char *run, int nth)
{
    return crash_of(mem, run, "Counted", text_format(mem, "c%d", nth));
}

static void nothing_is_lost_while_rollers_and_writers_work_at_once(void **state)
{
    struct scene *scene = *state;
    struct hub hub = cast_hub(scene), cron = hub;
    cron.db = cast_connect(scene->mem, "nopanic_cron");
    pid_t roller = fork();
    if (roller == 0) {
        struct arena *mem = arena_new(64 * 1024 * 1024);
        struct hub own = { .mem = mem, .db = cast_connect(mem, "nopanic_cron") };
        for (int i = 0; i < 200; i++) {
            upkeep_roll(&own);
            usleep(5000);
        }
        _exit(0);
    }
    for (int round = 0; round < 3; round++) {
        const char *run = text_format(scene->mem, "counted %d", round);
        pid_t others = fork();
        if (others == 0)
            _exit(in_parallel(12, run, counted) == 12 ? 0 : 1);
        int status;
        assert_int_equal(waitpid(others, &status, 0), others);
        assert_int_equal(WEXITSTATUS(status), 0);
    }
    waitpid(roller, NULL, 0);
    upkeep_roll(&cron);
    assert_string_equal(cast_value(hub.mem, hub.db, sums), "0 0 t t t 0");
    assert_value(&hub, "SELECT crashes FROM crasher WHERE function LIKE '%.Counted'", "36");
}

/* An input dies without a stack in one post and with one in the next, by whichever comes first. */
static struct post *weak_or_strong(struct arena *mem, const char *run, int nth)
{
    struct post *post = post_of(mem, text_format(mem, "%s %d", run, nth % 3));
    const char *input = text_format(mem, "input-%d", nth / 4);
    const char *weak = text_format(mem,
                                   "--- FAIL: FuzzW%d (0.0%ds)\n    fuzzing process hung or "
                                   "terminated unexpectedly: exit status 3\n"
                                   "    Failing input written to testdata/fuzz/FuzzW%d/%s\n"
                                   "FAIL\nFAIL\texample.com/vault/codec\t0.1s\n",
                                   nth / 8, nth, nth / 8, input);
    const char *strong = cast_go_log(mem, text_format(mem, "FuzzW%d", nth / 8),
                                     text_format(mem, "Woken%d", nth / 4), input);
    post_add_log(post, bytes_from(nth % 2 ? weak : strong));
    return post;
}

static bool go_on(void *context, const struct rebucket_change *change)
{
    (void)context;
    (void)change;
    return true;
}

/* Rolls up and sorts anew until the gate closes. */
static void keep_sorting(int gate)
{
    struct arena *mem = arena_new(256 * 1024 * 1024);
    struct hub own = { .mem = mem, .db = cast_connect(mem, "nopanic_cron") };
    char open;
    struct pollfd closed = { gate, POLLIN, 0 };
    while (poll(&closed, 1, 0) == 0 || read(gate, &open, 1) != 0) {
        (void)rebucket_run(&own, rebucket_repos(&own, "red/priv", false), false, go_on, NULL);
        upkeep_roll(&own);
    }
    _exit(0);
}

static void weak_ones_join_while_others_post_and_all_is_sorted_anew(void **state)
{
    struct scene *scene = *state;
    struct hub hub = cast_hub(scene);
    const char *before = deadlocks(&hub);
    int gate[2], status;
    assert_int_equal(pipe(gate), 0);
    pid_t sorter = fork();
    if (sorter == 0) {
        close(gate[1]);
        keep_sorting(gate[0]);
    }
    close(gate[0]);
    for (int round = 0; round < 3; round++) {
        pid_t others = fork();
        if (others == 0) {
            close(gate[1]);
            _exit(in_parallel(16, text_format(scene->mem, "woken %d", round), weak_or_strong) == 16
                      ? 0
                      : 1);
        }
        assert_int_equal(waitpid(others, &status, 0), others);
        assert_int_equal(WEXITSTATUS(status), 0);
    }
    close(gate[1]);
    assert_int_equal(waitpid(sorter, &status, 0), sorter);
    assert_int_equal(WEXITSTATUS(status), 0);
    assert_string_equal(deadlocks(&hub), before);
    assert_value(&hub, "SELECT count(*) FROM crasher WHERE function LIKE '%.Woken%' AND NOT weak",
                 "4");
    assert_value(&hub, "SELECT count(*) FROM crasher WHERE weak AND state <> 'duplicate'", "0");
    assert_value(&hub, "SELECT roll_pending() >= 0", "true");
    assert_string_equal(cast_value(hub.mem, hub.db, sums), "0 0 t t t 0");
}

static void pruning_keeps_the_first_and_the_newest(void **state)
{
    struct scene *scene = *state;
    struct hub hub = cast_hub(scene), cron = hub;
    cron.db = cast_connect(scene->mem, "nopanic_cron");
    int64_t id = 0;
    for (int i = 0; i < 12; i++) {
        struct post *post = crash_of(hub.mem, text_format(hub.mem, "prune %d", i), "Pruned",
                                     text_format(hub.mem, "p%d", i));
        post_add_input(post, &post->inputs, text_format(hub.mem, "p%d", i),
                       bytes_from(text_format(hub.mem, "input %d", i)));
        id = sent(hub.mem, post)->results->crashers->id;
    }
    upkeep_roll(&cron);
    scene_sql(scene, "UPDATE blob SET stored_at = now() - interval '11 minutes'");
    assert_true(upkeep_prune(&cron, 3) > 0);
    assert_string_equal(
        of_crasher(&hub, id,
                   "(SELECT string_agg(x.input_name, ',' ORDER BY x.id) FROM crash x"
                   " WHERE x.crasher = c.id AND x.kept)"),
        "testdata/fuzz/FuzzA/p0,testdata/fuzz/FuzzA/p9,testdata/fuzz/FuzzA/p10,testdata/fuzz/FuzzA/"
        "p11");
    assert_string_equal(
        of_crasher(
            &hub, id,
            "(SELECT count(*) FROM crash x JOIN blob b ON b.sha256 = x.input AND b.repo = x.repo"
            " JOIN log l ON l.id = x.log JOIN blob t ON t.sha256 = l.blob AND t.repo = l.repo"
            " WHERE x.crasher = c.id)"),
        "4");
    assert_string_equal(of_crasher(&hub, id, "c.crashes"), "12");
    assert_value(&hub, "SELECT count(*) FROM blob b WHERE b.bytes = 'input 5'", "0");
    assert_value(&hub,
                 "SELECT count(*) FROM crash x WHERE x.kept AND x.input IS NOT NULL AND NOT EXISTS"
                 " (SELECT FROM blob b WHERE b.sha256 = x.input AND b.repo = x.repo)",
                 "0");
}

static void what_was_just_posted_is_not_pruned(void **state)
{
    struct scene *scene = *state;
    struct hub hub = cast_hub(scene), cron = hub;
    cron.db = cast_connect(scene->mem, "nopanic_cron");
    for (int i = 0; i < 4; i++) {
        struct post *post = crash_of(hub.mem, text_format(hub.mem, "fresh %d", i), "Fresh",
                                     text_format(hub.mem, "f%d", i));
        post_add_input(post, &post->inputs, text_format(hub.mem, "f%d", i),
                       bytes_from(text_format(hub.mem, "fresh %d", i)));
        sent(hub.mem, post);
    }
    upkeep_prune(&cron, 1);
    assert_value(&hub, "SELECT count(*) FROM blob b WHERE b.bytes IN ('fresh 1', 'fresh 2')", "2");
    assert_value(&hub, "SELECT count(*) FROM crash WHERE kept AND input_name LIKE '%/f_'", "2");
}

static void add_source(struct arena *mem, struct post *post, const char *id, const char *path,
                       const char *text)
{
    post_set(post, "commit", id);
    code_add(mem, &post->source, path, bytes_from(text));
}

static void source_is_kept_as_it_was_first_told_of_its_commit(void **state)
{
    static const char id[] = "5000000000000000000000000000000000000005";
    struct hub hub = cast_hub(*state);
    struct post *post = crash_of(hub.mem, "source", "Sourced", "s1");
    add_source(hub.mem, post, id, "codec/codec.go", "package codec\n");
    code_add(hub.mem, &post->source, "a/b.go", BYTES("package codec\n"));
    sent(hub.mem, post);
    /* Nothing is to be made now but rows; yet the source arrives. */
    post = crash_of(hub.mem, "source", "Sourced", "s2");
    add_source(hub.mem, post, id, "codec/codec.go", "another\n");
    code_add(hub.mem, &post->source, "c/new.go", BYTES("new\0"));
    sent(hub.mem, post);
    assert_value(
        &hub,
        "SELECT string_agg(concat_ws(' ', k.name, k.path, encode(b.bytes, 'escape')), '; ' "
        "ORDER BY k.path) FROM code k JOIN blob b ON b.repo = k.repo AND b.sha256 = k.blob"
        " WHERE k.commit_id LIKE '5%5'",
        "b.go a/b.go package codec\n; new.go c/new.go new\\000; codec.go codec/codec.go "
        "package codec\n");
    /* The same key with another source is another post. */
    post->key = "source";
    assert_int_equal(sending(hub.mem, post, "red"), FAIL_NOT);
    code_add(hub.mem, &post->source, "c/more.go", BYTES(""));
    assert_int_equal(sending(hub.mem, post, "red"), FAIL_CONFLICT);
}

static void source_goes_with_the_crasher_that_was_first_seen_there(void **state)
{
    struct scene *scene = *state;
    struct hub hub = cast_hub(scene), cron = hub;
    cron.db = cast_connect(scene->mem, "nopanic_cron");
    struct post *first = crash_of(hub.mem, "kept code", "KeptCode", "k1");
    add_source(hub.mem, first, "6000000000000000000000000000000000000006", "a.go", "kept code");
    sent(hub.mem, first);
    struct post *later = crash_of(hub.mem, "later code", "KeptCode", "k2");
    add_source(hub.mem, later, "7000000000000000000000000000000000000007", "a.go", "later code");
    sent(hub.mem, later);
    static const char kept[] =
        "SELECT concat_ws(' ', (SELECT count(*) FROM code WHERE commit_id LIKE '6%6'),"
        " (SELECT count(*) FROM code WHERE commit_id LIKE '7%7'),"
        " (SELECT count(*) FROM blob WHERE bytes IN ('kept code', 'later code'))) AS value";
    upkeep_prune(&cron, 9);
    assert_string_equal(cast_value(hub.mem, hub.db, kept), "1 1 2");
    scene_sql(scene, "UPDATE blob SET stored_at = now() - interval '11 minutes';"
                     "UPDATE code SET stored_at = now() - interval '11 minutes'");
    upkeep_prune(&cron, 9);
    assert_string_equal(cast_value(hub.mem, hub.db, kept), "1 0 1");
}

static void of_a_commit_so_much_source_is_kept_and_no_more(void **state)
{
    static const char id[] = "8000000000000000000000000000000000000008";
    struct scene *scene = *state;
    struct hub hub = cast_hub(scene);
    scene_sql(scene, "INSERT INTO code (repo, commit_id, name, path, blob) SELECT 1, "
                     "'8000000000000000000000000000000000000008', i || '.c', i || '.c', '' FROM "
                     "generate_series(1, 2000) i");
    struct post *post = crash_of(hub.mem, "much source", "MuchSource", "m1");
    add_source(hub.mem, post, id, "one.go", "one");
    sent(hub.mem, post);
    assert_value(&hub, "SELECT count(*) FROM code WHERE commit_id LIKE '8%8'", "2000");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STAGE(a_new_bug_is_a_crasher_with_its_event),
        STAGE(the_same_post_again_adds_nothing),
        STAGE(another_crash_of_a_known_bug_touches_no_crasher),
        STAGE(the_short_way_writes_what_the_general_way_writes),
        STAGE(one_bug_reached_from_two_targets_is_one_crasher),
        STAGE(a_key_gets_the_same_answer_and_no_other_body),
        STAGE(posts_of_one_commit_and_origin_join_within_an_hour),
        STAGE(a_named_run_is_of_one_commit),
        STAGE(a_token_pushes_to_its_repositories_alone),
        STAGE(a_token_for_all_adds_the_repository_of_its_first_post),
        STAGE(the_same_bug_in_two_repositories_is_two_crashers),
        STAGE(of_several_logs_of_a_target_the_worst_counts),
        STAGE(crashes_of_a_duplicate_count_for_the_survivor),
        STAGE(what_the_index_shows_is_kept_ready),
        STAGE(fifty_first_posts_of_one_bug_at_once_make_one_crasher),
        STAGE(new_bugs_of_one_run_wait_for_each_other_one_way_round),
        STAGE(posts_that_cross_each_other_all_succeed),
        STAGE(rolling_adds_up_exactly_once),
        STAGE(nothing_is_lost_while_rollers_and_writers_work_at_once),
        STAGE(weak_ones_join_while_others_post_and_all_is_sorted_anew),
        STAGE(pruning_keeps_the_first_and_the_newest),
        STAGE(what_was_just_posted_is_not_pruned),
        STAGE(source_is_kept_as_it_was_first_told_of_its_commit),
        STAGE(source_goes_with_the_crasher_that_was_first_seen_there),
        STAGE(of_a_commit_so_much_source_is_kept_and_no_more),
    };
    return cmocka_run_group_tests(tests, open_stage, close_stage);
}
