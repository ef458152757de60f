/* lib/hub/triage.c; crasher_steps(), crasher_step(), is_regression() and inputs_passed() of
 * sql/schema/004_functions.sql */
#include "hub/mirror.h"
#include "hub/triage.h"

#include "hub/event.h"
#include "hub/post.h"
#include "hub/post_read.h"
#include "story.h"

#define FIX "abcdef0123456789abcdef0123456789abcdef01"
#define REGRESSED "SELECT count(*) FROM event WHERE kind = 'regressed'"
#define INPUT "79e9108ea9d095db329c7e8f7b4058f05ed9c42258bcb0880a9cf783a345ed2e"

/* Everything may be triaged. */
static struct hub triage_hub(void **state)
{
    struct hub hub = story_posting_hub(state);
    db_execute(hub.db, "SELECT set_config('nopanic.triages', '-', true),"
                       " set_config('nopanic.reads', '-', true)");
    return hub;
}

struct attempt {
    struct hub *hub;
    int64_t crasher;
    struct triage_step step;
};

static void try_step(void *arg)
{
    struct attempt *a = arg;
    triage_step(a->hub, crasher_find(a->hub, a->crasher), &a->step);
}

/* What comes of it; a refusal leaves the scene as it was. */
static enum fail step_of(struct hub *hub, int64_t crasher, struct triage_step step)
{
    struct attempt a = { hub, crasher, step };
    db_execute(hub->db, "SAVEPOINT step");
    enum fail kind = scene_fails(try_step, &a);
    db_execute(hub->db, kind == FAIL_NOT ? "RELEASE step" : "ROLLBACK TO step");
    return kind;
}

static const char *state_of(struct hub *hub, int64_t crasher)
{
    return crasher_find(hub, crasher)->crasher.state;
}

static const char *const states[] = { "open", "triaged", "fixed", "regressed", "wontfix" };
static const char *const deeds[] = { "triage", "fix", "wontfix", "reopen", "pass", "crash" };

/* What follows from a deed in a state; NULL: it is refused. */
static const char *const follows[][COUNT_OF(deeds)] = {
    { "triaged", "fixed", "wontfix", NULL, NULL, NULL }, /* open */
    { NULL, "fixed", "wontfix", "open", NULL, NULL },    /* triaged */
    { NULL, NULL, NULL, "open", NULL, NULL },            /* fixed */
    { "triaged", "fixed", "wontfix", NULL, NULL, NULL }, /* regressed */
    { NULL, NULL, NULL, "open", NULL, NULL },            /* wontfix */
};

static void try_cell(struct hub *hub, size_t state, size_t deed)
{
    int64_t id = (int64_t)(state * COUNT_OF(deeds) + deed + 1);
    story_crasher(hub, (int)id, "high", states[state]);
    enum fail kind = step_of(hub, id, (struct triage_step){ deeds[deed], NULL, FIX, NULL });
    const char *then = follows[state][deed];
    if ((kind == FAIL_NOT) != (then != NULL) || (kind != FAIL_NOT && kind != FAIL_CONFLICT))
        fail_msg("%s of a crasher that is %s: %d", deeds[deed], states[state], (int)kind);
    if (kind != FAIL_NOT)
        assert_non_null(strstr(scene_reason(), states[state]));
    assert_string_equal(state_of(hub, id), then ? then : states[state]);
}

static void each_deed_in_each_state_is_as_written(void **state)
{
    struct hub hub = triage_hub(state);
    for (size_t i = 0; i < COUNT_OF(states); i++)
        for (size_t j = 0; j < COUNT_OF(deeds); j++)
            try_cell(&hub, i, j);
}

static void what_follows_from_posts_is_as_written_too(void **state)
{
    struct hub hub = triage_hub(state);
    assert_value(&hub,
                 "SELECT string_agg(was || ' ' || deed || ' ' || becomes, ',' ORDER BY deed, was)"
                 " FROM crasher_steps() WHERE NOT by_hand",
                 "fixed crash regressed,fixed pass fixed,open pass fixed,regressed pass fixed,"
                 "triaged pass fixed");
}

static void a_duplicate_takes_no_step(void **state)
{
    struct hub hub = triage_hub(state);
    story_crasher(&hub, 1, "high", "open");
    story_crasher(&hub, 2, "high", "duplicate");
    for (size_t j = 0; j < COUNT_OF(deeds); j++)
        assert_int_equal(step_of(&hub, 2, (struct triage_step){ deeds[j], NULL, FIX, NULL }),
                         FAIL_CONFLICT);
}

static void a_step_is_in_the_history_the_audit_and_the_counts(void **state)
{
    struct hub hub = triage_hub(state);
    story_crasher(&hub, 1, "high", "open");
    db_execute(hub.db, "SELECT repo_refresh(1)");
    struct triage_step fix = { "fix", "open", "ABCDEF0", "the length is checked" };
    assert_int_equal(step_of(&hub, 1, fix), FAIL_NOT);
    const struct crasher_report *r = crasher_find(&hub, 1);
    assert_string_equal(r->fixed_commit, "abcdef0");
    assert_int_equal(r->fix_confirmed_at, 0);
    const struct event *e = event_take_crasher(&hub, event_ask_crasher(&hub, 1));
    assert_string_equal(e->kind, "fixed");
    assert_string_equal(e->commit, "abcdef0");
    assert_string_equal(e->becomes, "fixed");
    assert_string_equal(e->reason, "the length is checked");
    assert_value(&hub, "SELECT detail ->> 'from' FROM event", "open");
    assert_value(&hub, "SELECT action || ' ' || object FROM audit",
                 "crasher.fix XXyCorp/vault #1: was open, in abcdef0");
    assert_value(&hub, "SELECT high FROM repo_status", "0");
    assert_int_equal(step_of(&hub, 1, (struct triage_step){ .deed = "reopen" }), FAIL_NOT);
    assert_null(crasher_find(&hub, 1)->fixed_commit);
    assert_value(&hub, "SELECT high FROM repo_status", "1");
}

static void who_saw_another_state_is_told_the_one_now(void **state)
{
    struct hub hub = triage_hub(state);
    story_crasher(&hub, 1, "high", "open");
    assert_int_equal(step_of(&hub, 1, (struct triage_step){ "triage", "open", NULL, NULL }),
                     FAIL_NOT);
    assert_int_equal(step_of(&hub, 1, (struct triage_step){ "wontfix", "open", NULL, NULL }),
                     FAIL_CONFLICT);
    assert_string_equal(scene_reason(), "nothing was changed: its state is \"triaged\" now");
    assert_value(&hub, "SELECT count(*) FROM event", "1");
}

static void a_fix_needs_a_commit(void **state)
{
    struct hub hub = triage_hub(state);
    story_crasher(&hub, 1, "high", "open");
    static const char *const wrong[] = {
        NULL, "", "abcdef", "abcdefg", "main", FIX FIX, "abc def0"
    };
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        assert_int_equal(step_of(&hub, 1, (struct triage_step){ "fix", NULL, wrong[i], NULL }),
                         FAIL_REFUSED);
    assert_string_equal(state_of(&hub, 1), "open");
}

static void who_may_not_triage_changes_nothing(void **state)
{
    struct hub hub = triage_hub(state);
    story_crasher(&hub, 1, "high", "open");
    db_execute(hub.db, "SELECT set_config('nopanic.triages', ',2,', true)");
    assert_false(crasher_find(&hub, 1)->may_triage);
    assert_int_equal(step_of(&hub, 1, (struct triage_step){ .deed = "triage" }), FAIL_DENIED);
    assert_string_equal(state_of(&hub, 1), "open");
}

/* ---- who sees to it, and muting ---- */

struct wish {
    struct hub *hub;
    const char *who, *until;
    int64_t more;
};

static void try_assign(void *arg)
{
    struct wish *w = arg;
    triage_assign(w->hub, crasher_find(w->hub, 1), w->who);
}

static void try_mute(void *arg)
{
    struct wish *w = arg;
    triage_mute(w->hub, crasher_find(w->hub, 1), w->until, w->more);
}

static enum fail wish(void (*work)(void *), struct wish w)
{
    db_execute(w.hub->db, "SAVEPOINT wish");
    enum fail kind = scene_fails(work, &w);
    db_execute(w.hub->db, kind == FAIL_NOT ? "RELEASE wish" : "ROLLBACK TO wish");
    return kind;
}

static void it_is_assigned_to_whoever_may_read_the_repository(void **state)
{
    struct hub hub = triage_hub(state);
    story_crasher(&hub, 1, "high", "open");
    db_execute(hub.db, "INSERT INTO account (id, name, email) OVERRIDING SYSTEM VALUE VALUES"
                       " (901, 'ann', 'ann@x'), (902, 'ben', 'ben@x'), (903, 'gone', 'gone@x');"
                       "INSERT INTO repo_grant (repo, account, role) VALUES (1, 901, 'read'),"
                       " (1, 903, 'read');"
                       "UPDATE account SET disabled_at = now() WHERE id = 903");
    static const char *const nobody[] = { "ben", "gone", "x", "'" };
    for (size_t i = 0; i < COUNT_OF(nobody); i++)
        assert_int_equal(wish(try_assign, (struct wish){ &hub, nobody[i], NULL, 0 }), FAIL_REFUSED);
    assert_int_equal(wish(try_assign, (struct wish){ &hub, "Ann", NULL, 0 }), FAIL_NOT);
    assert_int_equal(wish(try_assign, (struct wish){ &hub, "ann", NULL, 0 }), FAIL_NOT);
    assert_string_equal(crasher_find(&hub, 1)->crasher.assignee, "ann");
    assert_value(&hub, "SELECT count(*) FROM event WHERE detail ->> 'who' = 'ann'", "1");
    assert_int_equal(wish(try_assign, (struct wish){ &hub, "", NULL, 0 }), FAIL_NOT);
    assert_null(crasher_find(&hub, 1)->crasher.assignee);
    assert_value(&hub, "SELECT string_agg(action || ' ' || object, ',' ORDER BY id) FROM audit",
                 "crasher.assign XXyCorp/vault #1: Ann,crasher.assign XXyCorp/vault #1: nobody");
}

static size_t listed(struct hub *hub, enum crasher_show show, const char *search)
{
    size_t count = 0;
    struct crasher_filter f = { .repo = 1, .show = show, .severity = 4, .search = search };
    for (const struct crasher *c = crasher_list(hub, &f); c; c = c->next)
        count++;
    return count;
}

static void a_muted_one_is_left_out_until_its_day_or_count(void **state)
{
    struct hub hub = triage_hub(state);
    story_crasher(&hub, 1, "high", "open");
    assert_int_equal(wish(try_mute, (struct wish){ &hub, NULL, NULL, 2 }), FAIL_NOT);
    assert_true(crasher_find(&hub, 1)->crasher.muted);
    assert_int_equal(crasher_find(&hub, 1)->muted_left, 2);
    assert_int_equal(listed(&hub, CRASHER_SHOW_OPEN, ""), 0);
    assert_int_equal(listed(&hub, CRASHER_SHOW_OPEN, "title"), 0);
    assert_int_equal(listed(&hub, CRASHER_SHOW_UNTRIAGED, ""), 0);
    assert_int_equal(listed(&hub, CRASHER_SHOW_MUTED, ""), 1);
    assert_int_equal(listed(&hub, CRASHER_SHOW_ALL, ""), 1);
    assert_null(crasher_take(&hub, crasher_ask_packages(&hub, (int64_t[]){ 1 }, 1, 9)));
    db_execute(hub.db, "INSERT INTO pending (repo, package, run, crasher) VALUES (1, 1, 1, 1),"
                       " (1, 1, 1, 1); SELECT roll_pending()");
    assert_false(crasher_find(&hub, 1)->crasher.muted);
    assert_int_equal(listed(&hub, CRASHER_SHOW_OPEN, ""), 1);
    assert_int_equal(wish(try_mute, (struct wish){ &hub, NULL, "2030-01-01", 0 }), FAIL_NOT);
    assert_int_equal(listed(&hub, CRASHER_SHOW_OPEN, ""), 0);
    db_execute(hub.db, "UPDATE crasher SET muted_until = now()");
    assert_int_equal(listed(&hub, CRASHER_SHOW_OPEN, ""), 1);
}

static void what_cannot_mute_is_refused_and_a_step_out_of_the_open_ends_it(void **state)
{
    struct hub hub = triage_hub(state);
    story_crasher(&hub, 1, "high", "open");
    static const char *const days[] = { "2020-01-01", "2999-01-01", "2026-13-01", "2026-1-1", "x" };
    for (size_t i = 0; i < COUNT_OF(days); i++)
        assert_int_equal(wish(try_mute, (struct wish){ &hub, NULL, days[i], 0 }), FAIL_REFUSED);
    assert_int_equal(wish(try_mute, (struct wish){ &hub, NULL, NULL, -1 }), FAIL_REFUSED);
    assert_int_equal(wish(try_mute, (struct wish){ &hub, NULL, NULL, 1000001 }), FAIL_REFUSED);
    assert_int_equal(wish(try_mute, (struct wish){ &hub, NULL, NULL, 9 }), FAIL_NOT);
    assert_int_equal(step_of(&hub, 1, (struct triage_step){ .deed = "triage" }), FAIL_NOT);
    assert_true(crasher_find(&hub, 1)->crasher.muted);
    assert_int_equal(step_of(&hub, 1, (struct triage_step){ .deed = "wontfix" }), FAIL_NOT);
    assert_false(crasher_find(&hub, 1)->crasher.muted);
    assert_int_equal(wish(try_mute, (struct wish){ &hub, NULL, NULL, 9 }), FAIL_CONFLICT);
}

/* ---- what posts do to it ---- */

struct told {
    const char *run, *commit, *branch;
    bool passes; /* the input is run again and passes; else it crashes */
    const char *input;
};

static int64_t tell(struct hub *hub, struct told t)
{
    struct post *post = post_new(hub->mem);
    const char *input = t.input ? t.input : INPUT;
    post_set(post, "repo", "XXyCorp/vault");
    post_set(post, "run", t.run);
    post_set(post, "commit", t.commit);
    post_set(post, "branch", t.branch ? t.branch : "main");
    post_set(post, "package", "codec");
    const char *log = t.passes ? text_format(hub->mem,
                                             "=== RUN   FuzzX\n=== RUN   FuzzX/%s\n"
                                             "--- PASS: FuzzX (0.00s)\n"
                                             "    --- PASS: FuzzX/%s (0.00s)\nPASS\n"
                                             "ok  \texample.com/vault/codec\t0.002s\n",
                                             input, input)
                               : cast_go_log(hub->mem, "FuzzX", "Split", input);
    post_add_log(post, bytes_from(log));
    const struct post_crasher *c = post_store(hub, post, "t", "::1")->results->crashers;
    return c ? c->id : 0;
}

/* The hour at which a run began, and a crasher was said to be fixed. */
static void at(struct hub *hub, const char *run, int hour)
{
    db_execute(hub->db, text_format(hub->mem,
                                    "UPDATE run SET started_at = '2026-01-01'::timestamptz"
                                    " + %d * interval '1 hour' WHERE key = '%s'",
                                    hour, run));
}

static void fix_at(struct hub *hub, int64_t id, const char *commit, int hour)
{
    assert_int_equal(step_of(hub, id, (struct triage_step){ "fix", NULL, commit, NULL }), FAIL_NOT);
    db_execute(hub->db, text_format(hub->mem,
                                    "UPDATE crasher SET state_at = '2026-01-01'::timestamptz"
                                    " + %d * interval '1 hour' WHERE id = %" PRId64,
                                    hour, id));
}

static const char *commit_of(struct hub *hub, int number)
{
    return text_format(hub->mem, "%040d", number);
}

/* Commits 1 (crashes) and 2 of main were seen at hours 1 and 2, commit 3 of another branch at 3;
 * the crasher is said to be fixed at hour 5. */
static int64_t fixed_crasher(struct hub *hub, const char *commit)
{
    int64_t id = tell(hub, (struct told){ "r1", commit_of(hub, 1), NULL, false, NULL });
    at(hub, "r1", 1);
    (void)tell(hub, (struct told){ "r2", commit_of(hub, 2), NULL, false, NULL });
    at(hub, "r2", 2);
    (void)tell(hub, (struct told){ "r3", commit_of(hub, 3), "side", false, NULL });
    at(hub, "r3", 1);
    fix_at(hub, id, commit, 5);
    return id;
}

/* Whether a crash at a commit on a branch, in a run that begins at this hour, is a regression. */
static bool is_back(void **state, const char *fix, int commit, const char *branch, int hour)
{
    struct hub hub = triage_hub(state);
    int64_t id = fixed_crasher(&hub, fix);
    struct told pass = { "now", commit ? commit_of(&hub, commit) : NULL, branch, true, "05aa" };
    (void)tell(&hub, pass); /* the run begins by a log that has nothing to do with it */
    at(&hub, "now", hour);
    assert_string_equal(state_of(&hub, id), "fixed");
    pass.passes = false;
    assert_int_equal(tell(&hub, pass), id);
    bool back = strcmp(state_of(&hub, id), "regressed") == 0;
    assert_value(&hub,
                 "SELECT count(*) FROM event WHERE kind = 'regressed' AND dispatched_at IS NULL",
                 back ? "1" : "0");
    db_execute(hub.db, "ROLLBACK; BEGIN");
    return back;
}

static void a_crash_at_an_older_commit_is_no_regression(void **state)
{
    /* The fix is a commit that the hub never saw. */
    assert_true(is_back(state, FIX, 9, "main", 6));  /* new */
    assert_true(is_back(state, FIX, 0, "main", 6));  /* not told */
    assert_false(is_back(state, FIX, 9, "main", 4)); /* began before it was said */
    assert_false(is_back(state, FIX, 1, "main", 6)); /* seen before it was said */
    assert_false(is_back(state, FIX, 3, "main", 6)); /* on another branch */
    /* The fix is commit 2, which came to main after 1. */
    const char *const second = "0000000000000000000000000000000000000002";
    assert_false(is_back(state, second, 1, "main", 6));
    assert_true(is_back(state, second, 2, "main", 6)); /* the fix itself */
    assert_true(is_back(state, second, 2, "main", 4));
    assert_true(is_back(state, second, 9, "main", 6));
    assert_false(is_back(state, second, 9, "main", 4));
    assert_false(is_back(state, second, 0, "main", 4));
    assert_true(is_back(state, second, 3, "main", 6));  /* not on main before the fix */
    assert_false(is_back(state, second, 3, "side", 6)); /* where the fix is not known */
}

static void a_fix_may_be_named_by_its_beginning(void **state)
{
    struct hub hub = triage_hub(state);
    int64_t id = fixed_crasher(&hub, "abcdef0");
    (void)tell(&hub, (struct told){ "now", FIX, NULL, false, NULL });
    assert_string_equal(state_of(&hub, id), "regressed");
}

/* A crasher that is fixed, of a repository with a mirror, and a crash of it at a commit that the
 * hub never saw. */
static int64_t doubted_crasher(struct hub *hub, const char *mirror)
{
    int64_t id = fixed_crasher(hub, FIX);
    db_execute(hub->db, text_format(hub->mem,
                                    "INSERT INTO mirror (repo, fetched_at, error)"
                                    " SELECT id, now(), %s FROM repo",
                                    mirror));
    (void)tell(hub, (struct told){ "now", commit_of(hub, 9), NULL, false, NULL });
    return id;
}

static void crash_again(struct hub *hub, const char *run)
{
    (void)tell(hub, (struct told){ run, commit_of(hub, 9), NULL, false, NULL });
}

static void the_mirror_says_whether_a_crash_came_after_the_fix(void **state)
{
    struct hub hub = triage_hub(state);
    int64_t id = doubted_crasher(&hub, "NULL");
    crash_again(&hub, "again");
    assert_string_equal(state_of(&hub, id), "fixed"); /* while it is being asked */
    const struct mirror_doubt *doubt = mirror_doubts(&hub, 1);
    assert_null(doubt->next);
    assert_string_equal(doubt->commit, commit_of(&hub, 9));
    mirror_settle(&hub, id, doubt->commit, doubt->fix, MIRROR_DESCENDS);
    assert_string_equal(state_of(&hub, id), "regressed");
    assert_value(&hub, REGRESSED, "1");
    assert_null(mirror_doubts(&hub, 1));
    db_execute(hub.db, "ROLLBACK; BEGIN");

    hub = triage_hub(state);
    id = doubted_crasher(&hub, "NULL");
    doubt = mirror_doubts(&hub, 1);
    mirror_settle(&hub, id, doubt->commit, doubt->fix, MIRROR_DOES_NOT);
    crash_again(&hub, "again");
    assert_string_equal(state_of(&hub, id), "fixed");
    assert_null(mirror_doubts(&hub, 1));
    assert_value(&hub, REGRESSED, "0");
}

static void what_the_mirror_does_not_know_counts_as_without_one(void **state)
{
    struct hub hub = triage_hub(state);
    int64_t id = doubted_crasher(&hub, "NULL");
    const struct mirror_doubt *doubt = mirror_doubts(&hub, 1);
    mirror_settle(&hub, id, doubt->commit, doubt->fix, MIRROR_UNKNOWN);
    assert_string_equal(state_of(&hub, id), "fixed"); /* it may be pushed yet */
    assert_null(mirror_doubts(&hub, 1));
    assert_null(mirror_doubts(&hub, 0));
    db_execute(hub.db, "UPDATE commit_order SET asked_at = now() - interval '16 minutes'");
    doubt = mirror_doubts(&hub, 0);
    mirror_settle(&hub, id, doubt->commit, doubt->fix, MIRROR_UNKNOWN);
    assert_string_equal(state_of(&hub, id), "regressed");
    db_execute(hub.db, "ROLLBACK; BEGIN");

    hub = triage_hub(state);
    id = doubted_crasher(&hub, "'the server is away'");
    assert_string_equal(state_of(&hub, id), "regressed");
}

static void of_many_crashes_one_is_the_regression(void **state)
{
    struct hub hub = triage_hub(state);
    int64_t id = fixed_crasher(&hub, FIX);
    for (int i = 0; i < 5; i++)
        (void)tell(&hub, (struct told){ text_format(hub.mem, "n%d", i), commit_of(&hub, 9), NULL,
                                        false, NULL });
    assert_string_equal(state_of(&hub, id), "regressed");
    assert_value(&hub, "SELECT count(*) FROM event WHERE kind = 'regressed'", "1");
    assert_string_equal(crasher_find(&hub, id)->fixed_commit, FIX);
    assert_value(&hub, "SELECT crashers FROM target WHERE name = 'FuzzX'", "1");
}

/* ---- duplicates ---- */

struct pair {
    struct hub *hub;
    int64_t from, other;
    const char *was;
};

static void try_merge(void *arg)
{
    struct pair *p = arg;
    triage_merge(p->hub, crasher_find(p->hub, p->from), p->other, p->was);
}

static void try_split(void *arg)
{
    struct pair *p = arg;
    triage_split(p->hub, crasher_find(p->hub, p->from), p->other);
}

static enum fail pair(void (*work)(void *), struct pair p)
{
    db_execute(p.hub->db, "SAVEPOINT pair");
    enum fail kind = scene_fails(work, &p);
    db_execute(p.hub->db, kind == FAIL_NOT ? "RELEASE pair" : "ROLLBACK TO pair");
    return kind;
}

/* A crash of its own crasher, by the function in its stack. */
static int64_t tell_of(struct hub *hub, const char *run, const char *target, const char *function)
{
    struct post *post = post_new(hub->mem);
    post_set(post, "repo", "XXyCorp/vault");
    post_set(post, "run", run);
    post_set(post, "commit", commit_of(hub, 1));
    post_add_log(post, bytes_from(cast_go_log(hub->mem, target, function, INPUT)));
    return post_store(hub, post, "t", "::1")->results->crashers->id;
}

/* All that a merge moves, of both crashers. */
static const char *all_of(struct hub *hub, int64_t one, int64_t other)
{
    db_execute(hub->db, "SELECT roll_pending(); SELECT repo_refresh(1)");
    return cast_value(
        hub->mem, hub->db,
        text_format(
            hub->mem,
            "SELECT string_agg(concat_ws(' ', c.id, c.state, c.duplicate_of, c.crashes,"
            " c.first_run, c.last_run, c.targets,"
            " (SELECT string_agg(x.target::text, ',' ORDER BY x.target) FROM crasher_target x"
            "   WHERE x.crasher = c.id),"
            " (SELECT sum(d.crashes) FROM crasher_day d WHERE d.crasher = c.id),"
            " (SELECT count(*) FROM crash k WHERE k.crasher = c.id),"
            " (SELECT string_agg(m.text, ',' ORDER BY m.id) FROM comment m WHERE m.crasher = c.id),"
            " (SELECT count(*) FROM subscription s WHERE s.crasher = c.id),"
            " (SELECT t.key FROM ticket t WHERE t.crasher = c.id)), '; ' ORDER BY c.id)"
            " || ' ' || (SELECT string_agg(t.name || t.crashers, ' ' ORDER BY t.name)"
            "              FROM target t WHERE t.name LIKE 'Fuzz_' AND t.crashers > 0) AS value"
            " FROM crasher c WHERE c.id IN (%" PRId64 ", %" PRId64 ")",
            one, other));
}

/* A crasher of two targets, with all that can hang on it, and another of one of them. */
static void tell_two(struct hub *hub, int64_t *one, int64_t *other)
{
    *one = tell_of(hub, "r1", "FuzzA", "Split");
    *other = tell_of(hub, "r2", "FuzzA", "Join");
    (void)tell_of(hub, "r3", "FuzzB", "Split");
    db_execute(hub->db,
               text_format(hub->mem,
                           "INSERT INTO account (id, name, email) OVERRIDING SYSTEM VALUE"
                           " VALUES (901, 'ann', 'ann@x');"
                           "INSERT INTO comment (repo, crasher, text) VALUES (1, %" PRId64 ", 'a'),"
                           " (1, %" PRId64 ", 'b');"
                           "INSERT INTO ticket (repo, crasher, key) VALUES (1, %" PRId64 ", 'V-1');"
                           "INSERT INTO subscription (account, crasher) VALUES (901, %" PRId64 ")",
                           *one, *other, *one, *one));
}

static void a_merge_moves_everything_and_is_taken_back(void **state)
{
    struct hub hub = triage_hub(state);
    int64_t one, other;
    tell_two(&hub, &one, &other);
    const char *before = all_of(&hub, one, other);
    assert_int_equal(pair(try_merge, (struct pair){ &hub, one, other, "open" }), FAIL_NOT);
    const struct crasher_report *r = crasher_find(&hub, other);
    assert_int_equal(crasher_find(&hub, one)->crasher.duplicate_of, other);
    assert_int_equal(r->crasher.crashes, 3);
    assert_int_equal(r->crasher.targets, 2);
    assert_value(&hub, "SELECT string_agg(DISTINCT crasher::text, ',') FROM comment",
                 text_int(hub.mem, other));
    assert_int_equal(triage_take_merged(&hub, triage_ask_merged(&hub, other))->id, one);
    const struct event *e = event_take_crasher(&hub, event_ask_crasher(&hub, other))->next;
    assert_string_equal(e->kind, "merged");
    assert_int_equal(e->other, one);
    assert_int_equal(pair(try_split, (struct pair){ &hub, other, one, NULL }), FAIL_NOT);
    assert_string_equal(all_of(&hub, one, other), before);
    assert_null(triage_take_merged(&hub, triage_ask_merged(&hub, other)));
}

static void what_was_seen_since_goes_to_whom_its_signature_says(void **state)
{
    struct hub hub = triage_hub(state);
    int64_t one, other;
    tell_two(&hub, &one, &other);
    assert_int_equal(pair(try_merge, (struct pair){ &hub, one, other, NULL }), FAIL_NOT);
    assert_int_equal(tell_of(&hub, "r4", "FuzzA", "Split"), other);
    assert_int_equal(tell_of(&hub, "r5", "FuzzC", "Split"), other);
    assert_int_equal(tell_of(&hub, "r6", "FuzzD", "Join"), other);
    assert_int_equal(pair(try_split, (struct pair){ &hub, other, one, NULL }), FAIL_NOT);
    (void)all_of(&hub, one, other);
    assert_int_equal(crasher_find(&hub, one)->crasher.crashes, 4);
    assert_int_equal(crasher_find(&hub, one)->crasher.targets, 3);
    assert_int_equal(crasher_find(&hub, other)->crasher.crashes, 2);
    assert_int_equal(crasher_find(&hub, other)->crasher.targets, 2);
    assert_int_equal(tell_of(&hub, "r7", "FuzzA", "Split"), one);
}

static void a_merge_that_makes_no_sense_is_refused(void **state)
{
    struct hub hub = triage_hub(state);
    int64_t one, other;
    tell_two(&hub, &one, &other);
    db_execute(hub.db, "INSERT INTO repo (id, name) OVERRIDING SYSTEM VALUE VALUES (2, 'a/b')");
    story_crasher(&hub, 900, "high", "open");
    db_execute(hub.db, "UPDATE crasher SET repo = 2 WHERE id = 900");
    assert_int_equal(pair(try_merge, (struct pair){ &hub, one, one, NULL }), FAIL_REFUSED);
    assert_int_equal(pair(try_merge, (struct pair){ &hub, one, 900, NULL }), FAIL_REFUSED);
    assert_int_equal(pair(try_merge, (struct pair){ &hub, one, 12345, NULL }), FAIL_REFUSED);
    assert_int_equal(pair(try_merge, (struct pair){ &hub, one, other, "fixed" }), FAIL_CONFLICT);
    assert_int_equal(pair(try_split, (struct pair){ &hub, one, other, NULL }), FAIL_CONFLICT);
    assert_int_equal(pair(try_merge, (struct pair){ &hub, one, other, "open" }), FAIL_NOT);
    assert_int_equal(pair(try_merge, (struct pair){ &hub, other, one, NULL }), FAIL_CONFLICT);
    assert_int_equal(pair(try_merge, (struct pair){ &hub, one, other, NULL }), FAIL_CONFLICT);
    int64_t third = tell_of(&hub, "r8", "FuzzE", "Third");
    assert_int_equal(pair(try_merge, (struct pair){ &hub, other, third, NULL }), FAIL_NOT);
    assert_int_equal(pair(try_split, (struct pair){ &hub, third, one, NULL }), FAIL_CONFLICT);
    assert_int_equal(pair(try_split, (struct pair){ &hub, third, other, NULL }), FAIL_NOT);
    assert_int_equal(pair(try_split, (struct pair){ &hub, other, one, NULL }), FAIL_NOT);
}

/* ---- evidence ---- */

static void an_input_that_passes_at_a_newer_commit_is_a_fix(void **state)
{
    struct hub hub = triage_hub(state);
    int64_t id = tell(&hub, (struct told){ "r1", commit_of(&hub, 1), NULL, false, NULL });
    at(&hub, "r1", 1);
    (void)tell(&hub, (struct told){ "r2", FIX, NULL, true, NULL });
    const struct crasher_report *r = crasher_find(&hub, id);
    assert_string_equal(r->crasher.state, "fixed");
    assert_string_equal(r->fixed_commit, FIX);
    assert_int_not_equal(r->fix_confirmed_at, 0);
    assert_value(&hub, "SELECT count(*) FROM event WHERE kind = 'fixed' AND run IS NOT NULL", "1");
    (void)tell(&hub, (struct told){ "r3", FIX, NULL, true, NULL });
    assert_value(&hub, "SELECT count(*) FROM event WHERE kind = 'confirmed'", "0");
}

static void a_fix_is_confirmed_by_the_same(void **state)
{
    struct hub hub = triage_hub(state);
    int64_t id = fixed_crasher(&hub, FIX);
    (void)tell(&hub, (struct told){ "r4", FIX, NULL, true, NULL });
    const struct crasher_report *r = crasher_find(&hub, id);
    assert_string_equal(r->crasher.state, "fixed");
    assert_int_equal(r->fix_confirmed_at, 0); /* it crashed on another branch, too */
    db_execute(hub.db, "UPDATE run SET branch = 'main'");
    (void)tell(&hub, (struct told){ "r5", FIX, NULL, true, NULL });
    assert_int_not_equal(crasher_find(&hub, id)->fix_confirmed_at, 0);
    assert_value(&hub, "SELECT count(*) FROM event WHERE kind = 'confirmed'", "1");
}

static void a_pass_that_proves_nothing_changes_nothing(void **state)
{
    static const struct {
        const char *branch;
        int commit, hour;
    } tries[] = { { "side", 9, 6 }, { "main", 9, 0 }, { "main", 1, 6 } };
    for (size_t i = 0; i < COUNT_OF(tries); i++) {
        struct hub hub = triage_hub(state);
        int64_t id = tell(&hub, (struct told){ "r1", commit_of(&hub, 1), NULL, false, NULL });
        at(&hub, "r1", 1);
        struct told pass = { "r2", commit_of(&hub, tries[i].commit), tries[i].branch, true,
                             "05aa" };
        (void)tell(&hub, pass);
        at(&hub, "r2", tries[i].hour);
        pass.input = INPUT;
        (void)tell(&hub, pass);
        assert_string_equal(state_of(&hub, id), "open");
        db_execute(hub.db, "ROLLBACK; BEGIN");
    }
}

static void what_never_reproduced_is_not_fixed_by_passing(void **state)
{
    struct hub hub = triage_hub(state);
    int64_t id = tell(&hub, (struct told){ "r1", commit_of(&hub, 1), NULL, false, NULL });
    at(&hub, "r1", 1);
    db_execute(hub.db, "UPDATE crasher SET reproduces = false");
    (void)tell(&hub, (struct told){ "r2", FIX, NULL, true, NULL });
    assert_string_equal(state_of(&hub, id), "open");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE(each_deed_in_each_state_is_as_written),
        SCENE(what_follows_from_posts_is_as_written_too),
        SCENE(a_duplicate_takes_no_step),
        SCENE(a_step_is_in_the_history_the_audit_and_the_counts),
        SCENE(who_saw_another_state_is_told_the_one_now),
        SCENE(a_fix_needs_a_commit),
        SCENE(who_may_not_triage_changes_nothing),
        SCENE(it_is_assigned_to_whoever_may_read_the_repository),
        SCENE(a_muted_one_is_left_out_until_its_day_or_count),
        SCENE(what_cannot_mute_is_refused_and_a_step_out_of_the_open_ends_it),
        SCENE(a_crash_at_an_older_commit_is_no_regression),
        SCENE(a_fix_may_be_named_by_its_beginning),
        SCENE(the_mirror_says_whether_a_crash_came_after_the_fix),
        SCENE(what_the_mirror_does_not_know_counts_as_without_one),
        SCENE(of_many_crashes_one_is_the_regression),
        SCENE(a_merge_moves_everything_and_is_taken_back),
        SCENE(what_was_seen_since_goes_to_whom_its_signature_says),
        SCENE(a_merge_that_makes_no_sense_is_refused),
        SCENE(an_input_that_passes_at_a_newer_commit_is_a_fix),
        SCENE(a_fix_is_confirmed_by_the_same),
        SCENE(a_pass_that_proves_nothing_changes_nothing),
        SCENE(what_never_reproduced_is_not_fixed_by_passing),
    };
    return cmocka_run_group_tests(tests, scene_open, scene_close);
}
