/* lib/hub/saved_filter.c */
#include "hub/saved_filter.h"

#include "story.h"

static struct hub filter_hub(void **state)
{
    struct hub hub = story_hub(state);
    db_execute(hub.db, "INSERT INTO account (id, name, email) OVERRIDING SYSTEM VALUE"
                       " VALUES (5, 'Mira', 'mira@example.com'), (6, 'Jonas', 'j@example.com');"
                       "SELECT set_config('nopanic.account', '5', true)");
    return hub;
}

static const struct saved_filter *kept(struct hub *hub)
{
    return saved_filter_take(hub, saved_filter_ask(hub));
}

static void a_filter_is_kept_under_its_name_whatever_its_capitals(void **state)
{
    struct hub hub = filter_hub(state);
    saved_filter_set(&hub, "mine", "/crashers?state=mine");
    saved_filter_set(&hub, "Bad ones", "/crashers?severity=high");
    saved_filter_set(&hub, "MINE", "/crashers?state=mine&q=x");
    const struct saved_filter *f = kept(&hub);
    assert_string_equal(f->name, "Bad ones");
    assert_string_equal(f->next->name, "MINE");
    assert_string_equal(f->next->address, "/crashers?state=mine&q=x");
    assert_null(f->next->next);
}

struct wish {
    struct hub *hub;
    const char *name, *address;
    int64_t forget;
};

static void try_wish(void *arg)
{
    struct wish *w = arg;
    if (w->forget != 0)
        saved_filter_forget(w->hub, w->forget);
    else
        saved_filter_set(w->hub, w->name, w->address);
}

static void nobody_sees_or_forgets_those_of_another(void **state)
{
    struct hub hub = filter_hub(state);
    saved_filter_set(&hub, "mine", "/crashers");
    int64_t id = kept(&hub)->id;
    db_execute(hub.db, "SELECT set_config('nopanic.account', '6', true)");
    assert_null(kept(&hub));
    struct wish wish = { .hub = &hub, .forget = id };
    assert_int_equal(scene_fails(try_wish, &wish), FAIL_CONFLICT);
    db_execute(hub.db, "SELECT set_config('nopanic.account', '5', true)");
    saved_filter_forget(&hub, id);
    assert_null(kept(&hub));
}

static void there_is_an_end_to_names_addresses_and_their_number(void **state)
{
    struct hub hub = filter_hub(state);
    for (int i = 0; i < SAVED_FILTERS_MAX; i++)
        saved_filter_set(&hub, text_format(hub.mem, "filter %d", i), "/crashers");
    saved_filter_set(&hub, "FILTER 7", "/crashers?q=x");
    char *longest = text_format(hub.mem, "%0*d", SAVED_ADDRESS_MAX + 1, 1);
    const struct wish wishes[] = {
        { &hub, "one more", "/crashers", 0 },
        { &hub, "filter 7", longest, 0 },
        { &hub, longest, "/crashers", 0 },
    };
    for (size_t i = 0; i < COUNT_OF(wishes); i++) {
        struct wish wish = wishes[i];
        assert_int_equal(scene_fails(try_wish, &wish), FAIL_REFUSED);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE(a_filter_is_kept_under_its_name_whatever_its_capitals),
        SCENE(nobody_sees_or_forgets_those_of_another),
        SCENE(there_is_an_end_to_names_addresses_and_their_number),
    };
    return cmocka_run_group_tests(tests, scene_open, scene_close);
}
