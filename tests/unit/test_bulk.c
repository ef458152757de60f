/* lib/hub/bulk.c */
#include "hub/bulk.h"

#include "hub/crasher.h"
#include "story.h"

static void as(struct hub *hub, int account, const char *triages)
{
    hub->account = account;
    db_execute(hub->db, text_format(hub->mem,
                                    "SELECT set_config('nopanic.account', '%d', true),"
                                    " set_config('nopanic.reads', ',1,2,', true),"
                                    " set_config('nopanic.triages', '%s', true)",
                                    account, triages));
}

/* Crashers 1 to 3 of repository 1, which Mira (5) may triage, and 4 of repository 2, which she may
 * read. */
static struct hub bulk_hub(void **state)
{
    struct hub hub = story_hub(state);
    for (int id = 1; id <= 4; id++)
        story_crasher(&hub, id, "high", id == 3 ? "fixed" : "open");
    db_execute(
        hub.db,
        "INSERT INTO account (id, name, email) OVERRIDING SYSTEM VALUE"
        " VALUES (5, 'Mira', 'mira@example.com'), (6, 'Jonas', 'j@example.com');"
        "INSERT INTO repo_grant (repo, account, role) VALUES (1, 5, 'triage');"
        "INSERT INTO repo (id, name, public) OVERRIDING SYSTEM VALUE VALUES (2, 'x/y', true);"
        "UPDATE crasher SET repo = 2 WHERE id = 4;");
    as(&hub, 5, ",1,");
    return hub;
}

static const struct bulk *found(struct hub *hub, int64_t id)
{
    return bulk_take(hub, bulk_ask(hub, id));
}

static int64_t do_all(struct hub *hub, const char *deed, const char *value)
{
    static const int64_t ids[] = { 4, 3, 2, 1, 99 };
    return bulk_do(hub, &(struct bulk_change){ ids, COUNT_OF(ids), deed, value });
}

struct attempt {
    struct hub *hub;
    struct bulk_change change;
    int64_t undo;
};

static void try_it(void *arg)
{
    struct attempt *a = arg;
    if (a->undo != 0)
        bulk_undo(a->hub, a->undo);
    else
        bulk_do(a->hub, &a->change);
}

/* What comes of it; a refusal leaves the scene as it was. */
static enum fail outcome(struct attempt a)
{
    db_execute(a.hub->db, "SAVEPOINT attempt");
    enum fail kind = scene_fails(try_it, &a);
    db_execute(a.hub->db, kind == FAIL_NOT ? "RELEASE attempt" : "ROLLBACK TO attempt");
    return kind;
}

static const char *states(struct hub *hub)
{
    return cast_value(hub->mem, hub->db,
                      "SELECT string_agg(state, ' ' ORDER BY id) AS value FROM crasher");
}

static void each_is_changed_that_can_be_and_the_others_say_why_not(void **state)
{
    struct hub hub = bulk_hub(state);
    const struct bulk *bulk = found(&hub, do_all(&hub, "wontfix", NULL));
    assert_string_equal(states(&hub), "wontfix wontfix fixed open");
    assert_int_equal(bulk->changed, 2);
    assert_int_equal(bulk->refused, 2);
    assert_string_equal(bulk->deed, "wontfix");
    assert_string_equal(bulk->reason, "#3: nothing was changed: its state is \"fixed\" now");
    assert_true(bulk->may_undo);
    assert_value(&hub, "SELECT count(*) FROM event WHERE kind = 'state' AND account = 5", "2");
    assert_value(&hub,
                 "SELECT string_agg(object, ', ' ORDER BY id) FROM audit"
                 " WHERE action = 'crasher.wontfix'",
                 "XXyCorp/vault #1, XXyCorp/vault #2");
}

static void what_was_done_is_undone_once(void **state)
{
    struct hub hub = bulk_hub(state);
    int64_t id = do_all(&hub, "fix", "0123ABC");
    assert_string_equal(states(&hub), "fixed fixed fixed open");
    assert_value(&hub, "SELECT fixed_commit FROM crasher WHERE id = 2", "0123abc");
    assert_int_equal(bulk_undo(&hub, id), 2);
    assert_string_equal(states(&hub), "open open fixed open");
    assert_value(&hub, "SELECT count(*) FROM crasher WHERE id < 3 AND fixed_commit IS NULL", "2");
    assert_value(&hub, "SELECT count(*) FROM event WHERE kind = 'undone' AND account = 5", "2");
    assert_false(found(&hub, id)->may_undo);
    assert_int_equal(outcome((struct attempt){ .hub = &hub, .undo = id }), FAIL_CONFLICT);
}

#define WHOSE                                                                                      \
    "SELECT string_agg(coalesce(assignee::text, '-'), ' ' ORDER BY id) FROM crasher WHERE id < 3"

static void assignment_and_muting_are_undone_too(void **state)
{
    struct hub hub = bulk_hub(state);
    db_execute(hub.db, "INSERT INTO repo_grant (repo, account, role) VALUES (1, 6, 'read');"
                       "UPDATE crasher SET assignee = 6 WHERE id = 2");
    int64_t assigned = do_all(&hub, "assign", "mira");
    assert_value(&hub, WHOSE, "5 5");
    int64_t muted = do_all(&hub, "mute", "2027-01-02");
    assert_value(&hub, "SELECT count(*) FROM crasher WHERE muted_until = '2027-01-02Z'", "2");
    assert_int_equal(bulk_undo(&hub, muted), 2);
    assert_value(&hub, "SELECT count(muted_until) FROM crasher", "0");
    assert_int_equal(bulk_undo(&hub, assigned), 3);
    assert_value(&hub, WHOSE, "- 6");
}

static void what_somebody_changed_since_stays(void **state)
{
    struct hub hub = bulk_hub(state);
    int64_t id = do_all(&hub, "triage", NULL);
    db_execute(hub.db, "UPDATE crasher SET state = 'fixed' WHERE id = 1");
    assert_int_equal(bulk_undo(&hub, id), 1);
    assert_string_equal(states(&hub), "fixed open fixed open");
}

static void after_an_hour_it_is_too_late(void **state)
{
    struct hub hub = bulk_hub(state);
    int64_t id = do_all(&hub, "triage", NULL);
    db_execute(hub.db, "UPDATE bulk_change SET at = now() - interval '61 minutes'");
    assert_false(found(&hub, id)->may_undo);
    assert_int_equal(outcome((struct attempt){ .hub = &hub, .undo = id }), FAIL_CONFLICT);
}

static void nobody_undoes_what_another_did(void **state)
{
    struct hub hub = bulk_hub(state);
    int64_t id = do_all(&hub, "triage", NULL);
    db_execute(hub.db, "INSERT INTO repo_grant (repo, account, role) VALUES (1, 6, 'admin')");
    as(&hub, 6, ",1,");
    assert_int_equal(outcome((struct attempt){ .hub = &hub, .undo = id }), FAIL_CONFLICT);
}

static void what_changes_nothing_is_refused_whole(void **state)
{
    struct hub hub = bulk_hub(state);
    static const int64_t fourth[] = { 4 }, absent[] = { 99 }, all[] = { 1, 2 };
    const struct bulk_change changes[] = {
        { fourth, 1, "triage", NULL },     { absent, 1, "triage", NULL },
        { absent, 0, "triage", NULL },     { all, 2, "fix", "no commit" },
        { all, 2, "mute", "tomorrow" },    { all, 2, "mute", "2020-01-01" },
        { all, 2, "assign", "of-no-one" }, { all, BULK_MAX + 1, "triage", NULL },
    };
    for (size_t i = 0; i < COUNT_OF(changes); i++)
        assert_int_equal(outcome((struct attempt){ .hub = &hub, .change = changes[i] }),
                         FAIL_REFUSED);
    assert_string_equal(states(&hub), "open open fixed open");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE(each_is_changed_that_can_be_and_the_others_say_why_not),
        SCENE(what_was_done_is_undone_once),
        SCENE(assignment_and_muting_are_undone_too),
        SCENE(what_somebody_changed_since_stays),
        SCENE(after_an_hour_it_is_too_late),
        SCENE(nobody_undoes_what_another_did),
        SCENE(what_changes_nothing_is_refused_whole),
    };
    return cmocka_run_group_tests(tests, scene_open, scene_close);
}
