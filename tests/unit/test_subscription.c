/* lib/hub/subscription.c, channel.c and notify_setting.c */
#include "hub/subscription.h"

#include "base/seal.h"
#include "hub/channel.h"
#include "hub/crasher.h"
#include "hub/notify_setting.h"
#include "hub/repo.h"
#include "story.h"

static void become(struct hub *hub, int account)
{
    db_execute(hub->db,
               text_format(hub->mem, "SELECT set_config('nopanic.account', '%d', true)", account));
}

/* Ann, who may read repository 1 and 2; ben makes rules. */
static struct hub set_scene(void **state)
{
    struct hub hub = story_hub(state);
    db_execute(hub.db, "INSERT INTO account (id, name, email) OVERRIDING SYSTEM VALUE"
                       " VALUES (901, 'ann', 'ann@x'), (902, 'ben', 'ben@x');"
                       "INSERT INTO repo (id, name) OVERRIDING SYSTEM VALUE"
                       " VALUES (2, 'XXyCorp/other'), (3, 'XXyCorp/secret');"
                       "SELECT set_config('nopanic.reads', ',1,2,', true)");
    become(&hub, 901);
    return hub;
}

static bool starred(struct hub *hub, int64_t repo, int64_t crasher)
{
    return crasher ? crasher_find(hub, crasher)->starred
                   : repo_find(hub, repo == 1 ? "XXyCorp/vault" : "XXyCorp/other")->starred;
}

static void a_star_is_there_once_and_goes_again(void **state)
{
    struct hub hub = set_scene(state);
    story_crasher(&hub, 7, "high", "open");
    assert_false(starred(&hub, 1, 0));
    subscription_star(&hub, 1, 0);
    subscription_star(&hub, 1, 0);
    subscription_star(&hub, 0, 7);
    assert_true(starred(&hub, 1, 0));
    assert_true(starred(&hub, 0, 7));
    assert_false(starred(&hub, 2, 0));
    become(&hub, 902);
    assert_false(starred(&hub, 1, 0));
    subscription_unstar(&hub, 1, 0);
    become(&hub, 901);
    assert_true(starred(&hub, 1, 0));
    subscription_unstar(&hub, 1, 0);
    assert_false(starred(&hub, 1, 0));
    assert_true(starred(&hub, 0, 7));
    assert_value(&hub, "SELECT count(*) FROM subscription", "1");
}

static void mine_are_listed_with_the_rules_that_reach_me(void **state)
{
    struct hub hub = set_scene(state);
    story_crasher(&hub, 7, "high", "open");
    subscription_star(&hub, 0, 7);
    subscription_star_pattern(&hub, "XXyCorp/v*");
    subscription_star_pattern(&hub, "xxycorp/V*");
    subscription_star(&hub, 1, 0);
    subscription_star(&hub, 3, 0); /* may not be read any more */
    db_execute(hub.db,
               "INSERT INTO account_group (id, name) OVERRIDING SYSTEM VALUE VALUES (9, 'team'),"
               " (10, 'others'); INSERT INTO group_member VALUES (9, 901);"
               "INSERT INTO subscription (account_group, repo, made_by, mandatory)"
               " VALUES (9, 1, 902, true), (10, 1, 902, true)");
    const struct subscription *s = subscription_list(&hub);
    assert_string_equal(s->repo, "XXyCorp/vault");
    assert_true(s->rule && s->mandatory && !s->left);
    assert_string_equal(s->made_by, "ben");
    assert_string_equal(s->group, "team");
    s = s->next;
    assert_string_equal(s->repo, "XXyCorp/vault");
    assert_false(s->rule);
    assert_string_equal(s->wish.kinds, "new,regressed,fixed");
    assert_string_equal(s->wish.packages, "");
    assert_string_equal(s->wish.ways, "email");
    assert_string_equal(s->wish.pace, "now");
    assert_int_equal(s->wish.severity, 4);
    s = s->next;
    assert_string_equal(s->pattern, "XXyCorp/v*");
    s = s->next;
    assert_int_equal(s->crasher, 7);
    assert_string_equal(s->title, "title 7");
    assert_string_equal(s->repo, "XXyCorp/vault");
    assert_null(s->next);
}

struct attempt {
    struct hub *hub;
    int64_t id;
    struct subscription_wish wish;
    const char *pattern;
};

static void try_set(void *arg)
{
    struct attempt *a = arg;
    subscription_set(a->hub, a->id, &a->wish);
}

static void try_pattern(void *arg)
{
    struct attempt *a = arg;
    subscription_star_pattern(a->hub, a->pattern);
}

static void try_leave(void *arg)
{
    struct attempt *a = arg;
    subscription_leave(a->hub, a->id, true);
}

static void what_is_wished_for_is_kept_and_nonsense_is_refused(void **state)
{
    struct hub hub = set_scene(state);
    subscription_star(&hub, 1, 0);
    int64_t id = subscription_list(&hub)->id;
    const struct subscription_wish good = { "regressed,run_failed", 2, "helper/xor\n\nhelper/kdf\n",
                                            "weekly", "email,slack" };
    subscription_set(&hub, id, &good);
    struct subscription_wish is = subscription_list(&hub)->wish;
    assert_string_equal(is.kinds, "regressed,run_failed");
    assert_string_equal(is.packages, "helper/xor\nhelper/kdf");
    assert_string_equal(is.pace, "weekly");
    assert_string_equal(is.ways, "email,slack");
    assert_int_equal(is.severity, 2);
    struct subscription_wish bad[] = { good, good, good, good, good, good };
    bad[0].kinds = "new,newer";
    bad[1].severity = 5;
    bad[2].packages = "a\tb";
    bad[3].pace = "monthly";
    bad[4].ways = "pigeon";
    bad[5].severity = 0;
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct attempt a = { &hub, id, bad[i], NULL };
        assert_int_equal(scene_fails(try_set, &a), FAIL_REFUSED);
    }
    struct attempt others = { &hub, id, good, NULL };
    become(&hub, 902);
    assert_int_equal(scene_fails(try_set, &others), FAIL_CONFLICT);
    become(&hub, 901);
    subscription_set(&hub, id, &(struct subscription_wish){ "", 4, "", "now", "" });
    assert_string_equal(subscription_list(&hub)->wish.kinds, "");
    subscription_remove(&hub, id);
    assert_null(subscription_list(&hub));
}

static void there_is_a_most_and_patterns_are_looked_at(void **state)
{
    struct hub hub = set_scene(state);
    for (int i = 0; i < SUBSCRIPTIONS_MAX; i++)
        subscription_star_pattern(&hub, text_format(hub.mem, "XXyCorp/r%d*", i));
    struct attempt a = { .hub = &hub, .pattern = "XXyCorp/more*" };
    assert_int_equal(scene_fails(try_pattern, &a), FAIL_REFUSED);
    subscription_star_pattern(&hub, "xxycorp/r7*"); /* is there */
    a.pattern = "no slash";
    assert_int_equal(scene_fails(try_pattern, &a), FAIL_REFUSED);
}

static void a_rule_can_be_left_unless_it_is_mandatory_or_for_others(void **state)
{
    struct hub hub = set_scene(state);
    db_execute(hub.db, "INSERT INTO subscription (id, account, repo, made_by, mandatory)"
                       " OVERRIDING SYSTEM VALUE VALUES (70, 901, 1, 902, false),"
                       " (71, 901, 2, 902, true), (72, 902, 2, 901, false)");
    subscription_leave(&hub, 70, true);
    subscription_leave(&hub, 70, true);
    assert_true(subscription_list(&hub)->next->left);
    subscription_leave(&hub, 70, false);
    assert_false(subscription_list(&hub)->next->left);
    for (int64_t id = 71; id <= 73; id++) {
        struct attempt a = { .hub = &hub, .id = id };
        assert_int_equal(scene_fails(try_leave, &a), FAIL_CONFLICT);
    }
}

struct hook {
    struct hub *hub;
    struct channel_wish wish;
};

static void try_hook(void *arg)
{
    struct hook *h = arg;
    (void)channel_add(h->hub, &h->wish);
}

static void an_account_has_its_mail_and_adds_hooks_whose_address_is_sealed(void **state)
{
    struct hub hub = set_scene(state);
    cast_keys();
    const struct channel *c = channel_list(&hub);
    assert_string_equal(c->kind, "email");
    assert_null(c->next);
    assert_null(channel_add(
        &hub, &(struct channel_wish){ "slack", "mine", "https://192.0.78.9/services/T0", NULL }));
    const char *key =
        channel_add(&hub, &(struct channel_wish){ "webhook", "", "https://192.0.78.9/hook", NULL });
    assert_int_equal(strlen(key), 43);
    (void)channel_add(&hub, &(struct channel_wish){ "slack_dm", "", NULL, "U04QX7M2K" });
    c = channel_list(&hub)->next;
    assert_string_equal(c->name, "mine");
    struct db_rows *rows = cast_rows(hub.mem, hub.db,
                                     "SELECT id, sealed, sealed_key FROM channel"
                                     " WHERE kind = 'webhook'");
    assert_true(db_next(rows));
    int64_t id = db_int(rows, "id");
    assert_string_equal(channel_open(&hub, id, "sealed", db_bytes(rows, "sealed")),
                        "https://192.0.78.9/hook");
    assert_string_equal(channel_open(&hub, id, "sealed_key", db_bytes(rows, "sealed_key")), key);
    assert_null(channel_open(&hub, c->id, "sealed", db_bytes(rows, "sealed")));
    channel_remove(&hub, c->id);
    assert_string_equal(channel_list(&hub)->next->kind, "webhook");
    static const struct channel_wish wrong[] = {
        { "slack", "x", "https://127.0.0.1/", NULL },
        { "slack", "x", "", NULL },
        { "email", "x", NULL, "eve@x" },
        { "slack_dm", "x", NULL, "@here" },
        { "pigeon", "x", "https://192.0.78.9/", NULL },
    };
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        struct hook h = { &hub, wrong[i] };
        assert_int_equal(scene_fails(try_hook, &h), FAIL_REFUSED);
    }
}

struct clock {
    struct hub *hub;
    struct notify_setting setting;
};

static void try_clock(void *arg)
{
    struct clock *c = arg;
    notify_setting_set(c->hub, &c->setting);
}

static void times_are_kept_in_the_zone_of_the_reader(void **state)
{
    struct hub hub = set_scene(state);
    const struct notify_setting *s = notify_setting_find(&hub);
    assert_string_equal(s->zone, "UTC");
    assert_string_equal(s->digest_at, "08:00");
    assert_null(s->quiet_from);
    const struct notify_setting good = { "europe/berlin", "22:00", "07:30",
                                         "09:15",         5,       .away_day = "2100-01-01" };
    notify_setting_set(&hub, &good);
    s = notify_setting_find(&hub);
    assert_string_equal(s->zone, "Europe/Berlin");
    assert_string_equal(s->quiet_from, "22:00");
    assert_string_equal(s->quiet_until, "07:30");
    assert_string_equal(s->digest_at, "09:15");
    assert_int_equal(s->digest_day, 5);
    assert_true(s->away_until > hub.now);
    assert_string_equal(s->email, "ann@x");
    assert_false(s->confirmed);
    struct clock bad[] = { { &hub, good }, { &hub, good }, { &hub, good },
                           { &hub, good }, { &hub, good }, { &hub, good },
                           { &hub, good }, { &hub, good }, { &hub, good } };
    bad[0].setting.zone = "Mars/Olympus";
    bad[1].setting.quiet_until = NULL;
    bad[2].setting.quiet_until = "22:00";
    bad[3].setting.digest_at = "24:00";
    bad[4].setting.digest_at = "8:00";
    bad[5].setting.digest_day = 0;
    bad[6].setting.away_day = "2026-02-29";
    bad[7].setting.away_day = "infinity";
    bad[8].setting.away_day = "2026-13-01";
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_int_equal(scene_fails(try_clock, &bad[i]), FAIL_REFUSED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE(a_star_is_there_once_and_goes_again),
        SCENE(mine_are_listed_with_the_rules_that_reach_me),
        SCENE(what_is_wished_for_is_kept_and_nonsense_is_refused),
        SCENE(there_is_a_most_and_patterns_are_looked_at),
        SCENE(a_rule_can_be_left_unless_it_is_mandatory_or_for_others),
        SCENE(an_account_has_its_mail_and_adds_hooks_whose_address_is_sealed),
        SCENE(times_are_kept_in_the_zone_of_the_reader),
    };
    return cmocka_run_group_tests(tests, scene_open, scene_close);
}
