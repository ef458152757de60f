/* lib/hub/account.c, setup.c, session.c, login_cache.c */
#include "cast.h"
#include "hub/login_cache.h"
#include "hub/session.h"
#include "hub/setup.h"

#define GOOD "kettle-orbit-7-lantern"
#define OTHER "another-harbour-2-violin"

static const struct account *add_mira(struct hub *hub)
{
    return account_add(hub, "mira", "Mira@example.org", GOOD, false);
}

static const struct account *login(struct hub *hub, const char *who, const char *password,
                                   const char *address)
{
    const char *known;
    return account_login(hub, who, password, address, &known);
}

static void one_signs_in_by_name_or_email_in_any_case(void **state)
{
    struct hub hub = cast_hub(*state);
    add_mira(&hub);
    assert_string_equal(login(&hub, "MIRA", GOOD, "::1")->name, "mira");
    assert_string_equal(login(&hub, "mira@EXAMPLE.org", GOOD, "::1")->name, "mira");
    assert_null(login(&hub, "mira", "kettle-orbit-7-lanterN", "::1"));
    assert_null(login(&hub, "nobody", GOOD, "::1"));
    assert_null(login(&hub, "", "", "::1"));
    assert_null(login(&hub, "' OR true --", GOOD, "::1"));
}

static void no_part_of_a_password_is_enough(void **state)
{
    struct hub hub = cast_hub(*state);
    struct text longest = text_new(hub.mem, 200);
    for (int i = 0; i < 16; i++)
        text_add_format(&longest, "%c7%cq.%dZ-", 'a' + i, 'k' + i % 7, i);
    const char *whole = text_cut(hub.mem, (struct bytes){ longest.at, 128 });
    account_add(&hub, "mira", "mira@example.org", whole, false);
    assert_null(login(&hub, "mira", text_cut(hub.mem, (struct bytes){ whole, 72 }), "::1"));
    assert_non_null(login(&hub, "mira", whole, "::1"));
    assert_value(&hub, "SELECT left(password_hash, 3) FROM account", "$y$");
}

static void a_disabled_account_signs_in_no_more(void **state)
{
    struct hub hub = cast_hub(*state);
    const struct account *mira = add_mira(&hub);
    const char *token = session_begin(&hub, mira, "::1", "test");
    assert_non_null(session_find(&hub, token));
    assert_non_null(account_still(&hub, mira->id, 1));
    scene_sql(*state, "UPDATE account SET disabled_at = now()");
    assert_null(login(&hub, "mira", GOOD, "::1"));
    assert_null(session_find(&hub, token));
    assert_null(account_still(&hub, mira->id, 1));
}

struct attempt {
    struct hub *hub;
    const char *who, *password, *address;
};

static void try_login(void *arg)
{
    struct attempt *a = arg;
    (void)!login(a->hub, a->who, a->password, a->address);
}

static void ten_wrong_passwords_make_one_address_wait_and_nobody_else(void **state)
{
    struct hub hub = cast_hub(*state);
    add_mira(&hub);
    for (int i = 0; i < ACCOUNT_FAILURES_MAX; i++)
        assert_null(login(&hub, i % 2 ? "mira" : "Mira@Example.org", "wrong", "10.0.0.1"));
    struct attempt right = { &hub, "mira", GOOD, "10.0.0.1" };
    assert_int_equal(scene_fails(try_login, &right), FAIL_TOO_MANY);
    assert_non_null(login(&hub, "mira", GOOD, "10.0.0.2"));
    account_add(&hub, "jonas", "jonas@example.org", OTHER, false);
    assert_non_null(login(&hub, "jonas", OTHER, "10.0.0.1"));
    hub.now += ACCOUNT_FAILURE_SPAN_S + 1;
    assert_non_null(login(&hub, "mira", GOOD, "10.0.0.1"));
}

static void a_right_password_forgives_the_wrong_ones_before_it(void **state)
{
    struct hub hub = cast_hub(*state);
    add_mira(&hub);
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < ACCOUNT_FAILURES_MAX - 1; i++)
            assert_null(login(&hub, "mira", "wrong", "10.0.0.1"));
        assert_non_null(login(&hub, "mira", GOOD, "10.0.0.1"));
    }
}

static void an_address_that_tries_a_hundred_names_waits(void **state)
{
    struct hub hub = cast_hub(*state);
    scene_sql(*state, "INSERT INTO login_failure (who, address) SELECT sha256(n::text::bytea), "
                      "'10.0.0.1' FROM generate_series(1, 100) n");
    struct attempt next = { &hub, "whoever", "x", "10.0.0.1" };
    assert_int_equal(scene_fails(try_login, &next), FAIL_TOO_MANY);
    next.address = "10.0.0.2";
    assert_int_equal(scene_fails(try_login, &next), FAIL_NOT);
}

static void what_was_typed_in_vain_is_stored_nowhere(void **state)
{
    struct hub hub = cast_hub(*state);
    const char *known = "";
    assert_null(account_login(&hub, GOOD, "oops", "::1", &known));
    assert_null(known);
    assert_value(&hub, "SELECT count(*) FROM login_failure f WHERE f::text LIKE '%kettle%'", "0");
    assert_value(&hub, "SELECT count(*) FROM login_failure", "1");
}

struct wish {
    struct hub *hub;
    const char *name, *email, *password;
};

static void add(void *arg)
{
    struct wish *w = arg;
    account_add(w->hub, w->name, w->email, w->password, false);
}

static void a_name_or_email_that_is_taken_or_malformed_is_refused(void **state)
{
    struct hub hub = cast_hub(*state);
    add_mira(&hub);
    struct wish taken = { &hub, "MIRA", "else@example.org", OTHER };
    assert_int_equal(scene_fails(add, &taken), FAIL_CONFLICT);
    taken = (struct wish){ &hub, "else", "mira@example.ORG", OTHER };
    assert_int_equal(scene_fails(add, &taken), FAIL_CONFLICT);
    static const char *const names[] = {
        "", "-a", "a b", "a@b", "a\nb", "ä", "a123456789012345678901234567890123456789"
    };
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct wish w = { &hub, names[i], "x@example.org", OTHER };
        assert_int_equal(scene_fails(add, &w), FAIL_REFUSED);
    }
    static const char *const emails[] = {
        "", "x", "@x", "x@", "a@b@c", "a,b@c", "a@b\r\nBcc: c@d", "victim@x evil@y"
    };
    for (size_t i = 0; i < COUNT_OF(emails); i++) {
        struct wish w = { &hub, "fine", emails[i], OTHER };
        assert_int_equal(scene_fails(add, &w), FAIL_REFUSED);
    }
}

static const char *session_name(struct hub *hub, const char *token)
{
    const struct session *session = session_find(hub, token);
    return session ? session->name : "";
}

static void a_change_of_password_ends_other_sessions(void **state)
{
    struct hub hub = cast_hub(*state);
    const struct account *mira = add_mira(&hub);
    const char *here = session_begin(&hub, mira, "::1", "here");
    const char *there = session_begin(&hub, mira, "::2", "there");
    const char *name = session_name(&hub, here);
    int64_t version = account_set_password(&hub, mira, OTHER);
    assert_null(session_find(&hub, here));
    session_keep(&hub, name, version);
    assert_non_null(session_find(&hub, here));
    assert_null(session_find(&hub, there));
    assert_null(account_still(&hub, mira->id, version - 1));
    assert_null(login(&hub, "mira", GOOD, "::1"));
    assert_non_null(login(&hub, "mira", OTHER, "::1"));
}

static void a_session_ends_after_8_idle_hours_and_after_7_days(void **state)
{
    struct hub hub = cast_hub(*state);
    const char *token = session_begin(&hub, add_mira(&hub), "::1", "test");
    int64_t began = hub.now;
    for (hub.now = began; hub.now < began + 7 * 86400 - 3600; hub.now += 7 * 3600)
        assert_non_null(session_find(&hub, token));
    hub.now = began + 7 * 86400 + 1;
    assert_null(session_find(&hub, token));

    hub.now = began;
    const char *idle = session_begin(&hub, account_find(&hub, "mira"), "::1", "test");
    hub.now += 8 * 3600 + 1;
    assert_null(session_find(&hub, idle));
}

static void only_the_token_of_a_living_session_finds_it(void **state)
{
    struct hub hub = cast_hub(*state);
    const struct account *mira = add_mira(&hub);
    const char *token = session_begin(&hub, mira, "::1", "test");
    assert_true(strlen(token) >= 43);
    assert_null(session_find(&hub, ""));
    assert_null(session_find(&hub, session_name(&hub, token)));
    assert_value(&hub, "SELECT count(*) FROM session s WHERE s::text LIKE '%test%'", "1");
    const char *query = text_format(hub.mem,
                                    "SELECT count(*)::text AS value FROM session s"
                                    " WHERE s::text LIKE '%%%s%%'",
                                    token);
    assert_string_equal(cast_value(hub.mem, hub.db, query), "0");
    const struct session *list = session_list(&hub, mira->id);
    assert_string_equal(list->name, session_find(&hub, token)->name);
    hub.name = mira->name;
    assert_false(session_end(&hub, mira->id + 1, list->name));
    assert_false(session_end(&hub, mira->id, "zz"));
    assert_true(session_end(&hub, mira->id, list->name));
    assert_null(session_find(&hub, token));
    assert_value(&hub, "SELECT action || ' ' || object FROM audit ORDER BY id DESC LIMIT 1",
                 "account.session_end mira");
}

static void a_session_is_fresh_for_a_quarter_of_an_hour(void **state)
{
    struct hub hub = cast_hub(*state);
    const char *token = session_begin(&hub, add_mira(&hub), "::1", "test");
    const char *name = session_name(&hub, token);
    assert_true(session_is_fresh(&hub, name));
    hub.now += SESSION_FRESH_S + 1;
    assert_false(session_is_fresh(&hub, name));
    session_confirm(&hub, name);
    assert_true(session_is_fresh(&hub, name));
    assert_false(session_is_fresh(&hub, "not a name"));
}

static void the_first_administrator_needs_the_code_and_there_is_one_only(void **state)
{
    struct hub hub = cast_hub(*state);
    const char *first = setup_code(&hub), *second = setup_code(&hub);
    assert_true(strlen(second) >= 26);
    assert_null(setup_finish(&hub, first, "root", "r@example.org", GOOD));
    assert_null(setup_finish(&hub, "", "root", "r@example.org", GOOD));
    char typed[64];
    snprintf(typed, sizeof(typed), " %s ", second);
    for (char *c = typed; *c; c++)
        *c = *c == '-' ? ' ' : *c == '0' ? 'o' : *c == '1' ? 'l' : *c;
    const struct account *root = setup_finish(&hub, typed, "root", "r@example.org", GOOD);
    assert_true(root->is_admin);
    assert_null(setup_code(&hub));
    assert_value(&hub, "SELECT count(*) FROM account_code", "0");
}

static void a_code_ends_after_a_week(void **state)
{
    struct hub hub = cast_hub(*state);
    const char *code = setup_code(&hub);
    hub.now += SETUP_DAYS * 86400 + 1;
    assert_null(setup_finish(&hub, code, "root", "r@example.org", GOOD));
}

static void the_cache_knows_what_was_right_and_nothing_else(void **state)
{
    struct scene *scene = *state;
    struct arena *mem = scene->mem;
    struct login_owner owner = { 0, 0 };
    struct login_cache *cache = login_cache_new(mem), *other = login_cache_new(mem);
    assert_false(login_cache_find(cache, mem, "mira", GOOD, &owner));
    login_cache_put(cache, mem, "mira", GOOD, (struct login_owner){ 7, 3 });
    assert_true(login_cache_find(cache, mem, "mira", GOOD, &owner));
    assert_int_equal(owner.account, 7);
    assert_int_equal(owner.version, 3);
    assert_false(login_cache_find(cache, mem, "mira", OTHER, &owner));
    assert_false(login_cache_find(cache, mem, "mirak", GOOD + 1, &owner));
    assert_false(login_cache_find(other, mem, "mira", GOOD, &owner));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE(one_signs_in_by_name_or_email_in_any_case),
        SCENE(no_part_of_a_password_is_enough),
        SCENE(a_disabled_account_signs_in_no_more),
        SCENE(ten_wrong_passwords_make_one_address_wait_and_nobody_else),
        SCENE(a_right_password_forgives_the_wrong_ones_before_it),
        SCENE(an_address_that_tries_a_hundred_names_waits),
        SCENE(what_was_typed_in_vain_is_stored_nowhere),
        SCENE(a_name_or_email_that_is_taken_or_malformed_is_refused),
        SCENE(a_change_of_password_ends_other_sessions),
        SCENE(a_session_ends_after_8_idle_hours_and_after_7_days),
        SCENE(only_the_token_of_a_living_session_finds_it),
        SCENE(a_session_is_fresh_for_a_quarter_of_an_hour),
        SCENE(the_first_administrator_needs_the_code_and_there_is_one_only),
        SCENE(a_code_ends_after_a_week),
        SCENE(the_cache_knows_what_was_right_and_nothing_else),
    };
    return cmocka_run_group_tests(tests, scene_open, scene_close);
}
