/* Rules of administrators, their channels, and tests of channels: lib/hub/channel.c and their
 * functions of sql/schema. */
#include "hub/channel.h"
#include "hub/notification.h"
#include "hub/notification_told.h"
#include "story.h"

enum { ANN = 901, BEN, EVE, TEAM = 9, CHAT = 80 };

/* Ben administers the hub.  Ann may read all of XXyCorp, which is private, eve nothing; there is a
 * group, and a chat that is nobody's. */
static struct hub set_scene(void **state)
{
    struct hub hub = story_hub(state);
    cast_keys();
    db_execute(
        hub.db,
        "INSERT INTO account (id, name, email, email_confirmed_at, is_admin)"
        " OVERRIDING SYSTEM VALUE VALUES (901, 'ann', 'ann@x', now(), false),"
        " (902, 'ben', 'ben@x', now(), true), (903, 'eve', 'eve@x', now(), false);"
        "INSERT INTO repo_grant (pattern, account, role) VALUES ('XXyCorp/*', 901, 'read');"
        "INSERT INTO account_group (id, name) OVERRIDING SYSTEM VALUE VALUES (9, 'Vault team');"
        "INSERT INTO channel (id, kind, name) OVERRIDING SYSTEM VALUE VALUES (80, 'slack', '#v');"
        "SELECT set_config('nopanic.account', '902', true),"
        "       set_config('nopanic.admin', 'yes', true)");
    return hub;
}

static void become(struct hub *hub, int account)
{
    db_execute(hub->db, text_format(hub->mem,
                                    "SELECT set_config('nopanic.account', '%d', true),"
                                    " set_config('nopanic.admin', '%s', true)",
                                    account, account == BEN ? "yes" : ""));
}

static void run(struct hub *hub, const char *command)
{
    db_execute(hub->db, command);
}

static void happen(struct hub *hub, int crasher)
{
    story_crasher(hub, crasher, "high", "open");
    run(hub, text_format(hub->mem,
                         "INSERT INTO event (repo, kind, crasher, run) VALUES (1, 'new', %d, 1)",
                         crasher));
}

static int64_t dispatch(struct hub *hub)
{
    while (notification_expand(hub, 0) > 0)
        continue;
    return notification_group(hub, 20);
}

static void pass(struct hub *hub, int seconds)
{
    run(hub,
        text_format(
            hub->mem,
            "UPDATE delivery SET due_at = due_at - interval '%d s';"
            "UPDATE notification SET due_at = due_at - interval '%d s',"
            " made_at = made_at - interval '%d s', tried_until = tried_until - interval '%d s';"
            "UPDATE channel SET next_at = next_at - interval '%d s'",
            seconds, seconds, seconds, seconds, seconds));
}

static const struct notification *take(struct hub *hub)
{
    return notification_take(hub, "email,slack", 60);
}

/* The names of who is told, in their order; '-' for a channel. */
static const char *told(struct hub *hub)
{
    struct text names = text_new(hub->mem, 1000);
    text_add(&names, "");
    for (const struct notification *n; (n = take(hub));) {
        text_add_format(&names, "%s%s", names.size > 0 ? " " : "",
                        n->account_name ? n->account_name : "-");
        if (!notification_end(hub, n, NOTIFICATION_SENT, "ok", 0))
            return "(lease lost)";
    }
    return names.at;
}

static const struct channel *mine(struct hub *hub)
{
    return channel_list(hub);
}

static void a_test_is_sent_once_and_its_answer_is_kept(void **state)
{
    struct hub hub = set_scene(state);
    become(&hub, ANN);
    int64_t channel = mine(&hub)->id, id = channel_test(&hub, channel);
    assert_int_equal(mine(&hub)->test.id, id);
    assert_string_equal(mine(&hub)->test.state, "waiting");
    assert_null(mine(&hub)->test.answer);
    const struct notification *n = take(&hub);
    assert_int_equal(n->id, id);
    assert_true(n->test);
    assert_false(n->digest);
    assert_null(n->lines);
    assert_null(n->leave);
    assert_null(n->repo);
    assert_int_equal(n->total, 0);
    assert_string_equal(n->to, "ann@x");
    assert_string_equal(n->why, "ann asked for this test");
    assert_null(take(&hub));
    assert_true(notification_end(&hub, n, NOTIFICATION_LATER, "451 try later", 0));
    assert_string_equal(mine(&hub)->test.state, "dead");
    assert_string_equal(mine(&hub)->test.answer, "451 try later");
    assert_true(mine(&hub)->failing_since != 0);
    pass(&hub, 3600);
    assert_null(take(&hub));
    assert_true(channel_test(&hub, channel) > id);
    n = take(&hub);
    assert_true(notification_end(&hub, n, NOTIFICATION_SENT, "250 OK", 0));
    assert_string_equal(mine(&hub)->test.state, "sent");
    assert_true(mine(&hub)->failing_since == 0);
    assert_null(notification_told(&hub));
    assert_value(&hub, "SELECT notification_dead()", "0");
}

struct attempt {
    struct hub *hub;
    int64_t channel, id;
};

static void try_test(void *arg)
{
    struct attempt *a = arg;
    a->id = channel_test(a->hub, a->channel);
}

/* A function of the schema that refuses ends more than its statement. */
static enum fail fails(void (*work)(void *arg), struct hub *hub, void *arg)
{
    run(hub, "SAVEPOINT before");
    enum fail kind = scene_fails(work, arg);
    run(hub, "ROLLBACK TO before");
    return kind;
}

static void tests_are_for_ones_own_channels_and_not_too_often(void **state)
{
    struct hub hub = set_scene(state);
    become(&hub, ANN);
    struct attempt a = { &hub, CHAT, 0 };
    assert_int_equal(fails(try_test, &hub, &a), FAIL_CONFLICT);
    a.channel = mine(&hub)->id;
    become(&hub, BEN);
    assert_int_equal(fails(try_test, &hub, &a), FAIL_CONFLICT);
    for (int i = 0; i < 20; i++) {
        assert_true(channel_test(&hub, CHAT) > 0);
        assert_int_equal(channel_test(&hub, CHAT), 0);
        pass(&hub, 11);
    }
    assert_int_equal(channel_test(&hub, CHAT), 0);
    assert_value(&hub, "SELECT count(*) FROM notification", "20");
    pass(&hub, 3600);
    assert_true(channel_test(&hub, CHAT) > 0);
    assert_value(&hub, "SELECT count(*) FROM notification", "1");
    run(&hub, "UPDATE account SET email_confirmed_at = NULL WHERE id = 901");
    become(&hub, ANN);
    assert_int_equal(fails(try_test, &hub, &a), FAIL_CONFLICT);
}

static void a_test_waits_for_nothing_and_keeps_nothing_waiting(void **state)
{
    struct hub hub = set_scene(state);
    run(&hub, "UPDATE channel SET sees_private = true WHERE id = 80;"
              "INSERT INTO subscription (channel, repo, made_by) VALUES (80, 1, 902)");
    happen(&hub, 1);
    (void)dispatch(&hub);
    const struct notification *stuck = take(&hub);
    assert_true(notification_end(&hub, stuck, NOTIFICATION_LATER, "503", 3000));
    pass(&hub, 2);
    int64_t id = channel_test(&hub, CHAT);
    assert_int_equal(take(&hub)->id, id);
    pass(&hub, 2);
    assert_null(take(&hub));
    run(&hub, "UPDATE notification SET due_at = now() WHERE tested_by IS NULL");
    assert_string_equal(told(&hub), "-");
    /* Whoever sent the test is gone, or came too late. */
    pass(&hub, 70);
    assert_null(take(&hub));
    assert_value(&hub,
                 "SELECT state || ': ' || answer FROM notification WHERE tested_by IS NOT NULL",
                 "dead: whatever sent it ended before there was an answer");
    (void)channel_test(&hub, CHAT);
    pass(&hub, 301);
    (void)take(&hub);
    assert_value(
        &hub,
        "SELECT answer FROM notification WHERE tested_by IS NOT NULL ORDER BY id DESC LIMIT 1",
        "nothing sent it in time");
}

static void a_channel_of_administrators_hears_of_what_is_public_unless_they_say_more(void **state)
{
    struct hub hub = set_scene(state);
    run(&hub, "INSERT INTO subscription (channel, repo_pattern, made_by) VALUES (80, '*/*', 902)");
    happen(&hub, 1);
    assert_int_equal(dispatch(&hub), 0);
    run(&hub, "UPDATE repo SET public = true WHERE id = 1");
    happen(&hub, 2);
    happen(&hub, 3);
    assert_int_equal(dispatch(&hub), 1);
    run(&hub, "UPDATE repo SET public = false WHERE id = 1");
    assert_string_equal(told(&hub), "");
    assert_value(&hub, "SELECT string_agg(state, ',') FROM delivery", "denied,denied");
    run(&hub, "UPDATE channel SET sees_private = true WHERE id = 80");
    pass(&hub, 300);
    happen(&hub, 4);
    assert_int_equal(dispatch(&hub), 1);
    assert_string_equal(told(&hub), "-");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE(a_test_is_sent_once_and_its_answer_is_kept),
        SCENE(tests_are_for_ones_own_channels_and_not_too_often),
        SCENE(a_test_waits_for_nothing_and_keeps_nothing_waiting),
        SCENE(a_channel_of_administrators_hears_of_what_is_public_unless_they_say_more),
    };
    return cmocka_run_group_tests(tests, scene_open, scene_close);
}
