/* lib/hub/notification.c and its functions of sql/schema: who is told of what, when, how often. */
#include "hub/notification.h"

#include "hub/upkeep.h"
#include "story.h"

enum { ANN = 901, BEN, EVE };

/* Ann and ben may read repository 1, eve may not.  Each may be told by e-mail. */
static struct hub set_scene(void **state)
{
    struct hub hub = story_hub(state);
    cast_keys();
    db_execute(hub.db,
               "INSERT INTO account (id, name, email, email_confirmed_at) OVERRIDING SYSTEM VALUE"
               " VALUES (901, 'ann', 'ann@x', now()), (902, 'ben', 'ben@x', now()),"
               " (903, 'eve', 'eve@x', now());"
               "INSERT INTO repo (id, name) OVERRIDING SYSTEM VALUE"
               " VALUES (2, 'XXyCorp/other');"
               "INSERT INTO repo_grant (pattern, account, role)"
               " VALUES ('XXyCorp/*', 901, 'read'), ('*/*', 902, 'read')");
    return hub;
}

static void star(struct hub *hub, int account)
{
    db_execute(
        hub->db,
        text_format(hub->mem, "INSERT INTO subscription (account, repo) VALUES (%d, 1)", account));
}

/* Something happens to a crasher, which is made first if it is new. */
static void happen(struct hub *hub, const char *kind, int crasher)
{
    if (strcmp(kind, "new") == 0)
        story_crasher(hub, crasher, "high", "open");
    db_execute(hub->db, text_format(hub->mem,
                                    "INSERT INTO event (repo, kind, crasher, run)"
                                    " VALUES (1, '%s', %d, 1)",
                                    kind, crasher));
}

/* Many crashers at once, numbered from here. */
static void happen_many(struct hub *hub, int from, int count)
{
    db_execute(
        hub->db,
        text_format(hub->mem,
                    "INSERT INTO crasher (id, repo, severity, severity_reason, engine, kind, title,"
                    " message, package, target, first_run, last_run) OVERRIDING SYSTEM VALUE"
                    " SELECT n, 1, CASE WHEN n %% 100 = 0 THEN 'critical' ELSE 'low' END, 'why',"
                    " 'go', 'panic', 'title ' || n, 'm', 1, 1, 1, 1"
                    "   FROM generate_series(%d, %d) n;"
                    "INSERT INTO event (repo, kind, crasher, run)"
                    " SELECT 1, 'new', n, 1 FROM generate_series(%d, %d) n",
                    from, from + count - 1, from, from + count - 1));
}

/* What cron/dispatch does; how many messages come of it. */
static int64_t dispatch(struct hub *hub)
{
    while (notification_expand(hub, 0) > 0)
        continue;
    return notification_group(hub, 20);
}

/* The clock goes on: whatever was, is so much longer ago. */
static void pass(struct hub *hub, int minutes)
{
    db_execute(hub->db,
               text_format(hub->mem,
                           "UPDATE delivery SET due_at = due_at - interval '%d minutes';"
                           "UPDATE notification SET due_at = due_at - interval '%d minutes',"
                           " made_at = made_at - interval '%d minutes';"
                           "UPDATE channel SET next_at = next_at - interval '%d minutes'",
                           minutes, minutes, minutes, minutes));
}

static const struct notification *take(struct hub *hub)
{
    return notification_take(hub, "email,slack", 60);
}

/* The name of who is told, after it was sent; "nobody" if nothing is due. */
static const char *send(struct hub *hub)
{
    const struct notification *n = take(hub);
    if (!n)
        return "nobody";
    if (!notification_end(hub, n, NOTIFICATION_SENT, "250 OK", 0))
        return "(lease lost)";
    return n->account_name ? n->account_name : n->to;
}

static const char *states(struct hub *hub)
{
    return cast_value(hub->mem, hub->db,
                      "SELECT coalesce(string_agg(k, ' ' ORDER BY k), '') AS value FROM"
                      "  (SELECT state || ' ' || sum(number) AS k FROM delivery GROUP BY state) s");
}

static void n1_each_event_reaches_every_subscriber_or_is_seen_as_dead(void **state)
{
    struct hub hub = set_scene(state);
    star(&hub, ANN);
    star(&hub, BEN);
    for (int i = 1; i <= 3; i++)
        happen(&hub, "new", i);
    assert_int_equal(dispatch(&hub), 2);
    const struct notification *n = take(&hub);
    assert_int_equal(n->total, 3);
    assert_string_equal(n->way, "email");
    assert_string_equal(n->to, n->account == ANN ? "ann@x" : "ben@x");
    assert_string_equal(n->why, "You star XXyCorp/vault");
    assert_string_equal(n->repo, "XXyCorp/vault");
    assert_false(n->digest);
    assert_int_equal(n->thread, 0);
    assert_string_equal(n->kind, "new");
    assert_non_null(n->leave);
    const struct notification_line *l = n->lines;
    assert_int_equal(l->crasher, 1);
    assert_string_equal(l->kind, "new");
    assert_string_equal(l->title, "title 1");
    assert_string_equal(l->function, "Split");
    assert_string_equal(l->package, "helper/xor");
    assert_string_equal(l->target, "FuzzXor");
    assert_string_equal(l->commit, STORY_COMMIT);
    assert_true(notification_end(&hub, n, NOTIFICATION_REFUSED, "550 no such user", 0));
    assert_string_not_equal(send(&hub), "nobody");
    assert_string_equal(send(&hub), "nobody");
    assert_string_equal(states(&hub), "dead 3 sent 3");
    assert_value(&hub, "SELECT string_agg(answer, ',' ORDER BY id) FROM notification",
                 "550 no such user,250 OK");
    assert_value(&hub, "SELECT count(*) FROM event WHERE dispatched_at IS NULL", "0");
}

static void n2_nobody_is_told_twice_and_a_repeat_is_the_same(void **state)
{
    struct hub hub = set_scene(state);
    star(&hub, ANN);
    db_execute(hub.db, "INSERT INTO subscription (account, repo_pattern) VALUES (901, '*/*');"
                       "INSERT INTO subscription (account, repo_pattern, made_by)"
                       " VALUES (901, 'xxycorp/v*', 902)");
    happen(&hub, "new", 1);
    assert_int_equal(dispatch(&hub), 1);
    const struct notification *first = take(&hub);
    assert_int_equal(first->total, 1);
    assert_int_equal(first->thread, 1);
    assert_string_equal(first->why, "You star XXyCorp/vault");
    assert_null(take(&hub));
    pass(&hub, 2); /* the lease has run out: whoever had it died, after or before it was sent */
    const struct notification *again = take(&hub);
    assert_int_equal(again->id, first->id);
    assert_int_equal(again->attempt, 2);
    assert_int_equal(again->made_at, first->made_at - 120);
    assert_false(notification_end(&hub, first, NOTIFICATION_SENT, "late", 0));
    assert_true(notification_end(&hub, again, NOTIFICATION_SENT, "250 OK", 0));
    assert_false(notification_end(&hub, again, NOTIFICATION_SENT, "250 OK", 0));
    assert_string_equal(states(&hub), "sent 1");
}

static void n4_a_thousand_crashers_in_a_minute_are_two_messages(void **state)
{
    struct hub hub = set_scene(state);
    star(&hub, ANN);
    happen_many(&hub, 1, 5);
    assert_int_equal(dispatch(&hub), 1);
    assert_string_equal(send(&hub), "ann");
    for (int i = 0; i < 10; i++) {
        happen_many(&hub, 100 + 200 * i, 200);
        assert_int_equal(dispatch(&hub), 0);
    }
    pass(&hub, 5);
    assert_int_equal(dispatch(&hub), 1);
    const struct notification *n = take(&hub);
    assert_int_equal(n->total, 2000);
    int lines = 0;
    for (const struct notification_line *l = n->lines; l; l = l->next, lines++)
        assert_string_equal(l->severity, "critical");
    assert_int_equal(lines, NOTIFICATION_LINES);
    assert_true(notification_end(&hub, n, NOTIFICATION_SENT, "", 0));
    pass(&hub, 60);
    assert_int_equal(dispatch(&hub), 0);
    assert_string_equal(states(&hub), "sent 2005");
}

static void above_the_most_an_hour_the_rest_is_one_digest(void **state)
{
    struct hub hub = set_scene(state);
    db_execute(hub.db, "INSERT INTO subscription (account, repo_pattern) VALUES (901, 'XXyCorp/*');"
                       "INSERT INTO repo (id, name) OVERRIDING SYSTEM VALUE"
                       " SELECT n, 'XXyCorp/r' || n FROM generate_series(101, 130) n;"
                       "INSERT INTO event (repo, kind) SELECT n, 'run_failed'"
                       "  FROM generate_series(101, 130) n;"
                       "UPDATE subscription SET kinds = '{run_failed}'");
    assert_int_equal(dispatch(&hub), 20);
    for (int i = 0; i < 20; i++)
        assert_string_equal(send(&hub), "ann");
    pass(&hub, 59);
    assert_int_equal(dispatch(&hub), 0);
    pass(&hub, 2);
    assert_int_equal(dispatch(&hub), 1);
    const struct notification *n = take(&hub);
    assert_true(n->digest);
    assert_null(n->repo);
    assert_int_equal(n->total, 10);
}

static void what_is_above_the_most_an_hour_waits_for_the_end_of_quiet_hours(void **state)
{
    struct hub hub = set_scene(state);
    db_execute(hub.db, "INSERT INTO subscription (account, repo_pattern, kinds)"
                       " VALUES (901, 'XXyCorp/*', '{run_failed}');"
                       "INSERT INTO notify_setting (account, zone, quiet_from, quiet_until) SELECT"
                       " 901, 'UTC', (now() AT TIME ZONE 'UTC' + interval '30 minutes')::time,"
                       " (now() AT TIME ZONE 'UTC' + interval '5 hours')::time;"
                       "INSERT INTO repo (id, name) OVERRIDING SYSTEM VALUE"
                       " SELECT n, 'XXyCorp/r' || n FROM generate_series(101, 130) n;"
                       "INSERT INTO event (repo, kind) SELECT n, 'run_failed'"
                       "  FROM generate_series(101, 130) n");
    assert_int_equal(dispatch(&hub), 20);
    pass(&hub, 2);
    assert_int_equal(dispatch(&hub), 0);
    assert_value(&hub,
                 "SELECT count(*) FROM delivery"
                 " WHERE notification IS NULL AND due_at = now() + interval '5 hours'",
                 "10");
}

static void n5_what_is_no_news_is_silent(void **state)
{
    static const char *const quiet[] = { "confirmed", "strong", "merged", "split", "assigned",
                                         "muted",     "ticket", "state",  "undone" };
    struct hub hub = set_scene(state);
    star(&hub, ANN);
    happen(&hub, "new", 1);
    (void)dispatch(&hub);
    assert_string_equal(send(&hub), "ann");
    for (size_t i = 0; i < COUNT_OF(quiet); i++)
        happen(&hub, quiet[i], 1);
    pass(&hub, 10);
    assert_int_equal(dispatch(&hub), 0);
    happen(&hub, "regressed", 1);
    assert_int_equal(dispatch(&hub), 1);
    assert_string_equal(take(&hub)->lines->kind, "regressed");
    assert_string_equal(states(&hub), "sent 1 waiting 1");
}

/* How long until the next try, in seconds. */
static int wait_of(struct hub *hub)
{
    return atoi(cast_value(hub->mem, hub->db,
                           "SELECT extract(epoch FROM due_at - now())::int::text AS value"
                           "  FROM notification"));
}

static void n6_a_failure_is_tried_again_ever_later_for_three_days(void **state)
{
    static const int waits[] = { 30, 60, 120, 240, 480, 960, 1920, 3600, 3600 };
    struct hub hub = set_scene(state);
    star(&hub, ANN);
    happen(&hub, "new", 1);
    (void)dispatch(&hub);
    for (size_t i = 0; i < COUNT_OF(waits); i++) {
        const struct notification *n = take(&hub);
        assert_int_equal(n->attempt, i + 1);
        assert_true(notification_end(&hub, n, NOTIFICATION_LATER, "451 later", 0));
        assert_in_range(wait_of(&hub), waits[i] / 2, waits[i] * 3 / 2 + 1);
        assert_null(take(&hub));
        db_execute(hub.db, "UPDATE notification SET due_at = now()");
    }
    assert_true(notification_end(&hub, take(&hub), NOTIFICATION_LATER, "429", 77));
    assert_int_equal(wait_of(&hub), 77);
    db_execute(hub.db, "UPDATE notification SET due_at = now()");
    assert_true(notification_end(&hub, take(&hub), NOTIFICATION_LATER, "429", 86400));
    assert_int_equal(wait_of(&hub), 3600);
    assert_value(&hub, "SELECT failures FROM channel WHERE account = 901", "11");
    for (int i = 0; i < 40; i++) {
        db_execute(hub.db, "UPDATE notification SET due_at = now()");
        assert_true(notification_end(&hub, take(&hub), NOTIFICATION_LATER, "451 later", 0));
    }
    assert_value(&hub, "SELECT count(*) || ' ' || min(number) FROM notification_attempt", "40 12");
    db_execute(hub.db, "UPDATE notification SET tried_until = now() - interval '1 second'");
    db_execute(hub.db, "UPDATE notification SET due_at = now()");
    assert_true(notification_end(&hub, take(&hub), NOTIFICATION_LATER, "451 later", 0));
    assert_string_equal(states(&hub), "dead 1");
    assert_null(take(&hub));
}

/* A channel of the hub that takes calls, for the public repository 1. */
static void set_hook(struct hub *hub)
{
    db_execute(hub->db,
               "INSERT INTO channel (id, kind, name, sees_private) OVERRIDING SYSTEM VALUE"
               " VALUES (80, 'slack', '#vault', true);"
               "INSERT INTO subscription (channel, repo_pattern, made_by) VALUES (80, '*/*', 901)");
}

static void n6_a_hook_that_is_broken_is_called_twelve_times_a_day(void **state)
{
    enum { DAY = 24 * 60 };
    struct hub hub = set_scene(state);
    set_hook(&hub);
    happen(&hub, "new", 1);
    (void)dispatch(&hub);
    int calls = 0;
    for (int minute = 0; minute < DAY; minute++, pass(&hub, 1)) {
        const struct notification *n = take(&hub);
        if (!n)
            continue;
        calls++;
        assert_true(notification_end(&hub, n, NOTIFICATION_LATER, "HTTP 500", 0));
    }
    assert_in_range(calls, 11, 12);
    assert_string_equal(states(&hub), "waiting 1");
    pass(&hub, DAY);
    assert_true(notification_end(&hub, take(&hub), NOTIFICATION_SENT, "ok", 0));
    assert_value(&hub, "SELECT failures FROM channel WHERE id = 80", "0");
}

static void n6_what_waits_for_a_hook_that_was_taken_away_is_given_up_with_it(void **state)
{
    struct hub hub = set_scene(state);
    set_hook(&hub);
    for (int i = 1; i <= 7; i++) {
        happen(&hub, "new", i);
        assert_int_equal(dispatch(&hub), 1);
        pass(&hub, 5);
    }
    for (int i = 1; i <= 6; i++) {
        assert_true(notification_end(&hub, take(&hub), NOTIFICATION_REFUSED, "HTTP 404", 0));
        db_execute(hub.db, "UPDATE channel SET next_at = now() WHERE id = 80 AND failures < 6");
    }
    assert_string_equal(states(&hub), "dead 7");
    assert_value(&hub, "SELECT answer FROM notification ORDER BY id DESC LIMIT 1", "HTTP 404");
    happen(&hub, "new", 8);
    assert_int_equal(dispatch(&hub), 1);
    assert_null(take(&hub));
    pass(&hub, 31);
    assert_int_equal(take(&hub)->lines->crasher, 8);
}

static void n6_the_time_in_which_nobody_tried_does_not_count(void **state)
{
    struct hub hub = set_scene(state);
    star(&hub, ANN);
    happen(&hub, "new", 1);
    (void)dispatch(&hub);
    db_execute(hub.db, "UPDATE notification SET tried_until = now() - interval '1 day'");
    for (int i = 1; i <= 12; i++) {
        assert_string_equal(states(&hub), "waiting 1");
        db_execute(hub.db, "UPDATE notification SET due_at = now()");
        assert_true(notification_end(&hub, take(&hub), NOTIFICATION_LATER, "451 later", 0));
    }
    assert_string_equal(states(&hub), "dead 1");
}

static void a_notification_that_never_ends_is_given_up(void **state)
{
    struct hub hub = set_scene(state);
    star(&hub, ANN);
    happen(&hub, "new", 1);
    (void)dispatch(&hub);
    db_execute(hub.db, "UPDATE notification SET attempts = 500, spent = 1");
    assert_int_equal(take(&hub)->attempt, 501);
    pass(&hub, 2);
    assert_null(take(&hub));
    assert_string_equal(states(&hub), "dead 1");
    assert_value(&hub, "SELECT state FROM notification", "dead");
}

static void nothing_waits_in_vain_once_the_clock_was_set_back(void **state)
{
    struct hub hub = set_scene(state);
    star(&hub, ANN);
    db_execute(hub.db, "INSERT INTO subscription (account, repo_pattern, pace)"
                       " VALUES (902, '*/*', 'weekly');"
                       "INSERT INTO mail (recipient, subject, text) VALUES ('x@x', 's', 't')");
    happen(&hub, "new", 1);
    assert_int_equal(dispatch(&hub), 1);
    happen(&hub, "new", 2);
    assert_int_equal(dispatch(&hub), 0);
    assert_int_equal(upkeep_mend(&hub), 0);
    pass(&hub, -9 * 24 * 60);
    db_execute(hub.db, "UPDATE mail SET due_at = due_at + interval '9 days'");
    assert_null(take(&hub));
    /* the notification, the delivery after it, two of the digest, three channels, and the mail */
    assert_int_equal(upkeep_mend(&hub), 8);
    assert_int_equal(upkeep_mend(&hub), 0);
    assert_int_equal(dispatch(&hub), 2);
    assert_int_equal(take(&hub)->total, 1);
    happen(&hub, "new", 3);
    (void)dispatch(&hub);
    assert_value(&hub,
                 "SELECT max(due_at) < now() + interval '8 days' FROM delivery"
                 " WHERE notification IS NULL",
                 "true");
}

static void n9_what_is_muted_is_silent_and_counted_in_the_next_digest(void **state)
{
    struct hub hub = set_scene(state);
    star(&hub, ANN);
    happen(&hub, "new", 1);
    happen(&hub, "new", 2);
    db_execute(hub.db, "UPDATE event SET dispatched_at = now();"
                       "UPDATE crasher SET muted_until = now() + interval '1 day' WHERE id = 1;"
                       "UPDATE subscription SET pace = 'daily'");
    happen(&hub, "regressed", 1);
    assert_int_equal(dispatch(&hub), 0);
    assert_string_equal(states(&hub), "muted 1");
    db_execute(hub.db, "UPDATE subscription SET muted_until = now() + interval '1 hour'");
    happen(&hub, "regressed", 2);
    assert_int_equal(dispatch(&hub), 0);
    db_execute(hub.db, "UPDATE subscription SET muted_until = NULL;"
                       "INSERT INTO notify_setting (account, away_until)"
                       " VALUES (901, now() + interval '7 days')");
    happen(&hub, "fixed", 2);
    assert_int_equal(dispatch(&hub), 0);
    assert_string_equal(states(&hub), "muted 3");
    db_execute(hub.db, "UPDATE notify_setting SET away_until = NULL");
    happen(&hub, "regressed", 2);
    assert_int_equal(dispatch(&hub), 0);
    pass(&hub, 24 * 60);
    assert_int_equal(dispatch(&hub), 1);
    const struct notification *n = take(&hub);
    assert_true(n->digest);
    assert_int_equal(n->total, 1);
    assert_int_equal(n->muted, 3);
}

static void n9_what_is_muted_is_counted_for_who_gets_no_digests_too(void **state)
{
    struct hub hub = set_scene(state);
    db_execute(hub.db, "INSERT INTO subscription (account, repo_pattern) VALUES (901, '*/*');"
                       "INSERT INTO notify_setting (account, away_until)"
                       " VALUES (901, now() + interval '7 days')");
    happen(&hub, "new", 1);
    assert_int_equal(dispatch(&hub), 0);
    assert_string_equal(states(&hub), "muted 1");
    db_execute(hub.db, "UPDATE notify_setting SET away_until = NULL");
    happen(&hub, "new", 2);
    db_execute(hub.db, "INSERT INTO event (repo, kind) VALUES (2, 'fixed')");
    assert_int_equal(dispatch(&hub), 2);
    const struct notification *first = take(&hub);
    assert_int_equal(first->total, 1);
    assert_int_equal(first->muted, 1);
    assert_true(notification_end(&hub, first, NOTIFICATION_SENT, "", 0));
    assert_int_equal(take(&hub)->muted, 0);
}

/* What becomes of a message to ann when this happens between event and sending. */
static const char *after(void **state, const char *change)
{
    struct hub hub = set_scene(state);
    star(&hub, ANN);
    happen(&hub, "new", 1);
    assert_int_equal(dispatch(&hub), 1);
    db_execute(hub.db, change);
    assert_string_equal(send(&hub), "nobody");
    const char *all = text_copy(hub.mem, states(&hub));
    assert_value(&hub, "SELECT count(*) FROM notification WHERE state = 'waiting'", "0");
    db_execute(hub.db, "ROLLBACK; BEGIN");
    return all;
}

static void n10_rights_are_asked_at_the_moment_of_sending(void **state)
{
    assert_string_equal(after(state, "DELETE FROM repo_grant WHERE account = 901"), "denied 1");
    assert_string_equal(after(state, "UPDATE account SET disabled_at = now() WHERE id = 901"),
                        "denied 1");
    assert_string_equal(after(state, "UPDATE account SET email_confirmed_at = NULL WHERE id = 901"),
                        "denied 1");
    assert_string_equal(after(state, "UPDATE repo SET removed_at = now() WHERE id = 1"),
                        "denied 1");
    assert_string_equal(after(state, "DELETE FROM subscription"), "cancelled 1");
    struct hub hub = set_scene(state);
    star(&hub, EVE);
    happen(&hub, "new", 1);
    (void)dispatch(&hub);
    assert_string_equal(send(&hub), "nobody");
    assert_string_equal(states(&hub), "denied 1");
    db_execute(hub.db, "UPDATE repo SET public = true");
    happen(&hub, "new", 2);
    pass(&hub, 5);
    (void)dispatch(&hub);
    pass(&hub, 5);
    (void)dispatch(&hub);
    assert_string_equal(send(&hub), "eve");
}

static void a_subscription_that_ends_gives_way_to_another(void **state)
{
    struct hub hub = set_scene(state);
    star(&hub, ANN);
    db_execute(hub.db, "INSERT INTO subscription (account, repo_pattern, made_by)"
                       " VALUES (901, '*/vault', 902)");
    happen(&hub, "new", 1);
    (void)dispatch(&hub);
    db_execute(hub.db, "DELETE FROM subscription WHERE made_by IS NULL");
    const struct notification *n = take(&hub);
    assert_string_equal(n->why, "ben subscribed you to */vault");
}

static void n12_what_a_channel_gets_comes_in_order(void **state)
{
    struct hub hub = set_scene(state);
    star(&hub, ANN);
    happen(&hub, "new", 1);
    (void)dispatch(&hub);
    const struct notification *first = take(&hub);
    pass(&hub, 5);
    happen(&hub, "regressed", 1);
    assert_int_equal(dispatch(&hub), 1);
    const struct notification *again = take(&hub);
    assert_int_equal(again->id, first->id);
    assert_true(notification_end(&hub, again, NOTIFICATION_LATER, "451 later", 0));
    assert_null(take(&hub));
    pass(&hub, 2);
    assert_true(notification_end(&hub, take(&hub), NOTIFICATION_SENT, "", 0));
    assert_string_equal(take(&hub)->lines->kind, "regressed");
}

static void n14_a_rule_names_who_made_it_and_can_be_left_unless_mandatory(void **state)
{
    struct hub hub = set_scene(state);
    db_execute(
        hub.db,
        "INSERT INTO account_group (id, name) OVERRIDING SYSTEM VALUE VALUES (9, 'Vault team');"
        "INSERT INTO group_member VALUES (9, 901), (9, 902), (9, 903);"
        "INSERT INTO subscription (id, account_group, repo_pattern, made_by)"
        " OVERRIDING SYSTEM VALUE VALUES (70, 9, 'XXyCorp/*', 902);"
        "INSERT INTO subscription_left VALUES (70, 902)");
    happen(&hub, "new", 1);
    (void)dispatch(&hub);
    const struct notification *n = take(&hub);
    assert_int_equal(n->account, ANN);
    assert_false(n->mandatory);
    assert_non_null(n->leave);
    assert_string_equal(n->why, "ben subscribed the group Vault team to XXyCorp/*");
    assert_string_equal(send(&hub), "nobody");
    assert_string_equal(states(&hub), "denied 1 waiting 1");
    db_execute(hub.db, "UPDATE subscription SET mandatory = true");
    happen(&hub, "new", 2);
    assert_int_equal(dispatch(&hub), 1);
    n = take(&hub);
    assert_int_equal(n->account, BEN);
    assert_null(n->leave);
}

static void a_rule_for_a_channel_goes_there(void **state)
{
    struct hub hub = set_scene(state);
    db_execute(hub.db,
               "INSERT INTO channel (id, kind, name, address, sees_private) OVERRIDING SYSTEM VALUE"
               " VALUES (80, 'email', 'list', 'list@x', true);"
               "INSERT INTO subscription (channel, repo_pattern, made_by) VALUES (80, '*/*', 901)");
    happen(&hub, "new", 1);
    assert_int_equal(dispatch(&hub), 1);
    assert_string_equal(send(&hub), "list@x");
    db_execute(hub.db, "UPDATE channel SET kind = 'slack', next_at = now() WHERE id = 80");
    happen(&hub, "new", 2);
    happen(&hub, "new", 3);
    pass(&hub, 5);
    assert_int_equal(dispatch(&hub), 1);
    const struct notification *n = take(&hub);
    assert_string_equal(n->why, "ann subscribed this channel to */*");
    assert_value(&hub, "SELECT next_at > now() FROM channel WHERE id = 80", "true");
}

static void only_what_was_asked_for_is_told(void **state)
{
    static const struct {
        const char *wish;
        bool told;
    } wishes[] = {
        { "kinds = '{new}'", true },
        { "kinds = '{regressed,run_failed}'", false },
        { "severity = 2", true },
        { "severity = 1", false },
        { "packages = '{helper/kdf,helper/xor}'", true },
        { "packages = '{helper/kdf}'", false },
        { "repo = NULL, crasher = 1", true },
        { "repo = NULL, crasher = 2", false },
        { "repo = NULL, repo_pattern = 'xxycorp/VAULT'", true },
        { "repo = NULL, repo_pattern = 'xxy_orp/*'", false },
        { "ways = '{slack}'", false },
        { "ways = '{}'", false },
    };
    for (size_t i = 0; i < COUNT_OF(wishes); i++) {
        struct hub hub = set_scene(state);
        story_crasher(&hub, 2, "low", "open");
        story_crasher(&hub, 1, "high", "open");
        star(&hub, ANN);
        db_execute(hub.db, text_format(hub.mem, "UPDATE subscription SET %s", wishes[i].wish));
        happen(&hub, "fixed", 1);
        db_execute(hub.db, "UPDATE event SET kind = 'new'");
        if (dispatch(&hub) != wishes[i].told)
            fail_msg("%s: %s", wishes[i].wish, states(&hub));
        db_execute(hub.db, "ROLLBACK; BEGIN");
    }
}

/* Of how many events each account hears, by kind. */
static const char *heard(struct hub *hub)
{
    return cast_value(
        hub->mem, hub->db,
        "SELECT string_agg(k, ', ' ORDER BY k) AS value FROM (SELECT account || ' '"
        " || kind || ' ' || sum(number) AS k FROM delivery GROUP BY account, kind) s");
}

static void of_many_events_at_once_each_hears_what_they_asked_for(void **state)
{
    struct hub hub = set_scene(state);
    star(&hub, ANN);
    star(&hub, BEN);
    star(&hub, EVE);
    db_execute(hub.db, "UPDATE subscription SET severity = 2 WHERE account = 902;"
                       "UPDATE subscription SET packages = '{helper/kdf}' WHERE account = 903");
    happen_many(&hub, 1, 300);
    db_execute(hub.db, "INSERT INTO crasher_target (crasher, target, repo, package)"
                       " SELECT n, 3, 1, 2 FROM generate_series(50, 70) n;"
                       "INSERT INTO subscription (account, crasher) VALUES (902, 7);"
                       "INSERT INTO event (repo, kind, crasher, account) SELECT 1, 'fixed', n,"
                       " CASE WHEN n < 30 THEN 901 END FROM generate_series(21, 40) n");
    assert_int_equal(notification_expand(&hub, 0), 320);
    assert_string_equal(heard(&hub), "901 fixed 11, 901 new 300, 902 new 4, 903 new 21");
    assert_value(&hub,
                 "SELECT count(DISTINCT i) || ' ' || count(*) FROM delivery d, unnest(events) i"
                 " WHERE account = 901 AND kind = 'new'",
                 "300 300");
    /* two rows of ben's: three critical ones by the star, and the one followed */
    assert_value(&hub, "SELECT count(*) FROM delivery", "5");
    assert_value(&hub,
                 "SELECT bool_and(c.severity = 'critical') FROM delivery d"
                 "  JOIN event e ON e.id = ANY (d.events[1:3]) JOIN crasher c ON c.id = e.crasher"
                 " WHERE d.account = 901 AND d.kind = 'new'",
                 "true");
}

static void what_another_subscription_brings_of_very_many_stays_too(void **state)
{
    struct hub hub = set_scene(state);
    db_execute(hub.db, "INSERT INTO subscription (account, repo, pace) VALUES (901, 1, 'daily');"
                       "INSERT INTO subscription (account, repo_pattern, pace)"
                       " VALUES (901, '*/*', 'daily')");
    for (int i = 0; i < 2; i++) {
        happen_many(&hub, 1 + 15000 * i, 15000);
        assert_int_equal(dispatch(&hub), 0);
    }
    db_execute(hub.db, "DELETE FROM subscription WHERE repo = 1");
    pass(&hub, 24 * 60);
    assert_int_equal(dispatch(&hub), 1);
    const struct notification *n = take(&hub);
    assert_int_equal(n->total, 30000);
}

static void what_another_subscription_brings_of_many_stays(void **state)
{
    struct hub hub = set_scene(state);
    star(&hub, ANN);
    happen_many(&hub, 1, 300);
    assert_int_equal(dispatch(&hub), 1);
    db_execute(hub.db, "DELETE FROM subscription;"
                       "INSERT INTO subscription (account, repo_pattern, severity)"
                       " VALUES (901, '*/*', 1)");
    const struct notification *n = take(&hub);
    assert_int_equal(n->total, 3);
    assert_string_equal(n->why, "You subscribed to */*");
    assert_string_equal(n->lines->severity, "critical");
}

static void of_very_many_for_very_many_some_are_told_at_once(void **state)
{
    struct hub hub = set_scene(state);
    db_execute(hub.db,
               "INSERT INTO account_group (id, name) OVERRIDING SYSTEM VALUE VALUES (77, 'all');"
               "INSERT INTO account (id, name, email) OVERRIDING SYSTEM VALUE"
               " SELECT n, 'a' || n, 'a' || n || '@x' FROM generate_series(1001, 1800) n;"
               "INSERT INTO group_member (account_group, account)"
               " SELECT 77, n FROM generate_series(1001, 1800) n;"
               "INSERT INTO subscription (account_group, repo_pattern, made_by)"
               " VALUES (77, '*/*', 902)");
    happen_many(&hub, 1, 7000);
    assert_int_equal(notification_expand(&hub, 0), 5000);
    assert_int_equal(notification_expand(&hub, 0), 2000);
    assert_int_equal(notification_expand(&hub, 0), 0);
    assert_value(&hub, "SELECT sum(number) FROM delivery", "5600000");
}

static void of_several_subscriptions_one_that_can_be_left_is_named(void **state)
{
    struct hub hub = set_scene(state);
    db_execute(hub.db, "INSERT INTO subscription (account, repo, kinds, pace, made_by, mandatory)"
                       " VALUES (901, 2, '{run_failed}', 'daily', 902, true);"
                       "INSERT INTO subscription (account, repo, pace) VALUES (901, 1, 'daily');"
                       "INSERT INTO event (repo, kind) VALUES (2, 'run_failed')");
    happen(&hub, "new", 1);
    assert_int_equal(dispatch(&hub), 0);
    pass(&hub, 24 * 60);
    assert_int_equal(dispatch(&hub), 1);
    const struct notification *n = take(&hub);
    assert_int_equal(n->total, 2);
    assert_string_equal(n->why,
                        "You star XXyCorp/vault; another subscription brought a part of this");
    assert_false(n->mandatory);
    assert_non_null(n->leave);
}

static void nobody_is_told_of_their_own_deed(void **state)
{
    struct hub hub = set_scene(state);
    star(&hub, ANN);
    star(&hub, BEN);
    happen(&hub, "new", 1);
    db_execute(hub.db, "UPDATE event SET kind = 'fixed', account = 901");
    assert_int_equal(dispatch(&hub), 1);
    assert_string_equal(send(&hub), "ben");
}

/* When something is due that happens at a time of UTC, in the words of an expression. */
static void expect_time(struct hub *hub, const char *expression, const char *expected)
{
    assert_string_equal(cast_value(hub->mem, hub->db,
                                   text_format(hub->mem,
                                               "SELECT coalesce(to_char((%s) AT TIME ZONE 'UTC',"
                                               " 'YYYY-MM-DD HH24:MI'), 'now') AS value",
                                               expression)),
                        expected);
}

static void digests_and_quiet_hours_are_by_the_clock_of_the_reader(void **state)
{
    static const char *const cases[][2] = {
        { "next_time('2026-06-03 05:00Z', 'Europe/Berlin', '08:00', NULL)", "2026-06-03 06:00" },
        { "next_time('2026-06-03 06:00Z', 'Europe/Berlin', '08:00', NULL)", "2026-06-04 06:00" },
        { "next_time('2026-10-24 07:00Z', 'Europe/Berlin', '08:00', NULL)", "2026-10-25 07:00" },
        { "next_time('2026-06-03 05:00Z', 'UTC', '08:00', 1)", "2026-06-08 08:00" },
        { "next_time('2026-06-08 07:59Z', 'UTC', '08:00', 1)", "2026-06-08 08:00" },
        { "next_time('2026-06-08 08:00Z', 'UTC', '08:00', 1)", "2026-06-15 08:00" },
        { "quiet_end('2026-06-03 20:30Z', 'Europe/Berlin', '22:00', '07:00')", "2026-06-04 05:00" },
        { "quiet_end('2026-06-03 02:00Z', 'Europe/Berlin', '22:00', '07:00')", "2026-06-03 05:00" },
        { "quiet_end('2026-06-03 05:00Z', 'Europe/Berlin', '22:00', '07:00')", "now" },
        { "quiet_end('2026-06-03 12:30Z', 'UTC', '12:00', '13:00')", "2026-06-03 13:00" },
        { "quiet_end('2026-06-03 13:00Z', 'UTC', '12:00', '13:00')", "now" },
        { "quiet_end('2026-06-03 13:00Z', 'UTC', NULL, NULL)", "now" },
    };
    struct hub hub = set_scene(state);
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        expect_time(&hub, cases[i][0], cases[i][1]);
}

static void in_quiet_hours_everything_is_one_message_later(void **state)
{
    struct hub hub = set_scene(state);
    db_execute(hub.db,
               "INSERT INTO subscription (account, repo_pattern) VALUES (901, '*/*');"
               "INSERT INTO notify_setting (account, zone, quiet_from, quiet_until) SELECT 901,"
               " 'UTC', (now() AT TIME ZONE 'UTC' - interval '1 hour')::time,"
               " (now() AT TIME ZONE 'UTC' + interval '1 hour')::time");
    happen(&hub, "new", 1);
    assert_int_equal(dispatch(&hub), 0);
    db_execute(hub.db, "INSERT INTO event (repo, kind) VALUES (2, 'fixed')");
    assert_int_equal(dispatch(&hub), 0);
    pass(&hub, 61);
    assert_int_equal(dispatch(&hub), 1);
    const struct notification *n = take(&hub);
    assert_int_equal(n->total, 2);
    assert_true(n->digest);
    assert_string_equal(n->why, "You subscribed to */*");
}

static void what_cannot_be_told_does_not_keep_the_rest_waiting(void **state)
{
    struct hub hub = set_scene(state);
    star(&hub, ANN);
    db_execute(hub.db, "CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                       " IF EXISTS (SELECT FROM unnest(NEW.events) i WHERE i % 2 = 0) THEN RAISE "
                       "EXCEPTION 'poison'; END IF; RETURN NEW; END $$;"
                       "CREATE TRIGGER poison BEFORE INSERT ON delivery FOR EACH ROW"
                       " EXECUTE FUNCTION poison()");
    for (int i = 1; i <= 4; i++)
        happen(&hub, "new", i);
    assert_int_equal(dispatch(&hub), 1);
    assert_int_equal(take(&hub)->total, 2);
    assert_value(&hub, "SELECT count(*) FROM event WHERE detail ->> 'untold' = 'poison'", "2");
    assert_value(&hub, "SELECT count(*) FROM event WHERE dispatched_at IS NULL", "0");
}

static void a_run_without_a_verdict_is_an_event_once(void **state)
{
    struct hub hub = set_scene(state);
    db_execute(hub.db, "UPDATE run SET failed = 'build error' WHERE id = 1;"
                       "UPDATE run SET failed = 'did not fuzz' WHERE id = 1;"
                       "INSERT INTO run (id, repo, origin) OVERRIDING SYSTEM VALUE VALUES"
                       " (2, 1, 'CI'), (3, 1, 'CI'), (4, 1, 'CI');"
                       "UPDATE run SET failed = 'build error' WHERE id = 2;"
                       "UPDATE run SET failed = 'build error' WHERE id = 4");
    assert_value(&hub,
                 "SELECT string_agg(kind || ' ' || run || ' ' || (detail ->> 'reason'), ', '"
                 " ORDER BY id) FROM event",
                 "run_failed 1 build error, run_failed 4 build error");
}

static void a_repository_that_becomes_silent_is_an_event_once(void **state)
{
    struct hub hub = set_scene(state);
    db_execute(hub.db, "INSERT INTO repo_status (repo, last_run, last_run_at)"
                       " VALUES (1, 1, now() - interval '8 days'), (2, NULL, NULL)");
    assert_int_equal(upkeep_missing(&hub, 9), 0);
    assert_int_equal(upkeep_missing(&hub, 7), 1);
    assert_int_equal(upkeep_missing(&hub, 7), 0);
    assert_value(&hub, "SELECT kind || ' ' || repo || ' ' || (detail ->> 'reason') FROM event",
                 "run_missing 1 no result for 7 days");
}

static void a_ticket_that_failed_is_an_event(void **state)
{
    struct hub hub = set_scene(state);
    story_crasher(&hub, 1, "high", "open");
    db_execute(hub.db, "INSERT INTO ticket (repo, crasher, state) VALUES (1, 1, 'opening');"
                       "UPDATE ticket SET state = 'failed', says = 'no such project';"
                       "UPDATE ticket SET state = 'failed'");
    assert_value(&hub, "SELECT string_agg(kind || ' ' || (detail ->> 'reason'), ', ') FROM event",
                 "ticket_failed no such project");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE(n1_each_event_reaches_every_subscriber_or_is_seen_as_dead),
        SCENE(n2_nobody_is_told_twice_and_a_repeat_is_the_same),
        SCENE(n4_a_thousand_crashers_in_a_minute_are_two_messages),
        SCENE(above_the_most_an_hour_the_rest_is_one_digest),
        SCENE(what_is_above_the_most_an_hour_waits_for_the_end_of_quiet_hours),
        SCENE(n5_what_is_no_news_is_silent),
        SCENE(n6_a_failure_is_tried_again_ever_later_for_three_days),
        SCENE(n6_a_hook_that_is_broken_is_called_twelve_times_a_day),
        SCENE(n6_what_waits_for_a_hook_that_was_taken_away_is_given_up_with_it),
        SCENE(n6_the_time_in_which_nobody_tried_does_not_count),
        SCENE(a_notification_that_never_ends_is_given_up),
        SCENE(nothing_waits_in_vain_once_the_clock_was_set_back),
        SCENE(n9_what_is_muted_is_silent_and_counted_in_the_next_digest),
        SCENE(n9_what_is_muted_is_counted_for_who_gets_no_digests_too),
        SCENE(n10_rights_are_asked_at_the_moment_of_sending),
        SCENE(a_subscription_that_ends_gives_way_to_another),
        SCENE(n12_what_a_channel_gets_comes_in_order),
        SCENE(n14_a_rule_names_who_made_it_and_can_be_left_unless_mandatory),
        SCENE(a_rule_for_a_channel_goes_there),
        SCENE(only_what_was_asked_for_is_told),
        SCENE(of_many_events_at_once_each_hears_what_they_asked_for),
        SCENE(what_another_subscription_brings_of_many_stays),
        SCENE(what_another_subscription_brings_of_very_many_stays_too),
        SCENE(of_very_many_for_very_many_some_are_told_at_once),
        SCENE(of_several_subscriptions_one_that_can_be_left_is_named),
        SCENE(nobody_is_told_of_their_own_deed),
        SCENE(digests_and_quiet_hours_are_by_the_clock_of_the_reader),
        SCENE(in_quiet_hours_everything_is_one_message_later),
        SCENE(what_cannot_be_told_does_not_keep_the_rest_waiting),
        SCENE(a_run_without_a_verdict_is_an_event_once),
        SCENE(a_repository_that_becomes_silent_is_an_event_once),
        SCENE(a_ticket_that_failed_is_an_event),
    };
    return cmocka_run_group_tests(tests, scene_open, scene_close);
}
