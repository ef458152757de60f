/* lib/hub/unsubscribe.c */
#include "hub/unsubscribe.h"

#include "base/secret.h"
#include "cast.h"
#include "story.h"

static int open_all(void **state)
{
    cast_keys();
    return scene_open(state);
}

/* Ann, who may read repository 1; ben makes rules. */
static struct hub set_scene(void **state)
{
    struct hub hub = story_hub(state);
    db_execute(hub.db, "INSERT INTO account (id, name, email) OVERRIDING SYSTEM VALUE"
                       " VALUES (901, 'ann', 'ann@x'), (902, 'ben', 'ben@x');"
                       "UPDATE repo SET public = true WHERE id = 1;"
                       "INSERT INTO repo (id, name) OVERRIDING SYSTEM VALUE"
                       " VALUES (3, 'XXyCorp/secret');"
                       "INSERT INTO subscription (id, account, repo, made_by, mandatory)"
                       " OVERRIDING SYSTEM VALUE VALUES (51, 901, 1, NULL, false),"
                       " (52, 901, 1, 902, false), (53, 901, 1, 902, true),"
                       " (54, 902, 1, NULL, false), (55, 901, 3, NULL, false)");
    return hub;
}

/* Opened by a stranger. */
static struct unsubscribe *opened(struct hub *hub, const char *token)
{
    struct hub stranger = { .mem = hub->mem, .db = hub->db };
    return unsubscribe_open(&stranger, token);
}

static struct unsubscribe *of(struct hub *hub, int64_t subscription, int64_t account)
{
    return opened(hub, unsubscribe_token(hub->mem, subscription, account));
}

static void a_token_opens_one_subscription_and_ends_it(void **state)
{
    struct hub hub = set_scene(state);
    struct unsubscribe *u = of(&hub, 51, 901);
    assert_non_null(u);
    assert_string_equal(u->subscription->repo, "XXyCorp/vault");
    assert_value(&hub, "SELECT count(*) FROM subscription WHERE id = 51", "1");
    unsubscribe_end(u);
    assert_value(&hub, "SELECT count(*) FROM subscription WHERE id = 51", "0");
    assert_value(&hub, "SELECT count(*) FROM subscription", "4");
    u = of(&hub, 51, 901);
    assert_non_null(u);
    assert_null(u->subscription);
    unsubscribe_end(u);
}

static void a_rule_is_left_and_stays_for_others(void **state)
{
    struct hub hub = set_scene(state);
    unsubscribe_end(of(&hub, 52, 901));
    assert_value(&hub, "SELECT count(*) FROM subscription", "5");
    assert_value(&hub,
                 "SELECT string_agg(subscription || ' ' || account, ',')"
                 " FROM subscription_left",
                 "52 901");
    assert_null(of(&hub, 52, 901)->subscription);
}

static void end_mandatory(void *hub)
{
    unsubscribe_end(of(hub, 53, 901));
}

/* The ids of those beside a subscription of ann's, each of which brings a part of the same. */
static const char *beside(struct hub *hub, int64_t id)
{
    const char *all = "";
    for (const struct unsubscribe_beside *b = of(hub, id, 901)->beside; b; b = b->next)
        all = text_format(hub->mem, "%s%s%" PRId64, all, *all ? " " : "", b->subscription->id);
    return all;
}

static void what_brings_the_same_is_shown_beside(void **state)
{
    struct hub hub = set_scene(state);
    story_crasher(&hub, 1, "high", "open");
    story_crasher(&hub, 2, "high", "open");
    db_execute(hub.db,
               "DELETE FROM subscription WHERE id IN (52, 55);"
               "INSERT INTO subscription (id, account, repo_pattern, crasher, kinds)"
               " OVERRIDING SYSTEM VALUE VALUES"
               " (61, 901, 'xxyCorp/v*', NULL, '{new}'), (62, 901, 'other/*', NULL, '{new}'),"
               " (63, 901, '*/*', NULL, '{run_failed}'), (64, 901, NULL, 1, '{new,fixed}'),"
               " (65, 901, NULL, 2, '{fixed}'), (66, 901, '*/vault', NULL, '{new}')");
    assert_string_equal(beside(&hub, 51), "53 61 64 65 66");
    assert_string_equal(beside(&hub, 61), "51 53 64 66");
    assert_string_equal(beside(&hub, 62), "");
    assert_string_equal(beside(&hub, 63), "");
    assert_string_equal(beside(&hub, 64), "51 53 61 66");
    assert_null(of(&hub, 51, 901)->beside->token); /* mandatory */
    struct unsubscribe *u = of(&hub, 51, 901);
    const char *tokens = text_format(hub.mem, "%s %s %s", unsubscribe_token(hub.mem, 61, 901),
                                     unsubscribe_token(hub.mem, 54, 902), u->beside->next->token);
    unsubscribe_end_also(u, tokens);
    assert_string_equal(beside(&hub, 51), "53 64 65 66");
    assert_value(&hub, "SELECT count(*) FROM subscription WHERE id = 54", "1");
}

static void a_mandatory_rule_is_not_left(void **state)
{
    struct hub hub = set_scene(state);
    assert_int_equal(scene_fails(end_mandatory, &hub), FAIL_CONFLICT);
}

static void what_may_not_be_read_any_more_ends_unseen(void **state)
{
    struct hub hub = set_scene(state);
    struct unsubscribe *u = of(&hub, 55, 901);
    assert_null(u->subscription);
    unsubscribe_end(u);
    assert_value(&hub, "SELECT count(*) FROM subscription WHERE id = 55", "0");
}

static void nobody_ends_what_is_of_another(void **state)
{
    struct hub hub = set_scene(state);
    struct unsubscribe *u = of(&hub, 54, 901);
    assert_null(u->subscription);
    unsubscribe_end(u);
    assert_value(&hub, "SELECT count(*) FROM subscription WHERE id = 54", "1");
}

static void only_our_own_tokens_open(void **state)
{
    struct hub hub = set_scene(state);
    const char *good = unsubscribe_token(hub.mem, 51, 901);
    const char *signature = strrchr(good, '.');
    assert_true(strlen(good) <= UNSUBSCRIBE_TOKEN_MAX);
    assert_non_null(opened(&hub, good));
    const char *bad[] = { "",
                          "51.901",
                          "51.901.",
                          "...",
                          text_format(hub.mem, "54.901%s", signature),
                          text_format(hub.mem, "51.902%s", signature),
                          text_format(hub.mem, "51.901%.10s", signature),
                          text_format(hub.mem, "%sx", good),
                          text_format(hub.mem, "051.901%s", signature),
                          text_format(hub.mem, "%0200d", 1) };
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_null(opened(&hub, bad[i]));
    for (size_t i = 0; i < strlen(good); i++) {
        char *changed = text_copy(hub.mem, good);
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        assert_null(opened(&hub, changed));
    }
}

static void a_disabled_account_opens_nothing(void **state)
{
    struct hub hub = set_scene(state);
    db_execute(hub.db, "UPDATE account SET disabled_at = now() WHERE id = 901");
    assert_null(of(&hub, 51, 901));
    assert_null(of(&hub, 51, 987654));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE(a_token_opens_one_subscription_and_ends_it),
        SCENE(a_rule_is_left_and_stays_for_others),
        SCENE(what_brings_the_same_is_shown_beside),
        SCENE(a_mandatory_rule_is_not_left),
        SCENE(what_may_not_be_read_any_more_ends_unseen),
        SCENE(nobody_ends_what_is_of_another),
        SCENE(only_our_own_tokens_open),
        SCENE(a_disabled_account_opens_nothing),
    };
    return cmocka_run_group_tests(tests, open_all, scene_close);
}
