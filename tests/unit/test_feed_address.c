/* lib/hub/feed_address.c */
#include "hub/feed_address.h"

#include "hub/repo.h"
#include "stage.h"

static struct hub entered(void **state, int64_t account)
{
    struct hub hub = hub_of(state);
    db_forget(page);
    assert_true(hub_enter(&hub, account, 0, false));
    return hub;
}

static const struct saved_filter *kept(struct hub *hub, const char *name)
{
    saved_filter_set(hub, name, "/crashers?severity=high");
    return saved_filter_take(hub, saved_filter_ask(hub));
}

/* Opens it as a stranger; what follows is done as whoever it made of them. */
static const struct feed_address *opened(struct hub *hub, const char *secret)
{
    hub_leave(hub);
    assert_true(hub_enter(hub, 0, 0, true));
    return feed_address_open(hub, secret);
}

static void a_secret_opens_its_repository_to_a_stranger(void **state)
{
    struct hub hub = entered(state, ALICE);
    const char *secret = feed_address_add(&hub, 1, NULL, "red/priv");
    assert_int_equal(strlen(secret), 43);
    const struct feed_address *f = opened(&hub, secret);
    assert_string_equal(f->repo, "red/priv");
    assert_null(f->filter);
    assert_int_equal(f->account, ALICE);
    assert_int_equal(hub.account, ALICE);
    assert_non_null(repo_find(&hub, "red/priv"));
    assert_null(repo_find(&hub, "green/priv"));
    assert_null(opened(&hub, "x"));
    assert_int_equal(hub.account, 0);
    assert_null(repo_find(&hub, "red/priv"));
}

static void a_secret_opens_a_filter(void **state)
{
    struct hub hub = entered(state, ALICE);
    const struct saved_filter *filter = kept(&hub, "bad ones");
    const char *secret = feed_address_add(&hub, 0, filter, filter->name);
    const struct feed_address *f = opened(&hub, secret);
    assert_null(f->repo);
    assert_int_equal(f->filter->id, filter->id);
    assert_string_equal(f->filter->name, "bad ones");
    assert_string_equal(f->filter->address, "/crashers?severity=high");
}

static void only_the_digest_is_kept(void **state)
{
    struct hub hub = entered(state, ALICE);
    const char *secret = feed_address_add(&hub, 1, NULL, "red/priv");
    hub_leave(&hub);
    scene_sql(*state, text_format(hub.mem,
                                  "DO $$ BEGIN ASSERT (SELECT count(*) FROM feed_address WHERE"
                                  " digest = sha256('%s')) = 1; END $$",
                                  secret));
}

static void of_a_disabled_account_it_opens_nothing(void **state)
{
    struct hub hub = entered(state, ALICE);
    const char *secret = feed_address_add(&hub, 1, NULL, "red/priv");
    hub_leave(&hub);
    scene_sql(*state, "UPDATE account SET disabled_at = now() WHERE id = 2");
    assert_true(hub_enter(&hub, 0, 0, true));
    assert_null(feed_address_open(&hub, secret));
    hub_leave(&hub);
    scene_sql(*state, "UPDATE account SET disabled_at = NULL WHERE id = 2");
}

struct wish {
    struct hub *hub;
    int64_t revoke;
};

static void try_wish(void *arg)
{
    struct wish *w = arg;
    if (w->revoke != 0)
        feed_address_revoke(w->hub, w->revoke);
    else
        feed_address_add(w->hub, 2, NULL, "blue/pub");
}

static void revoked_it_opens_nothing_and_nobody_else_can(void **state)
{
    struct hub hub = entered(state, ALICE);
    const char *secret = feed_address_add(&hub, 1, NULL, "red/priv");
    const struct feed_address *mine = feed_address_list(&hub);
    assert_string_equal(mine->repo, "red/priv");
    assert_true(mine->created_at > 0);
    assert_int_equal(mine->used_at, 0);
    struct wish wish = { &hub, mine->id };
    hub_leave(&hub);
    for (int64_t other = ROOT; other <= TOM; other++) {
        if (other == ALICE)
            continue;
        hub = entered(state, other);
        for (const struct feed_address *f = feed_address_list(&hub); f; f = f->next)
            assert_int_not_equal(f->id, mine->id);
        assert_int_equal(scene_fails(try_wish, &wish), FAIL_CONFLICT);
    }
    hub = entered(state, ALICE);
    feed_address_revoke(&hub, mine->id);
    assert_null(opened(&hub, secret));
}

static void when_it_was_read_last_is_told(void **state)
{
    struct hub hub = entered(state, ALICE);
    const char *secret = feed_address_add(&hub, 1, NULL, "red/priv");
    const struct feed_address *f = opened(&hub, secret);
    hub_leave(&hub);
    feed_address_used(&hub, f);
    hub = entered(state, ALICE);
    assert_true(feed_address_list(&hub)->used_at >= hub.now - 60);
}

static void it_goes_with_its_filter(void **state)
{
    struct hub hub = entered(state, TOM);
    const struct saved_filter *filter = kept(&hub, "mine");
    const char *secret = feed_address_add(&hub, 0, filter, filter->name);
    saved_filter_forget(&hub, filter->id);
    assert_null(opened(&hub, secret));
}

static void there_is_an_end_to_their_number(void **state)
{
    struct hub hub = entered(state, BOB);
    struct wish wish = { &hub, 0 };
    for (int i = 0; i < FEED_ADDRESSES_MAX; i++)
        try_wish(&wish);
    assert_int_equal(scene_fails(try_wish, &wish), FAIL_REFUSED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STAGE(a_secret_opens_its_repository_to_a_stranger),
        STAGE(a_secret_opens_a_filter),
        STAGE(only_the_digest_is_kept),
        STAGE(of_a_disabled_account_it_opens_nothing),
        STAGE(revoked_it_opens_nothing_and_nobody_else_can),
        STAGE(when_it_was_read_last_is_told),
        STAGE(it_goes_with_its_filter),
        STAGE(there_is_an_end_to_their_number),
    };
    return cmocka_run_group_tests(tests, open_stage, close_stage);
}
