/* Rules of administrators, their channels, and tests of channels: lib/hub/notify_rule.c,
 * notify_reach.c, channel.c and their functions of sql/schema. */
#include "hub/channel.h"
#include "hub/group.h"
#include "hub/notification.h"
#include "hub/notification_told.h"
#include "hub/notify_reach.h"
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
        "       set_config('nopanic.admin', 'yes', true), set_config('nopanic.admins', '-', true)");
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
    assert_value(&hub, "SELECT string_agg(DISTINCT state, ',') FROM delivery", "denied");
    run(&hub, "UPDATE channel SET sees_private = true WHERE id = 80");
    pass(&hub, 300);
    happen(&hub, 4);
    assert_int_equal(dispatch(&hub), 1);
    assert_string_equal(told(&hub), "-");
}

/* A rule for a group, an account or "channel-80", on a repository or a pattern. */
static struct notify_rule rule_for(struct hub *hub, const char *to, const char *name,
                                   const char *object)
{
    struct notify_rule rule = { .object = access_object(hub, object),
                                .wish = { "new,regressed", 4, "", "now", "email" } };
    notify_rule_for(hub, &rule, to, name);
    if (strcmp(rule.to, "channel") == 0)
        rule.wish.ways = "";
    return rule;
}

static void add(struct hub *hub, const char *to, const char *name, const char *object)
{
    const struct notify_rule rule = rule_for(hub, to, name, object);
    notify_rule_add(hub, &rule);
}

static const struct notify_rule *first(struct hub *hub, const char *search)
{
    int64_t found;
    return notify_rule_list(hub, search, 0, &found);
}

static void rules_are_listed_changed_and_removed_and_each_change_is_in_the_audit(void **state)
{
    struct hub hub = set_scene(state);
    hub.account = BEN;
    run(&hub, "INSERT INTO group_member VALUES (9, 901), (9, 903)");
    add(&hub, "group", "vault TEAM", "xxycorp/VAULT");
    add(&hub, "account", "eve", "*/*");
    add(&hub, "channel-80", NULL, "XXyCorp/*");
    int64_t found;
    const struct notify_rule *r = notify_rule_list(&hub, "", 0, &found);
    assert_int_equal(found, 3);
    assert_string_equal(r->who, "#v");
    assert_string_equal(r->to, "channel");
    assert_string_equal(r->way, "slack");
    assert_string_equal(r->object.name, "XXyCorp/*");
    assert_int_equal(r->object.repo, 0);
    assert_int_equal(r->repos, 1);
    assert_string_equal(r->made_by, "ben");
    assert_string_equal(r->wish.ways, "");
    assert_string_equal(r->next->who, "eve");
    r = first(&hub, "vault t");
    assert_string_equal(r->who, "Vault team");
    assert_int_equal(r->members, 2);
    assert_string_equal(r->object.name, "XXyCorp/vault");
    assert_null(r->next);
    const struct subscription_wish wish = { "fixed", 2, "helper/xor", "daily", "email,slack" };
    notify_rule_set(&hub, r, &wish, true);
    r = notify_rule_find(&hub, r->id);
    assert_true(r->mandatory);
    assert_string_equal(r->wish.packages, "helper/xor");
    assert_string_equal(r->wish.pace, "daily");
    notify_rule_remove(&hub, r);
    assert_null(notify_rule_find(&hub, r->id));
    assert_null(notify_rule_find(&hub, 0));
    assert_value(
        &hub, "SELECT string_agg(action || ' ' || object, '|' ORDER BY id) FROM audit",
        "rule.add group Vault team on XXyCorp/vault: new,regressed; severity 4; now; email|"
        "rule.add account eve on */*: new,regressed; severity 4; now; email|"
        "rule.add channel #v on XXyCorp/*: new,regressed; severity 4; now|"
        "rule.set group Vault team on XXyCorp/vault: fixed; severity 2; some packages; "
        "daily; email,slack; mandatory|"
        "rule.remove group Vault team on XXyCorp/vault: fixed; severity 2; some packages; "
        "daily; email,slack; mandatory");
}

struct making {
    struct hub *hub;
    const char *to, *name;
    struct notify_rule rule;
};

static void try_for(void *arg)
{
    struct making *m = arg;
    notify_rule_for(m->hub, &m->rule, m->to, m->name);
}

static void try_add(void *arg)
{
    struct making *m = arg;
    notify_rule_add(m->hub, &m->rule);
}

static void try_set(void *arg)
{
    struct making *m = arg;
    notify_rule_set(m->hub, &m->rule, &m->rule.wish, false);
}

static void what_makes_no_rule_is_refused(void **state)
{
    struct hub hub = set_scene(state);
    static const char *const nobody[][2] = {
        { "group", "no such" }, { "account", "no such" }, { "channel-81", NULL },
        { "channel-", NULL },   { "pigeon", "ann" },
    };
    for (size_t i = 0; i < COUNT_OF(nobody); i++) {
        struct making m = { &hub, nobody[i][0], nobody[i][1], { 0 } };
        assert_int_equal(scene_fails(try_for, &m), FAIL_REFUSED);
    }
    struct making good = { .hub = &hub, .rule = rule_for(&hub, "account", "ann", "*/*") };
    struct making m = good;
    m.rule.wish.kinds = "";
    assert_int_equal(scene_fails(try_add, &m), FAIL_REFUSED);
    m = good;
    m.rule.wish.ways = "";
    assert_int_equal(scene_fails(try_add, &m), FAIL_REFUSED);
    m = good;
    m.rule.wish.severity = 9;
    assert_int_equal(scene_fails(try_add, &m), FAIL_REFUSED);
    assert_int_equal(scene_fails(try_set, &good), FAIL_CONFLICT);
    notify_rule_add(&hub, &good.rule);
    assert_int_equal(scene_fails(try_add, &good), FAIL_CONFLICT);
    good.rule.wish.pace = "daily";
    notify_rule_add(&hub, &good.rule);
    run(&hub, "INSERT INTO subscription (account, repo_pattern, made_by)"
              " SELECT 901, 'a' || n || '/*', 902 FROM generate_series(1, 998) n");
    good.rule.wish.pace = "weekly";
    assert_int_equal(scene_fails(try_add, &good), FAIL_REFUSED);
    assert_non_null(strstr(scene_reason(), "1000 rules"));
}

/* "told 2: ann, ben; left 1: eve", and of the repositories how many. */
static const char *reach(struct hub *hub, const struct notify_rule *rule)
{
    const struct notify_reach r = notify_reach_of(hub, rule);
    struct text out = text_new(hub->mem, SIZE_MAX);
    text_add_format(&out, "%" PRId64 "/%" PRId64, r.repos, r.hidden);
    for (const struct notify_reach_people *p = r.people; p; p = p->next)
        text_add_format(&out, "; %s %" PRId64 ": %s", p->becomes, p->count, p->names);
    return out.at;
}

static void a_preview_tells_who_hears_and_who_does_not_and_why(void **state)
{
    struct hub hub = set_scene(state);
    run(&hub,
        "INSERT INTO account (id, name, email, email_confirmed_at, disabled_at)"
        " OVERRIDING SYSTEM VALUE VALUES (904, 'new', 'new@x', NULL, NULL),"
        " (905, 'off', 'off@x', now(), now()), (906, 'out', 'out@x', now(), NULL);"
        "INSERT INTO repo_grant (repo, account, role) VALUES (1, 904, 'read'), (1, 906, 'read');"
        "INSERT INTO group_member SELECT 9, n FROM generate_series(901, 906) n;"
        "INSERT INTO repo (id, name) OVERRIDING SYSTEM VALUE VALUES (2, 'XXyCorp/other')");
    struct notify_rule rule = rule_for(&hub, "group", "Vault team", "XXyCorp/*");
    assert_string_equal(reach(&hub, &rule), "2/2; told 3: ann, ben, out; no_right 1: eve;"
                                            " unconfirmed 1: new; closed 1: off");
    notify_rule_add(&hub, &rule);
    rule = *first(&hub, "");
    run(&hub, "INSERT INTO subscription_left SELECT id, 906 FROM subscription");
    assert_string_equal(reach(&hub, &rule),
                        "2/2; told 2: ann, ben; left 1: out; no_right 1: eve; unconfirmed 1: new;"
                        " closed 1: off");
    run(&hub, "UPDATE subscription SET mandatory = true");
    rule.wish.ways = "slack";
    assert_string_equal(reach(&hub, &rule),
                        "2/2; unconfirmed 1: new; no_channel 4: ann, ben, eve, out; closed 1: off");
    run(&hub, "UPDATE repo SET public = true WHERE id = 1");
    rule.wish.ways = "email";
    assert_string_equal(reach(&hub, &rule),
                        "2/1; told 4: ann, ben, eve, out; unconfirmed 1: new; closed 1: off");
    rule = rule_for(&hub, "account", "eve", "nothing/*");
    assert_string_equal(reach(&hub, &rule), "0/0; told 1: eve");
    rule = rule_for(&hub, "channel-80", NULL, "*/*");
    assert_string_equal(reach(&hub, &rule), "2/1");
    run(&hub, "INSERT INTO account (id, name, email, email_confirmed_at) OVERRIDING SYSTEM VALUE"
              " SELECT 2000 + n, 'm' || to_char(n, 'FM00'), n || '@y', now() FROM "
              "generate_series(1, 30) n;"
              "INSERT INTO group_member SELECT 9, 2000 + n FROM generate_series(1, 30) n");
    rule = rule_for(&hub, "group", "Vault team", "*/*");
    const struct notify_reach_people *p = notify_reach_of(&hub, &rule).people;
    assert_int_equal(p->count, 34);
    assert_non_null(strstr(p->names, "m17"));
    assert_null(strstr(p->names, "m18"));
    become(&hub, ANN);
    assert_null(notify_reach_of(&hub, &rule).people);
}

/* N14 */
static void n14_members_come_and_go_with_their_group(void **state)
{
    struct hub hub = set_scene(state);
    run(&hub, "UPDATE repo SET public = true");
    const struct group *team = group_need(&hub, "Vault team");
    add(&hub, "group", "Vault team", "*/*");
    group_join(&hub, team, "ann", false, NULL);
    happen(&hub, 1);
    (void)dispatch(&hub);
    assert_string_equal(told(&hub), "ann");
    group_join(&hub, team, "eve", false, NULL);
    happen(&hub, 2);
    pass(&hub, 300);
    (void)dispatch(&hub);
    const char *both = told(&hub);
    assert_true(strcmp(both, "ann eve") == 0 || strcmp(both, "eve ann") == 0);
    group_leave(&hub, team, "ann", NULL);
    happen(&hub, 3);
    pass(&hub, 300);
    (void)dispatch(&hub);
    assert_string_equal(told(&hub), "eve");
    /* While a message waits, too: who leaves, and who is closed. */
    group_join(&hub, team, "ann", false, NULL);
    happen(&hub, 4);
    pass(&hub, 300);
    assert_int_equal(dispatch(&hub), 2);
    group_leave(&hub, team, "ann", NULL);
    run(&hub, "UPDATE account SET disabled_at = now() WHERE name = 'eve'");
    assert_string_equal(told(&hub), "");
}

/* N14 */
static void n14_whoever_is_told_by_a_rule_learns_who_made_it(void **state)
{
    struct hub hub = set_scene(state);
    run(&hub, "UPDATE repo SET public = true; INSERT INTO group_member VALUES (9, 901)");
    add(&hub, "group", "Vault team", "XXyCorp/vault");
    add(&hub, "account", "eve", "*/*");
    run(&hub, "UPDATE subscription SET mandatory = true WHERE account = 903");
    happen(&hub, 1);
    (void)dispatch(&hub);
    const struct notification *n = take(&hub), *m = take(&hub);
    if (n->account == EVE) {
        const struct notification *other = n;
        n = m;
        m = other;
    }
    assert_string_equal(n->why, "ben subscribed the group Vault team to XXyCorp/vault");
    assert_non_null(n->leave);
    assert_string_equal(m->why, "ben subscribed you to */*");
    assert_true(m->mandatory);
    assert_null(m->leave);
    run(&hub, "DELETE FROM account WHERE id = 902; UPDATE subscription SET mandatory = false");
    happen(&hub, 2);
    pass(&hub, 300);
    (void)dispatch(&hub);
    while ((n = take(&hub)) && n->account != EVE)
        continue;
    assert_string_equal(n->why, "An administrator subscribed you to */*");
    assert_non_null(n->leave);
    assert_null(first(&hub, "")->made_by);
}

struct sharing {
    struct hub *hub;
    struct channel_wish wish;
};

static void try_share(void *arg)
{
    struct sharing *s = arg;
    (void)channel_add_shared(s->hub, &s->wish, false);
}

static void administrators_share_channels_whose_address_is_sealed(void **state)
{
    struct hub hub = set_scene(state);
    hub.account = BEN;
    const struct channel_wish hook = { "webhook", "CI", "https://192.0.78.9/c4n4ry", NULL };
    const struct channel_made made = channel_add_shared(&hub, &hook, true);
    assert_int_equal(strlen(made.key), 43);
    const struct channel_wish mail = { "email", "List", NULL, "sec@example.org" };
    assert_null(channel_add_shared(&hub, &mail, false).key);
    const struct channel *c = channel_list_shared(&hub);
    assert_string_equal(c->name, "#v");
    c = c->next;
    assert_int_equal(c->id, made.id);
    assert_true(c->sees_private);
    add(&hub, text_format(hub.mem, "channel-%" PRId64, made.id), NULL, "*/*");
    channel_set_shared(&hub, c, "CI again", false);
    c = channel_list_shared(&hub)->next;
    assert_string_equal(c->name, "CI again");
    assert_false(c->sees_private);
    assert_int_equal(c->rules, 1);
    assert_string_equal(c->next->address, "sec@example.org");
    channel_remove_shared(&hub, c);
    assert_null(first(&hub, ""));
    assert_value(&hub,
                 "SELECT string_agg(action || ' ' || object, '|' ORDER BY id) FROM audit WHERE "
                 "action LIKE 'channel%'",
                 "channel.add webhook CI, private repositories too|"
                 "channel.add email List, public repositories alone|"
                 "channel.set webhook CI: now CI again, public repositories alone|"
                 "channel.remove webhook CI again, with 1 rule");
    static const struct channel_wish wrong[] = {
        { "email", "x", NULL, "ANN@x" },
        { "email", "x", NULL, "Sec@example.org" },
        { "email", "x", NULL, "nonsense" },
        { "email", "x", NULL, NULL },
        { "slack", "", "https://192.0.78.9/", NULL },
        { "slack", "x", "https://127.0.0.1/", NULL },
        { "slack_dm", "x", NULL, "U04QX7M2K" },
    };
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        struct sharing s = { &hub, wrong[i] };
        assert_int_equal(scene_fails(try_share, &s), FAIL_REFUSED);
    }
    run(&hub, "INSERT INTO channel (id, kind, name) OVERRIDING SYSTEM VALUE SELECT 1000 + n, "
              "'slack', n::text FROM generate_series(1, 198) n");
    struct sharing s = { &hub, hook };
    assert_int_equal(scene_fails(try_share, &s), FAIL_REFUSED);
    assert_non_null(strstr(scene_reason(), "200 channels"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE(a_test_is_sent_once_and_its_answer_is_kept),
        SCENE(tests_are_for_ones_own_channels_and_not_too_often),
        SCENE(a_test_waits_for_nothing_and_keeps_nothing_waiting),
        SCENE(a_channel_of_administrators_hears_of_what_is_public_unless_they_say_more),
        SCENE(rules_are_listed_changed_and_removed_and_each_change_is_in_the_audit),
        SCENE(what_makes_no_rule_is_refused),
        SCENE(a_preview_tells_who_hears_and_who_does_not_and_why),
        SCENE(n14_members_come_and_go_with_their_group),
        SCENE(n14_whoever_is_told_by_a_rule_learns_who_made_it),
        SCENE(administrators_share_channels_whose_address_is_sealed),
    };
    return cmocka_run_group_tests(tests, scene_open, scene_close);
}
