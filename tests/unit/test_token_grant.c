/* lib/hub/token_grant.c, registry.c */
#include "base/token.h"
#include "base/view.h"
#include "cast.h"
#include "hub/registry.h"
#include "hub/token_grant.h"

static int open_with_keys(void **state)
{
    cast_keys();
    return scene_open(state);
}

static int64_t add_repo(struct hub *hub, const char *name)
{
    registry_add(hub, name, false, NULL);
    return registry_find(hub, name)->id;
}

static const struct token *issue(struct hub *hub, const char *scope, int64_t repo, int64_t days)
{
    const char *why;
    const struct token_grant_order order = {
        .name = "ci", .scope = scope, .repo = repo, .days = days
    };
    return token_check(hub->mem, token_grant_add(hub, &order), hub->now, &why);
}

static void a_new_token_is_in_force_until_its_day(void **state)
{
    struct hub hub = cast_hub(*state);
    const struct token *token = issue(&hub, "ingest", add_repo(&hub, "red/priv"), 30);
    const char *scope;
    int64_t id = token_grant_check(&hub, token->jti, "10.0.0.1", &scope);
    assert_true(id > 0);
    assert_string_equal(scope, "ingest");
    assert_int_equal(token->expires_at, hub.now + 30 * 86400);
    scene_sql(*state, "UPDATE token SET expires_at = now() - interval '1 second'");
    assert_int_equal(token_grant_check(&hub, token->jti, "10.0.0.1", &scope), 0);
    assert_int_equal(token_grant_check(&hub, "", "10.0.0.1", &scope), 0);
}

static void a_revoked_token_is_dead_at_once_and_stays_in_the_list(void **state)
{
    struct hub hub = cast_hub(*state);
    const struct token *token = issue(&hub, "read", 0, 30);
    const char *scope;
    int64_t id = token_grant_check(&hub, token->jti, "10.0.0.1", &scope);
    assert_string_equal(token_grant_revoke(&hub, id, "10.0.0.9"), "ci");
    assert_null(token_grant_revoke(&hub, id, "10.0.0.9"));
    assert_int_equal(token_grant_check(&hub, token->jti, "10.0.0.1", &scope), 0);
    const struct token_grant *list = token_grant_list(&hub, 0);
    assert_int_equal(list->id, id);
    assert_true(list->revoked_at > 0);
    assert_false(token_grant_in_force(&hub, list));
    assert_value(&hub, "SELECT action || ' ' || address FROM audit ORDER BY id DESC LIMIT 1",
                 "token.revoke 10.0.0.9");
}

static void a_token_dies_with_the_account_that_made_it(void **state)
{
    struct hub hub = cast_hub(*state);
    scene_sql(*state, "INSERT INTO account (name, email) VALUES ('root', 'r@example.org')");
    int64_t root;
    assert_true(text_to_int(cast_value(hub.mem, hub.db, "SELECT id AS value FROM account"), &root));
    hub.account = root;
    hub.name = "root";
    view_folder("templates");
    const struct token *token = issue(&hub, "ingest", 0, 30);
    assert_value(&hub,
                 "SELECT a.name || ' ' || count(*) FROM mail m JOIN account a ON a.id = m.account"
                 " WHERE m.text LIKE '%\"ci\"%' GROUP BY a.name",
                 "root 1");
    const char *scope;
    assert_true(token_grant_check(&hub, token->jti, "::1", &scope) > 0);
    scene_sql(*state, "UPDATE account SET disabled_at = now()");
    assert_int_equal(token_grant_check(&hub, token->jti, "::1", &scope), 0);
}

static void the_list_says_what_a_token_may_and_from_where_it_was_used(void **state)
{
    struct hub hub = cast_hub(*state);
    const char *scope;
    issue(&hub, "ingest", add_repo(&hub, "red/priv"), 30);
    const struct token *all = issue(&hub, "read", 0, 90);
    token_grant_check(&hub, all->jti, "10.0.0.1", &scope);
    const struct token_grant *list = token_grant_list(&hub, 0);
    assert_null(list->repos);
    assert_string_equal(list->used_address, "10.0.0.1");
    assert_true(list->used_at > 0);
    assert_string_equal(list->next->repos, "red/priv");
    assert_int_equal(list->next->used_at, 0);
    assert_null(list->next->next);
    assert_value(&hub, "SELECT count(*) FROM token t WHERE t::text LIKE '%eyJ%'", "0");
}

static void a_pattern_covers_what_fits_now_and_later(void **state)
{
    struct hub hub = cast_hub(*state);
    const char *why, *scope;
    add_repo(&hub, "red/lib_a");
    add_repo(&hub, "red/libxa");
    add_repo(&hub, "blue/lib_a");
    const struct token_grant_order order = {
        .name = "ci", .scope = "read", .pattern = "Red/lib_*", .days = 30
    };
    const struct token *token = token_check(hub.mem, token_grant_add(&hub, &order), hub.now, &why);
    int64_t id = token_grant_check(&hub, token->jti, "::1", &scope);
    assert_string_equal(token_grant_list(&hub, 0)->repos, "Red/lib_*");
    add_repo(&hub, "red/lib_later");
    scene_sql(*state, text_format(hub.mem, "SELECT hub_enter(NULL, %" PRId64 ")", id));
    assert_value(&hub, "SELECT string_agg(name, ' ' ORDER BY name) FROM repo WHERE may_read(id)",
                 "red/lib_a red/lib_later");
}

static void the_maker_is_told_once_that_a_token_will_expire(void **state)
{
    struct hub hub = cast_hub(*state);
    scene_sql(*state, "INSERT INTO account (id, name, email) OVERRIDING SYSTEM VALUE VALUES"
                      " (1, 'root', 'r@example.org')");
    hub.account = 1;
    issue(&hub, "read", 0, 90);
    assert_null(token_grant_expiring(&hub));
    scene_sql(*state, "UPDATE token SET created_at = now() - interval '84 days',"
                      " expires_at = now() + interval '6 days'");
    const struct token_expiring *t = token_grant_expiring(&hub);
    assert_non_null(t);
    assert_int_equal(t->account, 1);
    assert_string_equal(t->name, "ci");
    assert_string_equal(t->repos, "all repositories");
    assert_null(t->next);
    assert_null(token_grant_expiring(&hub));
}

static void nobody_is_told_of_what_was_revoked_or_short(void **state)
{
    struct hub hub = cast_hub(*state);
    scene_sql(*state, "INSERT INTO account (id, name, email) OVERRIDING SYSTEM VALUE VALUES"
                      " (1, 'root', 'r@example.org')");
    hub.account = 1;
    issue(&hub, "read", 0, 5);
    assert_null(token_grant_expiring(&hub));
    issue(&hub, "read", 0, 90);
    scene_sql(*state, "UPDATE token SET created_at = now() - interval '84 days',"
                      " expires_at = now() + interval '6 days', revoked_at = now()");
    assert_null(token_grant_expiring(&hub));
}

struct wish {
    struct hub *hub;
    struct token_grant_order order;
    const char *repo;
};

static void add_token(void *arg)
{
    struct wish *w = arg;
    token_grant_add(w->hub, &w->order);
}

static void register_repo(void *arg)
{
    struct wish *w = arg;
    registry_add(w->hub, w->repo, false, NULL);
}

static void an_order_that_cannot_be_is_refused(void **state)
{
    struct hub hub = cast_hub(*state);
    struct wish w = { &hub, { .name = "ci", .scope = "admin", .days = 1 }, NULL };
    assert_int_equal(scene_fails(add_token, &w), FAIL_REFUSED);
    w.order = (struct token_grant_order){ .name = "ci", .scope = "read", .days = 0 };
    assert_int_equal(scene_fails(add_token, &w), FAIL_REFUSED);
    w.order = (struct token_grant_order){ .name = "ci", .scope = "read", .days = 3651 };
    assert_int_equal(scene_fails(add_token, &w), FAIL_REFUSED);
    w.order = (struct token_grant_order){ .name = " ", .scope = "read", .days = 1 };
    assert_int_equal(scene_fails(add_token, &w), FAIL_REFUSED);
    static const char *const bad[] = { "red", "*",  "a/b/c", "a**/b", "a/*b*",
                                       "/*",  "*/", "a b/*", "%/*" };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        w.order = (struct token_grant_order){
            .name = "ci", .scope = "read", .pattern = bad[i], .days = 1
        };
        assert_int_equal(scene_fails(add_token, &w), FAIL_REFUSED);
    }
    assert_value(&hub, "SELECT count(*) FROM token", "0");
}

static void a_repository_is_registered_once_in_whatever_case(void **state)
{
    struct hub hub = cast_hub(*state);
    add_repo(&hub, "Red/Priv");
    struct wish again = { .hub = &hub, .repo = "red/priv" };
    assert_int_equal(scene_fails(register_repo, &again), FAIL_CONFLICT);
    again.repo = "red";
    assert_int_equal(scene_fails(register_repo, &again), FAIL_REFUSED);
    assert_string_equal(registry_find(&hub, "RED/PRIV")->name, "Red/Priv");
    assert_null(registry_list(&hub)->next);
    scene_sql(*state, "UPDATE repo SET removed_at = now()");
    assert_null(registry_find(&hub, "red/priv"));
    add_repo(&hub, "red/priv");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE(a_new_token_is_in_force_until_its_day),
        SCENE(a_revoked_token_is_dead_at_once_and_stays_in_the_list),
        SCENE(a_token_dies_with_the_account_that_made_it),
        SCENE(the_list_says_what_a_token_may_and_from_where_it_was_used),
        SCENE(a_pattern_covers_what_fits_now_and_later),
        SCENE(the_maker_is_told_once_that_a_token_will_expire),
        SCENE(nobody_is_told_of_what_was_revoked_or_short),
        SCENE(an_order_that_cannot_be_is_refused),
        SCENE(a_repository_is_registered_once_in_whatever_case),
    };
    return cmocka_run_group_tests(tests, open_with_keys, scene_close);
}
